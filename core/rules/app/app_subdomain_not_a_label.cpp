#include "core/rules/rule.h"
#include "core/rules/subdomain.h"

namespace preflight::rules::app_subdomain_not_a_label {

constexpr Rule kRow{
    .code = "PF3004",
    .slug = "app-subdomain-not-a-label",
    .severity = Severity::error,
    .when = "The Subdomain is a URL or host name instead of the first label of the Egnyte host.",
    .why = "Okta builds Egnyte's address from it, so provisioning and sign-in go to a host that does not exist.",
    .remedy = {"Enter the first label of the Egnyte host",
               {clicks::kAppSettings, "Subdomain: the first part of your Egnyte address. Save."}},
    .sources = "S13 O3 P12",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6* PF7* PF8*",
};

void check(const Context& context, Report& report) {
    const std::string* value = subdomain(context.workspace.application);
    if (value == nullptr || is_label(*value)) return;
    const std::string label = first_label(*value);
    Finding& finding = report.add(kRow,
                                  "Subdomain is \"" + *value + "\"; Okta needs the first label alone" +
                                      (label.empty() ? "." : ", \"" + label + "\"."),
                                  "Okta builds Egnyte's address out of it (" + *value +
                                      ".egnyte.com): provisioning and sign-in go to a host that does not exist.");
    finding.locations.push_back(context.workspace.application->tenant.part(0, value->size()));
    if (!label.empty())
        steps(finding, "Enter " + label, {std::string(clicks::kAppSettings), "Subdomain: " + label + ". Save."});
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/settings/app/subDomain", R"("https://acme.egnyte.com")"}}},
                   .good = {{{"app.json", "/settings/app/subDomain", R"("ACME")"}}})

}  // namespace preflight::rules::app_subdomain_not_a_label
