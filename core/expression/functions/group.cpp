// Groups, directories and managers (okta-el 8).
#include "core/expression/functions/families.h"

#include <algorithm>

#include "core/expression/functions/regex.h"

namespace preflight::expression {

namespace {

// Puts the user's groups in `out`; returns what the call returns when they are unknown.
std::optional<Value> groups_of(CallContext& context, Value& out) {
    out = context.scope.groups();
    if (out.kind() == Kind::list) return std::nullopt;
    return out;
}

template <typename Predicate>
Value any_group(CallContext& context, Predicate predicate) {
    Value groups;
    if (auto unknown = groups_of(context, groups)) return *unknown;
    const auto& list = groups.as_list();
    return Value::boolean(std::any_of(list.begin(), list.end(), predicate));
}

std::string_view group_text(const Value& group, std::string_view key) {
    const Value* value = group.find(key);
    return value != nullptr && value->is_string() ? value->as_string() : std::string_view{};
}

// Ids one by one or in lists.
Value member_by_id(CallContext& context, Arguments a) {
    const auto is_object = [](const Value& id) { return id.kind() == Kind::map; };
    for (const Value& id : a) {
        const bool inside = id.kind() == Kind::list && std::any_of(id.as_list().begin(), id.as_list().end(), is_object);
        if (is_object(id) || inside)
            return context.fail(ErrorKind::type, {}, std::string(context.name) + " needs ids, not an object");
    }
    return any_group(context, [&](const Value& group) {
        const auto hit = [&](const Value& id) { return !id.is_null() && id.to_text() == group_text(group, "id"); };
        return std::any_of(a.begin(), a.end(), [&](const Value& id) {
            return id.kind() == Kind::list ? std::any_of(id.as_list().begin(), id.as_list().end(), hit) : hit(id);
        });
    });
}
Value member_by_name(CallContext& context, Arguments a) {
    return any_group(
        context, [&](const Value& group) { return !a[0].is_null() && a[0].as_string() == group_text(group, "name"); });
}
Value member_by_start(CallContext& context, Arguments a) {
    return any_group(context, [&](const Value& group) {
        return !a[0].is_null() && group_text(group, "name").substr(0, a[0].as_string().size()) == a[0].as_string();
    });
}
Value member_by_part(CallContext& context, Arguments a) {
    return any_group(context, [&](const Value& group) {
        return !a[0].is_null() && group_text(group, "name").find(a[0].as_string()) != std::string_view::npos;
    });
}
Value member_by_pattern(CallContext& context, Arguments a) {
    // The pattern is checked even when there is no group to try it on.
    RegexError problem;
    const auto pattern = Regex::compile(text_or_empty(a[0]), context.limits, problem);
    if (pattern == nullptr && problem.not_read) return Value::unknown({problem.message});
    if (pattern == nullptr && problem.too_large) return context.fail(ErrorKind::limit, {}, problem.message);
    if (pattern == nullptr) return context.fail(ErrorKind::argument, "regex", problem.message);
    bool slow = false;
    Value result = any_group(context, [&](const Value& group) {
        if (a[0].is_null()) return false;  // as for the three above
        const Regex::Answer answer = pattern->matches(group_text(group, "name"), context.limits);
        slow = slow || answer == Regex::Answer::too_long;
        return answer == Regex::Answer::yes;
    });
    if (slow) return context.fail(ErrorKind::limit, {}, "the regular expression takes too many steps");
    return result;
}

constexpr std::int64_t kMostGroups = 100;

// The limit argument of the group functions (okta-el 8, D7); nothing if it is invalid.
std::optional<std::size_t> group_limit(CallContext& context, const Value& value) {
    const auto bad = [&](std::string message) {
        context.fail(ErrorKind::argument, {}, std::string(context.name) + ": " + std::move(message));
        return std::nullopt;
    };
    if (value.kind() != Kind::int32) return bad("Group limit is not an integer");
    if (value.as_integer() <= 0) return bad("Group limit is 0 or negative");
    if (value.as_integer() > kMostGroups) return bad("Group limit is too large, max is 100");
    return static_cast<std::size_t>(value.as_integer());
}

// The scope of the text that getFilteredGroups evaluates: the root `group` beside the others.
class GroupScope : public Scope {
public:
    GroupScope(const Scope& outer, const Value& group) : outer_(outer), group_(group) {}
    [[nodiscard]] bool has_root(std::string_view root) const override {
        return root == "group" || outer_.has_root(root);
    }
    [[nodiscard]] bool has_attribute(std::string_view root, std::string_view name) const override {
        return root == "group" || outer_.has_attribute(root, name);
    }
    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        if (root != "group") return outer_.attribute(root, name);
        const Value* found = group_.find(name);
        return found == nullptr ? Value::null() : *found;
    }
    [[nodiscard]] Value root(std::string_view root) const override {
        return root == "group" ? group_ : outer_.root(root);
    }
    [[nodiscard]] Value groups() const override { return outer_.groups(); }
    [[nodiscard]] Value directory(std::string_view which) const override { return outer_.directory(which); }
    [[nodiscard]] Value internal_property(std::string_view name) const override {
        return outer_.internal_property(name);
    }
    [[nodiscard]] Value linked_object(std::string_view name) const override { return outer_.linked_object(name); }
    [[nodiscard]] std::string_view mode() const override { return outer_.mode(); }
    [[nodiscard]] std::optional<std::int64_t> now() const override { return outer_.now(); }

private:
    const Scope& outer_;
    const Value& group_;
};

Value filtered_groups(CallContext& context, Arguments a) {
    if (a[0].kind() != Kind::list)
        return context.fail(ErrorKind::argument, {}, "getFilteredGroups: Allowlist is not an array");
    const auto limit = group_limit(context, a[2]);
    if (!limit) return {};
    if (!a[1].is_string())
        return context.fail(ErrorKind::argument, {}, "getFilteredGroups: the second argument is a text over group");
    if (context.limits.nested_expressions == 0)
        return context.fail(ErrorKind::limit, {}, "getFilteredGroups inside the text of another one");
    Limits inner = context.limits;
    --inner.nested_expressions;
    Error error;
    const auto nested = context.parse_nested(a[1].as_string(), inner, error);
    if (nested == nullptr)
        return context.fail(error.kind, error.detail, "in the text of getFilteredGroups: " + error.message);
    Value groups;
    if (auto unknown = groups_of(context, groups)) return *unknown;
    Value::List result;
    for (const Value& id : a[0].as_list()) {
        for (const Value& group : groups.as_list()) {
            if (!id.is_string() || group_text(group, "id") != id.as_string()) continue;
            if (context.steps >= context.limits.steps) return context.fail(ErrorKind::limit, {}, "too many steps");
            inner.steps = context.limits.steps - context.steps;
            context.steps += nested->steps();
            Evaluation one = nested->evaluate(GroupScope(context.scope, group), inner);
            if (one.error)
                return context.fail(one.error->kind, one.error->detail,
                                    "in the text of getFilteredGroups: " + one.error->message);
            if (one.value.is_unknown()) return Value::unknown(one.value.missing());
            result.push_back(std::move(one.value));
            break;
        }
        if (result.size() > *limit)
            return context.fail(ErrorKind::argument, {},
                                "getFilteredGroups: EL expression evaluated to too many groups");
    }
    return Value::list(std::move(result));
}

// Groups.contains and similar: names of the groups of one app, or of Okta's own; null when there is none.
template <typename Predicate>
Value group_names(CallContext& context, Arguments a, Predicate meets) {
    const auto limit = group_limit(context, a[2]);
    if (!limit) return {};
    Value groups;
    if (auto unknown = groups_of(context, groups)) return *unknown;
    Value::List names;
    for (const Value& group : groups.as_list()) {
        const Value* app = group.find("app");
        const bool from_okta = app == nullptr || app->is_null();
        const bool right_app =
            text_or_empty(a[0]) == "OKTA" ? from_okta : !from_okta && app->to_text() == text_or_empty(a[0]);
        const std::string_view name = group_text(group, "name");
        if (!right_app || !meets(name, text_or_empty(a[1]))) continue;
        if (names.size() == *limit)
            return context.fail(
                ErrorKind::argument, {},
                std::string(context.name) + ": more groups than the limit of " + std::to_string(*limit));
        names.push_back(Value::string(name));
    }
    return names.empty() ? Value::null() : Value::list(std::move(names));
}
Value groups_contain(CallContext& context, Arguments a) {
    return group_names(
        context, a, [](std::string_view s, std::string_view part) { return s.find(part) != std::string_view::npos; });
}
Value groups_start(CallContext& context, Arguments a) {
    return group_names(context, a, begins_with_text);
}
Value groups_end(CallContext& context, Arguments a) {
    return group_names(context, a, ends_with_text);
}

Value find_one(CallContext& context, std::string_view which) {
    Value list = context.scope.directory(which);
    if (list.kind() != Kind::list) return list;
    return list.as_list().size() == 1 ? list.as_list().front() : Value::null();
}
Value find_directory_user(CallContext& context, Arguments) {
    return find_one(context, "directoryUsers");
}
Value find_workday_user(CallContext& context, Arguments) {
    return find_one(context, "workdayUsers");
}
Value has_one(CallContext& context, std::string_view which) {
    const Value found = find_one(context, which);
    return found.is_unknown() ? found : Value::boolean(!found.is_null());
}
Value has_directory_user(CallContext& context, Arguments) {
    return has_one(context, "directoryUsers");
}
Value has_workday_user(CallContext& context, Arguments) {
    return has_one(context, "workdayUsers");
}

// The only source of managers (okta-el 8); with another one the result is null.
bool from_active_directory(const Value& source) {
    return source.is_string() && source.as_string() == "active_directory";
}
Value person_user(CallContext& context, std::string_view which, Arguments a) {
    if (!from_active_directory(a[0])) return Value::null();
    Value person = context.scope.directory(which);
    if (person.is_unknown()) return person;
    const Value* user = person.find("user");
    return user == nullptr ? Value::null() : *user;
}
Value person_app_user(CallContext& context, std::string_view which, Arguments a) {
    if (!from_active_directory(a[0])) return Value::null();
    Value person = context.scope.directory(which);
    if (person.is_unknown()) return person;
    const Value* apps = person.find("appUsers");
    const Value* user = apps == nullptr || a[1].is_null() ? nullptr : apps->find(a[1].as_string());
    return user == nullptr ? Value::null() : *user;
}
Value manager_user(CallContext& context, Arguments a) {
    return person_user(context, "manager", a);
}
Value assistant_user(CallContext& context, Arguments a) {
    return person_user(context, "assistant", a);
}
Value manager_app_user(CallContext& context, Arguments a) {
    return person_app_user(context, "manager", a);
}
Value assistant_app_user(CallContext& context, Arguments a) {
    return person_app_user(context, "assistant", a);
}

// --- abstract transfers

// A profile, or null where there is no such person or more than one (okta-el 8).
AbstractValue transfer_profile(TransferContext& context, AbstractArguments) {
    AbstractValue result = one_case(Case(Sort::null, context.span));
    result.cases.emplace_back(Sort::object, context.span);
    return result;
}

constexpr Parameter T = Parameter::text;
constexpr Parameter A = Parameter::any;

// clang-format off
constexpr Function kFunctions[] = {
    // name, receiver, min, max, parameters, result, of null, traits, doc, source, implementation, transfer, idiom, reads
    {"isMemberOfGroup", Receiver::mapping, 1, 1, {T, T, T}, "boolean", "false", kGroupRules | kMembership, "Whether the user is in the group of this id.", "8", member_by_id, by_result_type, Idiom::none, Reads::groups},
    {"isMemberOfAnyGroup", Receiver::mapping, 1, kMany, {A, A, A}, "boolean", "false", kGroupRules | kMembership, "Whether the user is in any group of these ids.", "8", member_by_id, by_result_type, Idiom::none, Reads::groups},
    {"isMemberOfGroupName", Receiver::mapping, 1, 1, {T, T, T}, "boolean", "false", kGroupRules | kMembership, "Whether the user is in the group of this name.", "8", member_by_name, by_result_type, Idiom::none, Reads::groups},
    {"isMemberOfGroupNameStartsWith", Receiver::mapping, 1, 1, {T, T, T}, "boolean", "false", kGroupRules | kMembership, "Whether the user is in a group whose name begins so.", "8", member_by_start, by_result_type, Idiom::none, Reads::groups},
    {"isMemberOfGroupNameContains", Receiver::mapping, 1, 1, {T, T, T}, "boolean", "false", kGroupRules | kMembership, "Whether the user is in a group whose name contains this.", "8", member_by_part, by_result_type, Idiom::none, Reads::groups},
    {"isMemberOfGroupNameRegex", Receiver::mapping, 1, 1, {T, T, T}, "boolean", "false", kGroupRules | kMembership, "Whether the user is in a group whose whole name matches.", "8", member_by_pattern, by_result_type, Idiom::none, Reads::groups_by_pattern},
    {"hasDirectoryUser", Receiver::mapping, 0, 0, {A, A, A}, "boolean", "", kGroupRules, "Whether there is exactly one Active Directory assignment.", "8", has_directory_user, by_result_type, Idiom::none, Reads::directory_users},
    {"findDirectoryUser", Receiver::mapping, 0, 0, {A, A, A}, "any", "", kGroupRules | kProfile, "The Active Directory user, when there is exactly one.", "8", find_directory_user, transfer_profile, Idiom::none, Reads::directory_users},
    {"hasWorkdayUser", Receiver::mapping, 0, 0, {A, A, A}, "boolean", "", kGroupRules, "Whether there is exactly one Workday assignment.", "8", has_workday_user, by_result_type, Idiom::none, Reads::workday_users},
    {"findWorkdayUser", Receiver::mapping, 0, 0, {A, A, A}, "any", "", kGroupRules | kProfile, "The Workday user, when there is exactly one.", "8", find_workday_user, transfer_profile, Idiom::none, Reads::workday_users},
    {"getManagerUser", Receiver::mapping, 1, 1, {T, T, T}, "any", "", kGroupRules | kProfile | kMembership, "The manager's Okta profile.", "8", manager_user, transfer_profile, Idiom::none, Reads::manager},
    {"getManagerAppUser", Receiver::mapping, 2, 2, {T, T, T}, "any", "", kGroupRules | kProfile | kMembership, "The manager's profile in an app.", "8", manager_app_user, transfer_profile, Idiom::none, Reads::manager},
    {"getAssistantUser", Receiver::mapping, 1, 1, {T, T, T}, "any", "", kGroupRules | kProfile | kMembership, "The assistant's Okta profile.", "8", assistant_user, transfer_profile, Idiom::none, Reads::assistant},
    {"getAssistantAppUser", Receiver::mapping, 2, 2, {T, T, T}, "any", "", kGroupRules | kProfile | kMembership, "The assistant's profile in an app.", "8", assistant_app_user, transfer_profile, Idiom::none, Reads::assistant},
    {"getFilteredGroups", Receiver::mapping, 3, 3, {A, A, A}, "list", "fails", kMembership, "What a text over `group` yields for each listed group that the user is in.", "8", filtered_groups, by_result_type, Idiom::none, Reads::groups},
    {"Groups.contains", Receiver::mapping, 3, 3, {T, T, A}, "list", "", kMembership | kClaimsOnly, "Names of the user's groups of an app that contain a text; null when there is none.", "8", groups_contain, by_result_type, Idiom::none, Reads::groups},
    {"Groups.startsWith", Receiver::mapping, 3, 3, {T, T, A}, "list", "", kMembership | kClaimsOnly, "Names of the user's groups of an app that begin with a text; null when there is none.", "8", groups_start, by_result_type, Idiom::none, Reads::groups},
    {"Groups.endsWith", Receiver::mapping, 3, 3, {T, T, A}, "list", "", kMembership | kClaimsOnly, "Names of the user's groups of an app that end with a text; null when there is none.", "8", groups_end, by_result_type, Idiom::none, Reads::groups},
};
// clang-format on

}  // namespace

std::span<const Function> group_functions() {
    return kFunctions;
}

}  // namespace preflight::expression
