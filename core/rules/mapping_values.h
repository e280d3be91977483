// What the mapping sends for an attribute of Egnyte: which expression makes it, and which values it can yield. Facts
// okta-exports 1; egnyte Q14.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/rule.h"

namespace preflight::rules {

// The mapping of a canonical attribute among the expressions of the files; null when it has none.
[[nodiscard]] const Listed* mapping_of(const Context& context, std::string_view canonical);
// The same where it parses.
[[nodiscard]] const Listed* parsed_mapping_of(const Context& context, std::string_view canonical);

// Whether the mapping has an expression for the app's variable. A blank one means "not mapped" (okta-el 2).
[[nodiscard]] bool is_mapped(const okta::ProfileMapping& mapping, std::string_view variable);

// Whether the value of the app's variable is filled on any of the given assignments.
[[nodiscard]] bool assignments_set(const workspace::Workspace& workspace, std::string_view variable);

// Whether the attribute is surely not mapped and not set on assignments either: its variable is known, or no target
// could be it, which `word` in lower case decides.
[[nodiscard]] bool surely_unmapped(const Context& context, std::string_view canonical, std::string_view word);

// Something that an expression can yield, and the part of it that yields it.
struct Yield {
    std::string text;
    text::Span span;
};

// What can be something, but none of the `legal` words: in words that " never ..." continues.
[[nodiscard]] std::vector<Yield> never_legal(const expression::AbstractValue& possible,
                                             std::span<const std::string_view> legal);

// The single values, without those that count as unset and those of a place that `never` tells as a whole.
[[nodiscard]] std::vector<Yield> single_values(const expression::AbstractValue& possible,
                                               const std::vector<Yield>& never);

}  // namespace preflight::rules
