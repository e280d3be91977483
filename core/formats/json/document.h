// JSON documents in which every value knows its place: one flat tape of values and one text of all keys and strings, so
// that a document can be filled again and again without an allocation (a list of people is read so, one at a time).
// Not a writer. Texts are UTF-8; offsets are bytes of the text given, plus the base offset given with it. At most 4 GB.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/embedded.h"
#include "core/formats/json/events.h"
#include "core/text/span.h"

namespace preflight::formats::json {

struct Limits {
    std::size_t depth = 256;
    std::size_t nodes = 20'000'000;
};

class Document;

// A view of one value; cheap to copy; lives as long as its document is not filled again. A default or missing node
// answers every question with "nothing" and does not exist.
class Node {
public:
    Node() = default;

    [[nodiscard]] bool exists() const { return document_ != nullptr; }
    [[nodiscard]] Type type() const;  // null for a missing node
    [[nodiscard]] bool is(Type wanted) const { return exists() && type() == wanted; }
    [[nodiscard]] Node operator[](std::string_view key) const;  // the last member of that name; missing otherwise
    [[nodiscard]] Node first() const;                           // first child of an array or object
    [[nodiscard]] Node next() const;                            // next sibling
    [[nodiscard]] std::size_t size() const;                     // children
    [[nodiscard]] std::string_view key() const;                 // of a member of an object
    [[nodiscard]] std::string_view text() const;  // decoded string, number as written, true/false/null; else empty
    [[nodiscard]] std::string_view as_string() const { return is(Type::string) ? text() : std::string_view{}; }
    [[nodiscard]] std::optional<bool> as_bool() const;
    [[nodiscard]] std::optional<std::int64_t> as_int() const;
    [[nodiscard]] text::Span span() const;       // quotes and brackets included
    [[nodiscard]] std::string_view raw() const;  // the bytes of span()
    // Whether both have the same keys in the same order and containers in the same places, all the way down. Elements
    // of lists are of the same types too, where integers and decimals are one type.
    [[nodiscard]] bool same_shape(const Node& other) const;
    [[nodiscard]] std::string pointer() const;  // RFC 6901, below the document's base pointer
    // Missing for the root of a document.
    [[nodiscard]] Node parent() const;
    [[nodiscard]] std::uint32_t ordinal() const;  // among the children of parent()
    // Of a document that is an element of a list: the pointer of the list and the element's number, without building a
    // pointer. Nothing for other nodes.
    struct ListPlace {
        std::string_view list;
        std::uint32_t ordinal = 0;
    };
    [[nodiscard]] std::optional<ListPlace> place_in_list() const;
    [[nodiscard]] Embedded embedded() const;  // a string with the way back to its bytes

private:
    friend class Document;
    friend class Builder;
    Node(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
    const Document* document_ = nullptr;
    std::uint32_t index_ = 0;
};

// Owns the tree, not the text, which must outlive it.
class Document {
public:
    [[nodiscard]] Node root() const { return nodes_.empty() ? Node{} : Node(this, 0); }
    // Becomes a copy of the value, text included, and returns it. Its places are those of the original; its pointer, of
    // which nothing is copied, is empty.
    Node assign(const Node& value);

private:
    friend class Node;
    friend class Builder;
    static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
    // Behind the last node that is part of the value.
    [[nodiscard]] std::uint32_t end_of(std::uint32_t index) const;
    // In the order of their first bytes: the first child of a container follows it.
    struct Stored {
        std::uint32_t parent = kNone, next = kNone, ordinal = 0, count = 0;
        std::uint32_t key = kNone, key_size = 0, value = 0, value_size = 0;  // in strings_
        std::uint32_t begin = 0, end = 0;                                    // without base_
        Type type = Type::null;
    };
    std::vector<Stored> nodes_;
    std::string strings_;
    std::string_view text_;  // from base_ on
    std::string own_text_;   // behind text_, of a copy
    std::uint64_t base_ = 0;
    std::string base_pointer_;
    std::uint32_t base_ordinal_ = kNone;  // behind base_pointer_
};

// Makes a document of events.
class Builder {
public:
    explicit Builder(Document& document) : document_(document) {}

    // Empties the document. `base` is the offset of the value that comes; its pointer is `pointer`, with "/ordinal"
    // behind it unless it is kNoOrdinal.
    static constexpr std::uint32_t kNoOrdinal = Document::kNone;
    void begin(std::uint64_t base, std::string_view pointer, std::uint32_t ordinal);
    // The text behind the document, from `base` on: when the value is whole, or before the first event.
    void set_text(std::string_view text) { document_.text_ = text; }
    void set_base(std::uint64_t base) { document_.base_ = base; }

    void key(std::string_view text);
    void scalar(Type type, std::string_view text, Range at);
    void open(Type type, std::uint64_t offset);
    void close(std::uint64_t end);

    // Containers that are not closed, and the node of one of them (0: the outermost).
    [[nodiscard]] std::size_t depth() const { return open_.size(); }
    [[nodiscard]] Node open_node(std::size_t level) const { return {&document_, open_[level].node}; }
    [[nodiscard]] std::size_t size() const { return document_.nodes_.size(); }
    // Forgets everything but the second open container and what it holds: it becomes the root.
    void drop_outermost(std::string_view pointer, std::uint32_t ordinal);
    // Adds a member that is a copy of a scalar, or of a container with its scalars and with empty containers in place
    // of others; of a list nothing but that it is one. Stops at `most` values.
    void append_outline(std::string_view key, const Node& node, std::size_t most);

private:
    struct Open {
        std::uint32_t node, last;
        std::uint32_t strings;  // where those of its members begin
    };
    std::uint32_t add(Type type, std::uint32_t begin);
    [[nodiscard]] std::uint32_t keep(std::string_view text);

    Document& document_;
    std::vector<Open> open_;
    std::uint32_t key_ = Document::kNone, key_size_ = 0;
};

// A key as written in a JSON pointer.
[[nodiscard]] std::string escaped(std::string_view key);

struct ParseResult {
    Document document;  // what was read before an error, too
    std::optional<Error> error;
    [[nodiscard]] bool ok() const { return !error; }
};

// One JSON value with white space around it. `base` is added to every offset, `base_pointer` put before every pointer.
[[nodiscard]] ParseResult parse(std::string_view text, std::size_t base = 0, std::string base_pointer = {},
                                const Limits& limits = {});

}  // namespace preflight::formats::json
