#include "core/rules/rule.h"
#include "core/rules/subdomain.h"

namespace preflight::rules::app_subdomain_missing {

constexpr Rule kRow{
    .code = "PF3003",
    .slug = "app-subdomain-missing",
    .severity = Severity::error,
    .when = "The Subdomain setting is empty.",
    .why = "Okta does not know which Egnyte domain to use: it provisions nobody, and nobody can sign in.",
    .remedy = {"Enter the Egnyte domain",
               {clicks::kAppSettings,
                "Subdomain: the first part of your Egnyte address (acme for acme.egnyte.com). Save."}},
    .sources = "S13",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6* PF7* PF8*",
};

void check(const Context& context, Report& report) {
    const okta::Application* app = context.workspace.application;
    if (app == nullptr || app->tenant.state == okta::State::absent || subdomain(app) != nullptr) return;
    Finding& finding = report.add(kRow, "Subdomain (" + app->tenant_key + ") is empty.");
    finding.locations.push_back(app->tenant.at);
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/settings/app/subDomain", R"("")"}}})

}  // namespace preflight::rules::app_subdomain_missing
