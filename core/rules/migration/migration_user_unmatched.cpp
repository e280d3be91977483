#include "core/rules/import_rule.h"
#include "core/text/numbers.h"
#include "core/text/shorten.h"

namespace preflight::rules::migration_user_unmatched {

constexpr Rule kRow{
    .code = "PF8106",
    .slug = "migration-user-unmatched",
    .severity = Severity::warning,
    .when = "During a migration or an import, an active Egnyte account belongs to nobody in Okta.",
    .why = "Nobody manages the account from Okta: it stays active when its owner leaves.",
    .remedy = {"Match the accounts",
               {clicks::kImport, "Choose the Okta user the account belongs to, or create one. Confirm Assignments.",
                "Deactivate accounts that nobody needs in Egnyte."}},
    .sources = "S23",
    .confidence = Confidence::documented,
    .explains = "PF6033",
};

namespace {

std::string message(std::size_t count, std::string_view first) {
    const std::string name = "\"" + text::shorten(first, 100) + "\"";
    if (count == 1) return "No Okta user matches the active Egnyte account " + name + ".";
    return "No Okta user matches " + text::counted(count, "active Egnyte account") + ", for example " + name + ".";
}

}  // namespace

constexpr ImportRule kImport{.row = &kRow, .message = message};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"old-app.json", "",
               R"({"id": "0oaOld", "name": "egnyte_scim_1", "label": "Egnyte SCIM 1.0", "status": "INACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"},
              {"scenario.json", "/egnyte/tokenOwner", ""}}},
        .good = {
            {{"old-app.json", "",
              R"({"id": "0oaOld", "name": "egnyte_scim_1", "label": "Egnyte SCIM 1.0", "status": "INACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"}}})

}  // namespace preflight::rules::migration_user_unmatched
