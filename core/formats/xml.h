// A strict, position-keeping reader of XML 1.0 with namespaces: it refuses what the standards refuse and what no
// metadata may carry (DOCTYPE), expands nothing but the five predefined entities and character references, and fetches
// nothing. It yields a flat element tree. pugixml is not used for it: that parser accepts documents that are not
// well-formed and keeps no places (facts saml-metadata, "pugixml: what it does not tell"), so a pass of our own has to
// run anyway, and it sees everything a reader of metadata needs. Iterative; UTF-8 in, offsets in bytes of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace preflight::formats::xml {

struct Limits {
    std::size_t depth = 256;
    std::size_t attributes = 256;
    std::size_t elements = 2'000'000;
    std::size_t namespaces = 1000;  // declared and in scope at one place
};

enum class ErrorKind : std::uint8_t {
    empty,
    not_well_formed,
    truncated,
    doctype,
    invalid_encoding,
    limit,
    content_after_root,
    misplaced_declaration
};

struct Error {
    ErrorKind kind = ErrorKind::not_well_formed;
    std::string message;  // what is wrong, without a full stop
    text::Span span;
};

struct Attribute {
    std::string prefix, local, name_space, value;
    text::Span name_span, value_span;  // the value without quotes
};

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Element {
    std::string prefix, local, name_space;
    std::vector<Attribute> attributes;  // without namespace declarations
    std::string text;                   // direct text and CDATA, decoded and joined
    text::Span start_tag;               // "<md:X ...>"
    text::Span text_span;               // from the first to the last piece of direct text
    std::size_t parent = kNone, first = kNone, last = kNone, next = kNone;
    std::size_t ordinal = 1;  // 1-based among siblings of the same name

    // The attribute without namespace; null when there is none.
    [[nodiscard]] const Attribute* attribute(std::string_view local_name) const;
};

// `elements[0]` is the root. After an error the elements read so far are kept.
struct Document {
    std::vector<Element> elements;
    std::optional<Error> error;
    std::optional<text::Span> doctype;

    [[nodiscard]] std::string path(std::size_t element) const;  // "/md:EntityDescriptor/md:IDPSSODescriptor[2]"
    [[nodiscard]] std::vector<std::size_t> children(std::size_t element, std::string_view name_space,
                                                    std::string_view local) const;
};

[[nodiscard]] Document parse(std::string_view text, const Limits& limits = {});

}  // namespace preflight::formats::xml
