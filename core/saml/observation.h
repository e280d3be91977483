// What a check saw: its code in the table (checks.h), where, and the words that depend on the file. What is left empty
// here is what the table says for every case. document_checks.cpp turns it into a finding.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/findings/finding.h"
#include "core/formats/xml/tree.h"
#include "core/text/span.h"

namespace preflight::saml {

// Where: an element, for its path, and the bytes to underline. Paths are made when they are shown: an aggregate has
// thousands of elements side by side, and to count them costs more than the check.
struct ElementPlace {
    std::size_t element = formats::xml::kNone;
    text::Span span;
};

struct Observation {
    std::string_view code;                       // "CRT-09"; of the table, which has static storage
    std::optional<findings::Severity> severity;  // when it differs from the table's
    ElementPlace at;
    std::vector<ElementPlace> more;
    std::string message;
    std::string consequence;             // empty: the table's `why`
    std::string fix_title;               // empty, and no steps: the table's `remedy`
    std::vector<std::string> fix_steps;  // clicks in order
    // What belongs in place of `at.span`, as XML; only where it is certain. Never for a secret.
    std::optional<std::string> replacement;
};

// Adds what was seen; the rest of it can be filled in until the next one is added.
inline Observation& observe(std::vector<Observation>& observations, std::string_view code, ElementPlace at,
                            std::string message, std::optional<findings::Severity> severity = std::nullopt) {
    Observation& observation = observations.emplace_back();
    observation.code = code;
    observation.severity = severity;
    observation.at = at;
    observation.message = std::move(message);
    return observation;
}

// The element's start tag.
[[nodiscard]] inline ElementPlace place_of(const formats::xml::Tree& document, std::size_t element) {
    return {element, document[element].start_tag()};
}

}  // namespace preflight::saml
