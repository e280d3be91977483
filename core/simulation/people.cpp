#include "core/simulation/people.h"

#include <memory>
#include <unordered_set>

#include "core/okta/model.h"
#include "core/simulation/group_members.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::simulation {

People::People(const workspace::Workspace& workspace)
    : workspace_(workspace),
      users_(*workspace.users),
      assignments_(*workspace.app_users),
      user_id_(users_.find(okta::columns::kId)),
      user_login_(users_.find("profile.login")),
      user_email_(users_.find("profile.email")),
      app_id_(assignments_.find(okta::columns::kId)),
      app_email_(assignments_.find("profile.email")),
      app_user_name_(assignments_.find(okta::columns::kUserName)),
      app_scope_(assignments_.find(okta::columns::kScope)) {
    if (workspace.app_users_given) {
        add_assigned(workspace);
        add_joining(workspace);
    } else {
        add_users(workspace);
    }
}

void People::add_assigned(const workspace::Workspace& workspace) {
    population::Atoms& atoms = *workspace.atoms;
    const population::Column application = assignments_.find(okta::columns::kAppId);
    const population::Column external_id = assignments_.find(okta::columns::kExternalId);
    const population::CellIndex& user_of = workspace.user_row_by_id;
    population::CellIndex seen;
    for (std::uint32_t row = 0; row < assignments_.size(); ++row) {
        // A row of another application's assignments says nothing about Egnyte.
        const std::string_view app = assignments_.text(row, application);
        if (!app.empty() && workspace.application != nullptr && workspace.application->id.present() &&
            workspace.application->id.value() != app)
            continue;
        // The same assignment given twice (two exports of it) is one person.
        const Cell id = assignments_.cell(row, app_id_);
        if (!assignments_.text(row, app_id_).empty() && seen.insert(id, row) != kNoRow) continue;
        Person person;
        person.app_row = row;
        person.user_row = user_of.find(id);
        const Cell external = assignments_.cell(row, external_id);
        // Ids are compared as texts, however a file spells them.
        if (external.is_atom() && !atoms.view(external).empty())
            person.external_id = atoms.kind(external) == population::AtomKind::text
                                     ? external
                                     : atoms.text(std::string(atoms.view(external)));
        people_.push_back(person);
    }
}

// Users who are not assigned yet and whom an event may assign: `assign` names them, a group rule may reach anybody.
void People::add_joining(const workspace::Workspace& workspace) {
    if (!workspace.scenario) return;
    std::unordered_set<std::string> wanted;  // ids and lower-case logins
    std::unordered_set<std::string> groups;
    std::unique_ptr<GroupIndex> index;
    bool everybody = false;
    for (const intake::Scenario::Event& event : workspace.scenario->events) {
        // A group rule may bring people into a group that has the app.
        const bool runs_rules = event.type == "update-profile" && !workspace.group_rules.empty();
        const bool for_everybody = event.user.empty() && event.group.empty();
        everybody = everybody || event.type == "change-group-rule" || (runs_rules && for_everybody);
        if (event.type != "assign" && !runs_rules) continue;
        const auto want = [&](std::string_view user) {
            wanted.emplace(user);
            wanted.insert(text::ascii_lower(user));
        };
        if (!event.user.empty()) want(event.user);
        if (event.group.empty() || !groups.insert(event.group).second) continue;
        if (index == nullptr) index = std::make_unique<GroupIndex>(workspace);
        for (const std::string_view user : index->find(event.group).users) want(user);
    }
    if (wanted.empty() && !everybody) return;
    std::vector<bool> is_there(users_.size());
    for (PersonNumber person = 0; person < people_.size(); ++person) {
        if (people_[person].user_row != kNoRow) is_there[people_[person].user_row] = true;
    }
    first_joining_ = static_cast<PersonNumber>(people_.size());
    for (std::uint32_t row = 0; row < users_.size(); ++row) {
        if (is_there[row] || workspace.user_row_by_id.find(users_.cell(row, user_id_)) != row) continue;
        const bool is_wanted = everybody || wanted.count(std::string(users_.text(row, user_id_))) != 0 ||
                               wanted.count(text::ascii_lower(users_.text(row, user_login_))) != 0;
        if (!is_wanted) continue;
        Person person;
        person.user_row = row;
        people_.push_back(person);
    }
}

void People::add_users(const workspace::Workspace& workspace) {
    const population::CellIndex& row_of = workspace.user_row_by_id;
    for (std::uint32_t row = 0; row < users_.size(); ++row) {
        const std::uint32_t known = row_of.find(users_.cell(row, user_id_));
        if (known != kNoRow && known != row) continue;
        Person person;
        person.user_row = row;
        people_.push_back(person);
    }
    assumed_assigned_ = !people_.empty();
}

Cell People::okta_id(PersonNumber person) const {
    const Person& p = people_[person];
    return p.app_row != kNoRow ? assignments_.cell(p.app_row, app_id_) : users_.cell(p.user_row, user_id_);
}

std::string People::id(PersonNumber person) const {
    const Person& p = people_[person];
    const std::string_view id = users_.atoms().text_of(okta_id(person));
    if (!id.empty() || p.app_row != kNoRow) return std::string(id);
    return "row " + std::to_string(p.user_row + 1);
}

std::string People::login(PersonNumber person) const {
    const Person& p = people_[person];
    std::string_view login = p.user_row == kNoRow ? std::string_view{} : users_.text(p.user_row, user_login_);
    if (login.empty() && p.app_row != kNoRow) {
        login = assignments_.text(p.app_row, app_email_);
        if (login.empty()) login = assignments_.text(p.app_row, app_user_name_);
    } else if (login.empty()) {
        login = users_.text(p.user_row, user_email_);
    }
    return login.empty() ? id(person) : std::string(login);
}

bool People::group_assigned(PersonNumber person) const {
    const Person& p = people_[person];
    return p.app_row != kNoRow && assignments_.text(p.app_row, app_scope_) == "GROUP";
}

findings::Location People::place(PersonNumber person) const {
    const Person& p = people_[person];
    const bool assigned = p.app_row != kNoRow;
    return workspace::whole_row(
        workspace_, workspace::locate(workspace_, assigned ? assignments_ : users_, assigned ? p.app_row : p.user_row));
}

}  // namespace preflight::simulation
