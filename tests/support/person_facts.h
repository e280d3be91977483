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
        if (reference.name == "kinds") add(Sort::list);
        if (reference.name == "level") {
            for (const int n : {1, 2, 5}) possible.alternatives.emplace_back(Value::int32(n), reference.span);
        }
        if (reference.name == "rate") {
            possible.alternatives.emplace_back(Value::int32(1), reference.span);
            for (const double n : {1.0, 2.5}) possible.alternatives.emplace_back(Value::number(n), reference.span);
        }
        if (reference.name == "nick") {
            for (const char* word : {"Chief", "Boss", ""})
                possible.alternatives.emplace_back(Value::string(word), reference.span);
        }
        return possible;
    }
};

}  // namespace preflight::test
