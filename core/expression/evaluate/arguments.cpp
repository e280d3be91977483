#include "core/expression/evaluate/arguments.h"

#include <string>

namespace preflight::expression {

bool convert_argument(Value& value, const Function& function, std::size_t i, const Node& call, const Limits& limits,
                      Operators& operators) {
    const Parameter wanted = parameter_of(function, i);
    if (fits(value, wanted)) return true;
    const auto bad = [&](std::string_view what) {
        operators.fail(ErrorKind::type, {},
                       std::string(call.text) + " needs " + std::string(what) + ", not " + shown(value),
                       operators.span_of(call.children[i]));
        return false;
    };
    switch (wanted) {
        case Parameter::any:
            return true;
        case Parameter::list:
            value = to_list(value);
            if (value.kind() == Kind::list && value.as_list().size() > limits.list_items) {
                operators.fail(ErrorKind::limit, {},
                               "a list of more than " + std::to_string(limits.list_items) + " elements",
                               operators.span_of(call.children[i]));
                return false;
            }
            return true;
        case Parameter::integer: {
            const auto number = to_int(value);
            if (!number) return bad("a whole number");
            value = Value::int32(*number);
            return true;
        }
        case Parameter::text:
            if (has_object(value)) return bad("a text");
            value = Value::string(value.to_text());
            return true;
    }
    return true;
}

}  // namespace preflight::expression
