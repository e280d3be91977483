#include "core/rules/import_rule.h"
#include "core/text/numbers.h"
#include "core/text/shorten.h"

namespace preflight::rules::import_new_user {

constexpr Rule kRow{
    .code = "PF7013",
    .slug = "import-new-user",
    .severity = Severity::note,
    .when = "No Okta user matches an imported Egnyte account.",
    .why = "Confirming the assignment creates an Okta user for it.",
    .remedy = {"Decide for each account",
               {clicks::kImport,
                "Choose the Okta user it belongs to, create a new user, or ignore it (service accounts)."}},
    .sources = "S08 S23",
    .confidence = Confidence::documented,
};

namespace {

std::string message(std::size_t count, std::string_view first) {
    const std::string name = "\"" + text::shorten(first, 100) + "\"";
    if (count == 1) return "The Egnyte account " + name + " matches nobody in Okta.";
    return text::counted(count, "Egnyte account") + ", for example " + name + ", match nobody in Okta.";
}

}  // namespace

constexpr ImportRule kImport{.row = &kRow, .message = message};

PREFLIGHT_EXAMPLES(.bad = {{{"scenario.json", "/events", R"([{"type": "import"}])"}}},
                   .good = {{{"scenario.json", "/events", R"([{"type": "import"}])"},
                             {"egnyte-users.json", "/resources/0/email", R"("ANA@acme.test")"}}})

}  // namespace preflight::rules::import_new_user
