#include "core/rules/rule.h"

namespace preflight::rules::username_format_sometimes_illegal {

constexpr Rule kRow{
    .code = "PF3022",
    .slug = "username-format-sometimes-illegal",
    .severity = Severity::warning,
    .when = "The username format yields a username that Egnyte rejects for some ordinary people.",
    .why = "Egnyte rejects these people. The others get their accounts.",
    .remedy = {"Choose a format that is legal for everybody",
               {clicks::kCredentials, "Application username format: Email prefix (or Okta username prefix). Save.",
                "Or correct the expression, and preview it with the person described above."}},
    .sources = "el-6 T1",
    .confidence = Confidence::inferred,
    .explains = "PF5001 PF5002 PF5003 PF5004 PF5005",
};

void check(const Context& context, Report& report) {
    const UserNameFormat* format = context.user_name_format();
    if (format == nullptr || !format->illegal) return;
    const expression::Value& name = format->illegal->outcomes[0].value;
    const bool blank = name.is_null() || name.to_text().empty();
    Finding& finding = report.add(
        kRow, format->says(blank ? "yields an empty username" : "yields an illegal username") + ", for example where " +
                  format->illegal->in_words() + (blank ? "." : ": " + name.to_json() + "."));
    finding.locations.push_back(format->whole());
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app.json", "/credentials/userNameTemplate",
               R"x({"type": "CUSTOM", "template": "String.substringBefore(user.firstName, \" \") + \"_\" + user.lastName"})x"}}},
        .good = {{{"app.json", "/credentials/userNameTemplate",
                   R"x({"type": "CUSTOM", "template": "user.firstName + \"_\" + user.lastName"})x"}}})

}  // namespace preflight::rules::username_format_sometimes_illegal
