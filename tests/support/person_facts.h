// What is true of every RandomPerson.
#pragma once

#include "core/expression/analysis/analysis.h"

namespace preflight::test {

class PersonFacts : public expression::Facts {
public:
    [[nodiscard]] expression::AbstractValue attribute(const expression::Reference& reference) const override {
        using expression::Case;
        using expression::Sort;
        using expression::Value;
        expression::AbstractValue possible;
        const auto add = [&](Sort sort) -> Case& { return possible.cases.emplace_back(sort, reference.span); };
        if (reference.name == "email") {
            Case& a = add(Sort::text);
            a.text.required.set('@');
            a.text.at_most_once.set('@');
            a.text.min_length = 3;
            return possible;
        }
        if (reference.name == "login") {
            add(Sort::text).text.min_length = 1;
            return possible;
        }
        if (reference.name == "note") return expression::AbstractValue::anything(reference.span);
        add(Sort::null);
        if (reference.name == "firstName" || reference.name == "title") add(Sort::text);
        if (reference.name == "age") add(Sort::number);
        if (reference.name == "admin") add(Sort::boolean);
        if (reference.name == "tags") add(Sort::list);
        if (reference.name == "kinds") add(Sort::list);
        if (reference.name == "level") {
            for (const int n : {1, 2, 5}) possible.cases.emplace_back(Value::int32(n), reference.span);
        }
        if (reference.name == "rate") {
            possible.cases.emplace_back(Value::int32(1), reference.span);
            for (const double n : {1.0, 2.5}) possible.cases.emplace_back(Value::number(n), reference.span);
        }
        if (reference.name == "nick") {
            for (const char* word : {"Chief", "Boss", ""})
                possible.cases.emplace_back(Value::string(word), reference.span);
        }
        return possible;
    }
};

}  // namespace preflight::test
