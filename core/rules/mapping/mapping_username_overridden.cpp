#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_username_overridden {

constexpr Rule kRow{
    .code = "PF4028",
    .slug = "mapping-username-overridden",
    .severity = Severity::warning,
    .when = "The mapping sets the username, beside a username format.",
    .why = "Okta sends the mapped value. The username format on the Sign On tab has no effect.",
    .remedy = {"Let the username format make the username",
               {clicks::kMappings, "Username: remove the mapping (Do not map). Save.",
                clicks::join<clicks::kConsole, clicks::kApplication,
                             " › Sign On › Credentials Details: check the format, then Update Now">}},
    .sources = "exports-1",
    .confidence = Confidence::documented,
    .explains = "PF5002 PF5003",
};

void check(const Context& context, Report& report) {
    const Listed* mapped = mapping_of(context, "userName");
    const okta::Application* app = context.workspace.application;
    if (mapped == nullptr || app == nullptr || !app->user_name_template.given()) return;
    Finding& finding = report.add(kRow, "The mapping sets the username, so the username format has no effect.");
    finding.locations.push_back(mapped->subject.text->part(0, mapped->subject.text->value().size()));
    finding.locations.push_back(app->user_name_template.pattern.at);
}

PREFLIGHT_EXAMPLES(
        .bad = {{{"mapping.json", "/properties/userName",
                  R"x({"expression": "String.substringBefore(user.login, \"@\")", "pushStatus": "PUSH"})x"}}},
        .good = {{{"mapping.json", "/properties/userName", R"({"expression": "", "pushStatus": "PUSH"})"}}})

}  // namespace preflight::rules::mapping_username_overridden
