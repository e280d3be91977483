#include "core/workspace/applications.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/egnyte/domain.h"
#include "core/text/unicode.h"

namespace preflight::workspace {

namespace {

using okta::Application;

bool is_scim_1(const Application& app) {
    const std::string label = text::ascii_lower(app.label.value() + " " + app.name.value());
    return label.find("scim 1.0") != std::string::npos || label.find("scim_1") != std::string::npos ||
           label.find("scim1") != std::string::npos;
}

std::string tenant_of(const Application& app) {
    return app.tenant.present() ? egnyte::first_label(app.tenant.value()) : std::string();
}

// Ids of the applications that something else of the files belongs to: a mapping to it, or assignments.
std::set<std::string, std::less<>> find_provisioned(const Workspace& workspace) {
    std::set<std::string, std::less<>> ids;
    for (const okta::ProfileMapping& mapping : workspace.mappings) {
        if (mapping.to_app() && !mapping.target.id.empty()) ids.insert(mapping.target.id);
    }
    for (const auto& part : workspace.parts) {
        const population::Table& rows = part->app_users;
        const population::Column app = rows.find(okta::columns::kAppId);
        // One list belongs to one application: the first rows of the lists say which.
        population::Cell last;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const population::Cell cell = rows.cell(row, app);
            if (cell == last) continue;
            last = cell;
            if (const std::string_view id = rows.text(row, app); !id.empty()) ids.emplace(id);
        }
    }
    return ids;
}

// Finds the old instance of two: the SCIM 1.0 one, or the older of two with the same stated tenant (rules.md). Where no
// date decides, a deactivated one gives way to one that is active. Each application is looked at once.
class Replaced {
public:
    explicit Replaced(const std::vector<const Application*>& all) {
        for (const Application* app : all) {
            if (is_scim_1(*app)) continue;
            current_ = true;
            const std::string tenant = tenant_of(*app);
            if (tenant.empty()) continue;
            Peers& peers = peers_[{app->features.empty(), tenant}];
            const std::string created = app->created.present() ? std::string(app->created.value()) : std::string();
            peers.newest = std::max(peers.newest, created);
            if (app->is_active()) peers.active.insert(created);
        }
    }
    [[nodiscard]] bool contains(const Application& app) const {
        if (is_scim_1(app)) return current_;
        // One may sign people in and the other provision them.
        const auto found = peers_.find({app.features.empty(), tenant_of(app)});
        if (found == peers_.end()) return false;
        const Peers& peers = found->second;
        if (!app.created.present()) return !app.is_active() && !peers.active.empty();
        const std::string created(app.created.value());
        if (created < peers.newest) return true;
        return !app.is_active() && (peers.active.count(created) > 0 || peers.active.count({}) > 0);
    }

private:
    // Those of one tenant that provision, or those that do not.
    struct Peers {
        std::string newest;            // date of creation
        std::set<std::string> active;  // dates of those that are active; empty: not said
    };
    std::map<std::pair<bool, std::string>, Peers> peers_;
    bool current_ = false;  // there is one that is not SCIM 1.0
};

// By name or label; if that finds no Egnyte app, by a tenant that equals the stated domain.
std::vector<const Application*> egnyte_applications(const Workspace& workspace) {
    std::vector<const Application*> result;
    for (const Application& app : workspace.applications) {
        if (app.looks_like_egnyte()) result.push_back(&app);
    }
    if (!result.empty() || !workspace.scenario || !workspace.scenario->domain) return result;
    for (const Application& app : workspace.applications) {
        if (!tenant_of(app).empty() && tenant_of(app) == *workspace.scenario->domain) result.push_back(&app);
    }
    return result;
}

bool signs_in(const Application& app) {
    return app.sign_on_mode.value() == "SAML_2_0";
}

void set_roles(Workspace& workspace, const Application* chosen) {
    workspace.application = chosen;
    workspace.sign_in_application = chosen;
    if (chosen == nullptr || signs_in(*chosen)) return;
    for (const Application* app : workspace.egnyte_applications) {
        if (signs_in(*app)) workspace.sign_in_application = app;
    }
}

}  // namespace

