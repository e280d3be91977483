#include "core/rules/expression_diagnostics.h"
#include "core/rules/rule.h"

namespace preflight::rules::username_format_never_legal {

constexpr Rule kRow{
    .code = "PF3021",
    .slug = "username-format-never-legal",
    .severity = Severity::error,
    .when = "The username format yields no username that Egnyte accepts, or the same one for everybody.",
    .why = "Egnyte rejects the username, so nobody who is assigned gets an account.",
    .remedy = {"Choose a format that Egnyte accepts",
               {clicks::kCredentials, "Application username format: Email prefix (or Okta username prefix). Save.",
                "Dashboard › Tasks › Retry Selected for people who already failed."}},
    .sources = "S30 T1 el-10",
    .confidence = Confidence::documented,
    .explains = "PF5001 PF5002 PF5003 PF5004 PF5005",
};

namespace {

constexpr std::string_view kGrammar = "Egnyte accepts letters, digits, period, hyphen and underscore.";

std::string shown(char c) {
    return c == ' ' ? "a blank" : quoted(std::string(1, c));
}

// ${...} is text of a built-in format: as an expression it does not parse.
void check_dollar(const Context& context, Report& report) {
    for (const Listed& listed : context.expressions()) {
        if (!is_built_in_text(context, listed.subject)) continue;
        const okta::TextField& text = *listed.subject.text;
        Finding& finding =
            report.add(kRow, "The username format has ${...} but its type is CUSTOM.",
                       "${...} belongs to type BUILT_IN. Okta cannot evaluate this text, so nobody gets a "
                       "username.");
        const std::size_t dollar = text.value().find("${");
        finding.locations.push_back(text.part(dollar, dollar + 2));
        steps(finding, "Save the format as a built-in one",
              {std::string(clicks::kCredentials),
               "Application username format: choose the built-in format, for example Email prefix. Save.",
               "In the API or Terraform: set the type to BUILT_IN, or write the template as an expression, for example "
               "String.substringBefore(user.email, \"@\")."});
    }
}

}  // namespace

void check(const Context& context, Report& report) {
    check_dollar(context, report);
    const UserNameFormat* format = context.user_name_format();
    if (format == nullptr || !format->never_legal) return;
    const NeverLegal& fault = *format->never_legal;
    std::string message;
    std::string why(kRow.why);
    switch (fault.kind) {
        case NeverLegal::Kind::character:
            message = "Every username contains " +
                      (fault.character != 0 ? shown(fault.character) : "a character that Egnyte rejects") + ". " +
                      std::string(kGrammar);
            break;
        case NeverLegal::Kind::start:
            message = "Every username begins with " +
                      (fault.character != 0 ? shown(fault.character) : "a character that Egnyte rejects") +
                      ". Egnyte requires a letter or digit first.";
            break;
        case NeverLegal::Kind::blank:
            message = format->says("always yields an empty username.");
            why = "Okta stops the assignment of everybody, because the username is missing.";
            break;
        case NeverLegal::Kind::shared:
            message = fault.name ? "Everybody gets the same username: " + quoted(*fault.name) + "."
                                 : format->says("yields the same few usernames, whoever the person is.");
            why = "Only the first person gets an account. Egnyte rejects everybody whose username is taken.";
            break;
    }
    const bool escaped = fault.kind == NeverLegal::Kind::start && fault.character == '$' &&
                         format->text().find("$${") != std::string::npos;
    if (escaped)
        message = "Every username begins with \"$\": $${ is how Terraform escapes ${, and Okta keeps the first $.";
    Finding& finding = report.add(kRow, std::move(message), std::move(why));
    finding.locations.push_back(format->place(fault.span));
    if (escaped) finding.fix.title = "Write ${ instead of $${, or choose a built-in format";
    if (format->format == nullptr)
        steps(finding, "Remove the mapping of the username",
              {std::string(clicks::kMappings), "Username: remove the mapping (Do not map). Save.",
               "The username format on the Sign On tab then makes the username: Email prefix is a good choice."});
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/credentials/userNameTemplate",
                             R"x({"type": "CUSTOM", "template": "\"ACME\\\" + user.lastName"})x"}}},
                   .good = {{{"app.json", "/credentials/userNameTemplate",
                              R"x({"type": "CUSTOM", "template": "\"acme.\" + user.lastName"})x"}}})

}  // namespace preflight::rules::username_format_never_legal
