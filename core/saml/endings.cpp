#include "core/saml/endings.h"

#include <algorithm>

#include "core/text/order.h"
#include "core/text/time.h"

namespace preflight::saml {

using text::kDay;

std::vector<Ending> endings(const Document& document, std::optional<std::int64_t> now_unix) {
    std::vector<Ending> result;
    const IdpRole* role = document.idp();
    if (role == nullptr) return result;
    const CertificateText* typed = certificate_to_type(*role, now_unix);
    for (const KeyDescriptor& key : role->keys) {
        for (const CertificateText& text : key.certificates) {
            if (!text.certificate || !text.certificate->not_after) continue;
            const crypto::Certificate& certificate = *text.certificate;
            const auto what = !key.signs()                                       ? Ending::What::encryption_certificate
                              : typed->certificate->sha256 == certificate.sha256 ? Ending::What::typed_certificate
                                                                                 : Ending::What::signing_certificate;
            const auto known = std::find_if(result.begin(), result.end(), [&](const Ending& ending) {
                return ending.certificate == certificate.sha256;
            });
            if (known == result.end()) {
                result.push_back({what, certificate.subject, certificate.sha256, text.at, *certificate.not_after});
            } else {
                known->what = std::min(known->what, what);
            }
        }
    }
    if (document.valid_until) {
        if (const auto until = text::parse_time(document.valid_until->value))
            result.push_back({Ending::What::document, {}, {}, document.valid_until->at, *until});
    }
    text::sort(result, [](const Ending& a, const Ending& b) { return a.ends < b.ends; });
    return result;
}

std::int64_t days_left(std::int64_t ends, std::int64_t now_unix) {
    return (ends - now_unix) / kDay;
}

Window window_of(std::int64_t ends, std::int64_t now_unix) {
    if (ends <= now_unix) return Window::ended;
    const std::int64_t left = ends - now_unix;
    return left <= 30 * kDay    ? Window::days_30
           : left <= 90 * kDay  ? Window::days_90
           : left <= 365 * kDay ? Window::days_365
                                : Window::later;
}

std::string_view to_string(Ending::What what) {
    switch (what) {
        case Ending::What::typed_certificate:
            return "typed-certificate";
        case Ending::What::signing_certificate:
            return "signing-certificate";
        case Ending::What::encryption_certificate:
            return "encryption-certificate";
        case Ending::What::document:
            return "metadata";
    }
    return "";
}

std::string_view to_string(Window window) {
    switch (window) {
        case Window::ended:
            return "ended";
        case Window::days_30:
            return "30";
        case Window::days_90:
            return "90";
        case Window::days_365:
            return "365";
        case Window::later:
            return "later";
    }
    return "";
}

}  // namespace preflight::saml
