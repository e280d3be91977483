// Groups, their assignments to an application, group push and group rules (facts okta-exports 6) into tables and the
// model. Nothing is required but what the recogniser already saw.
#pragma once

#include <string_view>

#include "core/formats/json/document.h"
#include "core/okta/model.h"
#include "core/okta/readers.h"
#include "core/population/table.h"

namespace preflight::okta {

// Set the columns of the row that was begun last.
void read_group(const formats::json::Node& node, population::Table& groups);
void read_app_group(const formats::json::Node& node, population::Table& app_groups, RowColumns& columns,
                    const ListAddress& address);

[[nodiscard]] PushMapping read_push_mapping(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] GroupRule read_group_rule(const Origin& origin, const formats::json::Node& node);

}  // namespace preflight::okta
