#include "core/rules/metadata_fit.h"

#include <algorithm>

#include "core/saml/certificate_text.h"
#include "core/saml/url.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

std::string core_of(std::string_view entity_id) {
    std::string result;
    for (const char c : text::ascii_lower(entity_id)) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') result += c;
    }
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (result.compare(0, scheme.size(), scheme) == 0) result.erase(0, scheme.size());
    }
    while (!result.empty() && result.back() == '/') result.pop_back();
    return result;
}

const saml::IdpRole* role_of(const workspace::Workspace& workspace) {
    return workspace.idp_metadata == nullptr ? nullptr : workspace.idp_metadata->document.idp();
}

bool has_place(const saml::Endpoint& endpoint) {
    return (endpoint.binding == saml::kPostBinding || endpoint.binding == saml::kRedirectBinding) &&
           endpoint.location && !endpoint.location->value.empty();
}

Fit address_fit(std::string_view stated, std::string_view given) {
    stated = text::trim(stated);
    given = text::trim(given);
    if (stated == given) return Fit::same;
    const saml::Url a = saml::split_url(stated);
    const saml::Url b = saml::split_url(given);
    const std::string host = a.lower_host();
    const bool same_host = host == b.lower_host();
    const auto behind_host = [](std::string_view address, const saml::Url& url) {
        return address.substr(
            std::min(address.size(), static_cast<std::size_t>(url.host.data() - address.data()) + url.host.size()));
    };
    if (!a.host.empty() && same_host && text::equal_ignoring_ascii_case(a.scheme, b.scheme) &&
        behind_host(stated, a) == behind_host(given, b))
        return Fit::same;
    const saml::OktaAddress left = saml::okta_address(stated);
    const saml::OktaAddress right = saml::okta_address(given);
    if (!left.okta_path || !right.okta_path) return Fit::near_miss;
    if (left.app != right.app || left.key != right.key || left.look_alike) return Fit::differs;
    if (same_host) return Fit::near_miss;
    // A custom domain represents the same org (OKTA-07); two of Okta's own hosts are two orgs.
    if (left.okta_host && right.okta_host) return Fit::differs;
    return text::equal_ignoring_ascii_case(a.scheme, b.scheme) ? Fit::same : Fit::near_miss;
}

Fit fingerprint_fit(const workspace::Workspace& workspace, const std::string& stated) {
    const saml::IdpRole* role = role_of(workspace);
    if (role == nullptr) return Fit::unknown;
    bool any = false;
    bool unreadable = false;
    for (const saml::KeyDescriptor& key : role->keys) {
        if (!key.signs()) continue;
        if (key.certificates.empty()) unreadable = true;
        for (const saml::CertificateText& text : key.certificates) {
            if (!text.certificate) {
                unreadable = true;
                continue;
            }
            any = true;
            if (text.certificate->sha256 == stated) return Fit::same;
        }
    }
    return any && !unreadable ? Fit::differs : Fit::unknown;
}

}  // namespace

std::string_view to_string(Fit fit) {
    switch (fit) {
        case Fit::same:
            return "same";
        case Fit::near_miss:
            return "near-miss";
        case Fit::differs:
            return "differs";
        case Fit::unknown:
            break;
    }
    return "unknown";
}

Fit entity_id_fit(const workspace::Workspace& workspace) {
    const auto& scenario = workspace.scenario;
    if (role_of(workspace) == nullptr || !scenario || !scenario->idp_entity_id) return Fit::unknown;
    const auto& entity = workspace.idp_metadata->document.entity;
    if (!entity || !entity->entity_id) return Fit::unknown;
    const std::string& stated = *scenario->idp_entity_id;
    const std::string& given = entity->entity_id->value;
    if (stated == given) return Fit::same;
    return core_of(stated) == core_of(given) ? Fit::near_miss : Fit::differs;
}

Fit certificate_fit(const workspace::Workspace& workspace) {
    const auto& scenario = workspace.scenario;
    if (!scenario || !scenario->certificate_sha256) return Fit::unknown;
    const Fit fit = fingerprint_fit(workspace, *scenario->certificate_sha256);
    return fit == Fit::differs && state_certificate(workspace).in_egnyte ? Fit::same : fit;
}

StateCertificate state_certificate(const workspace::Workspace& workspace) {
    StateCertificate result;
    if (workspace.saml_certificate == nullptr) return result;
    crypto::VerifyBudget no_verifying{0};
    const auto certificate =
        saml::read_certificate_text(workspace.saml_certificate->certificate.value(), no_verifying).certificate;
    result.unreadable = !certificate;
    if (!certificate) return result;
    result.sha256 = certificate->sha256;
    result.fit = fingerprint_fit(workspace, result.sha256);
    result.in_egnyte = workspace.scenario && workspace.scenario->certificate_sha256 == result.sha256;
    return result;
}

Fit login_url_fit(const workspace::Workspace& workspace) {
    const auto& scenario = workspace.scenario;
    const saml::IdpRole* role = role_of(workspace);
    if (role == nullptr || !scenario || !scenario->idp_login_url) return Fit::unknown;
    Fit best = Fit::unknown;
    for (const saml::Endpoint& endpoint : role->single_sign_on) {
        if (!has_place(endpoint)) continue;
        const Fit fit = address_fit(*scenario->idp_login_url, endpoint.location->value);
        if (best == Fit::unknown || fit < best) best = fit;
    }
    return best;
}

std::optional<OtherApplication> other_application(const workspace::Workspace& workspace) {
    const saml::IdpRole* role = role_of(workspace);
    const okta::Application* app = workspace.sign_in_application;
    const std::string name = app != nullptr ? app->name.value() : std::string();
    const std::string key = workspace.saml_key != nullptr ? workspace.saml_key->entity_key.value() : std::string();
    if (role == nullptr || (name.empty() && key.empty())) return std::nullopt;
    const auto& entity = workspace.idp_metadata->document.entity;
    const bool issuer = entity && entity->entity_id && entity->entity_id->value.rfind(saml::kOktaIssuer, 0) == 0;
    std::optional<OtherApplication> result;
    for (const saml::Endpoint& endpoint : role->single_sign_on) {
        if (!has_place(endpoint)) continue;
        const saml::OktaAddress address = saml::okta_address(endpoint.location->value);
        // The same path on a stranger's host says nothing about Okta.
        if (!address.okta_path || (!address.okta_host && !issuer)) continue;
        const bool fits = key.empty() ? text::equal_ignoring_ascii_case(address.app, name) : address.key == key;
        if (fits) return std::nullopt;
        if (!result) result = OtherApplication{&endpoint, address.app, address.key, !key.empty(), nullptr};
    }
    if (!result) return std::nullopt;
    for (const okta::Application& other : workspace.applications) {
        if (&other != app && !other.name.value().empty() &&
            text::equal_ignoring_ascii_case(other.name.value(), result->name))
            result->known = &other;
    }
    return result;
}

}  // namespace preflight::rules
