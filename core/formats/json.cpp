#include "core/formats/json.h"

#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/text/unicode.h"

namespace preflight::formats::json {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_number_character(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// Tells how far the parser has read: nlohmann's events carry no places.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t* count) : at_(at), count_(count) {}
    reference operator*() const { return *at_; }
    CountingIterator& operator++() {
        ++at_;
        if (count_ != nullptr) ++*count_;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator old = *this;
        ++*this;
        return old;
    }
    bool operator==(const CountingIterator& other) const { return at_ == other.at_; }
    bool operator!=(const CountingIterator& other) const { return at_ != other.at_; }

private:
    const char* at_;
    std::size_t* count_;
};

std::string plain_words(const std::string& message) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - unexpected
    // end of input; expected ..." -> the part after " - ". Line and column are ours.
    const auto dash = message.find(" - ");
    std::string words = dash == std::string::npos ? message : message.substr(dash + 3);
    const auto last = words.find("; last read:");
    if (last != std::string::npos) {
        const auto expected = words.find("; expected", last);
        words = words.substr(0, last) + (expected == std::string::npos ? "" : words.substr(expected));
    }
    return text::repair(words);
}

}  // namespace

class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    Builder(Document& document, const Limits& limits, std::size_t start)
        : document_(document), limits_(limits), cursor_(start) {}

    std::size_t read = 0;  // bytes the parser has taken
    std::optional<Error> error;

    bool null() override { return literal(Type::null, "null"); }
    bool boolean(bool value) override { return literal(Type::boolean, value ? "true" : "false"); }
    bool number_integer(std::int64_t) override { return number(Type::integer); }
    bool number_unsigned(std::uint64_t) override { return number(Type::integer); }
    bool number_float(double, const std::string&) override { return number(Type::number); }
    bool string(std::string& value) override {
        const std::size_t begin = skip();
        return add(Type::string, {begin, read}, std::move(value)) != Document::kNone;
    }
    bool binary(nlohmann::json::binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Type::object); }
    bool start_array(std::size_t) override { return open(Type::array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string& value) override {
        skip();
        cursor_ = read;
        key_ = static_cast<std::uint32_t>(document_.strings_.size());
        document_.strings_.push_back(std::move(value));
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& exception) override {
        Error result;
        result.offset = document_.base_ + std::min(position == 0 ? 0 : position - 1, document_.text_.size());
        result.expected = plain_words(exception.what());
        result.truncated = result.expected.find("end of input") != std::string::npos ||
                           result.expected.find("missing closing quote") != std::string::npos;
        if (result.truncated) result.offset = document_.base_ + document_.text_.size();
        error = std::move(result);
        return false;
    }

private:
    std::size_t skip() {
        const std::string_view text = document_.text_;
        while (cursor_ < text.size() && (is_space(text[cursor_]) || text[cursor_] == ',' || text[cursor_] == ':'))
            ++cursor_;
        return cursor_;
    }
    bool literal(Type type, std::string_view word) {
        const std::size_t begin = skip();
        return add(type, {begin, begin + word.size()}, std::string(word)) != Document::kNone;
    }
    bool number(Type type) {
        const std::size_t begin = skip();
        std::size_t end = begin;
        while (end < document_.text_.size() && is_number_character(document_.text_[end])) ++end;
        return add(type, {begin, end}, std::string(document_.text_.substr(begin, end - begin))) != Document::kNone;
    }
    bool open(Type type) {
        const std::size_t begin = skip();
        if (stack_.size() >= limits_.depth)
            return limit("nesting deeper than " + std::to_string(limits_.depth) + " levels");
        const std::uint32_t index = add(type, {begin, begin + 1}, {});
        if (index == Document::kNone) return false;
        stack_.push_back(index);
        return true;
    }
    bool close() {
        skip();
        document_.nodes_[stack_.back()].span.end = cursor_ + 1;
        ++cursor_;
        stack_.pop_back();
        return true;
    }
    bool limit(std::string what) {
        Error result;
        result.offset = document_.base_ + cursor_;
        result.expected = std::move(what);
        result.limit = true;
        error = std::move(result);
        return false;
    }
    std::uint32_t add(Type type, text::Span span, std::string value) {
        if (document_.nodes_.size() >= limits_.nodes) {
            limit("more than " + std::to_string(limits_.nodes) + " values");
            return Document::kNone;
        }
        Document::Stored node;
        node.type = type;
        node.span = span;
        node.key = std::exchange(key_, Document::kNone);
        if (type != Type::array && type != Type::object) {
            node.value = static_cast<std::uint32_t>(document_.strings_.size());
            document_.strings_.push_back(std::move(value));
        }
        const auto index = static_cast<std::uint32_t>(document_.nodes_.size());
        if (!stack_.empty()) {
            node.parent = stack_.back();
            Document::Stored& parent = document_.nodes_[node.parent];
            node.ordinal = parent.count++;
            if (parent.last == Document::kNone) {
                parent.first = index;
            } else {
                document_.nodes_[parent.last].next = index;
            }
            parent.last = index;
        }
        document_.nodes_.push_back(node);
        cursor_ = span.end;
        return index;
    }

    Document& document_;
    const Limits& limits_;
    std::size_t cursor_;
    std::uint32_t key_ = Document::kNone;
    std::vector<std::uint32_t> stack_;

public:
    static void begin(Document& document, std::string_view text, std::size_t base, std::string pointer) {
        document.text_ = text;
        document.base_ = base;
        document.base_pointer_ = std::move(pointer);
    }
};

