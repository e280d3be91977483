#include "core/rules/import_rule.h"
#include "core/text/numbers.h"
#include "core/text/shorten.h"

namespace preflight::rules::import_partial_match {

constexpr Rule kRow{
    .code = "PF7012",
    .slug = "import-partial-match",
    .severity = Severity::warning,
    .when = "An imported Egnyte account has the first and last name of an Okta user, and another username and e-mail.",
    .why = "Okta offers a partial match. Confirming it for the wrong person gives that person somebody else's account.",
    .remedy = {"Compare the two before you confirm",
               {clicks::kImport,
                "Check username and e-mail address of each partial match. Choose the right user, or "
                "create a new one."}},
    .sources = "S08 S23",
    .confidence = Confidence::documented,
};

namespace {

std::string message(std::size_t count, std::string_view first) {
    const std::string name = "\"" + text::shorten(first, 100) + "\"";
    if (count == 1) return "The Egnyte account " + name + " matches an Okta user by name only.";
    return text::counted(count, "Egnyte account") + ", for example " + name + ", match Okta users by name only.";
}

}  // namespace

constexpr ImportRule kImport{.row = &kRow, .message = message};

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/events", R"([{"type": "import"}])"},
                            {"egnyte-users.json", "/resources/0/name",
                             R"({"givenName": "Ana", "familyName": "Lee"})"}}},
                   .good = {{{"scenario.json", "/events", R"([{"type": "import"}])"},
                             {"egnyte-users.json", "/resources/0/name", R"({"givenName": "Ana", "familyName": "Lee"})"},
                             {"egnyte-users.json", "/resources/0/email", R"("ana@acme.test")"}}})

}  // namespace preflight::rules::import_partial_match
