// What a finding is: something about the user's files that an admin should know. Pure data; no rule and no printing.
// Wording contract (spec 6.1): message = what is wrong, consequence = what will happen, fix = what to click.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/rule.h"
#include "core/text/span.h"

namespace preflight::findings {

enum class Applicability : std::uint8_t { safe, review, manual };

// Where: an input by its index in the session, the human address inside it, and the bytes of its decoded text. An empty
// span is a place without an excerpt; at offset 0 and without a pointer it is the input as a whole.
struct Location {
    std::size_t input = 0;
    std::string pointer;  // JSON pointer, element path or "row 12, column Email"; may be empty
    text::Span span;
};

// Whether the place lies in what is at `object`, a JSON value or an element, or is it.
[[nodiscard]] bool is_inside(const Location& place, const Location& object);

struct Edit {
    std::size_t input = 0;
    text::Span span;
    std::string replacement;
};

struct Fix {
    std::string title;
    std::vector<std::string> steps;  // clicks in order
    Applicability applicability = Applicability::manual;
    std::vector<Edit> edits;
};

// A remedy as a fix, to be said more exactly where more is known.
[[nodiscard]] Fix fix_of(const Remedy& remedy);

struct Affected {
    std::size_t users = 0;
    std::vector<std::string> examples;  // logins, at most kMaxExamples
};

inline constexpr std::size_t kMaxExamples = 5;

struct Finding {
    const Rule* rule = nullptr;        // a row with static storage
    std::optional<Severity> severity;  // when it differs from the rule's default
    std::string message;
    std::string consequence;
    std::vector<Location> locations;
    std::optional<Affected> affected;
    // Set for a finding about people, whose places are examples: the canonical attribute to blame, empty when there is
    // none.
    std::optional<std::string> people_attribute;
    Fix fix;
    std::optional<Confidence> confidence;

    [[nodiscard]] Severity effective_severity() const { return severity.value_or(rule->severity); }
    [[nodiscard]] Confidence effective_confidence() const { return confidence.value_or(rule->confidence); }
    // An error or a warning: something is wrong.
    [[nodiscard]] bool is_alarm() const {
        return effective_severity() == Severity::error || effective_severity() == Severity::warning;
    }
};

// What was not given and would answer an open question.
struct Missing {
    std::string kind;  // a kind word of spec 2
    std::string why;
    std::string how;  // how to get it
};

[[nodiscard]] std::string_view to_string(Applicability);

}  // namespace preflight::findings
