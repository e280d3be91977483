#include "core/workspace/unused.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>

#include "core/text/unicode.h"
#include "core/workspace/applications.h"
#include "core/workspace/log_events.h"

namespace preflight::workspace {

namespace {

// Kinds that say nothing that another file does not say better.
struct Idle {
    std::string_view kind, why;
};
constexpr Idle kIdle[] = {
    {"okta-app-features", "Okta's answer is not meant for Egnyte; the application itself says which switches are on"},
    {"okta-password-policy-rules", "the rules of a password policy do not say how long a password has to be"},
    {"okta-error", "it is an error in place of an export"},
    {"html-page", "it is a web page in place of an export"},
};

void add(Workspace& workspace, std::size_t input, std::string_view kind, std::string why) {
    const bool known = std::any_of(workspace.unused.begin(), workspace.unused.end(),
                                   [&](const Unused& unused) { return unused.input == input && unused.kind == kind; });
    if (!known) workspace.unused.push_back({input, std::string(kind), std::move(why)});
}

bool has_event(const Workspace& workspace, std::initializer_list<std::string_view> types) {
    return workspace.scenario &&
           std::any_of(workspace.scenario->events.begin(), workspace.scenario->events.end(), [&](const auto& event) {
               return std::find(types.begin(), types.end(), event.type) != types.end();
           });
}

std::string named(const okta::Application& app) {
    const std::string& name = app.label.present() ? app.label.value() : app.name.value();
    return name.empty() ? app.id.value() : "\"" + name + "\"";
}

void add_applications(Workspace& workspace) {
    const auto followed = [&](const okta::Application& app) {
        const auto& live = workspace.egnyte_applications;
        const auto& old = workspace.replaced_applications;
        return std::find(live.begin(), live.end(), &app) != live.end() ||
               std::find(old.begin(), old.end(), &app) != old.end();
    };
    for (const okta::Application& app : workspace.applications) {
        if (followed(app)) continue;
        // Of a list in which there is one of Egnyte's the list itself is used.
        const bool alone = std::none_of(workspace.applications.begin(), workspace.applications.end(),
                                        [&](const auto& a) { return a.at.input == app.at.input && followed(a); });
        if (alone) add(workspace, app.at.input, "okta-application", named(app) + " is not Egnyte's application");
    }
}

void add_mappings(Workspace& workspace) {
    const bool imports = has_event(workspace, {"import"});
    for (const okta::ProfileMapping& mapping : workspace.mappings) {
        const bool used = std::any_of(workspace.mappings.begin(), workspace.mappings.end(), [&](const auto& other) {
            return other.at.input == mapping.at.input &&
                   std::find(workspace.to_app_mappings.begin(), workspace.to_app_mappings.end(), &other) !=
                       workspace.to_app_mappings.end();
        });
        if (used) continue;
        if (!mapping.has_properties) {
            add(workspace, mapping.at.input, "okta-profile-mapping-list", "the list of mappings has no expressions");
        } else if (!mapping.to_app() && !imports) {
            add(workspace, mapping.at.input, "okta-profile-mapping",
                "it fills Okta's profile from Egnyte, and no import is simulated; only its expressions are checked");
        }
    }
}

// Logs without an event that counts.
void add_logs(Workspace& workspace) {
    std::set<std::size_t> used;
    const population::Table& log = *workspace.log_events;
    const population::Column result = log.find(okta::columns::kResult);
    for (std::size_t row = 0; row < log.size(); ++row) {
        const std::size_t input = log.place(row).input;
        // A change of a setting is compared with the application.
        const bool counts = workspace.application != nullptr || log.text(row, result) == "FAILURE";
        if (used.count(input) == 0 && counts && concerns_application(workspace, row)) used.insert(input);
    }
    // A copy of a log is as much used as the log, whichever of the two gave the row.
    for (bool more = true; more;) {
        more = false;
        for (const Copies& copies : workspace.copies) {
            if (copies.kind != "okta-system-log") continue;
            const std::size_t one = copies.first.input, other = copies.again.input;
            if (used.count(one) == used.count(other)) continue;
            used.insert({one, other});
            more = true;
        }
    }
    for (const auto& part : workspace.parts) {
        if (part->log_given && used.count(part->input.slot) == 0)
            add(workspace, part->input.slot, "okta-system-log",
                "none of its events is a failed request or a changed setting of Egnyte's application");
    }
}

// People whom nothing is asked about: where assignments are given, they say who is provisioned.
void add_people(Workspace& workspace) {
    // Leavers and accounts of nobody are found among all people, and events may assign any of them.
    if (!workspace.app_users_given || workspace.egnyte_users_given ||
        has_event(workspace, {"assign", "change-group-rule", "update-profile", "import"}))
        return;
    const population::Table &users = *workspace.users, &assigned = *workspace.app_users;
    std::set<std::size_t> idle;  // inputs
    for (const auto& part : workspace.parts) {
        if (!part->users.empty()) idle.insert(part->input.slot);
    }
    const population::Column assigned_id = assigned.find(okta::columns::kId);
    for (std::size_t row = 0; row < assigned.size() && !idle.empty(); ++row) {
        const std::uint32_t user = workspace.user_row_by_id.find(assigned.cell(row, assigned_id));
        if (user != population::kNoRow) idle.erase(users.place(user).input);
    }
    if (idle.empty()) return;
    // The rows of a second copy are not in the joined table.
    const population::Column login = users.find("profile.login");
    std::set<std::string> ids, logins;
    for (std::size_t row = 0; row < assigned.size(); ++row) {
        ids.emplace(assigned.text(row, assigned_id));
        const std::uint32_t user = workspace.user_row_by_id.find(assigned.cell(row, assigned_id));
        if (user != population::kNoRow) logins.insert(text::ascii_lower(users.text(user, login)));
    }
    ids.erase(std::string());
    logins.erase(std::string());
    for (const auto& part : workspace.parts) {
        if (idle.count(part->input.slot) == 0) continue;
        const population::Table& people = part->users;
        const population::Column id = people.find(okta::columns::kId), name = people.find("profile.login");
        bool with_ids = false, known = false;
        for (std::size_t row = 0; row < people.size() && !known; ++row) {
            with_ids = with_ids || !people.text(row, id).empty();
            known = ids.count(std::string(people.text(row, id))) != 0 ||
                    logins.count(text::ascii_lower(people.text(row, name))) != 0;
        }
        if (known) continue;
        for (const std::string_view kind : {"okta-users", "users-csv", "rockstar-csv"}) {
            const auto& kinds = part->input.kinds;
            if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) continue;
            add(workspace, part->input.slot, kind,
                with_ids ? "none of its people is assigned to the application"
                         : "its people have no Okta id, so nothing says which assignments are theirs; add a column "
                           "\"id\"");
            break;
        }
    }
}

// Groups and group rules that have nothing to do with the application.
void add_groups(Workspace& workspace) {
    const auto in_use = groups_in_use(workspace);
    const bool imports = has_event(workspace, {"import"});
    const auto of_groups = [](const auto& event) { return !event.group.empty(); };
    const bool named = workspace.scenario &&
                       std::any_of(workspace.scenario->events.begin(), workspace.scenario->events.end(), of_groups);
    std::set<std::size_t> rules;
    for (const okta::GroupRule& rule : workspace.group_rules) {
        const bool concerns = !in_use || std::any_of(rule.groups.begin(), rule.groups.end(),
                                                     [&](const auto& group) { return in_use->count(group) != 0; });
        if (concerns) rules.insert(rule.at.input);
    }
    const bool runs_rules = has_event(workspace, {"change-group-rule", "update-profile"});
    for (const okta::GroupRule& rule : workspace.group_rules) {
        if (!runs_rules && rules.count(rule.at.input) == 0)
            add(workspace, rule.at.input, "okta-group-rules",
                "no rule in it adds people to a group that is assigned to the application or pushed");
    }
    const bool members_are_people = std::all_of(workspace.parts.begin(), workspace.parts.end(),
                                                [](const auto& part) { return part->users.empty(); });
    for (const auto& part : workspace.parts) {
        const std::size_t slot = part->input.slot;
        const population::Table& members = part->group_members;
        const population::Column group = members.find(okta::columns::kGroupId);
        // Password policies and group rules ask who is in which group.
        const bool asked =
            members_are_people || named || imports || runs_rules || !in_use || !workspace.password_policies.empty();
        bool used = asked || members.empty();
        for (std::size_t row = 0; row < members.size() && !used; ++row) {
            const std::string_view owner = members.text(row, group);
            // The list may name its group by the group's name.
            used = owner.empty() || owner.substr(0, 3) != "00g" || in_use->count(owner) != 0;
        }
        if (!used)
            add(workspace, slot, "okta-group-members", "its group is neither assigned to the application nor pushed");
        if (part->egnyte_groups_given && !workspace.push_mappings_given && !workspace.groups_given && !imports)
            add(workspace, slot, "egnyte-groups", "no pushed groups and no groups of Okta are given to compare with");
        const bool compared = workspace.egnyte_groups_given || in_use || imports || named || runs_rules ||
                              workspace.group_members_given || !workspace.password_policies.empty();
        if (part->groups_given && !compared)
            add(workspace, slot, "okta-groups",
                "no assigned, pushed or imported group is given whose name it could say");
    }
}

// Kinds that say something of an application or of people only.
void add_alone(Workspace& workspace) {
    if (!workspace.applications.empty() || !workspace.mappings.empty() || workspace.app_users_given ||
        workspace.users_given || !workspace.app_schemas.empty())
        return;
    for (const intake::Input& input : workspace.inputs) {
        for (const std::string_view kind :
             {"okta-app-groups", "okta-connection", "okta-password-policies", "okta-user-schema"}) {
            if (std::find(input.kinds.begin(), input.kinds.end(), kind) != input.kinds.end())
                add(workspace, input.slot, kind, "no application, mapping or people are given to check it with");
        }
    }
}

// What other files say would be checked with it.
void add_context(Workspace& workspace) {
    for (const okta::Org& org : workspace.orgs) {
        const bool others =
            std::any_of(workspace.inputs.begin(), workspace.inputs.end(),
                        [&](const intake::Input& input) { return input.slot != org.at.input && !input.org.empty(); });
        if (!others) add(workspace, org.at.input, "okta-org", "no other file says which org it comes from");
    }
    // Whoever is given has a user type, and what is missing is known without the list.
    const bool mapped = workspace.to_app_mapping != nullptr && workspace.to_app_mapping->has_properties;
    for (const okta::UserType& type : workspace.user_types) {
        if (!mapped) {
            add(workspace, type.at.input, "okta-user-types", "no mapping to Egnyte is given");
        } else if (workspace.to_app_mappings.size() == 1 && !workspace.users->empty()) {
            add(workspace, type.at.input, "okta-user-types", "the people who are given say which user types matter");
        }
    }
    if (!workspace.egnyte_users_given || workspace.users_given || workspace.app_users_given) return;
    if (workspace.scenario && workspace.scenario->token_owner) return;
    for (const auto& part : workspace.parts) {
        if (part->egnyte_users_given)
            add(workspace, part->input.slot, "egnyte-users", "no people are given to compare the accounts with");
    }
}

}  // namespace

