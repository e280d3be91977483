#include "core/verdict/migration.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "core/population/cell_index.h"
#include "core/rules/app_switches.h"
#include "core/rules/metadata_fit.h"
#include "core/rules/migration.h"
#include "core/text/numbers.h"

namespace preflight::verdict {

namespace {

namespace clicks = findings::clicks;
using State = MigrationStep::State;
using workspace::Workspace;

// Findings of some codes; `alarm`: one of them is an error or a warning.
struct Related {
    std::vector<std::size_t> findings;
    bool alarm = false;
};

class Steps {
public:
    Steps(const Workspace& workspace, const std::vector<findings::Finding>& found, const okta::Application& app)
        : workspace_(workspace), found_(found), app_(app), old_(workspace.replaced_applications) {}

    std::vector<MigrationStep> run() {
        count_people();
        add_the_app();
        keep_usernames();
        decide_whether_to_import();
        import();
        assign();
        switch_the_old_app_off();
        switch_provisioning_on();
        move_single_sign_on();
        deactivate_the_old_app();
        return std::move(steps_);
    }

private:
    [[nodiscard]] Related related(std::initializer_list<std::string_view> codes) const {
        Related result;
        for (std::size_t i = 0; i < found_.size(); ++i) {
            if (std::find(codes.begin(), codes.end(), found_[i].rule->code) == codes.end()) continue;
            result.findings.push_back(i);
            result.alarm = result.alarm || found_[i].is_alarm();
        }
        return result;
    }
    void add(std::string_view title, State state, std::string why, std::vector<std::string_view> where,
             Related about = {}) {
        steps_.push_back({title, state, std::move(why), std::move(where), std::move(about.findings)});
    }

    // People of the old apps, and how many of them are assigned to the new one.
    void count_people() {
        const population::Table& assigned = *workspace_.app_users;
        const population::Column id = assigned.find(okta::columns::kId);
        population::CellIndex rows, seen;
        for (std::uint32_t row = 0; row < assigned.size(); ++row) rows.insert(assigned.cell(row, id), row);
        for (const auto& part : workspace_.parts) {
            const population::Table& table = part->app_users;
            const population::Column app = table.find(okta::columns::kAppId), person = table.find(okta::columns::kId);
            for (std::uint32_t row = 0; row < table.size(); ++row) {
                if (!rules::is_replaced(workspace_, table.text(row, app))) continue;
                old_people_given_ = true;
                const population::Cell cell = table.cell(row, person);
                if (!cell.is_atom() || seen.insert(cell, row) != population::kNoRow) continue;
                ++old_people_;
                if (rows.find(cell) == population::kNoRow) ++not_assigned_;
            }
        }
    }

    void add_the_app() {
        Related subdomain = related({"PF3003", "PF3004", "PF3005"});
        const bool wrong = subdomain.alarm;
        add("Add the new app", wrong ? State::left : State::done,
            wrong ? "The new app is there, but its Subdomain is wrong."
                  : "The new app " + rules::quoted_label(app_) + " is there.",
            {clicks::console_page<" › Applications › Browse App Catalog: Egnyte SCIM 2.0.">,
             "Enter the Subdomain, generate a new API token in Egnyte and test it."},
            std::move(subdomain));
    }

    void keep_usernames() {
        Related changed = related({"PF8102"});
        const bool changes = !changed.findings.empty();
        const State state = changes ? State::left : old_people_given_ ? State::done : State::unknown;
        add("Set the username format", state,
            changes             ? "Some usernames change with the new app; Egnyte cannot rename an account."
            : old_people_given_ ? "No known username changes with the new app."
                                : "Add the assignments of the old app to compare the usernames.",
            {clicks::kCredentials, "Choose the format that gives everybody the username of the old app. Save."},
            std::move(changed));
    }

    void decide_whether_to_import() {
        Related duplicates = related({"PF8105", "PF7011"});
        add("Decide whether to import", State::optional,
            "The import is optional: people and groups can be added by hand instead. It may create duplicate or empty "
            "group objects.",
            {"Talk to Okta Support before you import."}, std::move(duplicates));
    }

    void import() {
        Related waiting = related({"PF6037"});
        const bool waits = !waiting.findings.empty();
        Related matches = related({"PF7012", "PF7013", "PF8106"});
        waiting.findings.insert(waiting.findings.end(), matches.findings.begin(), matches.findings.end());
        add("Import, if you decided to", waits ? State::left : State::optional,
            waits ? "Imported people wait for Confirm Assignments."
                  : "The preview below shows whom each account matches.",
            {clicks::join<clicks::kConsole, clicks::kApplication, " › Import › Import Now.">,
             "For each account: link it to an Okta user, or create one.", "Confirm Assignments, then Confirm."},
            std::move(waiting));
    }

    void assign() {
        const std::size_t people = workspace_.app_users->size();
        State state = State::unknown;
        std::string why = "Add the assignments of the new app to see who is assigned.";
        if (workspace_.app_users_given && people == 0) {
            state = State::left;
            why = "Nobody is assigned to the new app.";
        } else if (workspace_.app_users_given && not_assigned_ > 0 && workspace_.may_lack_rows("okta-app-users")) {
            why = "The list of assignments of the new app may not be whole.";
        } else if (workspace_.app_users_given && not_assigned_ > 0) {
            state = State::left;
            why = text::grouped(not_assigned_) + " of " + text::counted(old_people_, "person", "people") +
                  " of the old app " + (not_assigned_ == 1 ? "is" : "are") + " not assigned to the new one.";
        } else if (workspace_.app_users_given) {
            state = State::done;
            why = old_people_given_ ? "Everybody of the old app is assigned to the new one."
                                    : text::counted(people, "person", "people") + (people == 1 ? " is" : " are") +
                                          " assigned to the new app.";
        }
        add("Otherwise assign people and groups by hand", state, std::move(why),
            {clicks::join<clicks::kConsole, clicks::kApplication, " › Assignments › Assign.">,
             "Assign people before you push groups, and link pushed groups to those that exist in Egnyte."});
    }