void choose_applications(Workspace& workspace) {
    const std::vector<const Application*> all = egnyte_applications(workspace);
    workspace.provisioned_ids = find_provisioned(workspace);
    const Replaced replaced(all);
    for (const Application* app : all) {
        if (replaced.contains(*app)) {
            workspace.replaced_applications.push_back(app);
        } else {
            workspace.egnyte_applications.push_back(app);
        }
    }
    const Application* chosen = nullptr;
    const std::string& asked = !workspace.asked_for.empty() ? workspace.asked_for
                               : workspace.scenario && workspace.scenario->application
                                   ? *workspace.scenario->application
                                   : workspace.asked_for;
    for (const Application& app : workspace.applications) {
        if (!asked.empty() && app.id.value() == asked) chosen = &app;
    }
    workspace.application_asked_for = chosen != nullptr;
    if (chosen != nullptr) {
        auto& live = workspace.egnyte_applications;
        if (std::find(live.begin(), live.end(), chosen) == live.end()) live.push_back(chosen);
    } else {
        const auto merit = [&](const Application* app) {
            return std::make_tuple(app->is_active(), workspace.provisions(*app), app->created.value());
        };
        for (const Application* app : workspace.egnyte_applications) {
            if (chosen == nullptr || merit(app) > merit(chosen)) chosen = app;
        }
    }
    if (workspace.choice.application) chosen = workspace.egnyte_applications[*workspace.choice.application];
    set_roles(workspace, chosen);
    std::size_t provisioning = 0, signing = 0;
    for (const Application* app : workspace.egnyte_applications) {
        if (!app->is_active()) continue;
        provisioning += workspace.provisions(*app) ? 1U : 0U;
        signing += signs_in(*app) ? 1U : 0U;
    }
    workspace.provisioning_applications = provisioning;
    workspace.signing_applications = signing;
    // Without the application itself, the mapping says which one it is.
    if (chosen != nullptr) {
        workspace.app_id = chosen->id.value();
    } else {
        for (const okta::ProfileMapping& mapping : workspace.mappings) {
            const bool other = std::any_of(workspace.applications.begin(), workspace.applications.end(),
                                           [&](const Application& app) { return app.id.value() == mapping.target.id; });
            if (mapping.to_app() && !other && workspace.app_id.empty()) workspace.app_id = mapping.target.id;
        }
        for (const std::string& id : workspace.provisioned_ids) {
            const bool other = std::any_of(workspace.applications.begin(), workspace.applications.end(),
                                           [&](const Application& app) { return app.id.value() == id; });
            if (!other && workspace.app_id.empty()) workspace.app_id = id;
        }
    }
}

bool Workspace::provisions(const okta::Application& app) const {
    return app.has_provisioning_feature() || (app.id.present() && provisioned_ids.count(app.id.value()) != 0);
}

bool is_ours(const Workspace& workspace, std::string_view app_id) {
    if (app_id.empty() || app_id == workspace.app_id) return true;
    // Of another application that is given, or of another one than ours.
    if (!workspace.app_id.empty()) return false;
    return std::none_of(workspace.applications.begin(), workspace.applications.end(),
                        [&](const Application& app) { return app.id.value() == app_id; });
}

std::optional<std::set<std::string_view>> groups_in_use(const Workspace& workspace) {
    if (!workspace.app_groups_given && !workspace.push_mappings_given) return std::nullopt;
    std::set<std::string_view> ids;
    const population::Table& assigned = *workspace.app_groups;
    const population::Column id = assigned.find(okta::columns::kId);
    for (std::size_t row = 0; row < assigned.size(); ++row) ids.insert(assigned.text(row, id));
    for (const okta::PushMapping& mapping : workspace.push_mappings) {
        if (is_ours(workspace, mapping.app_id)) ids.insert(mapping.source_group);
    }
    return ids;
}

}  // namespace preflight::workspace