ParseResult parse(std::string_view text, std::size_t base, std::string base_pointer, const Limits& limits) {
    ParseResult result;
    Builder::begin(result.document, text, base, std::move(base_pointer));
    Builder builder(result.document, limits,
                    text.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0);
    const CountingIterator first(text.data(), &builder.read);
    const CountingIterator last(text.data() + text.size(), nullptr);
    nlohmann::json::sax_parse(first, last, &builder);
    result.error = std::move(builder.error);
    // The parser's lexer takes a NUL byte for the end of the text and would leave unread what stands behind it.
    if (const std::size_t nul = text.find('\0'); !result.error && nul != std::string_view::npos)
        result.error = Error{base + nul, "nothing expected behind the value", false, false};
    return result;
}

Type Node::type() const {
    return exists() ? document_->nodes_[index_].type : Type::null;
}

Node Node::first() const {
    if (!exists() || document_->nodes_[index_].first == Document::kNone) return {};
    return {document_, document_->nodes_[index_].first};
}

Node Node::next() const {
    if (!exists() || document_->nodes_[index_].next == Document::kNone) return {};
    return {document_, document_->nodes_[index_].next};
}

Node Node::operator[](std::string_view wanted) const {
    Node found;
    if (!is(Type::object)) return found;
    for (Node child = first(); child.exists(); child = child.next()) {
        if (child.key() == wanted) found = child;
    }
    return found;
}

std::size_t Node::size() const {
    return exists() ? document_->nodes_[index_].count : 0;
}

std::string_view Node::key() const {
    if (!exists() || document_->nodes_[index_].key == Document::kNone) return {};
    return document_->strings_[document_->nodes_[index_].key];
}

std::string_view Node::text() const {
    if (!exists() || document_->nodes_[index_].value == Document::kNone) return {};
    return document_->strings_[document_->nodes_[index_].value];
}

std::optional<bool> Node::as_bool() const {
    if (!is(Type::boolean)) return std::nullopt;
    return text() == "true";
}

std::optional<std::int64_t> Node::as_int() const {
    if (!is(Type::integer)) return std::nullopt;
    const std::string_view digits = text();
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

text::Span Node::span() const {
    if (!exists()) return {};
    const text::Span inner = document_->nodes_[index_].span;
    return {inner.begin + document_->base_, inner.end + document_->base_};
}

std::string_view Node::raw() const {
    if (!exists()) return {};
    const text::Span inner = document_->nodes_[index_].span;
    return document_->text_.substr(inner.begin, inner.size());
}

std::string Node::pointer() const {
    if (!exists()) return {};
    std::vector<std::string> parts;
    for (std::uint32_t at = index_; document_->nodes_[at].parent != Document::kNone;
         at = document_->nodes_[at].parent) {
        const Document::Stored& node = document_->nodes_[at];
        if (node.key == Document::kNone) {
            parts.push_back(std::to_string(node.ordinal));
            continue;
        }
        std::string escaped;
        for (const char c : document_->strings_[node.key]) {
            if (c == '~') escaped += "~0";
            else if (c == '/') escaped += "~1";
            else escaped += c;
        }
        parts.push_back(std::move(escaped));
    }
    std::string result = document_->base_pointer_;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) result += "/" + *part;
    return result;
}

