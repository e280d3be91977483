#include "core/expression/evaluate/unknown.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace preflight::expression {

namespace {

bool same_value(const Value& a, const Value& b) {
    return a.kind() == b.kind() && equal(a, b);
}

}  // namespace

void add_candidate(Value::List& list, const Value& value) {
    const bool known = std::any_of(list.begin(), list.end(), [&](const Value& v) { return same_value(v, value); });
    if (!known) list.push_back(value);
}

Value either(const Value& a, const Value& b, const Value& why) {
    std::vector<std::string> missing;
    Value::List candidates;
    bool open = false;
    for (const Value* value : {&why, &a, &b}) {
        if (value->is_unknown()) missing.insert(missing.end(), value->missing().begin(), value->missing().end());
        if (value == &why) continue;
        if (!value->is_unknown()) {
            add_candidate(candidates, *value);
        } else if (value->candidates().empty()) {
            open = true;
        } else {
            for (const Value& one : value->candidates()) add_candidate(candidates, one);
        }
    }
    if (open || candidates.size() > kMaxCandidates) candidates.clear();
    else if (candidates.size() == 1) return candidates.front();
    return Value::unknown(std::move(missing), std::move(candidates));
}

}  // namespace preflight::expression