    void switch_the_old_app_off() {
        const bool on = std::any_of(old_.begin(), old_.end(), [](const auto* app) { return rules::sends(*app); });
        const bool open = std::any_of(old_.begin(), old_.end(),
                                      [](const auto* app) { return app->is_active() && !app->features_given; });
        add("Switch the old app off",
            on     ? State::left
            : open ? State::unknown
                   : State::done,
            on     ? "The old app still provisions."
            : open ? "The export of the old app does not say whether it provisions."
                   : "The old app no longer provisions.",
            {"Okta: open the old Egnyte app.",
             "Provisioning › Integration › Edit. Clear Enable API Integration. Save."},
            related({"PF8101"}));
    }

    void switch_provisioning_on() {
        const rules::AppSwitches switches = rules::app_switches(workspace_);
        std::string off;
        bool open = false;
        const auto look = [&](const std::optional<bool>& on, std::string_view name) {
            open = open || !on;
            if (on && !*on) off += (off.empty() ? "" : ", ") + std::string(name);
        };
        look(switches.create_users, "Create Users");
        look(switches.update_attributes, "Update User Attributes");
        look(switches.deactivate_users, "Deactivate Users");
        const State state = !off.empty() ? State::left : open ? State::unknown : State::done;
        add("Switch provisioning of the new app on", state,
            !off.empty() ? "Off in the new app: " + off + "."
            : open       ? "The export of the new app does not say whether it provisions."
                         : "The new app creates, updates and deactivates people.",
            {clicks::join<clicks::kConsole, clicks::kApplication,
                          " › Provisioning › To App › Edit: Create Users, Update User Attributes, Deactivate Users.">});
    }

    void move_single_sign_on() {
        using rules::Fit;
        State state = State::unknown;
        std::string why;
        Related wrong = related({"PF8103", "PF8003", "PF8004", "PF8009"});
        const auto saml = [](const okta::Application* app) { return app->sign_on_mode.value() == "SAML_2_0"; };
        const auto stated = [](const okta::Application* app) { return app->sign_on_mode.present(); };
        const Fit fits[] = {rules::entity_id_fit(workspace_), rules::login_url_fit(workspace_),
                            rules::certificate_fit(workspace_)};
        if (std::none_of(old_.begin(), old_.end(), saml) && std::all_of(old_.begin(), old_.end(), stated)) {
            state = State::done;
            why = "The old app does not use SAML.";
        } else if (const auto* app = workspace_.sign_in_application; app != nullptr && stated(app) && !saml(app)) {
            state = State::left;
            why = "The new app does not use SAML yet.";
        } else if (!wrong.findings.empty()) {
            state = State::left;
            why = "Single sign-on is not moved.";
        } else if (workspace_.idp_metadata == nullptr) {
            why = "Add the metadata of the new app.";
        } else if (std::all_of(std::begin(fits), std::end(fits), [](Fit fit) { return fit == Fit::same; })) {
            state = State::done;
            why = "Egnyte has the values of the new metadata.";
        } else {
            why = "State what Egnyte has now to compare it with the metadata: entity ID, login URL and certificate.";
        }
        add("Move single sign-on", state, std::move(why),
            {clicks::app_page<" › Sign On (of the new app) › SAML 2.0 › Metadata URL: save that page.">,
             clicks::join<clicks::kSsoPage, ": the login URL, entity ID and certificate of that metadata. Save.">},
            std::move(wrong));
    }

    void deactivate_the_old_app() {
        const bool active = std::any_of(old_.begin(), old_.end(), [](const auto* app) { return app->is_active(); });
        const bool ready = std::all_of(steps_.begin(), steps_.end(), [](const MigrationStep& step) {
            return step.state == State::done || step.state == State::optional;
        });
        add("Deactivate or delete the old app", active ? State::left : State::done,
            !active ? "The old app is no longer active."
            : ready ? "The old app is still active, and everything else is done."
                    : "The old app is still active. This is the last step: do the others first.",
            {"Okta: open the old Egnyte app.", "Active › Deactivate. Delete it when nobody needs it."},
            related({"PF8104"}));
    }

    const Workspace& workspace_;
    const std::vector<findings::Finding>& found_;
    const okta::Application& app_;
    const std::vector<const okta::Application*>& old_;
    std::vector<MigrationStep> steps_;
    bool old_people_given_ = false;
    std::size_t old_people_ = 0, not_assigned_ = 0;
};

}  // namespace

std::string_view to_string(MigrationStep::State state) {
    switch (state) {
        case State::done:
            return "done";
        case State::left:
            return "left";
        case State::optional:
            return "optional";
        case State::unknown:
            break;
    }
    return "unknown";
}

std::optional<Migration> migration_of(const Workspace& workspace, const std::vector<findings::Finding>& found) {
    const auto& old = workspace.replaced_applications;
    const okta::Application* const app = workspace.application;
    // The old one can be the one that was asked for.
    if (old.empty() || app == nullptr || std::find(old.begin(), old.end(), app) != old.end()) return std::nullopt;
    Migration migration;
    for (const okta::Application* one : old) migration.from.push_back(one->label.value());
    migration.to = app->label.value();
    migration.steps = Steps(workspace, found, *app).run();
    return migration;
}

}  // namespace preflight::verdict
