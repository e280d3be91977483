#include "core/saml/sign_in_effect.h"

#include <algorithm>

#include "core/saml/checks.h"
#include "core/text/time.h"

namespace preflight::saml {

namespace {

const findings::RuleInfo* endpoint_fault(const IdpRole& role) {
    if (role.single_sign_on.empty()) return &checks::row("EP-01");
    bool any_binding = false;
    bool any_location = false;
    for (const Endpoint& endpoint : role.single_sign_on) {
        if (endpoint.binding != kPostBinding && endpoint.binding != kRedirectBinding) continue;
        any_binding = true;
        if (endpoint.location && !endpoint.location->value.empty()) any_location = true;
    }
    return !any_binding ? &checks::row("EP-02") : !any_location ? &checks::row("EP-05") : &checks::row("EP-06");
}

const findings::RuleInfo* key_fault(const IdpRole& role) {
    bool any_descriptor = false;
    const findings::RuleInfo* fault = nullptr;
    for (const KeyDescriptor& key : role.keys) {
        if (!key.signs()) continue;
        any_descriptor = true;
        if (key.certificates.empty() && fault == nullptr) fault = &checks::row("KEY-03");
        for (const CertificateText& text : key.certificates) {
            if (text.certificate && text.certificate->key.readable) return nullptr;
            if (fault == nullptr)
                fault = text.fault != crypto::Base64Fault::none ? &checks::row("CRT-01") : &checks::row("CRT-04");
        }
        // A bare key value can be used by software, though there is nothing to paste (KEY-08).
        if (key.certificates.empty() && key.other_key) return nullptr;
    }
    return any_descriptor ? fault : &checks::row("KEY-01");
}

}  // namespace

SignInEffect sign_in_effect(const Document& document, std::optional<std::int64_t> now_unix) {
    SignInEffect effect;
    const IdpRole* role = document.kind == Kind::idp ? document.idp() : nullptr;
    if (role == nullptr) return effect;
    if (sign_in_endpoint(*role) == nullptr) {
        effect.blocked_by = endpoint_fault(*role);
        effect.blocked_message = "The metadata has no usable https address to sign in at.";
    } else if (const findings::RuleInfo* fault = key_fault(*role)) {
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
