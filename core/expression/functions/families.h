// The rows of functions.h by family, each beside its implementations, and what the families share. Internal to this
// folder.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/expression/functions/functions.h"

namespace preflight::expression {

[[nodiscard]] std::span<const Function> text_functions();
[[nodiscard]] std::span<const Function> list_functions();
[[nodiscard]] std::span<const Function> convert_functions();
[[nodiscard]] std::span<const Function> group_functions();
[[nodiscard]] std::span<const Function> time_functions();

// For functions whose row says that null counts as "".
[[nodiscard]] inline std::string_view text_or_empty(const Value& value) {
    return value.is_null() ? std::string_view{} : value.as_string();
}

[[nodiscard]] inline bool begins_with_text(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}
[[nodiscard]] inline bool ends_with_text(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

inline Value result_too_long(CallContext& context) {
    return context.fail(ErrorKind::limit, {},
                        "the result is longer than " + std::to_string(context.limits.result_bytes) + " bytes");
}

inline Value object_for_text(CallContext& context) {
    return context.fail(ErrorKind::type, {}, std::string(context.name) + " needs a text, not an object");
}

// A text within the limit.
inline Value limited_text(CallContext& context, std::string_view result) {
    if (result.size() > context.limits.result_bytes) return result_too_long(context);
    return Value::string(result);
}

}  // namespace preflight::expression
