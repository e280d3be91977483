// A rule about requests that failed already (family PF9): found in a System Log, and what `preflight explain` says of a
// pasted error. The grammar of errors is core/okta/failure.h; each of its kinds has one rule, whose file says what the
// failure means and which other rules find its cause in the files.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/okta/failure.h"
#include "core/population/table.h"
#include "core/rules/rule.h"

namespace preflight::rules {

inline constexpr std::size_t kMaxCauses = 8;

struct FailureRule {
    okta::FailureKind kind = okta::FailureKind::none;
    const Rule* row = nullptr;
    // What is wrong. `who`: the people as a part of a sentence ("ana", or 3 people (...)); empty: nobody is named.
    std::string (*message)(const okta::Failure& failure, const std::string& who) = nullptr;
    // The rules that find the cause of one failure in the files, the most likely first; unused ones are null.
    std::array<const Rule*, kMaxCauses> causes{};
    // The same, where the failure says more; null: `causes`.
    std::array<const Rule*, kMaxCauses> (*causes_of)(const okta::Failure& failure) = nullptr;
    // Failures with different texts are different findings.
    bool each_text = false;

    [[nodiscard]] std::vector<const Rule*> all_causes(const okta::Failure& failure) const;
};

// Null for FailureKind::none.
[[nodiscard]] const FailureRule* failure_rule(okta::FailureKind kind);

// The failure of an event, as the reader of logs left it in the row. Its text has "<user>" in place of the person.
[[nodiscard]] okta::Failure failure_of(const population::Table& events, std::size_t row);

// The findings of a rule in the System Log.
void check_failures(const Context& context, Report& report, const FailureRule& rule);

// What the failure's text says, as the end of a sentence: `: "Bad gateway".`; `otherwise` where it says nothing.
[[nodiscard]] std::string quoted_text(const okta::Failure& failure, std::string_view otherwise = ".");

// The first names in quotes, and how many more there are.
[[nodiscard]] std::string names_in_words(const std::vector<std::string>& names, std::size_t count);
// A log event's person, and the words for several.
[[nodiscard]] std::string people_in_words(const std::vector<std::string>& names, std::size_t count);

#define LOG_RULE(name)                 \
    namespace name {                   \
    extern const FailureRule kFailure; \
    }
#include "core/rules/registry.def"

}  // namespace preflight::rules
