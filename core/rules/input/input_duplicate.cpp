#include "core/rules/input_problems.h"
#include "core/text/numbers.h"

namespace preflight::rules::input_duplicate {

constexpr Rule kRow{
    .code = "PF1013",
    .slug = "input-duplicate",
    .severity = Severity::note,
    .when = "The same object was given twice.",
    .why = "Preflight treats the copies as one object. Where they differ, the newer one counts.",
    .remedy = {},
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

namespace {

// What one object of a kind is called, in the singular; the plural takes an s unless it says otherwise.
struct Noun {
    std::string_view kind, one, many;
};
constexpr Noun kNouns[] = {{"okta-users", "person", "people"},
                           {"okta-app-users", "assignment", "assignments"},
                           {"okta-app-groups", "group assignment", "group assignments"},
                           {"okta-groups", "group", "groups"},
                           {"okta-group-members", "group member", "group members"},
                           {"okta-system-log", "log event", "log events"},
                           {"egnyte-users", "Egnyte account", "Egnyte accounts"},
                           {"egnyte-groups", "Egnyte group", "Egnyte groups"},
                           {"okta-application", "application", "applications"},
                           {"okta-profile-mapping", "profile mapping", "profile mappings"},
                           {"okta-password-policies", "password policy", "password policies"},
                           {"okta-password-policy-rules", "password policy rule", "password policy rules"},
                           {"okta-app-user-schema", "schema of an app", "schemas of apps"},
                           {"okta-user-schema", "schema of Okta users", "schemas of Okta users"},
                           {"okta-group-push-mappings", "pushed group", "pushed groups"},
                           {"okta-group-rules", "group rule", "group rules"},
                           {"okta-user-types", "user type", "user types"},
                           {"okta-org", "org", "orgs"}};

std::string counted(std::size_t count, std::string_view kind) {
    for (const Noun& noun : kNouns) {
        if (noun.kind == kind) return text::counted(count, noun.one, noun.many);
    }
    return text::counted(count, "object") + " (" + std::string(kind) + ")";
}

}  // namespace

void check(const Context& context, Report& report) {
    for (const workspace::Copies& copies : context.workspace.copies) {
        const std::string& first = input_name(context, copies.first);
        const std::string& again = input_name(context, copies.again);
        const std::string what = counted(copies.objects, copies.kind);
        std::string message = copies.first.input == copies.again.input
                                  ? first + " has " + what + " more than once."
                                  : again + " repeats " + what + " of " + first + ".";
        if (copies.contradictions > 0) {
            message += " They differ in " + text::counted(copies.contradictions, "value") + ", for example " +
                       copies.attribute + ": Preflight uses \"" + copies.kept + "\", not \"" + copies.dropped + "\".";
        }
        Finding& finding = report.add(kRow, std::move(message));
        finding.locations = {copies.first, copies.again};
    }
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"users (1).json", "",
               R"([{"id": "00uAna", "status": "ACTIVE", "profile": {"login": "ana@acme.test", "email": "ana@acme.test"}}])"}}},
        .good = {
            {{"users (1).json", "",
              R"([{"id": "00uCy", "status": "ACTIVE", "profile": {"login": "cy@acme.test", "email": "cy@acme.test"}}])"}}})

}  // namespace preflight::rules::input_duplicate
