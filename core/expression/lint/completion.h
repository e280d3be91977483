// What can be written at a place of an expression: functions of the dialect and attributes, for the page's expression
// lab. From the table of functions (functions.h). Facts okta-el 4-11.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/expression/evaluate/evaluate.h"

namespace preflight::expression {

struct Completion {
    std::string insert;  // the text to write; of functions up to and with the opening parenthesis
    std::string label;   // String.substringBefore(text, text)
    std::string doc;     // one sentence; empty for attributes
};

struct Completions {
    text::Span replaces;  // of the source, in bytes: what is written of the word so far
    std::vector<Completion> list;
};

// `caret` is in bytes of `source` and at most its length. `attributes` are names behind `user.`. Best ones first, at
// most `most`; none inside a text literal and, in a template, outside of ${...}.
[[nodiscard]] Completions complete(std::string_view source, std::size_t caret, Dialect dialect,
                                   const std::vector<std::string>& attributes, std::size_t most = 8);

// {"begin","end","list":[{"insert","label","doc"}]}, compact JSON; places in code points of the source.
[[nodiscard]] std::string completions_json(const Completions& completions, std::string_view source);

}  // namespace preflight::expression
