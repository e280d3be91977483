// What rules about a migration share: the old instance of Egnyte's app beside the new one (facts egnyte S19-S27).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/rules/rule.h"
#include "core/text/shorten.h"

namespace preflight::rules {

// `"Egnyte SCIM 1.0"`; by the name or id where the app has no label.
[[nodiscard]] inline std::string quoted_label(const okta::Application& app) {
    const std::string& label = app.label.present()  ? app.label.value()
                               : app.name.present() ? app.name.value()
                                                    : app.id.value();
    return "\"" + text::shorten(label, 80) + "\"";
}

// Okta sends this app's people to Egnyte, as far as the export says.
[[nodiscard]] inline bool sends(const okta::Application& app) {
    return app.is_active() && app.features_given && !app.features.empty();
}

// Whether the id is that of an old instance.
[[nodiscard]] inline bool is_replaced(const workspace::Workspace& workspace, std::string_view app_id) {
    const auto& old = workspace.replaced_applications;
    return !app_id.empty() &&
           std::any_of(old.begin(), old.end(), [&](const okta::Application* app) { return app->id.value() == app_id; });
}

}  // namespace preflight::rules
