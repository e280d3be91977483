// `preflight eval`: expressions and contexts as JSON (spec 6, context format of facts okta-el 13: a closed world).
// Errors come back as JSON; nothing throws. Contexts up to 16 MB.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/expression/evaluate/evaluate.h"
#include "core/expression/lint/checker.h"

namespace preflight::expression {

// A scope over a context. On malformed JSON null is returned and `error` says why. `now` (milliseconds since 1970, UTC)
// holds where the context has none.
[[nodiscard]] std::unique_ptr<Scope> scope_from_json(std::string_view json, std::string& error,
                                                     std::optional<std::int64_t> now = std::nullopt);

// mapping, template, identity-engine; also two places where mappings' dialect is written: group-rule, with fewer
// functions (okta-el 9), and to-okta, an import.
[[nodiscard]] std::optional<Dialect> dialect_of(std::string_view word);
inline constexpr std::string_view kToOkta = "to-okta";
inline constexpr std::string_view kGroupRule = "group-rule";  // the word, and Scope::mode

struct EvalOptions {
    std::string_view dialect = "mapping";
    std::string_view context_json;    // empty: every attribute is unknown
    const Scope* scope = nullptr;     // instead of a context
    std::optional<std::int64_t> now;  // milliseconds since 1970; of Time.now where the context has none
    bool trace = false;               // the value at every node
    const Facts* facts = nullptr;     // what is known of all users; an expression that yields nothing for anybody fails
    bool type = false;                // with facts: also the possible values and problems over all users
};

// A language error is a result. An unknown dialect or a context that is not an object is a bad request.
enum class Answered : std::uint8_t { value, error, bad_request };

// {"result", "type"[, "unknown", "candidates"]} or {"error"}, with "trace" and "possible", "problems" when asked for;
// compact.
Answered evaluate_json(std::string_view expression, const EvalOptions& options, std::string& output);

// The same for people: the value as JSON, or the error with a caret under its place; for a bad request one sentence.
// Without a line end.
Answered evaluate_text(std::string_view expression, const EvalOptions& options, std::string& output);

// One NDJSON line in, one line out, without line end: {"id","result"} or {"id","error"}; with "typed": true in the line
// "type" beside the result. `now` as in EvalOptions.
std::string evaluate_json_line(std::string_view line, std::optional<std::int64_t> now = std::nullopt);

// The problems of a checked expression as a JSON array: {"kind","message","begin","end","suggestion","example"}.
[[nodiscard]] std::string problems_json(const std::vector<Diagnostic>& problems, std::string_view expression);
[[nodiscard]] std::string_view problem_word(Diagnostic::Kind kind);

}  // namespace preflight::expression
