#include "core/expression/evaluate/user_groups.h"

#include <algorithm>

#include "core/expression/functions/functions.h"

namespace preflight::expression {

namespace {

bool meets(const Value& group, const Value& criterion) {
    const Value* op = criterion.find("operator");
    const bool exact = op != nullptr && op->to_text() == "EXACT";
    for (const auto& [key, value] : criterion.as_map()) {
        if (key == "operator") continue;
        const std::string_view field = key == "group.id"          ? "id"
                                       : key == "group.type"      ? "type"
                                       : key == "group.source.id" ? "sourceId"
                                                                  : "name";
        const Value* actual = group.find(field);
        const std::string text = actual == nullptr || actual->is_null() ? "" : actual->to_text();
        const Value wanted = value.kind() == Kind::list ? value : Value::list({value});
        const bool hit = std::any_of(wanted.as_list().begin(), wanted.as_list().end(), [&](const Value& one) {
            std::string name = one.to_text();
            if (field != "name" || exact) return name == text;
            if (name.size() >= 2 && name.compare(name.size() - 2, 2, ".*") == 0) name.resize(name.size() - 2);
            return text.compare(0, name.size(), name) == 0;
        });
        if (!hit) return false;
    }
    return true;
}

}  // namespace

Value user_groups(const Scope& scope, const Node& call, const std::vector<Value>& criteria, Operators& operators) {
    for (std::size_t i = 1; i < call.children.size(); ++i) {
        const Value& criterion = criteria[i - 1];
        if (criterion.is_unknown()) return Value::unknown(criterion.missing());
        if (criterion.kind() != Kind::map)
            return operators.fail(ErrorKind::type, {},
                                  call.text + " takes objects such as {'group.profile.name': 'Sales'}",
                                  operators.span_of(call.children[i]));
        for (const auto& [key, value] : criterion.as_map()) {
            if (!is_group_criterion(key)) {
                return operators.fail(ErrorKind::argument, {}, call.text + " knows no criterion " + key,
                                      operators.span_of(call.children[i]));
            }
        }
    }
    Value all = scope.groups();
    if (all.kind() != Kind::list) return all;
    Value::List hits;
    for (const Value& group : all.as_list()) {
        if (std::all_of(criteria.begin(), criteria.end(),
                        [&](const Value& criterion) { return meets(group, criterion); }))
            hits.push_back(group);
    }
    return Value::list(std::move(hits));
}

}  // namespace preflight::expression
