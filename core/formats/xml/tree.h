// The one tree of an XML document. pugixml holds it: names, attribute values, texts, comments and their order, with
// references, line ends and attribute values as XML 1.0 decodes them. `parse` lets the scanner (scanner.h) refuse first
// what is not well-formed; a text that passed is copied, and pugixml parses the copy in place, so that the place of a
// name or value is the difference of two pointers. The tree adds what pugixml lacks: namespaces, spans in the original
// text, paths with ordinals. Model, checks, canonicalisation and signatures all read this tree: with a second one, a
// signature could be verified over something other than what is used.
//
// Elements are numbered in document order; handles are two words and valid as long as the tree stays where it is. The
// text given has to outlive the tree; spans are bytes of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/formats/xml/scanner.h"
#include "core/text/span.h"

namespace preflight::formats::xml {

class Tree;

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// An attribute that is not a namespace declaration, or none.
class Attribute {
public:
    Attribute() = default;
    Attribute(const Tree& tree, pugi::xml_attribute attribute) : tree_(&tree), attribute_(attribute) {
        // Short names, and many of them: one walk finds the colon and the end.
        const char* const name = attribute.name();
        std::size_t size = 0;
        for (; name[size] != '\0'; ++size) {
            if (name[size] == ':') colon_ = size;
        }
        name_ = {name, size};
    }

    [[nodiscard]] explicit operator bool() const { return !attribute_.empty(); }
    [[nodiscard]] std::string_view name() const { return name_; }  // as it is written: "xml:lang"
    [[nodiscard]] std::string_view prefix() const {
        return has_prefix() ? name_.substr(0, colon_) : std::string_view{};
    }
    [[nodiscard]] std::string_view local() const { return has_prefix() ? name_.substr(colon_ + 1) : name_; }
    [[nodiscard]] std::string_view name_space() const;
    [[nodiscard]] std::string_view value() const { return attribute_.value(); }

    [[nodiscard]] text::Span name_span() const;
    [[nodiscard]] text::Span value_span() const;  // without the quotes
    // The bytes to underline: the value, of an empty one the name.
    [[nodiscard]] text::Span span() const;

private:
    [[nodiscard]] bool has_prefix() const { return colon_ != std::string_view::npos; }

    const Tree* tree_ = nullptr;
    pugi::xml_attribute attribute_;
    std::string_view name_;
    std::size_t colon_ = std::string_view::npos;
};

// The attributes of an element in the order of the text.
class Attributes {
public:
    class Iterator {
    public:
        Iterator(const Tree& tree, pugi::xml_attribute at);
        Attribute operator*() const { return {*tree_, at_}; }
        Iterator& operator++();
        bool operator==(const Iterator& other) const { return at_ == other.at_; }

    private:
        const Tree* tree_;
        pugi::xml_attribute at_;
    };
    Attributes(const Tree& tree, pugi::xml_node element) : tree_(&tree), element_(element) {}
    [[nodiscard]] Iterator begin() const { return {*tree_, element_.first_attribute()}; }
    [[nodiscard]] Iterator end() const { return {*tree_, {}}; }

private:
    const Tree* tree_;
    pugi::xml_node element_;
};

class Element {
public:
    Element(const Tree& tree, std::size_t index) : tree_(&tree), index_(index) {}

    [[nodiscard]] std::string_view prefix() const;
    [[nodiscard]] std::string_view local() const;
    [[nodiscard]] std::string_view name_space() const;
    [[nodiscard]] bool is(std::string_view space, std::string_view name) const {
        return local() == name && name_space() == space;
    }
    [[nodiscard]] text::Span start_tag() const;  // "<md:X ...>"

    // The attribute without a prefix; none when it is not there, and none at all after an error.
    [[nodiscard]] Attribute attribute(std::string_view local_name) const;
    [[nodiscard]] Attributes attributes() const;

    // Direct text and CDATA, decoded and joined; of pieces that are all white space only the first is kept. A view that
    // lives as long as the tree.
    [[nodiscard]] std::string_view text() const;
    // From the first to the last piece of direct text, marks of CDATA included; empty when there is none.
    [[nodiscard]] text::Span text_span() const;
    // Offset of the first direct text that is not white space, or kNone. A reference is not white space.
    [[nodiscard]] std::size_t visible() const;
    [[nodiscard]] bool blank() const { return visible() == kNone; }

    // Numbers of elements, or kNone.
    [[nodiscard]] std::size_t parent() const;
    [[nodiscard]] std::size_t first() const;  // child
    [[nodiscard]] std::size_t next() const;   // sibling

    // For what needs comments and the order of everything: canonicalisation.
    [[nodiscard]] pugi::xml_node node() const;

private:
    [[nodiscard]] const ScannedElement& scanned() const;

