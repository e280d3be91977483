// What Okta says of the org and of an application's provisioning (facts okta-exports 3, 6, 7, 8), into the model.
#pragma once

#include "core/formats/json/document.h"
#include "core/okta/model.h"
#include "core/okta/readers.h"

namespace preflight::okta {

[[nodiscard]] Org read_org(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] UserType read_user_type(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] PolicyRule read_policy_rule(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] Connection read_connection(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] AppFeature read_app_feature(const Origin& origin, const formats::json::Node& node);

}  // namespace preflight::okta
