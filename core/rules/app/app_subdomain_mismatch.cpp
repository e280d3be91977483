#include "core/rules/rule.h"
#include "core/rules/sp_metadata.h"
#include "core/rules/subdomain.h"
#include "core/text/unicode.h"

namespace preflight::rules::app_subdomain_mismatch {

constexpr Rule kRow{
    .code = "PF3005",
    .slug = "app-subdomain-mismatch",
    .severity = Severity::error,
    .when = "The Subdomain differs from the Egnyte domain of the scenario or of Egnyte's own metadata.",
    .why = "People are provisioned into another Egnyte domain, or nowhere.",
    .remedy = {"Enter the Egnyte domain", {clicks::kAppSettings, "Subdomain: your Egnyte domain. Save."}},
    .sources = "S13",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6* PF7* PF8*",
};

void check(const Context& context, Report& report) {
    const std::string* value = subdomain(context.workspace.application);
    if (value == nullptr || !is_label(*value)) return;
    // What the scenario states, else what Egnyte's own metadata says.
    const auto& scenario = context.workspace.scenario;
    const auto metadata = sp_metadata(context.workspace);
    const bool stated = scenario && scenario->domain;
    const std::string domain = stated ? *scenario->domain : metadata ? metadata->domain : std::string();
    if (domain.empty() || text::equal_ignoring_ascii_case(domain, *value)) return;
    Finding& finding = report.add(kRow, "Subdomain is \"" + *value + "\", but your Egnyte domain is \"" + domain +
                                            "\"" + (stated ? "." : ", as Egnyte's own metadata says."));
    finding.locations.push_back(context.workspace.application->tenant.part(0, value->size()));
    finding.locations.push_back(stated ? scenario->domain_at : metadata->at);
    steps(finding, "Enter " + domain, {std::string(clicks::kAppSettings), "Subdomain: " + domain + ". Save."});
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/settings/app/subDomain", R"("acme2")"}}},
                   .good = {{{"app.json", "/settings/app/subDomain", R"("Acme")"}}})

}  // namespace preflight::rules::app_subdomain_mismatch
