#include "core/rules/rule.h"

namespace preflight::rules::username_format_none {

constexpr Rule kRow{
    .code = "PF3014",
    .slug = "username-format-none",
    .severity = Severity::warning,
    .when = "The username format is (None): every username is typed by hand.",
    .why = "Someone types a username for each person, and Egnyte rejects mistakes.",
    .remedy = {"Let Okta make the username",
               {clicks::kCredentials, "Application username format: Email prefix. Save."}},
    .sources = "exports-2",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const okta::Application* app = context.workspace.application;
    if (app == nullptr || app->user_name_template.type.value() != "NONE") return;
    Finding& finding = report.add(kRow, "Application username format is (None).");
    finding.locations.push_back(app->user_name_template.type.at);
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/credentials/userNameTemplate", R"({"type": "NONE", "template": ""})"}}})

}  // namespace preflight::rules::username_format_none