    const Tree* tree_;
    std::size_t index_;
};

// Element 0 is the root. After an error there are the names and places of the elements up to it, and nothing else.
class Tree {
public:
    // Never throws but for lack of memory.
    friend Tree parse(std::string_view text, const Limits& limits);

    [[nodiscard]] const std::optional<Error>& error() const { return scan_.error; }
    [[nodiscard]] const std::optional<Declaration>& declaration() const { return scan_.declaration; }
    [[nodiscard]] const std::optional<Doctype>& doctype() const { return scan_.doctype; }
    [[nodiscard]] const std::vector<text::Span>& instructions() const { return scan_.instructions; }

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::size_t size() const { return scan_.elements.size(); }
    [[nodiscard]] bool empty() const { return scan_.elements.empty(); }
    [[nodiscard]] Element operator[](std::size_t element) const { return {*this, element}; }
    [[nodiscard]] Element root() const { return {*this, 0}; }

    // "/md:EntityDescriptor/md:IDPSSODescriptor[2]"; costs the depth, however many siblings there are.
    [[nodiscard]] std::string path(std::size_t element) const;
    [[nodiscard]] std::vector<std::size_t> children(std::size_t element, std::string_view name_space,
                                                    std::string_view local) const;
    // The first such child, or kNone.
    [[nodiscard]] std::size_t child(std::size_t element, std::string_view name_space, std::string_view local) const;
    [[nodiscard]] std::size_t next_sibling_same_name(std::size_t element) const;  // or kNone
    // The last element whose start tag begins at or before an offset of the text, or kNone.
    [[nodiscard]] std::size_t last_begun(std::size_t offset) const;

    // The document with what is around the root; empty after an error.
    [[nodiscard]] pugi::xml_node document() const;
    // Offset of the first character of a text or CDATA node that is not white space, or kNone. A reference counts as
    // such a character.
    [[nodiscard]] std::size_t visible_in(pugi::xml_node text) const;
    // The namespace of an attribute that has a prefix.
    [[nodiscard]] std::string_view name_space(pugi::xml_attribute attribute) const;
    // Where something of pugixml's begins in the text: names, values and texts are where they were written, as long as
    // no reference or line end before them in the same value was decoded.
    [[nodiscard]] std::size_t offset(const char* in_place) const;

private:
    friend class Element;

    Tree() = default;
    void load();
    bool collect();

    std::string_view text_;
    Scan scan_;
    std::unique_ptr<char[]> copy_;  // of the text, which pugixml changes
    std::unique_ptr<pugi::xml_document> document_;
    std::vector<pugi::xml_node> nodes_;   // of the elements
    std::vector<std::uint32_t> visible_;  // of the elements: Element::visible, or kNoElement
    // Texts of several pieces, by element.
    std::vector<std::pair<std::uint32_t, std::string>> joined_;
};

[[nodiscard]] Tree parse(std::string_view text, const Limits& limits = {});

// Checks ask these of every element of a file with thousands of entities: they are in line.

inline const ScannedElement& Element::scanned() const {
    return tree_->scan_.elements[index_];
}

inline std::string_view Element::prefix() const {
    const ScannedElement& element = scanned();
    return {tree_->text_.data() + element.begin + 1, element.prefix_size};
}

inline std::string_view Element::local() const {
    const ScannedElement& element = scanned();
    const std::size_t before = element.prefix_size == 0 ? 0U : element.prefix_size + 1U;
    return {tree_->text_.data() + element.begin + 1 + before, element.local_size};
}

inline std::string_view Element::name_space() const {
    return tree_->scan_.namespaces[scanned().name_space];
}

inline text::Span Element::start_tag() const {
    return {scanned().begin, scanned().end};
}

inline std::size_t Element::parent() const {
    const std::uint32_t parent = scanned().parent;
    return parent == ScannedElement::kNoElement ? kNone : parent;
}

inline std::size_t Element::first() const {
    const std::vector<ScannedElement>& elements = tree_->scan_.elements;
    return index_ + 1 < elements.size() && elements[index_ + 1].parent == index_ ? index_ + 1 : kNone;
}

inline std::size_t Element::next() const {
    const std::uint32_t next = scanned().next;
    return next == ScannedElement::kNoElement ? kNone : next;
}

inline std::size_t Element::visible() const {
    if (index_ >= tree_->visible_.size()) return kNone;
    const std::uint32_t visible = tree_->visible_[index_];
    return visible == ScannedElement::kNoElement ? kNone : visible;
}

inline pugi::xml_node Element::node() const {
    return index_ < tree_->nodes_.size() ? tree_->nodes_[index_] : pugi::xml_node();
}

// The name that `qualified` has behind its prefix, and the prefix; empty without one.
[[nodiscard]] std::string_view local_of(std::string_view qualified);
[[nodiscard]] std::string_view prefix_of(std::string_view qualified);
// "xmlns" and "xmlns:p".
[[nodiscard]] bool is_declaration(const char* attribute_name);

}  // namespace preflight::formats::xml
