#include "core/rules/rule.h"

namespace preflight::rules::confirm_test_credentials {

constexpr Rule kRow{
    .code = "PF3091",
    .slug = "confirm-test-credentials",
    .severity = Severity::manual,
    .when = "Test API Credentials must have succeeded.",
    .why = "A wrong token is noticed only when Okta sends the first person.",
    .remedy = {"Test the credentials",
               {clicks::app_page<" › Provisioning › Integration › Edit › Test API Credentials">}},
    .sources = "S17",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (context.workspace.application == nullptr) return;
    report.add(kRow, "Confirm that Test API Credentials showed success.");
}

PREFLIGHT_EXAMPLES(.good = {{{"app.json", "", ""}}})

}  // namespace preflight::rules::confirm_test_credentials
