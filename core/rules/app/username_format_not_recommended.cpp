#include <algorithm>

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

namespace {

std::string without_space(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') result += c;
    }
    return result;
}

// Email prefix or Okta username prefix, as a built-in or written out (S15, S29).
bool recommended(std::string_view pattern) {
    std::string plain = without_space(pattern);
    std::replace(plain.begin(), plain.end(), '\'', '"');
    for (const std::string_view source : {"source.email", "source.login"}) {
        const std::string name(source);
        const std::string tail = name.substr(7);
        if (plain == "${fn:substringBefore(" + name + ",\"@\")}") return true;
        for (const std::string_view root : {"user.", "source."}) {
            const std::string call = "substringBefore(" + std::string(root) + tail + ",\"@\")";
            if (plain == "String." + call || plain == call) return true;
        }
    }
    return false;
}

}  // namespace

void check(const Context& context, Report& report) {
    const UserNameFormat* format = context.user_name_format();
    if (format == nullptr || format->keeps_at_sign != KeepsAtSign::never || format->fails) return;
    if (recommended(format->text())) return;
    // An '@' that only an unconstrained attribute may hold is neither claimed nor ruled out.
    const bool open = format->of_addresses.at_sign() != expression::Certainty::never;
    Finding& finding = report.add(
        kRow, "The username format is neither Email prefix nor Okta username prefix.",
        open ? "What it yields cannot be told from these files: Egnyte takes letters, digits, period, hyphen and "
               "underscore, and refuses everybody whose name holds an @."
             : std::string(kRow.why));
    finding.locations.push_back(format->whole());
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/credentials/userNameTemplate",
                             R"({"type": "CUSTOM", "template": "user.firstName"})"}}},
                   .good = {{{"app.json", "/credentials/userNameTemplate",
                              R"({"type": "BUILT_IN", "template": "${fn:substringBefore(source.login, \"@\")}"})"}}})

}  // namespace preflight::rules::username_format_not_recommended
