// What a check saw: its code in the table (checks.h), where, and the words that depend on the file. What is left empty
// here is what the table says for every case. rules/metadata.cpp turns it into a finding.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/finding.h"
#include "core/formats/xml.h"
#include "core/saml/metadata.h"

namespace preflight::saml {

struct Observation {
    std::string_view code;                       // "CRT-09"; of the table, which has static storage
    std::optional<findings::Severity> severity;  // when it differs from the table's
    Place at;
    std::vector<Place> more;
    std::string message;
    std::string consequence;             // empty: the table's `why`
    std::string fix_title;               // empty, and no steps: the table's `remedy`
    std::vector<std::string> fix_steps;  // clicks in order
    // What belongs in place of `at.span`, as XML; only where it is certain. Never for a secret.
    std::optional<std::string> replacement;
};

// The element as a place: its path and its start tag.
[[nodiscard]] inline Place place_of(const formats::xml::Document& document, std::size_t element) {
    return {document.path(element), document.elements[element].start_tag};
}

}  // namespace preflight::saml
