// saml-schema-metadata-2.0.xsd as code: which elements and attributes may stand where, in which order, how often and of
// which type; of metadata UI (mdui) the elements. Foreign roles and extensions are passed over (processContents lax);
// ds:KeyInfo and the insides of ds:Signature belong to the KEY and SIG checks. Linear in the size of the document.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/xml.h"
#include "core/text/span.h"

namespace preflight::saml {

enum class SchemaFault : std::uint8_t {
    unknown_element,    // SCH-01; detail: the nearest name, or empty
    wrong_order,        // SCH-02; detail: what it stands behind
    missing_element,    // SCH-03; detail: what is missing
    missing_attribute,  // SCH-04; detail: its name
    bad_value,          // SCH-05; detail: what the type asks for
    stray_text,         // SCH-06
    unknown_attribute,  // SCH-07; detail: the nearest name, or empty
    bad_id,             // SCH-08: no NCName
    repeated_id,        // SCH-08; other: the element that had it first
    in_extensions,      // SCH-09
    foreign_element,    // SCH-10; detail: the namespace; the first of each namespace
    foreign_attribute,  // SCH-10; same
    foreign_role,       // SCH-11; detail: the xsi:type
    too_many            // SCH-12
};

struct SchemaProblem {
    SchemaFault fault = SchemaFault::unknown_element;
    std::size_t element = formats::xml::kNone;           // the culprit
    const formats::xml::Attribute* attribute = nullptr;  // where an attribute is to blame
    text::Span span;                                     // stray_text: the text
    std::string detail;
    std::size_t other = formats::xml::kNone;
};

inline constexpr std::size_t kSchemaFaults = 14;

struct SchemaReport {
    std::vector<SchemaProblem> problems;              // in document order
    std::array<std::size_t, kSchemaFaults> beyond{};  // by fault: how many more there are than are listed
};

// `document` is a tree without an error whose root is in the metadata namespace.
[[nodiscard]] SchemaReport check_against_schema(const formats::xml::Document& document, std::string_view text);

// The lexical forms of XML Schema part 2, white space at both ends collapsed.
[[nodiscard]] bool is_xs_boolean(std::string_view text);
[[nodiscard]] bool is_xs_date_time(std::string_view text);
[[nodiscard]] bool is_xs_unsigned_short(std::string_view text);
[[nodiscard]] bool is_ncname(std::string_view text);

// An xs:duration in seconds (a month as 30 days, a year as 365), or nothing when it is none. At most 18 digits a field.
struct Duration {
    bool negative = false;
    double seconds = 0;
    bool seconds_only = false;  // of the form PTnS
};
[[nodiscard]] bool read_duration(std::string_view text, Duration& duration);

}  // namespace preflight::saml
