// Whether the metadata fits what the other files say: the values stated for Egnyte in the scenario and the application
// object. Compares, words nothing. Facts egnyte S26, S27, A7; okta-exports 13; saml-metadata EGN-03, OKTA-07.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/workspace/workspace.h"

namespace preflight::rules {

enum class Fit : std::uint8_t {
    unknown,    // one side is not given or cannot be read
    same,       //
    near_miss,  // https for http, a slash, blanks, letter case: what people change without noticing
    differs
};
[[nodiscard]] std::string_view to_string(Fit fit);  // "near-miss"

// scenario: egnyte.sso.idpEntityId; compared byte by byte, as the Issuer is.
[[nodiscard]] Fit entity_id_fit(const workspace::Workspace& workspace);

// scenario: egnyte.sso.certificateSha256 against every signing certificate. Unknown while one of them is unreadable or
// a key comes without a certificate. Same as well when it is the one that Terraform has for the application: then
// Egnyte is right and the metadata is not.
[[nodiscard]] Fit certificate_fit(const workspace::Workspace& workspace);

// The certificate that Terraform has for the application against the same.
struct StateCertificate {
    std::string sha256;  // lower-case hex; empty without one, or when it is not base64
    Fit fit = Fit::unknown;
    bool in_egnyte = false;   // it is the one stated for Egnyte
    bool unreadable = false;  // one is given, and it cannot be read as a certificate
};
[[nodiscard]] StateCertificate state_certificate(const workspace::Workspace& workspace);

// scenario: egnyte.sso.idpLoginUrl against every POST and Redirect address. The same application and key on a custom
// domain are the same place. A near miss is an address that is not another application's, org's or host's sign-in
// address, only none that the metadata gives.
[[nodiscard]] Fit login_url_fit(const workspace::Workspace& workspace);

// The application that the sign-in address of Okta's metadata names, when it is not the provisioning app: by the key
// where Terraform says it, else by the name of the application object.
struct OtherApplication {
    const saml::Endpoint* endpoint = nullptr;  // in the workspace; has a location
    std::string name, key;                     // of /app/<name>/<key>/sso/saml
    bool by_key = false;                       // the keys differ
    const okta::Application* known = nullptr;  // when that app is among the files
};
[[nodiscard]] std::optional<OtherApplication> other_application(const workspace::Workspace& workspace);

}  // namespace preflight::rules
