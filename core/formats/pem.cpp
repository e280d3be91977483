#include "core/formats/pem.h"

#include <string>

#include "core/text/unicode.h"

namespace preflight::formats::pem {

namespace {

constexpr std::string_view kBeginLine = "-----BEGIN ";

// Hyphens and dashes from short to long, the minus sign, and the ASCII hyphen as a character reference.
constexpr std::string_view kDashSpellings[] = {
    "-",     "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92",
    "&#45;", "&#x2D;",       "&#x2d;"};

// The bytes of the dash that the text begins with, or that it ends with; 0 when it is none.
std::size_t leading_dash(std::string_view text) {
    for (const std::string_view dash : kDashSpellings) {
        if (text.substr(0, dash.size()) == dash) return dash.size();
    }
    return 0;
}
std::size_t trailing_dash(std::string_view text) {
    for (const std::string_view dash : kDashSpellings) {
        if (text.size() >= dash.size() && text.substr(text.size() - dash.size()) == dash) return dash.size();
    }
    return 0;
}

Content content_of(std::string_view label) {
    if (label.find(kPrivateKey) != std::string_view::npos) return Content::private_key;
    if (label == "CERTIFICATE" || label == "TRUSTED CERTIFICATE") return Content::certificate;
    if (label == "PUBLIC KEY" || label == "RSA PUBLIC KEY") return Content::public_key;
    if (label == "PKCS7" || label == "CMS") return Content::pkcs7;
    if (label == "CERTIFICATE REQUEST" || label == "NEW CERTIFICATE REQUEST") return Content::certificate_request;
    return Content::other;
}

}  // namespace

std::optional<Boundary> find_begin(std::string_view text) {
    Boundary result;
    result.begin = text.find(kBeginLine);
    if (result.begin == std::string_view::npos) return std::nullopt;
    const std::size_t label = result.begin + kBeginLine.size();
    if (const auto end = text.find(kDashes, label); end != std::string_view::npos)
        result.label = text::trim(text.substr(label, end - label));
    result.content = content_of(result.label);
    return result;
}

bool begins(std::string_view text) {
    return text.substr(0, kBeginLine.size()) == kBeginLine;
}

bool names_private_key(std::string_view text) {
    return text.find("PRIVATE KEY-----") != std::string_view::npos;
}

text::Span find_line(std::string_view text, std::string_view word, std::size_t from) {
    constexpr std::size_t kLongestLabel = 40;
    const std::string begun = std::string(word) + " ";
    for (auto at = text.find(begun, from); at != std::string_view::npos; at = text.find(begun, at + 1)) {
        const std::string_view label = text.substr(at, kLongestLabel);
        std::size_t end = 0;
        for (const std::string_view what : {"CERTIFICATE REQUEST", "CERTIFICATE", " KEY", "PKCS7", "CMS", "X509 CRL"}) {
            if (const auto found = label.find(what); found != std::string_view::npos && end == 0)
                end = at + found + what.size();
        }
        if (end == 0) continue;
        std::size_t begin = at;
        while (const std::size_t dash = trailing_dash(text.substr(from, begin - from))) begin -= dash;
        return {begin, dashes_end(text, end)};
    }
    return {};
}

std::size_t dashes_end(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const std::size_t dash = leading_dash(text.substr(at));
        if (dash == 0) break;
        at += dash;
    }
    return at;
}

}  // namespace preflight::formats::pem
