// The nearest known name to a misspelt one, for messages ("nearest: String.substringBefore").
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace preflight::text {

// Damerau-Levenshtein distance over bytes, exact bytes.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The closest candidate, if it is close enough to be meant (distance at most a third of the longer name, at least 1);
// the first one wins a tie. Names over 200 bytes have no nearest.
[[nodiscard]] std::optional<std::string_view> nearest_name(std::string_view name,
                                                           std::span<const std::string_view> candidates);

}  // namespace preflight::text
