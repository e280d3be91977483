// What rules about groups share: groups by their ids, and the push mappings of the application that is checked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/population/cell_index.h"
#include "core/rules/rule.h"

namespace preflight::rules {

// Refers to the workspace.
class Groups {
public:
    explicit Groups(const workspace::Workspace& workspace);

    // Empty where no file says it.
    [[nodiscard]] std::string_view name(std::string_view id) const;
    // `the group "Sales"`; by the id where no file says the name.
    [[nodiscard]] std::string words(std::string_view id) const;
    // The row of the group's assignment in app_groups; population::kNoRow when it is not assigned.
    [[nodiscard]] std::uint32_t assignment(std::string_view id) const;

private:
    const workspace::Workspace& workspace_;
    population::CellIndex groups_, assignments_;
};

[[nodiscard]] std::string group_words(std::string_view id, std::string_view name);

// The application does not push groups: its features are given, and group push is not among them.
[[nodiscard]] bool group_push_is_off(const workspace::Workspace& workspace);

// The push mappings of the application.
[[nodiscard]] std::vector<const okta::PushMapping*> push_mappings(const workspace::Workspace& workspace);

}  // namespace preflight::rules
