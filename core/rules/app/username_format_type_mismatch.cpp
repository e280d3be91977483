#include "core/rules/rule.h"

namespace preflight::rules::username_format_type_mismatch {

constexpr Rule kRow{
    .code = "PF3024",
    .slug = "username-format-type-mismatch",
    .severity = Severity::warning,
    .when = "The username format is an expression, and its type is BUILT_IN.",
    .why = "Okta may not accept it when the app is saved. Preflight evaluates it as the expression that it is.",
    .remedy = {"Save the format as a custom one",
               {clicks::kCredentials, "Application username format: Custom, with the same expression. Save.",
                "In the API or Terraform: set the type to CUSTOM."}},
    .sources = "el-10",
    .confidence = Confidence::inferred,
};

void check(const Context& context, Report& report) {
    const okta::Application* app = context.workspace.application;
    if (app == nullptr || !app->user_name_template.given()) return;
    const okta::UserNameTemplate& format = app->user_name_template;
    if (format.type.value() != "BUILT_IN" || format.pattern.value().find("${") != std::string::npos) return;
    for (const Listed& listed : context.expressions()) {
        // What does not parse is PF4001.
        if (listed.subject.text != &format.pattern || !listed.subject.parsed.program) continue;
        Finding& finding = report.add(
            kRow,
            "The username format is an expression (type CUSTOM), but its type is BUILT_IN, whose text has ${...}.");
        finding.locations.push_back(format.pattern.part(0, format.pattern.value().size()));
        finding.locations.push_back(format.type.at);
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/credentials/userNameTemplate",
                             R"x({"type": "BUILT_IN", "template": "String.substringBefore(user.email, \"@\")"})x"}}},
                   .good = {{{"app.json", "/credentials/userNameTemplate",
                              R"x({"type": "CUSTOM", "template": "String.substringBefore(user.email, \"@\")"})x"}}})

}  // namespace preflight::rules::username_format_type_mismatch
