// saml-schema-metadata-2.0.xsd as code: which elements and attributes may appear where, in which order, how often and
// of which type; with it xmldsig-core-schema.xsd, as far as keys and signatures need it, and of metadata UI (mdui) the
// elements. Foreign roles and extensions are passed over (processContents lax). Linear in the size of the document.
// What other checks say in better words (a missing entity ID, an organisation without a name, a certificate that is no
// base64) is left to them, but only of the entities that they look at.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/xml/tree.h"
#include "core/text/span.h"

namespace preflight::saml {

enum class SchemaFault : std::uint8_t {
    unknown_element,    // SCH-01; detail: the nearest name, or empty
    wrong_order,        // SCH-02; detail: what it comes after
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
    too_many,           // SCH-12
    wrong_namespace,    // DOC-17 of a metadata element, else SCH-01; detail: the right namespace
    beside_role         // SCH-01: an affiliation where there is a role as well
};

struct SchemaProblem {
    SchemaFault fault = SchemaFault::unknown_element;
    std::size_t element = formats::xml::kNone;  // the culprit
    formats::xml::Attribute attribute;          // where an attribute is to blame
    text::Span span;                            // stray_text, bad_value without an attribute: the text
    std::string detail;
    std::size_t other = formats::xml::kNone;
};

inline constexpr std::size_t kSchemaFaults = 16;

struct SchemaReport {
    std::vector<SchemaProblem> problems;              // in document order
    std::array<std::size_t, kSchemaFaults> beyond{};  // by fault: how many more there are than are listed
};

// `document` is a tree without an error whose root is in the metadata namespace; the entities are the
// md:EntityDescriptor elements whose keys, addresses, organisation and contacts other checks look at.
[[nodiscard]] SchemaReport check_against_schema(const formats::xml::Tree& document,
                                                std::span<const std::size_t> entities);

// The lexical forms of XML Schema part 2, white space at both ends collapsed.
[[nodiscard]] bool is_xs_boolean(std::string_view text);
[[nodiscard]] bool is_xs_date_time(std::string_view text);
[[nodiscard]] bool is_xs_unsigned_short(std::string_view text);
[[nodiscard]] bool is_ncname(std::string_view text);
[[nodiscard]] bool is_xs_language(std::string_view text);
// As far as libxml2 looks: a URI reference of RFC 3986 once characters that no URI may hold are escaped.
[[nodiscard]] bool is_xs_any_uri(std::string_view text);

[[nodiscard]] bool is_contact_type(std::string_view text);  // md:ContactTypeType, exactly
// The items of a list type.
[[nodiscard]] std::vector<std::string_view> xs_list(std::string_view text);

// An xs:duration in seconds (a month as 30 days, a year as 365), or nothing when it is none. At most 18 digits a field.
struct Duration {
    bool negative = false;
    double seconds = 0;
    bool seconds_only = false;  // of the form PTnS
};
[[nodiscard]] bool read_duration(std::string_view text, Duration& duration);

}  // namespace preflight::saml
