#include "core/workspace/unused.h"

#include <algorithm>
#include <set>
#include <string>

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
    const bool imports =
        workspace.scenario && std::any_of(workspace.scenario->events.begin(), workspace.scenario->events.end(),
                                          [](const auto& event) { return event.type == "import"; });
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
    for (std::size_t row = 0; row < workspace.log_events->size(); ++row) {
        const std::size_t input = workspace.log_events->place(row).input;
        if (used.count(input) == 0 && concerns_application(workspace, row)) used.insert(input);
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
