#include "core/saml/sign_in_effect.h"

#include <algorithm>

#include "core/saml/checks.h"
#include "core/saml/url.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

const findings::Rule* endpoint_fault(const IdpRole& role) {
    if (role.single_sign_on.empty()) return &checks::row("EP-01");
    const findings::Rule* fault = nullptr;
    for (const Endpoint& endpoint : role.single_sign_on) {
        if (endpoint.binding != kPostBinding && endpoint.binding != kRedirectBinding) continue;
        if (fault == nullptr) fault = &checks::row("EP-05");
        const std::string_view location = endpoint.location ? text::trim(endpoint.location->value) : std::string_view();
        if (location.empty()) continue;
        // White space in front alone keeps it from being an address.
        if (is_https(location)) return &checks::row("EP-08");
        return scheme_without_page(split_url(location)).empty() ? &checks::row("EP-06") : &checks::row("EP-07");
    }
    return fault == nullptr ? &checks::row("EP-02") : fault;
}

// The check that says of this text why it gives no key; null when it gives one. As certificate_checks.cpp says it.
const findings::Rule* text_fault(const CertificateText& text) {
    if (text.fault == crypto::Base64Fault::empty) return &checks::row("KEY-03");
    if (text.private_key) return &checks::row("CRT-04");
    if (text.fault != crypto::Base64Fault::none) return &checks::row("CRT-01");
    return text.certificate && text.certificate->key.readable ? nullptr : &checks::row("CRT-04");
}

const findings::Rule* key_fault(const IdpRole& role) {
    bool any_descriptor = false;
    bool any_odd_use = false;
    const findings::Rule* fault = nullptr;
    for (const KeyDescriptor& key : role.keys) {
        any_odd_use = any_odd_use || key.use == KeyUse::other;
        if (!key.signs()) continue;
        any_descriptor = true;
        const findings::Rule* here = nullptr;
        for (const CertificateText& text : key.certificates) {
            const findings::Rule* why = text_fault(text);
            if (why == nullptr) return nullptr;
            if (here == nullptr) here = why;
        }
        // A bare key value can be used by software, though there is nothing to paste; a name is not a key (KEY-08).
        if (key.certificates.empty() && key.key_value) return nullptr;
        if (key.certificates.empty()) here = key.key_name ? &checks::row("KEY-08") : &checks::row("KEY-03");
        if (fault == nullptr) fault = here;
    }
    if (any_descriptor) return fault;
    return any_odd_use ? &checks::row("KEY-02") : &checks::row("KEY-01");
}

}  // namespace

SignInEffect sign_in_effect(const Document& document, std::optional<std::int64_t> now_unix) {
    SignInEffect effect;
    const IdpRole* role = document.kind == Kind::idp ? document.idp() : nullptr;
    if (role == nullptr) return effect;
    if (sign_in_endpoint(*role) == nullptr) {
        effect.blocked_by = endpoint_fault(*role);
        effect.blocked_message = "The metadata has no usable https address to sign in at.";
    } else if (const findings::Rule* fault = key_fault(*role)) {
        effect.blocked_by = fault;
        effect.blocked_message = "The metadata has no usable signing key: Egnyte cannot verify what Okta sends.";
    }
    if (!now_unix) return effect;
    std::optional<std::int64_t> latest;
    for (const KeyDescriptor& key : role->keys) {
        if (!key.signs()) continue;
        for (const CertificateText& text : key.certificates) {
            if (text.certificate && text.certificate->not_after)
                latest = std::max(latest.value_or(*text.certificate->not_after), *text.certificate->not_after);
        }
    }
    if (latest && *latest < *now_unix) {
        effect.also = &checks::row("CRT-06");
        effect.also_message = "The signing certificate expired on " + text::format_date(*latest) +
                              "; whether Egnyte looks at the date is not documented.";
    }
    return effect;
}

}  // namespace preflight::saml
