#include "core/rules/rule.h"

namespace preflight::rules::username_format_not_recommended {

constexpr Rule kRow{
    .code = "PF3013",
    .slug = "username-format-not-recommended",
    .severity = Severity::note,
    .when = "The username format is neither Email prefix nor Okta username prefix.",
    .why = "It works as long as every name keeps to letters, digits, period, hyphen and underscore.",
    .sources = "S15 SX3",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const UserNameFormat* format = context.user_name_format();
    if (format == nullptr || format->keeps_at_sign != KeepsAtSign::never || format->fails) return;
    // What is never or not always legal is worse; a mapped username is PF4028.
    if (format->never_legal || format->illegal || format->format == nullptr || format->recommended) return;
    // An '@' that only an unconstrained attribute may hold is neither claimed nor ruled out.
    const bool open = format->of_addresses.at_sign() != expression::Certainty::never;
    Finding& finding = report.add(
        kRow, "The username format is neither Email prefix nor Okta username prefix.",
        open
            ? "Preflight cannot tell from these files what it yields: Egnyte takes letters, digits, period, hyphen and "
              "underscore, and rejects everybody whose name holds an @."
            : std::string(kRow.why));
    finding.locations.push_back(format->whole());
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/credentials/userNameTemplate",
                             R"({"type": "CUSTOM", "template": "user.firstName"})"}}},
                   .good = {{{"app.json", "/credentials/userNameTemplate",
                              R"({"type": "BUILT_IN", "template": "${fn:substringBefore(source.login, \"@\")}"})"}}})

}  // namespace preflight::rules::username_format_not_recommended
