// The gate in front of the XML tree (tree.h): a strict pass over the bytes that refuses what XML 1.0 and Namespaces in
// XML forbid and what metadata must not carry (a DOCTYPE), and bounds depth and numbers. Only a text that it accepts is
// parsed by pugixml, which accepts much more (facts saml-metadata, "pugixml: what it does not tell"). It resolves
// namespaces and records where start tags lie and how siblings are counted; it keeps no names, values or texts: those
// are pugixml's. Entities are not expanded, nothing is fetched. Iterative and linear in the text; UTF-8 in, offsets in
// bytes of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace preflight::formats::xml {

inline constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";

inline constexpr std::size_t kMaxBytes = 0xFFFF'FFFE;  // of a text: offsets are kept in 32 bits

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

// What a DOCTYPE declares, counted and never used.
struct Doctype {
    text::Span span;  // "<!DOCTYPE"
    std::size_t entities = 0;
    std::size_t nested = 0;               // entities whose value refers to others
    std::optional<text::Span> external;   // the first SYSTEM or PUBLIC identifier
    std::optional<text::Span> expansion;  // the first entity whose value refers to another
};

// <?xml version="..." encoding="..."?>
struct Declaration {
    text::Span span;
    std::string_view version, encoding;
    text::Span version_span, encoding_span;  // encoding empty when it is not there
};

// An element, as far as pugixml does not know it. Indices are those of Scan::elements.
struct ScannedElement {
    static constexpr std::uint32_t kNoElement = 0xFFFF'FFFF;

    std::uint32_t begin = 0, end = 0;       // its start tag, "<md:X ...>"
    std::uint32_t prefix_size = 0;          // of its name, which begins at begin + 1
    std::uint32_t local_size = 0;           // the same, behind prefix and colon
    std::uint32_t attributes = 0;           // how many, without namespace declarations
    std::uint32_t name_space = 0;           // index of Scan::namespaces
    std::uint32_t parent = kNoElement;      // none of the root
    std::uint32_t next = kNoElement;        // sibling
    std::uint32_t ordinal = 1;              // among the siblings of the same name, from 1
    std::uint32_t last_child = kNoElement;  // none when there is none
};

// The namespace of an attribute with a prefix; attributes without one have none.
struct ScannedPrefix {
    std::uint32_t attribute = 0;   // offset of its name
    std::uint32_t name_space = 0;  // index of Scan::namespaces
};

// `elements[0]` is the root. After an error what was read so far is kept. Views are into the text or into `decoded`.
struct Scan {
    std::optional<Error> error;
    std::optional<Declaration> declaration;
    std::optional<Doctype> doctype;
    std::vector<text::Span> instructions;  // processing instructions, at most 16
    std::vector<ScannedElement> elements;
    std::vector<ScannedPrefix> prefixes;       // in the order of the text
    std::vector<std::string_view> namespaces;  // the first is "", for no namespace
    std::deque<std::string> decoded;           // namespaces that are written with references
};

// What the scanner passes over, for tests that compare it with the tree. Spans hold what is written, undecoded: the
// name; the value without quotes; text, CDATA and comments without their marks; of a processing instruction all that is
// between "<?" and "?>".
struct Event {
    enum class Kind : std::uint8_t { start, attribute, text, cdata, comment, instruction, end };
    Kind kind = Kind::start;
    text::Span name, value;
    bool operator==(const Event&) const = default;
};

// `events`, if given, receives all of them up to an error.
[[nodiscard]] Scan scan(std::string_view text, const Limits& limits = {}, std::vector<Event>* events = nullptr);

// A Name of XML 1.0, the whole text.
[[nodiscard]] bool is_name(std::string_view text);

// A qualified name for people to read: no writer makes one that is cut off here.
[[nodiscard]] std::string shown_name(std::string_view prefix, std::string_view local);

}  // namespace preflight::formats::xml
