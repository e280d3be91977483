#include "core/expression/functions/functions.h"

#include <algorithm>
#include <array>

#include "core/expression/functions/families.h"
#include "core/text/nearest.h"

namespace preflight::expression {

namespace {

constexpr std::array<std::string_view, 6> kNamespaces = {"String",         "Arrays", "Convert",
                                                         "Iso3166Convert", "Time",   "Groups"};

Receiver receiver_of(Kind kind) {
    switch (kind) {
        case Kind::string:
            return Receiver::on_string;
        case Kind::list:
            return Receiver::on_list;
        case Kind::int32:
        case Kind::int64:
        case Kind::float32:
        case Kind::float64:
            return Receiver::on_number;
        case Kind::country:
            return Receiver::on_country;
        case Kind::date_time:
            return Receiver::on_date_time;
        default:
            return Receiver::engine_root;
    }
}

const Function* find(std::string_view name, Receiver receiver) {
    const auto all = functions();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Function& f) { return f.receiver == receiver && f.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::span<const Function> functions() {
    static const std::vector<Function> all = [] {
        std::vector<Function> rows;
        for (const auto family :
             {text_functions(), list_functions(), convert_functions(), group_functions(), time_functions()})
            rows.insert(rows.end(), family.begin(), family.end());
        return rows;
    }();
    return all;
}

std::span<const std::string_view> internal_statuses() {
    static constexpr std::array<std::string_view, 7> kStatuses = {
        "ACTIVE", "STAGED", "RECOVERY", "SUSPENDED", "LOCKED_OUT", "PROVISIONED", "PASSWORD_EXPIRED"};
    return kStatuses;
}

const Function* find_function(std::string_view name, Dialect dialect) {
    switch (dialect) {
        case Dialect::mapping:
            return find(name, Receiver::mapping);
        case Dialect::user_name_template:
            return find(name, Receiver::templates);
        case Dialect::identity_engine:
            return nullptr;  // methods only
    }
    return nullptr;
}

const Function* find_method(std::string_view name, Kind receiver) {
    return find(name, receiver_of(receiver));
}

const Function* find_root_function(std::string_view owner, std::string_view name) {
    return owner == "DateTime" || owner == "Time" ? find(name, Receiver::engine_root) : nullptr;
}

UserMember user_member(std::string_view name) {
    if (name == "getInternalProperty") return UserMember::internal_property;
    if (name == "getLinkedObject") return UserMember::linked_object;
    if (name == "getGroups") return UserMember::groups;
    if (name == "isMemberOf") return UserMember::is_member_of;
    return UserMember::none;
}

bool is_method_name(std::string_view name) {
    const auto all = functions();
    return std::any_of(all.begin(), all.end(),
                       [&](const Function& f) { return f.receiver >= Receiver::on_string && f.name == name; });
}

bool is_namespace(std::string_view name) {
    return std::find(kNamespaces.begin(), kNamespaces.end(), name) != kNamespaces.end();
}

std::optional<std::string_view> nearest_function(std::string_view name, Dialect dialect) {
    std::vector<std::string_view> names;
    if (dialect == Dialect::mapping) names = {"user.getInternalProperty", "user.getLinkedObject", "user.getGroups"};
    for (const Function& candidate : functions()) {
        const bool known = dialect == Dialect::identity_engine ? candidate.receiver >= Receiver::on_string
                                                               : find_function(candidate.name, dialect) != nullptr;
        if (known && !candidate.has(kDeprecated)) names.push_back(candidate.name);
    }
    return text::nearest_name(name, names);
}

bool is_group_criterion(std::string_view key) {
    constexpr std::array<std::string_view, 5> kCriteria = {"group.id", "group.type", "group.source.id",
                                                           "group.profile.name", "operator"};
    return std::find(kCriteria.begin(), kCriteria.end(), key) != kCriteria.end();
}

bool is_date_name(std::string_view name) {
    return name == "created" || name == "lastUpdated" || name == "passwordChanged" || name == "lastLogin";
}

std::string arity_message(const Function& function, std::size_t count) {
    std::string wanted = std::to_string(function.min_arguments);
    if (function.max_arguments == kMany) wanted += " or more";
    else if (function.max_arguments != function.min_arguments)
        wanted += " to " + std::to_string(function.max_arguments);
    const bool one = function.min_arguments == 1 && function.max_arguments == 1;
    return std::string(function.name) + " takes " + wanted + (one ? " argument" : " arguments") + ", not " +
           std::to_string(count);
}

}  // namespace preflight::expression
