#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/okta/model.h"
#include "core/rules/person_view.h"
#include "core/rules/rule.h"
#include "core/text/numbers.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::rules::account_without_okta_user {

constexpr Rule kRow{
    .code = "PF6033",
    .slug = "account-without-okta-user",
    .severity = Severity::note,
    .when = "An active Egnyte account, other than service accounts and the token owner, matches nobody in Okta.",
    .why =
        "Okta does not manage these accounts: they keep their access and their seats until somebody deactivates them "
        "in Egnyte.",
    .remedy = {"Check each of these accounts",
               {"Egnyte › Settings › Users & Groups: deactivate accounts that nobody needs.", clicks::kAssignments,
                "Assign the person, if the account belongs to somebody in Okta."}},
    .sources = "S23",
    .confidence = Confidence::documented,
};

namespace {

// Active accounts that nobody who was rehearsed has, and the names by which somebody in Okta may know them. The
// accounts are few where the files belong together; the people are many.
class Candidates {
public:
    void add(std::size_t row, std::initializer_list<std::string_view> names) {
        const std::size_t number = rows_.size();
        rows_.push_back(row);
        known_.push_back(false);
        for (const std::string_view name : names) {
            if (!name.empty()) by_name_[text::ascii_lower(name)].push_back(number);
        }
    }
    // An account of this name belongs to somebody.
    void strike(std::string_view name) {
        if (name.empty()) return;
        const auto found = by_name_.find(text::ascii_lower(name));
        if (found == by_name_.end()) return;
        for (const std::size_t number : found->second) known_[number] = true;
        found->second.clear();
    }
    // Those of all people: as they are, and what is before their @.
    void strike(const population::Table& people, std::initializer_list<std::string_view> columns) {
        if (rows_.empty()) return;
        for (const std::string_view column_name : columns) {
            const population::Column column = people.find(column_name);
            for (std::size_t row = 0; row < people.size(); ++row) {
                const std::string_view name = people.text(row, column);
                strike(name);
                if (const auto at = name.find('@'); at != std::string_view::npos) strike(name.substr(0, at));
            }
        }
    }
    [[nodiscard]] std::vector<std::size_t> left() const {
        std::vector<std::size_t> result;
        for (std::size_t number = 0; number < rows_.size(); ++number) {
            if (!known_[number]) result.push_back(rows_[number]);
        }
        return result;
    }

private:
    std::vector<std::size_t> rows_;
    std::vector<bool> known_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_name_;  // looked up, never walked
};

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    // Nothing follows from a part of the people.
    if (!workspace.users_given || !workspace.egnyte_users_given ||
        workspace.extent_of("okta-users") == intake::Extent::partial)
        return;
    const population::Table& accounts = *workspace.egnyte_users;
    const population::Column active = accounts.find("active"), service = accounts.find("isServiceAccount"),
                             user_name = accounts.find("userName"), email = accounts.find("email"),
                             idp_user_name = accounts.find("idpUserId");
    const std::vector<bool> of_people = context.rehearsed.accounts_of_people();
    Candidates candidates;
    for (std::size_t row = 0; row < accounts.size(); ++row) {
        const population::Cell is_active = accounts.cell(row, active);
        const bool deactivated = is_active.is_truth() && !is_active.is_true();
        const bool taken = row < of_people.size() && of_people[row];
        if (deactivated || taken || accounts.cell(row, service).is_true()) continue;
        candidates.add(row,
                       {accounts.text(row, user_name), accounts.text(row, email), accounts.text(row, idp_user_name)});
    }
    if (workspace.scenario) candidates.strike(workspace.scenario->token_owner.value_or(""));
    candidates.strike(*workspace.users, {"profile.login", "profile.email", "profile.secondEmail"});
    candidates.strike(*workspace.app_users, {okta::columns::kUserName, "profile.email"});
    const std::vector<std::size_t> left = candidates.left();
    if (left.empty()) return;
    findings::Affected affected;
    affected.users = left.size();
    std::vector<Location> places;
    for (const std::size_t row : left) {
        if (affected.examples.size() == findings::kMaxExamples) break;
        affected.examples.emplace_back(accounts.text(row, user_name));
        places.push_back(workspace::locate(workspace, accounts, row));
    }
    Finding& finding = report.add(
        kRow, left.size() == 1
                  ? "The active Egnyte account " + quoted(affected.examples.front()) + " matches nobody in Okta."
                  : text::grouped(left.size()) + " active Egnyte accounts match nobody in Okta.");
    finding.locations = std::move(places);
    finding.affected = std::move(affected);
    finding.people_attribute = "";
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "/resources/-",
               R"({"id": 77, "userName": "zoe", "email": "zoe@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "zoe"})"}}},
        .good = {
            {{"egnyte-users.json", "/resources/-",
              R"({"id": 77, "userName": "ana", "email": "ana@acme.test", "active": true, "authType": "sso", "userType": "power", "idpUserId": "ana"})"}}})

}  // namespace preflight::rules::account_without_okta_user
