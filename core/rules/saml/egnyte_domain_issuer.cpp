// EGN-04: what no file can show.
#include "core/rules/rule.h"
#include "core/saml/checks.h"

namespace preflight::rules::egnyte_domain_issuer {

void check(const Context& context, Report& report) {
    if (context.workspace.idp_metadata == nullptr) return;
    report.add(saml::checks::row("EGN-04"),
               "Whether Egnyte uses the domain-specific issuer value cannot be seen in any file.");
}

}  // namespace preflight::rules::egnyte_domain_issuer
