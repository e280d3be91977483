#include "core/rules/rule.h"

namespace preflight::rules::username_format_may_keep_email {

constexpr Rule kRow{
    .code = "PF3012",
    .slug = "username-format-may-keep-email",
    .severity = Severity::warning,
    .when = "The username format yields a name with @ for some people.",
    .why = "Egnyte rejects those people; the others get their account.",
    .remedy = {"Remove the domain in every branch",
               {clicks::kCredentials, "Application username format: Email prefix (or Okta username prefix). Save.",
                "Dashboard › Tasks › Retry Selected for people who already failed."}},
    .sources = "S29",
    .confidence = Confidence::documented,
    .explains = "PF5002",
};

void check(const Context& context, Report& report) {
    const UserNameFormat* format = context.user_name_format();
    if (format == nullptr) return;
    if (format->keeps_at_sign == KeepsAtSign::for_some) {
        Finding& finding = report.add(kRow, format->says("keeps the @ for some people, for example where ") +
                                                format->witness->in_words() + ": " +
                                                format->witness->outcomes[0].value.to_json() + ".");
        finding.locations.push_back(format->place(format->keeps_it));
    } else if (format->keeps_at_sign == KeepsAtSign::not_ruled_out) {
        Finding& finding =
            report.add(kRow,
                       format->says("may keep the @ of an address: nothing rules it out, and nobody was found for whom "
                                    "it does."),
                       "Egnyte rejects usernames with @: whoever gets such a name has no account.");
        finding.severity = Severity::note;  // an unknown value is not an error
        finding.confidence = Confidence::inferred;
        finding.locations.push_back(format->place(format->keeps_it));
    }
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app.json", "/credentials/userNameTemplate",
               R"x({"type": "CUSTOM", "template": "user.department == \"IT\" ? user.email : String.substringBefore(user.email, \"@\")"})x"}}},
        .good = {
            {{"app.json", "/credentials/userNameTemplate",
              R"x({"type": "CUSTOM", "template": "user.department == \"IT\" ? user.firstName : String.substringBefore(user.email, \"@\")"})x"}}})

}  // namespace preflight::rules::username_format_may_keep_email
