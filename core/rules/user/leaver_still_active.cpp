#include <map>
#include <set>

#include "core/population/cell_index.h"
#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/rules/rule.h"
#include "core/text/numbers.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::rules::leaver_still_active {

constexpr Rule kRow{
    .code = "PF6032",
    .slug = "leaver-still-active",
    .severity = Severity::error,
    .when = "The person left Okta or lost the assignment, and the Egnyte account is still active.",
    .why = "The account keeps its seat, and access by password, links or apps remains.",
    .remedy = {"Deactivate the account",
               {"Egnyte › Settings › Users & Groups › the person", "Deactivate the account. Save.", clicks::kToApp,
                "Deactivate Users: Enable, so that Okta deactivates the next leaver. Save."}},
    .sources = "S07 S18",
    .confidence = Confidence::documented,
};

namespace {

namespace columns = okta::columns;

// The cells of the e-mail addresses and logins of people who have not left, in lower case.
std::set<std::string> addresses_of_others(const population::Table& users) {
    std::set<std::string> result;
    const population::Column status = users.find(columns::kStatus), email = users.find("profile.email"),
                             login = users.find("profile.login");
    for (std::size_t row = 0; row < users.size(); ++row) {
        if (users.text(row, status) == "DEPROVISIONED") continue;
        for (const population::Column column : {email, login})
            result.insert(text::ascii_lower(users.text(row, column)));
    }
    return result;
}

}  // namespace

// Leavers who are not in the list of assignments any more, so that nobody rehearses them.
void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (!workspace.app_users_given || !workspace.egnyte_users_given) return;
    const population::Table &users = *workspace.users, &assigned = *workspace.app_users,
                            &accounts = *workspace.egnyte_users;
    const population::Column id = users.find(columns::kId), status = users.find(columns::kStatus);
    population::CellIndex assignments;
    for (std::size_t row = 0; row < assigned.size(); ++row)
        assignments.insert(assigned.cell(row, assigned.find(columns::kId)), static_cast<std::uint32_t>(row));
    std::map<std::string, std::uint32_t> left;  // by e-mail address
    for (std::size_t row = 0; row < users.size(); ++row) {
        if (users.text(row, status) != "DEPROVISIONED" || assignments.find(users.cell(row, id)) != population::kNoRow)
            continue;
        const std::string_view email = users.text(row, users.find("profile.email"));
        if (!email.empty()) left.emplace(text::ascii_lower(email), static_cast<std::uint32_t>(row));
    }
    if (left.empty()) return;
    const std::set<std::string> others = addresses_of_others(users);
    findings::Affected affected;
    std::vector<Location> places;
    std::string user_name;
    for (std::size_t row = 0; row < accounts.size(); ++row) {
        const population::Cell active = accounts.cell(row, accounts.find("active"));
        const std::string email = text::ascii_lower(accounts.text(row, accounts.find("email")));
        const auto found = left.find(email);
        if (found == left.end() || !active.is_true() || others.count(email) > 0) continue;
        if (affected.users++ == 0) user_name = accounts.text(row, accounts.find("userName"));
        if (affected.examples.size() >= findings::kMaxExamples) continue;
        affected.examples.emplace_back(users.text(found->second, users.find("profile.login")));
        places.push_back(workspace::locate(workspace, users, found->second));
        places.push_back(workspace::locate(workspace, accounts, row));
    }
    if (affected.users == 0) return;
    Finding& finding = report.add(
        kRow, affected.users == 1
                  ? affected.examples.front() + " left Okta, and the Egnyte account " + quoted(user_name) +
                        " with the same e-mail address is still active."
                  : text::grouped(affected.users) +
                        " people left Okta, and Egnyte accounts with their e-mail addresses are still active.");
    finding.locations = std::move(places);
    finding.affected = std::move(affected);
}

namespace {

bool applies(const PersonView& person) {
    const bool left = person.okta_status == "DEPROVISIONED" || assignment_of(person) == Assignment::ended;
    // What Okta alone says of the account does not tell whether it is active.
    return left && person.workspace.egnyte_users_given && person.account_in_egnyte && person.account != nullptr &&
           person.account->active;
}
std::string message(const PersonView& person) {
    const bool left_okta = person.okta_status == "DEPROVISIONED";
    return (left_okta ? "The Okta user is DEPROVISIONED"
                      : "The assignment is " + std::string(person.assignment_status)) +
           ", and the Egnyte account " + quoted(person.account_text(Attribute::userName)) + " is still active.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::gate,
    .headline = "left, but whose Egnyte account is active",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"users.json", "/0/status", R"("DEPROVISIONED")"},
              {"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}},
        .good = {
            {{"users.json", "/0/status", R"("DEPROVISIONED")"},
             {"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": false, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::leaver_still_active
