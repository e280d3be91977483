#include "core/simulation/simulate.h"

#include <algorithm>
#include <set>

#include "core/intake/excerpts.h"
#include "core/simulation/profile.h"
#include "core/simulation/provision.h"
#include "core/simulation/sign_in.h"
#include "core/simulation/world.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

// The people to rehearse, in processing order (spec 5.1, 5.5).
std::vector<Person> population(const intake::Workspace& workspace, Result& result) {
    std::vector<Person> people;
    if (workspace.app_users_given) {
        const population::Table& rows = workspace.app_users;
        std::set<std::string> seen;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            // A row of another application's assignments says nothing about Egnyte.
            const std::string_view app_id = population::text(rows, row, okta::columns::kAppId);
            if (!app_id.empty() && workspace.application != nullptr && workspace.application->id.present() &&
                workspace.application->id.value() != app_id) {
                continue;
            }
            Person person;
            person.app_row = row;
            person.id = std::string(population::text(rows, row, okta::columns::kId));
            // The same assignment given twice (two exports of it) is one person.
            if (!person.id.empty() && !seen.insert(person.id).second) continue;
            person.external_id = std::string(population::text(rows, row, okta::columns::kExternalId));
            person.group_assigned = population::text(rows, row, okta::columns::kScope) == "GROUP";
            const auto user = workspace.user_row_by_id.find(person.id);
            if (user != workspace.user_row_by_id.end()) {
                person.user_row = user->second;
                person.login = std::string(population::text(workspace.users, user->second, "profile.login"));
            }
            if (person.login.empty()) person.login = std::string(population::text(rows, row, "profile.email"));
            if (person.login.empty()) person.login = std::string(population::text(rows, row, okta::columns::kUserName));
            if (person.login.empty()) person.login = person.id;
            people.push_back(std::move(person));
        }
        return people;
    }
    for (std::size_t row = 0; row < workspace.users.size(); ++row) {
        Person person;
        person.user_row = row;
        person.id = std::string(population::text(workspace.users, row, okta::columns::kId));
        if (const auto known = workspace.user_row_by_id.find(person.id);
            known != workspace.user_row_by_id.end() && known->second != row)
            continue;
        person.login = std::string(population::text(workspace.users, row, "profile.login"));
        if (person.login.empty()) person.login = std::string(population::text(workspace.users, row, "profile.email"));
        if (person.id.empty()) person.id = "row " + std::to_string(row + 1);
        if (person.login.empty()) person.login = person.id;
        people.push_back(std::move(person));
    }
    if (!people.empty()) {
        result.notes.emplace_back(
            "No assignments were given: everybody in the user list is taken as assigned to the app individually.");
    }
    return people;
}

findings::Location place_of(const intake::Workspace& workspace, const Person& person) {
    return person.app_row ? intake::locate(workspace, workspace.app_users, *person.app_row)
                          : intake::locate(workspace, workspace.users, *person.user_row);
}

bool concerns(const intake::Scenario::Event& event, const Person& person) {
    return event.user.empty() || event.user == person.id || text::equal_ignoring_ascii_case(event.user, person.login);
}

}  // namespace

std::map<std::string, std::size_t> Result::user_summary() const {
    std::map<std::string, std::size_t> counts;
    for (const Outcome& outcome : outcomes) ++counts[outcome.status];
    return counts;
}

std::map<std::string, std::size_t> Result::sign_in_summary() const {
    std::map<std::string, std::size_t> counts;
    for (const SignIn& sign_in : sign_ins) ++counts[sign_in.status];
    return counts;
}

Result simulate(const intake::Workspace& workspace, const Settings& settings) {
    Result result;
    const std::vector<Person> people = population(workspace, result);
    World world(workspace);
    const ProfileComputer profiles(workspace, settings.now_unix);
    Provisioner provisioner(workspace, profiles, world);
    provisioner.add_known_accounts(people);
    const MetadataEffect metadata = metadata_effect(workspace, settings.now_unix);

    std::vector<intake::Scenario::Event> events;
    if (workspace.scenario && workspace.scenario->events_given) {
        events = workspace.scenario->events;
    } else {
        for (const char* type : {"provision", "push-groups", "sign-in"}) {
            intake::Scenario::Event event;
            event.type = type;
            events.push_back(std::move(event));
        }
    }

    std::vector<Prepared> prepared;
    const auto prepare_all = [&] {
        prepared.clear();
        prepared.reserve(people.size());
        for (const Person& person : people) prepared.push_back(provisioner.prepare(person));
        provisioner.find_collisions(prepared);
    };
    std::vector<std::size_t> last_outcome(people.size(), static_cast<std::size_t>(-1));
    for (std::size_t number = 0; number < events.size(); ++number) {
        const intake::Scenario::Event& event = events[number];
        if (event.type == "provision") {
            prepare_all();
            for (std::size_t i = 0; i < people.size(); ++i) {
                if (!concerns(event, people[i])) continue;
                last_outcome[i] = result.outcomes.size();
                result.outcomes.push_back(provisioner.provision(prepared[i], number));
                result.outcomes.back().at = place_of(workspace, people[i]);
                result.outcomes.back().user_row = people[i].user_row;
            }
        } else if (event.type == "sign-in") {
            if (prepared.empty()) prepare_all();
            for (std::size_t i = 0; i < people.size(); ++i) {
                if (!concerns(event, people[i])) continue;
                const Outcome* outcome =
                    last_outcome[i] < result.outcomes.size() ? &result.outcomes[last_outcome[i]] : nullptr;
                auto attempt = sign_in(workspace, prepared[i], outcome, world, metadata, number);
                if (attempt) result.sign_ins.push_back(std::move(*attempt));
            }
        } else if (workspace.scenario && workspace.scenario->events_given) {
            result.notes.push_back("Event " + std::to_string(number + 1) + " (" + event.type +
                                   ") is not rehearsed by this version.");
        }
    }
    return result;
}

}  // namespace preflight::simulation
