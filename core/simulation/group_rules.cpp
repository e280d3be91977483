#include "core/simulation/group_rules.h"

#include <algorithm>

#include "core/expression/evaluate/evaluate.h"
#include "core/expression/lint/eval_json.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

using expression::Dialect;
using expression::Kind;

void GroupRules::index() {
    if (indexed_) return;
    indexed_ = true;
    for (RuleNumber i = 0; i < scene_.workspace.group_rules.size(); ++i) {
        by_id_[rule(i).id].push_back(i);
        by_name_[text::ascii_lower(rule(i).name)].push_back(i);
        for (const std::string& group : rule(i).groups) {
            if (is_active(i)) by_group_[group].push_back(i);
        }
    }
}

std::optional<RuleNumber> GroupRules::find(std::string_view id_or_name) {
    index();
    if (id_or_name.empty()) return std::nullopt;
    if (const auto found = by_id_.find(std::string(id_or_name)); found != by_id_.end()) return found->second.front();
    const auto named = by_name_.find(text::ascii_lower(id_or_name));
    return named == by_name_.end() || named->second.size() > 1 ? std::nullopt : std::optional(named->second.front());
}

GroupRules::Parsed& GroupRules::parsed(RuleNumber number) {
    const auto [place, is_new] = parsed_.try_emplace(number);
    if (!is_new) return place->second;
    Parsed& made = place->second;
    made.of_file = expression::parse(rule(number).expression.value(), Dialect::mapping);
    made.excluded.assign(rule(number).excluded_users.begin(), rule(number).excluded_users.end());
    text::sort(made.excluded);
    return made;
}

void GroupRules::set(RuleNumber number, Moment from, ChangedExpression expression) {
    changed_.push_back(std::make_unique<const ChangedExpression>(std::move(expression)));
    parsed(number).changes.add(from, changed_.back().get());
}

const expression::ParseResult& GroupRules::in_force(RuleNumber number, Moment moment) {
    const Parsed& of_rule = parsed(number);
    const ChangedExpression* const* const changed = of_rule.changes.at(moment);
    return changed == nullptr ? of_rule.of_file : (*changed)->parsed;
}

std::optional<bool> GroupRules::is_excluded(RuleNumber number, PersonNumber person) {
    const auto& users = parsed(number).excluded;
    if (!users.empty() && std::binary_search(users.begin(), users.end(), scene_.people.id(person))) return true;
    bool unknown = false;
    for (const std::string& group : rule(number).excluded_groups) {
        const std::optional<bool> member = whom_.group(group).knows(person);
        if (member == true) return true;
        unknown = unknown || !member;
    }
    if (!unknown) return false;
    missing_ = "okta-group-members";
    return std::nullopt;
}

std::optional<bool> GroupRules::meets(const expression::ParseResult& condition, PersonAt at) {
    // Why Okta has a rule whose expression does not parse is not known.
    missing_ = "a group rule with a working expression";
    if (!condition.program) return std::nullopt;
    const std::uint32_t row = scene_.people.user_row(at.person);
    ChangedScope scope(scene_.evaluations.scope(row), scene_.changes, scene_.atoms, at, expression::kGroupRule);
    const std::string id = row == kNoRow ? scene_.people.id(at.person) : std::string();
    scope.set_id(id);
    const expression::Evaluation made = expression::evaluate(*condition.program, scope);
    if (!made.error && made.value.kind() == Kind::boolean) return made.value.as_boolean();
    if (!made.error && made.value.is_unknown()) {
        const auto& missing = made.value.missing();
        const bool of_groups = std::find(missing.begin(), missing.end(), "groups") != missing.end();
        missing_ = of_groups ? "which groups each user is in" : "okta-users";
    }
    return std::nullopt;
}

std::optional<bool> GroupRules::matches(RuleNumber number, PersonAt at) {
    const std::optional<bool> excluded = is_excluded(number, at.person);
    if (excluded == true) return false;
    const std::optional<bool> met = meets(in_force(number, at.moment), at);
    if (met != true || excluded == false) return met;
    missing_ = "okta-group-members";
    return std::nullopt;
}

std::optional<bool> GroupRules::other_keeps(RuleNumber number, std::string_view group_id, PersonAt at) {
    index();
    const auto rules = by_group_.find(std::string(group_id));
    bool unknown = false;
    for (std::size_t i = 0; rules != by_group_.end() && i < rules->second.size(); ++i) {
        if (rules->second[i] == number) continue;
        const std::optional<bool> met = matches(rules->second[i], at);
        if (met == true) return true;
        unknown = unknown || !met;
    }
    return unknown ? std::nullopt : std::optional(false);
}

const GroupRules::Reads& GroupRules::reads(RuleNumber number, Moment moment) {
    const expression::ParseResult& condition = in_force(number, moment);
    const auto [place, is_new] = parsed(number).reads.try_emplace(&condition);
    Reads& reads = place->second;
    if (!is_new) return reads;
    reads.anything = !condition.program;
    if (!condition.program) return reads;
    for (const auto& names : {expression::references(*condition.program), expression::bare_names(*condition.program)}) {
        for (const expression::Reference& one : names) {
            // Okta makes the display name of the two others (okta-el 4, K11). A root alone is the whole profile.
            reads.anything = reads.anything || one.name == "displayName" || one.name == "user";
            reads.names.insert(one.name);
        }
    }
    return reads;
}

}  // namespace preflight::simulation
