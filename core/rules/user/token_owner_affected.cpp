#include "core/rules/lost_admin.h"
#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/rules/rule.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::rules::token_owner_affected {

constexpr Rule kRow{
    .code = "PF6026",
    .slug = "token-owner-affected",
    .severity = Severity::error,
    .when = "The owner of the API token is deactivated or demoted by the plan, or is not an active admin in Egnyte.",
    .why =
        "The token works only while its owner is an active Egnyte admin. Without it all provisioning fails with "
        "Unauthorized.",
    .remedy = {"Use a token of a separate admin account",
               {clicks::join<"Sign in to ", clicks::kTokenPages,
                             " as an Egnyte admin whom Okta does not manage, and create a token.">,
                clicks::app_page<" › Provisioning › Integration › Edit › API Token. Save.">}},
    .sources = "S01 P7 Q35",
    .confidence = Confidence::inferred,
};

// The owner as the given accounts have it; what the plan does to the owner is a matter of that person.
void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (!workspace.scenario || !workspace.scenario->token_owner || !workspace.egnyte_users_given) return;
    const std::string& owner = *workspace.scenario->token_owner;
    const population::Table& accounts = *workspace.egnyte_users;
    const population::Column user_name = accounts.find("userName"), email = accounts.find("email"),
                             active = accounts.find("active"), type = accounts.find("userType");
    for (std::size_t row = 0; row < accounts.size(); ++row) {
        if (!workspace.scenario->names_token_owner(accounts.text(row, user_name)) &&
            !workspace.scenario->names_token_owner(accounts.text(row, email)))
            continue;
        const population::Cell is_active = accounts.cell(row, active);
        const bool deactivated = is_active.is_truth() && !is_active.is_true();
        const std::string_view word = accounts.text(row, type);
        if (!deactivated && (word.empty() || text::equal_ignoring_ascii_case(word, "admin"))) return;
        report
            .add(kRow, "The owner of the API token, " + quoted(owner) + ", is " +
                           (deactivated ? "deactivated in Egnyte." : "not an Egnyte admin but " + quoted(word) + "."))
            .locations = {workspace::locate(workspace, accounts, row), workspace.scenario->at};
        return;
    }
    if (workspace.extent_of("egnyte-users") == intake::Extent::partial) return;
    report.add(kRow, "The owner of the API token, " + quoted(owner) + ", has no account in the list of Egnyte users.")
        .locations = {workspace.scenario->at};
}

namespace {

bool applies(const PersonView& person) {
    return person.token_owner && person.loses_admin;
}
std::string message(const PersonView& person) {
    return "The account " + quoted(person.account_text(Attribute::userName)) + " owns the API token and " +
           how_admin_is_lost(person) + ".";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::accepted,
    .headline = "the account that owns the API token, and the plan deactivates or demotes it",
    .applies = applies,
    .message = message,
    .blames = blamed_for_lost_admin,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "admin", "idpUserId": "ana"})"},
              {"scenario.json", "/egnyte/tokenOwner", R"("ana")"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "admin", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::token_owner_affected
