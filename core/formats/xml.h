// A strict, position-keeping reader of XML 1.0 with namespaces: it refuses what the standards refuse and what no
// metadata may carry (DOCTYPE), expands nothing but the five predefined entities and character references, and fetches
// nothing. It yields a flat element tree whose texts are views into the text given, wherever nothing had to be decoded:
// the text has to outlive the document. pugixml is not used for it: that parser accepts documents that are not
// well-formed and keeps no places (facts saml-metadata, "pugixml: what it does not tell"), so a pass of our own has to
// run anyway, and it sees everything a reader of metadata needs. Iterative; UTF-8 in, offsets in bytes of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/xml_error.h"
#include "core/text/span.h"

namespace preflight::formats::xml {

inline constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";

struct Attribute {
    std::string_view prefix, local, name_space, value;  // the value decoded and normalised (XML 1.0, 3.3.3)
    text::Span name_span, value_span;                   // the value without quotes

    [[nodiscard]] text::Span span() const { return value_span.empty() ? name_span : value_span; }
};

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct Element {
    std::string_view prefix, local, name_space;
    std::span<const Attribute> attributes;  // without namespace declarations
    // Direct text and CDATA, decoded and joined; of pieces that are all white space only the first is kept.
    std::string_view text;
    text::Span start_tag;  // "<md:X ...>"
    text::Span text_span;  // from the first to the last piece of direct text
    std::size_t parent = kNone, first = kNone, last = kNone, next = kNone;
    std::size_t visible = kNone;  // offset of the first direct text that is not white space
    std::uint32_t ordinal = 1;    // among the siblings of the same name, from 1

    // The attribute without namespace; null when there is none.
    [[nodiscard]] const Attribute* attribute(std::string_view local_name) const;
    [[nodiscard]] bool is(std::string_view space, std::string_view name) const {
        return local == name && name_space == space;
    }
    [[nodiscard]] bool blank() const { return visible == kNone; }
};

// <?xml version="..." encoding="..."?>
struct Declaration {
    text::Span span;
    std::string_view version, encoding;
    text::Span version_span, encoding_span;  // encoding empty when it is not there
};

// `elements[0]` is the root. After an error the elements read so far are kept.
struct Document {
    Document() = default;
    Document(Document&&) = default;
    Document& operator=(Document&&) = default;
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    ~Document() = default;

    std::vector<Element> elements;
    std::optional<Error> error;
    std::optional<Declaration> declaration;
    std::optional<Doctype> doctype;
    std::vector<text::Span> instructions;  // processing instructions, at most 16

    // "/md:EntityDescriptor/md:IDPSSODescriptor[2]"; costs the depth, however many siblings there are.
    [[nodiscard]] std::string path(std::size_t element) const;
    [[nodiscard]] std::vector<std::size_t> children(std::size_t element, std::string_view name_space,
                                                    std::string_view local) const;
    // The first such child, or kNone.
    [[nodiscard]] std::size_t child(std::size_t element, std::string_view name_space, std::string_view local) const;
    // The next sibling of the same name, or kNone.
    [[nodiscard]] std::size_t twin(std::size_t element) const;

    // What the views point at when it is not the text itself.
    std::deque<std::string> decoded;
    std::vector<std::unique_ptr<Attribute[]>> attribute_store;
};

// A Name of XML 1.0, the whole text.
[[nodiscard]] bool is_name(std::string_view text);

[[nodiscard]] Document parse(std::string_view text, const Limits& limits = {});

}  // namespace preflight::formats::xml
