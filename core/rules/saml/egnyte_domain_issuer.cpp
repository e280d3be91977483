// EGN-04: what only Egnyte's own metadata shows.
#include "core/rules/rule.h"
#include "core/saml/checks.h"
#include "core/saml/document_checks.h"

namespace preflight::rules::egnyte_domain_issuer {

void check(const Context& context, Report& report) {
    if (context.workspace.idp_metadata == nullptr) return;
    // Egnyte's own metadata answers it: by default its entity ID is this one.
    constexpr std::string_view kUsual = "https://saml-auth.egnyte.com";
    for (const intake::MetadataInput& metadata : context.workspace.metadata) {
        const saml::Document& document = metadata.document;
        if (!saml::is_egnyte_service_provider(document) || !document.entity->entity_id) continue;
        const saml::PlacedText& id = *document.entity->entity_id;
        if (id.value == kUsual) return;
        report
            .add(saml::checks::row("EGN-04"), "Egnyte's metadata has the entity ID \"" + saml::cut(id.value) +
                                                  "\": the Audience URI in Okta has to be that value.")
            .locations.push_back({metadata.input, id.at.path, id.at.span});
        return;
    }
    report.add(saml::checks::row("EGN-04"),
               "Whether Egnyte uses the domain-specific issuer value cannot be seen in any file.");
}

}  // namespace preflight::rules::egnyte_domain_issuer
