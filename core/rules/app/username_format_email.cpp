#include <algorithm>

#include "core/expression/evaluate/evaluate.h"
#include "core/rules/rule.h"

namespace preflight::rules::username_format_email {

constexpr Rule kRow{
    .code = "PF3011",
    .slug = "username-format-email",
    .severity = Severity::error,
    .when = "The username format can only yield a name with @.",
    .why = "Egnyte rejects usernames with @: nobody who is assigned gets an account.",
    .remedy = {"Send the part before the @",
               {clicks::kCredentials, "Application username format: Email prefix (or Okta username prefix). Save.",
                "Dashboard › Tasks › Retry Selected for people who already failed."}},
    .sources = "S28 S29 E1",
    .confidence = Confidence::documented,
    .explains = "PF5002",
};

void check(const Context& context, Report& report) {
    const UserNameFormat* format = context.user_name_format();
    if (format == nullptr || format->keeps_at_sign != KeepsAtSign::always) return;
    const std::vector<expression::Reference> read = expression::references(*format->program);
    const bool principal =
        std::any_of(read.begin(), read.end(), [](const auto& r) { return r.root == "source" && r.name == "userName"; });
    Finding& finding = report.add(kRow, format->says(principal ? "keeps the whole user principal name, which has an @."
                                                               : "keeps the whole e-mail address."));
    finding.locations.push_back(format->whole());
    if (context.facts().assumed_login_is_email()) finding.confidence = Confidence::inferred;
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/credentials/userNameTemplate",
                             R"({"type": "BUILT_IN", "template": "${source.email}"})"}}},
                   .good = {{{"app.json", "/credentials/userNameTemplate",
                              R"x({"type": "CUSTOM", "template": "String.substringBefore(user.email, \"@\")"})x"}}})

}  // namespace preflight::rules::username_format_email
