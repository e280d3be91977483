// Abstract transfer of functions: what a call can return when each argument is one case (values/abstract_value.h).
// Every row of the function table has a transfer, written beside its implementation. A transfer is sound: it admits
// every value that the implementation returns for admitted arguments, and reports every way in which it can fail. The
// analysis calls it after the conversion of the arguments, and only when not all of them are constants.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/values/abstract_value.h"
#include "core/expression/values/language.h"

namespace preflight::expression {

struct Function;  // functions.h

struct TransferContext {
    text::Span span;  // of the call
    const Function& function;

    // The way to fail that the analysis reports. With an empty result the call fails for all arguments of these cases,
    // else for some of them.
    std::optional<Error> error;
    // Failures of which nothing says that they happen, and which nothing excludes.
    std::vector<Error> not_excluded;

    // The call always fails.
    AbstractValue fails(ErrorKind kind, std::string detail, std::string message) {
        error = Error{kind, std::move(detail), std::move(message), span};
        return {};
    }
    // The call can fail, else it returns `value`.
    AbstractValue may_fail(AbstractValue value, ErrorKind kind, std::string detail, std::string message) {
        error = Error{kind, std::move(detail), std::move(message), span};
        return value;
    }
    void cannot_exclude(ErrorKind kind, std::string detail, std::string message) {
        not_excluded.push_back(Error{kind, std::move(detail), std::move(message), span});
    }
};

using AbstractArguments = std::span<const Case>;
using Transfer = AbstractValue (*)(TransferContext& context, AbstractArguments arguments);

// Nothing is known of the result.
[[nodiscard]] AbstractValue unconstrained(TransferContext& context, AbstractArguments arguments);
// All that is known is the declared result type of the row, and that a mapping function can return null instead of a
// text or list.
[[nodiscard]] AbstractValue by_result_type(TransferContext& context, AbstractArguments arguments);
// by_result_type, and a failure of this kind cannot be excluded.
AbstractValue may_not_fit(TransferContext& context, AbstractArguments arguments, ErrorKind kind,
                          std::string detail = {});
template <ErrorKind kind>
AbstractValue may_not_fit(TransferContext& context, AbstractArguments arguments) {
    return may_not_fit(context, arguments, kind, kind == ErrorKind::runtime ? "arithmetic" : "");
}

[[nodiscard]] AbstractValue one_case(Case result);
[[nodiscard]] AbstractValue booleans(text::Span span, bool may_be_true = true, bool may_be_false = true);
[[nodiscard]] Case text_case(StringDomain domain, text::Span span);

// Texts made of these characters (ASCII).
[[nodiscard]] StringDomain texts_of(std::string_view characters);
// The case converted to text, as `+` does it.
[[nodiscard]] StringDomain as_text(const Case& given);
// For messages: "null", "a number", "a text (user.email)".
[[nodiscard]] std::string describe(const Case& given);

}  // namespace preflight::expression
