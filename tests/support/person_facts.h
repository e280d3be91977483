// What is true of every RandomPerson.
#pragma once

#include "core/expression/analysis.h"

namespace preflight::test {

class PersonFacts : public expression::Facts {
public:
    [[nodiscard]] expression::Possible attribute(const expression::Reference& reference) const override {
        using expression::Alternative;
        using expression::Sort;
        using expression::Value;
        expression::Possible possible;
        const auto add = [&](Sort sort) -> Alternative& {
            return possible.alternatives.emplace_back(sort, reference.span);
        };
        if (reference.name == "email") {
            Alternative& a = add(Sort::text);
            a.text.required.set('@');
            a.text.once.set('@');
            a.text.fewest = 3;
            return possible;
        }
        if (reference.name == "login") {
            add(Sort::text).text.fewest = 1;
            return possible;
        }
        if (reference.name == "note") return expression::Possible::anything(reference.span);
        add(Sort::null);
        if (reference.name == "firstName" || reference.name == "title") add(Sort::text);
        if (reference.name == "age") add(Sort::number);
        if (reference.name == "admin") add(Sort::boolean);
        if (reference.name == "tags") add(Sort::list);
        if (reference.name == "nick") {
            possible.alternatives.emplace_back(Value::string("Chief"), reference.span);
            possible.alternatives.emplace_back(Value::string("Boss"), reference.span);
        }
        return possible;
    }
};

}  // namespace preflight::test
