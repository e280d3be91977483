// EGN-05: with both sides given the rehearsal answers it, person by person (PF8001).
#include "core/rules/rule.h"
#include "core/saml/checks.h"
#include "core/saml/products.h"

namespace preflight::rules::egnyte_user_mapping {

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.idp_metadata == nullptr) return;
    if (workspace.scenario && workspace.scenario->default_user_mapping && workspace.application != nullptr) return;
    const saml::Product& product = saml::product_of(workspace.idp_metadata->document);
    Finding& finding = report.add(saml::checks::row("EGN-05"),
                                  "Whether Default user mapping in Egnyte fits the application username of " +
                                      std::string(product.name) + " was not given.");
    saml::speak_of(product, finding);
}

}  // namespace preflight::rules::egnyte_user_mapping