Embedded Node::embedded() const {
    if (!is(Type::string)) return {std::string(text()), span(), span().begin};
    const std::string_view bytes = raw();
    const std::size_t base = span().begin;
    Embedded result(std::string(text()), span(), base + 1);
    std::size_t decoded = 0;
    // The parser has accepted the string, so every escape is whole.
    for (std::size_t i = 1; i + 1 < bytes.size();) {
        if (bytes[i] != '\\') {
            ++i;
            ++decoded;
            continue;
        }
        std::size_t taken = 2;
        std::size_t made = 1;
        if (bytes[i + 1] == 'u') {
            taken = 6;
            std::uint32_t unit = 0;
            std::from_chars(bytes.data() + i + 2, bytes.data() + i + 6, unit, 16);
            if (unit >= 0xD800 && unit <= 0xDBFF) {
                taken = 12;
                made = 4;
            } else {
                made = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
            }
        }
        // Inside the escape every decoded byte points at its start; behind it the bytes run in step again.
        for (std::size_t part = 1; part < made; ++part) result.jump(decoded + part, base + i);
        i += taken;
        decoded += made;
        result.jump(decoded, base + i);
    }
    return result;
}

bool Splitter::fail(std::size_t offset, std::string expected, bool truncated, bool limit) {
    error_ = Error{offset, std::move(expected), truncated, limit};
    stopped_ = true;
    return false;
}

bool Splitter::emit() {
    in_element_ = false;
    const bool more = visit_(element_, element_offset_, ordinal_++);
    element_.clear();
    if (!more) stopped_ = true;
    want_comma_ = shape_ == Shape::array;
    after_comma_ = false;
    return more;
}

bool Splitter::feed(std::string_view bytes) {
    if (stopped_) return false;
    for (std::size_t i = 0; i < bytes.size(); ++i, ++offset_) {
        const char c = bytes[i];
        if (in_element_) {
            if (in_string_) {
                if (escaped_) escaped_ = false;
                else if (c == '\\') escaped_ = true;
                else if (c == '"') in_string_ = false;
                element_ += c;
                if (!in_string_ && depth_ == 0 && !scalar_ && !emit()) return false;
            } else if (scalar_ && (is_space(c) || c == ',' || c == ']' || c == '}')) {
                scalar_ = false;
                if (!emit()) return false;
                --i, --offset_;  // look at this byte again, outside the element
                continue;
            } else {
                if (c == '"') in_string_ = true;
                if (c == '{' || c == '[') ++depth_;
                element_ += c;
                if ((c == '}' || c == ']') && --depth_ == 0 && !emit()) return false;
            }
            if (element_.size() > limit_)
                return fail(element_offset_, "one element of more than " + std::to_string(limit_) + " bytes", false,
                            true);
            continue;
        }
        if (is_space(c)) continue;
        if (shape_ == Shape::undecided && c == '[') {
            shape_ = Shape::array;
            continue;
        }
        if (shape_ == Shape::undecided) shape_ = Shape::lines;
        if (closed_) return fail(offset_, "nothing expected behind the end of the array", false);
        if (shape_ == Shape::array && c == ']') {
            if (after_comma_) return fail(offset_, "a value expected behind the comma", false);
            closed_ = true;
            continue;
        }
        if (want_comma_) {
            if (c != ',') return fail(offset_, "',' or ']' expected", false);
            want_comma_ = false;
            after_comma_ = true;
            continue;
        }
        in_element_ = true;
        element_offset_ = offset_;
        element_.assign(1, c);
        depth_ = c == '{' || c == '[' ? 1 : 0;
        in_string_ = c == '"';
        scalar_ = depth_ == 0 && !in_string_;
    }
    return true;
}

bool Splitter::finish() {
    if (stopped_) return false;
    if (in_element_ && scalar_ && shape_ == Shape::lines) {
        scalar_ = false;
        if (!emit()) return false;
    }
    if (in_element_) {
        // Let the element's own parser say what is missing.
        in_string_ = false;
        emit();
        if (!error_) fail(offset_, "the text ends inside a value", true);
        return false;
    }
    if (shape_ == Shape::array && !closed_) return fail(offset_, "the text ends before the array is closed", true);
    return true;
}

}  // namespace preflight::formats::json
