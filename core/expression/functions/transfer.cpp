#include "core/expression/functions/transfer.h"

#include <array>

#include "core/expression/functions/functions.h"

namespace preflight::expression {

AbstractValue unconstrained(TransferContext& context, AbstractArguments) {
    return AbstractValue::anything(context.span);
}

AbstractValue by_result_type(TransferContext& context, AbstractArguments) {
    const Function& function = context.function;
    const std::string_view type = function.result;
    AbstractValue result;
    if (type == "boolean") result = booleans(context.span);
    else if (type == "int" || type == "double") result.cases.emplace_back(Sort::number, context.span);
    else if (type == "string") result.cases.emplace_back(Sort::text, context.span);
    else if (type == "list") result.cases.emplace_back(Sort::list, context.span);
    else if (type == "date-time" || type == "country") result.cases.emplace_back(Sort::special, context.span);
    else result = AbstractValue::anything(context.span);
    if ((type == "string" || type == "list") && function.receiver == Receiver::mapping)
        result.cases.emplace_back(Sort::null, context.span);
    return result;
}

AbstractValue may_not_fit(TransferContext& context, AbstractArguments arguments, ErrorKind kind, std::string detail) {
    context.cannot_exclude(kind, std::move(detail), std::string(context.function.name) + " may not fit the value");
    return by_result_type(context, arguments);
}

AbstractValue one_case(Case result) {
    AbstractValue value;
    value.cases.push_back(std::move(result));
    return value;
}

AbstractValue booleans(text::Span span, bool may_be_true, bool may_be_false) {
    if (may_be_true && may_be_false) return one_case(Case(Sort::boolean, span));
    return one_case(Case(Value::boolean(may_be_true), span));
}

Case text_case(StringDomain domain, text::Span span) {
    Case result(Sort::text, span);
    result.text = std::move(domain);
    return result;
}

StringDomain texts_of(std::string_view characters) {
    StringDomain domain;
    domain.possible.reset();
    for (const char c : characters) domain.possible.set(static_cast<unsigned char>(c));
    return domain;
}

StringDomain as_text(const Case& given) {
    if (given.constant) return domain_of(given.constant->to_text());
    switch (given.sort) {
        case Sort::text:
            return given.text;
        case Sort::boolean:
            return join(domain_of("true"), domain_of("false"));
        case Sort::number: {
            StringDomain domain = texts_of("0123456789-.EInfinityNaN");
            domain.min_length = 1;
            return domain;
        }
        default:
            return {};
    }
}

std::string describe(const Case& given) {
    if (given.constant) return given.constant->is_null() ? "null" : given.constant->to_json();
    constexpr std::array<std::string_view, 7> kWords = {"null",   "true or false", "a number",    "a text",
                                                        "a list", "an object",     "such a value"};
    std::string word(kWords[static_cast<std::size_t>(given.sort)]);
    return given.attribute ? word + " (" + given.attribute->root + "." + given.attribute->name + ")" : word;
}

}  // namespace preflight::expression
