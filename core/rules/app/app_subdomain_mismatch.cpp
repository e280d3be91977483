#include "core/rules/rule.h"
#include "core/rules/subdomain.h"
#include "core/text/unicode.h"

namespace preflight::rules::app_subdomain_mismatch {

constexpr Rule kRow{
    .code = "PF3005",
    .slug = "app-subdomain-mismatch",
    .severity = Severity::error,
    .when = "The Subdomain differs from the Egnyte domain of the scenario.",
    .why = "People are provisioned into another Egnyte domain, or nowhere.",
    .remedy = {"Enter the Egnyte domain", {clicks::kAppSettings, "Subdomain: your Egnyte domain. Save."}},
    .sources = "S13",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6* PF7* PF8*",
};

void check(const Context& context, Report& report) {
    const std::string* value = subdomain(context.workspace.application);
    if (value == nullptr || !is_label(*value)) return;
    const auto& scenario = context.workspace.scenario;
    if (!scenario || !scenario->domain || text::equal_ignoring_ascii_case(*scenario->domain, *value)) return;
    Finding& finding =
        report.add(kRow, "Subdomain is \"" + *value + "\", but your Egnyte domain is \"" + *scenario->domain + "\".");
    finding.locations.push_back(context.workspace.application->tenant.part(0, value->size()));
    finding.locations.push_back(scenario->domain_at);
    steps(finding, "Enter " + *scenario->domain,
          {std::string(clicks::kAppSettings), "Subdomain: " + *scenario->domain + ". Save."});
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/settings/app/subDomain", R"("acme2")"}}},
                   .good = {{{"app.json", "/settings/app/subDomain", R"("Acme")"}}})

}  // namespace preflight::rules::app_subdomain_mismatch
