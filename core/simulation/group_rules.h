// Okta's group rules while the events replay: whom each one puts into its groups (facts okta-exports 6, okta-el 1, 8).
// An active rule is run for everybody when it is activated, and for a person whose profile changes: who meets its
// condition enters its groups, and who was in them by the rule and no longer meets it leaves. A member who meets the
// condition is the rule's, even if somebody added the person by hand (Okta help, "Create group rules", "Manual group
// user management"); a member who does not meet it is somebody else's and stays.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/simulation/scene.h"
#include "core/simulation/whom.h"

namespace preflight::simulation {

using RuleNumber = std::size_t;  // of Workspace::group_rules

class GroupRules {
public:
    // Both outlive it. Nothing is parsed before somebody asks.
    GroupRules(const Scene& scene, Whom& whom) : scene_(scene), whom_(whom) {}

    // By id, or by name ignoring case where one rule alone has it.
    [[nodiscard]] std::optional<RuleNumber> find(std::string_view id_or_name);
    [[nodiscard]] const okta::GroupRule& rule(RuleNumber number) const { return scene_.workspace.group_rules[number]; }
    // An inactive rule puts nobody anywhere.
    [[nodiscard]] bool is_active(RuleNumber number) const { return rule(number).status != "INACTIVE"; }
    // A rule of more groups than this is not played: each person is looked up in each group.
    static constexpr std::size_t kMostGroups = 100;
    [[nodiscard]] bool is_too_large(RuleNumber number) const {
        return rule(number).groups.size() + rule(number).excluded_groups.size() > kMostGroups;
    }
    // The expression of the rule from a moment on; moments are entered in ascending order.
    void set(RuleNumber number, Moment from, ChangedExpression expression);

    // Whether the person meets the condition in force at that moment, with the profile of that moment. Nothing:
    // unknown; then missing() says what would tell, as a static text.
    [[nodiscard]] std::optional<bool> matches(RuleNumber number, PersonAt at);
    // Whether another active rule keeps the person in the group.
    [[nodiscard]] std::optional<bool> other_keeps(RuleNumber number, std::string_view group_id, PersonAt at);
    [[nodiscard]] std::string_view missing() const { return missing_; }
    // The active rules whose condition in force reads one of these attributes of the profile, or may.
    template <typename Set>
    [[nodiscard]] std::vector<RuleNumber> that_read(const Set& attributes, Moment moment) {
        std::vector<RuleNumber> result;
        for (RuleNumber i = 0; i < scene_.workspace.group_rules.size(); ++i) {
            if (!is_active(i) || is_too_large(i)) continue;
            const Reads& read = reads(i, moment);
            if (read.anything || std::any_of(attributes.begin(), attributes.end(),
                                             [&](const auto& one) { return read.names.count(one.first) != 0; }))
                result.push_back(i);
        }
        return result;
    }

private:
    // The attributes that a condition reads; `anything`: more than its names say.
    struct Reads {
        std::set<std::string, std::less<>> names;
        bool anything = false;
    };
    struct Parsed {
        expression::ParseResult of_file;
        std::map<const expression::ParseResult*, Reads> reads;  // looked up, never walked
        History<const ChangedExpression*> changes;
        std::vector<std::string_view> excluded;  // ids of users, sorted
    };
    void index();
    Parsed& parsed(RuleNumber number);
    [[nodiscard]] const Reads& reads(RuleNumber number, Moment moment);
    [[nodiscard]] const expression::ParseResult& in_force(RuleNumber number, Moment moment);
    [[nodiscard]] std::optional<bool> is_excluded(RuleNumber number, PersonNumber person);
    [[nodiscard]] std::optional<bool> meets(const expression::ParseResult& condition, PersonAt at);

    const Scene& scene_;
    Whom& whom_;
    std::map<RuleNumber, Parsed> parsed_;
    std::vector<std::unique_ptr<const ChangedExpression>> changed_;
    using Index = std::unordered_map<std::string, std::vector<RuleNumber>>;
    Index by_id_, by_name_, by_group_;  // names in lower case; active rules by the ids of their groups
    bool indexed_ = false;
    std::string_view missing_ = "okta-users";
};

}  // namespace preflight::simulation
