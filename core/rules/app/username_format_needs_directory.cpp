#include "core/okta/base_attributes.h"
#include "core/rules/person_view.h"
#include "core/rules/rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::username_format_needs_directory {

constexpr Rule kRow{
    .code = "PF3023",
    .slug = "username-format-needs-directory",
    .severity = Severity::warning,
    .when = "The username format reads an Active Directory or LDAP profile, and some people have none.",
    .why = "Their username is empty, and Okta stops the assignment.",
    .remedy = {"Choose a format that everybody has",
               {clicks::kCredentials, "Application username format: Email prefix (or Okta username prefix). Save.",
                "Or assign the app only to people who come from the directory."}},
    .sources = "el-10 exports-2",
    .confidence = Confidence::documented,
    .explains = "PF5001",
};

void check(const Context& context, Report& report) {
    const auto affected = context.rehearsed.affected(kRow);
    if (!affected || context.workspace.application == nullptr) return;
    const bool one = affected->users == 1;
    Finding& finding =
        report.add(kRow, "The username format reads a directory profile, which " + std::to_string(affected->users) +
                             (one ? " person does not have." : " people do not have."));
    const okta::TextField& pattern = context.workspace.application->user_name_template.pattern;
    finding.locations.push_back(pattern.part(0, pattern.value().size()));
}

namespace {

bool applies(const PersonView& person) {
    if (!person.switches.format_reads_directory) return false;
    const SentValue& name = person.value(Attribute::userName);
    const bool blank = !name.unknown() && text::trim(person.text(Attribute::userName)).empty();
    return name.origin == Origin::username_template && blank && !person.password_provider.empty() &&
           !okta::is_directory_provider(person.password_provider);
}
std::string message(const PersonView& person) {
    return "The username format reads a directory profile, but this person comes from " +
           std::string(person.password_provider) + ".";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/credentials/userNameTemplate",
                             R"({"type": "BUILT_IN", "template": "${source.samAccountName}"})"},
                            {"app-users.json", "/0/credentials/userName", ""},
                            {"users.json", "/0/credentials", R"({"provider": {"type": "OKTA"}})"}}},
                   .good = {{{"app.json", "/credentials/userNameTemplate",
                              R"({"type": "BUILT_IN", "template": "${source.samAccountName}"})"},
                             {"app-users.json", "/0/credentials/userName", ""},
                             {"users.json", "/0/credentials", R"({"provider": {"type": "ACTIVE_DIRECTORY"}})"}}})

}  // namespace preflight::rules::username_format_needs_directory
