// SAML metadata of the identity provider: XML, or a certificate in its place (core/intake/metadata_text.h reads it).
#include "core/findings/click_paths.h"
#include "core/intake/artefact.h"

namespace preflight::intake {

constexpr Artefact artefacts_rows::saml_metadata = {
    .kind = "saml-idp-metadata",
    .unlocks = "whether sign-in works, and what to type into Egnyte",
    .how = findings::clicks::app_page<" › Sign On › View SAML setup instructions › Identity Provider metadata; save "
                                      "the page, do not copy it">,
    .path = "/api/v1/apps/{app}/sso/saml/metadata",
    .answers = "/api/v1/apps/{}/sso/saml/metadata /app/{}/sso/saml/metadata",
    .scope = "okta.apps.read",
};

}  // namespace preflight::intake