void name_unused(Workspace& workspace) {
    workspace.unused.clear();
    for (const Foreign& foreign : workspace.foreign) {
        add(workspace, foreign.at.input, foreign.kind,
            (foreign.beside_ours ? "a part of it belongs to another application ("
                                 : "it belongs to another application (") +
                foreign.app_id + ")");
    }
    add_applications(workspace);
    add_mappings(workspace);
    add_logs(workspace);
    add_people(workspace);
    add_groups(workspace);
    add_context(workspace);
    add_alone(workspace);
    for (const okta::Schema& schema : workspace.user_schemas) {
        if (&schema != workspace.user_schema)
            add(workspace, schema.at.input, "okta-user-schema", "it is the schema of another user type");
    }
    for (const okta::Connection& connection : workspace.connections) {
        if (connection.status.value() == "UNKNOWN")
            add(workspace, connection.at.input, "okta-connection", "Okta does not say the state of this connection");
    }
    for (const intake::Input& input : workspace.inputs) {
        for (const std::string& kind : input.kinds) {
            for (const Idle& idle : kIdle) {
                if (idle.kind == kind) add(workspace, input.slot, kind, std::string(idle.why));
            }
        }
        for (const intake::Input::Unused& unused : input.unused) add(workspace, input.slot, unused.kind, unused.why);
    }
}

}  // namespace preflight::workspace
