// The words that the formats of a comparison share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/report/renderer.h"

namespace preflight::report {

inline constexpr std::string_view kNotThere = "not there";

// Of a status, a match or an end state that one side may not have.
template <typename Word>
[[nodiscard]] std::string word_or_not_there(const std::optional<Word>& one) {
    return std::string(one ? simulation::to_string(*one) : kNotThere);
}

// "works as before", "refused → works"
template <typename Word>
[[nodiscard]] std::string transition_in_words(const std::optional<Word>& before, const std::optional<Word>& after) {
    return word_or_not_there(before) + (before == after ? " as before" : " → " + word_or_not_there(after));
}

}  // namespace preflight::report
