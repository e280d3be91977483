// A rule as data: what it is called, when it fires and everything that is always said about it. Pure data with static
// storage; the function that applies it is in core/rules (or core/saml for the checks of metadata). The catalogue,
// `preflight explain` and docs/rules are made of these rows. All texts are UTF-8.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace preflight::findings {

enum class Severity : std::uint8_t { error, warning, note, manual };
enum class Confidence : std::uint8_t { documented, observed, inferred };

// What the rule means for the person or group it fires on: nothing by itself, Egnyte refuses the request, or Okta sends
// nothing.
enum class Effect : std::uint8_t { none, refuses, skips };

inline constexpr std::size_t kMaxSteps = 6;

// What to do: a title and the clicks in order. Unused steps are empty; without a title there is nothing to do.
struct Remedy {
    std::string_view title{};
    std::array<std::string_view, kMaxSteps> steps{};
};

// Code and slug are for life. `sources` and `explains` hold ids separated by one space.
struct Rule {
    std::string_view code{};  // "PF3011", "CRT-09"
    std::string_view slug{};  // "username-format-email"
    Severity severity = Severity::error;
    Effect effect = Effect::none;
    std::string_view when{};     // one sentence: when it fires
    std::string_view why{};      // what it does to people or to the set-up; a finding may say it more exactly
    Remedy remedy{};             // likewise
    std::string_view sources{};  // ids of the facts: "S28 S29 E1"
    Confidence confidence = Confidence::documented;
    std::string_view explains{};  // codes of the findings that this one is the cause of; "PF5*" is a family
};

[[nodiscard]] std::string_view to_string(Severity);
[[nodiscard]] std::string_view to_string(Confidence);
[[nodiscard]] std::string_view to_string(Effect);

}  // namespace preflight::findings
