// A rule about one group that Okta pushes to Egnyte. The simulation asks it while it pushes the group and keeps that it
// applied; the words are computed from the same view when somebody reads them. So `check` and `simulate` cannot
// disagree. What a person rule is for people (person_rule.h), this is for groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/findings/click_paths.h"
#include "core/findings/rule.h"
#include "core/rules/example.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

namespace clicks = findings::clicks;
using findings::Confidence;
using findings::Effect;
using findings::Rule;
using findings::Severity;

// One pushed group at one moment of the rehearsal; filled by the simulation. Views belong to the workspace or to
// whoever made the view.
struct GroupView {
    const workspace::Workspace& workspace;
    const okta::PushMapping& mapping;
    std::string_view name{};         // of the Okta group; empty: no file says it
    std::string_view egnyte_name{};  // of the group in Egnyte; empty: not known
    bool assigns_app = false;        // the group is also an assignment of the app

    // The group that has the name already.
    bool same_as_earlier = false;  // a group that is pushed before
    bool in_egnyte = false;        // a group in Egnyte to which this one is not linked

    // Members by what becomes of them.
    bool members_known = false;  // a list was given, and no page of it is missing
    std::size_t members = 0, pushed = 0, not_assigned = 0, not_provisioned = 0, undecided = 0;

    // `the group "Sales"`; by the id where no file says the name.
    [[nodiscard]] std::string words() const;
};

struct GroupRule {
    const Rule* row = nullptr;
    bool (*applies)(const GroupView& group) = nullptr;
    std::string (*message)(const GroupView& group) = nullptr;
    // What "12 pushed groups" do, for one finding about all of them; empty: a finding for each group, or the
    // configuration rule reports it.
    std::string_view headline{};
    bool each = false;  // a finding for each group
};

// The group rules in the order of registry.def, for sets of reasons.
enum class GroupRuleId : std::uint8_t {
#define GROUP_RULE(name) name,
#define CONFIG_AND_GROUP_RULE(name) name,
#include "core/rules/registry.def"
    count
};
inline constexpr std::size_t kGroupRules = static_cast<std::size_t>(GroupRuleId::count);
static_assert(kGroupRules <= 32, "a set of a group's reasons has 32 bits");

[[nodiscard]] std::span<const GroupRule* const> group_rules();
[[nodiscard]] const GroupRule& group_rule(GroupRuleId id);

// rules::group_empty::kGroup is defined in group/group_empty.cpp.
#define GROUP_RULE(name)             \
    namespace name {                 \
    extern const Rule kRow;          \
    extern const GroupRule kGroup;   \
    extern const Examples kExamples; \
    }
#define CONFIG_AND_GROUP_RULE(name) GROUP_RULE(name)
#include "core/rules/registry.def"

}  // namespace preflight::rules
