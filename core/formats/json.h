// JSON documents in which every value knows its place, and the splitting of long arrays into such documents.
// The syntax is judged by nlohmann's SAX parser (strict, iterative); the tree and the places are ours.
// Not a writer. Texts are UTF-8; offsets are bytes of the text given, plus the base offset given with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/embedded.h"
#include "core/text/span.h"

namespace preflight::formats::json {

enum class Type : std::uint8_t { null, boolean, integer, number, string, array, object };

struct Limits {
    std::size_t depth = 256;
    std::size_t nodes = 20'000'000;
};

struct Error {
    std::size_t offset = 0;  // where the parser stopped, base offset included
    std::string expected;    // "',' or ']' expected", in plain words
    bool truncated = false;  // the text ends too early
    bool limit = false;      // a limit was reached: `expected` names it
};

class Document;

// A view of one value; cheap to copy; lives as long as its document. A default or missing node answers every question
// with "nothing" and does not exist.
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
    [[nodiscard]] std::string pointer() const;   // RFC 6901, below the document's base pointer
    [[nodiscard]] Embedded embedded() const;     // a string with the way back to its bytes

private:
    friend class Document;
    Node(const Document* document, std::uint32_t index) : document_(document), index_(index) {}
    const Document* document_ = nullptr;
    std::uint32_t index_ = 0;
};

// Owns the tree, not the text, which must outlive it.
class Document {
public:
    [[nodiscard]] Node root() const { return nodes_.empty() ? Node{} : Node(this, 0); }

private:
    friend class Node;
    friend class Builder;  // json.cpp
    static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
    struct Stored {
        Type type = Type::null;
        std::uint32_t parent = kNone, first = kNone, last = kNone, next = kNone, ordinal = 0, count = 0;
        std::uint32_t key = kNone, value = kNone;  // indexes into strings_
        text::Span span;                           // in text_, without base
    };
    std::vector<Stored> nodes_;
    std::deque<std::string> strings_;
    std::string_view text_;
    std::size_t base_ = 0;
    std::string base_pointer_;
};

struct ParseResult {
    Document document;  // what was read before an error, too
    std::optional<Error> error;
    [[nodiscard]] bool ok() const { return !error; }
};

// One JSON value with white space around it. `base` is added to every offset, `base_pointer` put before every pointer.
[[nodiscard]] ParseResult parse(std::string_view text, std::size_t base = 0, std::string base_pointer = {},
                                const Limits& limits = {});

// Cuts an array, or NDJSON, into its elements without building a tree of the whole. Bytes come in pieces; memory holds
// one element and one piece.
class Splitter {
public:
    enum class Shape { undecided, array, lines };  // lines: values one after the other
    // `offset` is that of the element's first byte in the whole; return false to stop.
    using Visit = std::function<bool(std::string_view element, std::size_t offset, std::size_t ordinal)>;

    Splitter(std::size_t element_limit, Visit visit) : limit_(element_limit), visit_(std::move(visit)) {}
    // False when it stopped; see error().
    bool feed(std::string_view bytes);
    bool finish();
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }
    [[nodiscard]] Shape shape() const { return shape_; }
    [[nodiscard]] std::size_t count() const { return ordinal_; }

private:
    bool fail(std::size_t offset, std::string expected, bool truncated, bool limit = false);
    bool emit();

    std::size_t limit_;
    Visit visit_;
    std::optional<Error> error_;
    Shape shape_ = Shape::undecided;
    std::string element_;
    std::size_t element_offset_ = 0;
    std::size_t offset_ = 0;
    std::size_t ordinal_ = 0;
    std::size_t depth_ = 0;
    bool in_string_ = false, escaped_ = false, in_element_ = false, scalar_ = false;
    bool closed_ = false, want_comma_ = false, after_comma_ = false, stopped_ = false;
};

}  // namespace preflight::formats::json
