#include "core/formats/json/document.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include "core/text/shorten.h"
#include "core/text/swar.h"
#include "core/text/work.h"

namespace preflight::formats::json {

void Builder::begin(std::uint64_t base, std::string_view pointer, std::uint32_t ordinal) {
    document_.nodes_.clear();
    document_.strings_.clear();
    document_.text_ = {};
    document_.base_ = base;
    document_.base_pointer_.assign(pointer);
    document_.base_ordinal_ = ordinal;
    open_.clear();
    key_ = Document::kNone;
}

std::uint32_t Builder::keep(std::string_view text) {
    const auto at = static_cast<std::uint32_t>(document_.strings_.size());
    document_.strings_.append(text);
    return at;
}

void Builder::key(std::string_view text) {
    key_ = keep(text);
    key_size_ = static_cast<std::uint32_t>(text.size());
}

std::uint32_t Builder::add(Type type, std::uint32_t begin) {
    const auto index = static_cast<std::uint32_t>(document_.nodes_.size());
    Document::Stored& node = document_.nodes_.emplace_back();
    node.type = type;
    node.begin = begin;
    node.key = std::exchange(key_, Document::kNone);
    node.key_size = key_size_;
    if (!open_.empty()) {
        Open& parent = open_.back();
        node.parent = parent.node;
        Document::Stored* const nodes = document_.nodes_.data();
        node.ordinal = nodes[parent.node].count++;
        if (parent.last != Document::kNone) nodes[parent.last].next = index;
        parent.last = index;
    }
    return index;
}

void Builder::scalar(Type type, std::string_view text, Range at) {
    Document::Stored& node = document_.nodes_[add(type, static_cast<std::uint32_t>(at.begin - document_.base_))];
    node.end = static_cast<std::uint32_t>(at.end - document_.base_);
    node.value = keep(text);
    node.value_size = static_cast<std::uint32_t>(text.size());
}

void Builder::open(Type type, std::uint64_t offset) {
    const std::uint32_t index = add(type, static_cast<std::uint32_t>(offset - document_.base_));
    document_.nodes_[index].end = document_.nodes_[index].begin + 1;
    open_.push_back({index, Document::kNone, static_cast<std::uint32_t>(document_.strings_.size())});
}

void Builder::close(std::uint64_t end) {
    document_.nodes_[open_.back().node].end = static_cast<std::uint32_t>(end - document_.base_);
    open_.pop_back();
}

void Builder::drop_outermost(std::string_view pointer, std::uint32_t ordinal) {
    const std::uint32_t root = open_[1].node;
    const std::uint32_t shift = document_.nodes_[root].begin;
    const std::uint32_t strings = open_[1].strings;
    document_.nodes_.erase(document_.nodes_.begin(), document_.nodes_.begin() + static_cast<std::ptrdiff_t>(root));
    document_.strings_.erase(0, strings);
    for (Document::Stored& node : document_.nodes_) {
        if (node.parent != Document::kNone) node.parent -= std::min(node.parent, root);
        if (node.next != Document::kNone) node.next -= root;
        if (node.key != Document::kNone) node.key -= strings;
        node.value -= std::min(node.value, strings);
        node.begin -= shift;
        node.end -= shift;
    }
    Document::Stored& top = document_.nodes_.front();
    top.parent = Document::kNone;
    top.next = Document::kNone;
    top.key = Document::kNone;
    top.ordinal = 0;
    if (key_ != Document::kNone) key_ -= strings;
    open_.erase(open_.begin());
    for (Open& open : open_) {
        open.node -= root;
        open.strings -= strings;
        if (open.last != Document::kNone) open.last -= root;
    }
    document_.base_ += shift;
    document_.base_pointer_.assign(pointer);
    document_.base_ordinal_ = ordinal;
}

void Builder::append_outline(std::string_view name, const Node& node, std::size_t most) {
    // The places of an outline are not asked for.
    const Range nowhere{document_.base_, document_.base_};
    const auto add_one = [&](std::string_view key_of, const Node& of) {
        key(key_of);
        const bool container = of.is(Type::array) || of.is(Type::object);
        if (container) {
            open(of.type(), nowhere.begin);
        } else {
            scalar(of.type(), of.text(), nowhere);
        }
        return container;
    };
    if (!add_one(name, node)) return;
    if (node.is(Type::object)) {
        for (Node child = node.first(); child.exists() && size() < most; child = child.next()) {
            if (add_one(child.key(), child)) close(nowhere.end);
        }
    }
    close(nowhere.end);
}

Node Document::assign(const Node& value) {
    const Document& other = *value.document_;
    const std::uint32_t first = value.index_, end = other.end_of(first);
    const std::uint32_t shift = other.nodes_[first].begin;
    nodes_.assign(other.nodes_.data() + first, other.nodes_.data() + end);
    Stored& root = nodes_.front();
    root.parent = root.next = root.key = kNone;
    root.ordinal = 0;
    // The texts of a value follow each other, in the order of its nodes.
    std::uint32_t from = kNone, to = 0;
    const auto used = [&](std::uint32_t at, std::uint32_t size) {
        from = std::min(from, at);
        to = std::max(to, at + size);
    };
    for (const Stored& node : nodes_) {
        if (node.key != kNone) used(node.key, node.key_size);
        if (node.value_size > 0) used(node.value, node.value_size);
    }
    strings_.assign(other.strings_, std::min(from, to), to - std::min(from, to));
    for (Stored& node : nodes_) {
        if (node.parent != kNone) node.parent -= first;
        if (node.next != kNone) node.next -= first;
        if (node.key != kNone) node.key -= from;
        node.value = node.value_size > 0 ? node.value - from : 0;
        node.begin -= shift;
        node.end -= shift;
    }
    own_text_ = value.raw();
    text::count_work(own_text_.size());
    text_ = own_text_;
    base_ = other.base_ + shift;
    base_pointer_.clear();
    base_ordinal_ = kNone;
    return this->root();
}

namespace {

class DocumentHandler final : public Handler {
public:
    DocumentHandler(Document& document, const Limits& limits) : builder_(document), limits_(limits) {}

    bool key(std::string_view text, Range) override {
        builder_.key(text);
        return true;
    }
    bool scalar(Type type, std::string_view text, Range at) override {
        if (full(at.begin)) return false;
        builder_.scalar(type, text, at);
        return true;
    }
    bool open(Type type, std::uint64_t offset) override {
        if (full(offset)) return false;
        builder_.open(type, offset);
        return true;
    }
    bool close(std::uint64_t end) override {
        builder_.close(end);
        return true;
    }

    Builder& builder() { return builder_; }
    std::optional<Error> error;

private:
    bool full(std::uint64_t offset) {
        if (builder_.size() < limits_.nodes) return false;
        error = Error{static_cast<std::size_t>(offset), "more than " + std::to_string(limits_.nodes) + " values", false,
                      true};
        return true;
    }
    Builder builder_;
    const Limits& limits_;
};

}  // namespace

ParseResult parse(std::string_view text, std::size_t base, std::string base_pointer, const Limits& limits) {
    ParseResult result;
    DocumentHandler handler(result.document, limits);
    handler.builder().begin(0, base_pointer, Builder::kNoOrdinal);
    handler.builder().set_text(text);
    Window window(text);
    Reader reader(window, handler, {limits.depth, true});
    reader.next();
    result.error = reader.error() ? reader.error() : std::move(handler.error);
    if (result.error) result.error->offset += base;
    handler.builder().set_base(base);
    return result;
}

std::uint32_t Document::end_of(std::uint32_t index) const {
    while (nodes_[index].next == kNone) {
        if (nodes_[index].parent == kNone) return static_cast<std::uint32_t>(nodes_.size());
        index = nodes_[index].parent;
    }
    return nodes_[index].next;
}

Type Node::type() const {
    return exists() ? document_->nodes_[index_].type : Type::null;
}

Node Node::first() const {
    if (!exists() || document_->nodes_[index_].count == 0) return {};
    return {document_, index_ + 1};
}

Node Node::next() const {
    text::count_work();
    if (!exists() || document_->nodes_[index_].next == Document::kNone) return {};
    return {document_, document_->nodes_[index_].next};
}

Node Node::operator[](std::string_view wanted) const {
    if (!is(Type::object)) return {};
    // Asked several times of every person's object, so it works on what is stored.
    const Document::Stored* const nodes = document_->nodes_.data();
    const char* const strings = document_->strings_.data();
    std::uint32_t found = Document::kNone, seen = 0;
    for (std::uint32_t child = nodes[index_].count == 0 ? Document::kNone : index_ + 1; child != Document::kNone;
         child = nodes[child].next, ++seen) {
        const Document::Stored& stored = nodes[child];
        if (text::same_bytes({strings + stored.key, stored.key_size}, wanted)) found = child;
    }
    text::count_work(seen);
    return found == Document::kNone ? Node{} : Node(document_, found);
}

bool Node::same_shape(const Node& other) const {
    if (!exists() || !other.exists()) return exists() == other.exists();
    const std::uint32_t size = document_->end_of(index_) - index_;
    if (other.document_->end_of(other.index_) - other.index_ != size) return false;
    const Document::Stored* const nodes = document_->nodes_.data() + index_;
    const Document::Stored* const others = other.document_->nodes_.data() + other.index_;
    const char* const strings = document_->strings_.data();
    const char* const other_strings = other.document_->strings_.data();
    const auto sort = [](Type type, bool scalars_alike) {
        if (type == Type::object || type == Type::array) return type;
        return scalars_alike ? Type::null : type == Type::integer ? Type::number : type;
    };
    text::count_work(size);
    for (std::uint32_t i = 0; i < size; ++i) {
        const Document::Stored& node = nodes[i];
        const Document::Stored& twin = others[i];
        const bool member = node.key != Document::kNone;
        if (i > 0 && node.parent - index_ != twin.parent - other.index_) return false;
        if (i > 0 && member != (twin.key != Document::kNone)) return false;
        if (sort(node.type, member) != sort(twin.type, member)) return false;
        if (i > 0 && member &&
            !text::same_bytes({strings + node.key, node.key_size}, {other_strings + twin.key, twin.key_size}))
            return false;
    }
    return true;
}

std::size_t Node::size() const {
    return exists() ? document_->nodes_[index_].count : 0;
}

std::string_view Node::key() const {
    if (!exists()) return {};
    const Document::Stored& stored = document_->nodes_[index_];
    if (stored.key == Document::kNone) return {};
    return std::string_view(document_->strings_).substr(stored.key, stored.key_size);
}

std::string_view Node::text() const {
    if (!exists()) return {};
    const Document::Stored& stored = document_->nodes_[index_];
    return std::string_view(document_->strings_).substr(stored.value, stored.value_size);
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
    const Document::Stored& stored = document_->nodes_[index_];
    const auto base = static_cast<std::size_t>(document_->base_);
    return {stored.begin + base, stored.end + base};
}

std::string_view Node::raw() const {
    if (!exists()) return {};
    const Document::Stored& stored = document_->nodes_[index_];
    return document_->text_.substr(std::min<std::size_t>(stored.begin, document_->text_.size()),
                                   stored.end - stored.begin);
}

Node Node::parent() const {
    if (!exists() || document_->nodes_[index_].parent == Document::kNone) return {};
    return {document_, document_->nodes_[index_].parent};
}

std::uint32_t Node::ordinal() const {
    return exists() ? document_->nodes_[index_].ordinal : 0;
}

std::optional<Node::ListPlace> Node::place_in_list() const {
    if (index_ != 0 || !exists() || document_->base_ordinal_ == Document::kNone) return std::nullopt;
    return ListPlace{document_->base_pointer_, document_->base_ordinal_};
}

std::string escaped(std::string_view key) {
    // A pointer is built for every element: a long key must not be copied as often.
    constexpr std::size_t kLongest = 200;
    if (key.size() > kLongest) return escaped(text::shorten(key, kLongest - 3));
    text::count_work(key.size());
    std::string result;
    for (const char c : key) {
        if (c == '~') result += "~0";
        else if (c == '/') result += "~1";
        else result += c;
    }
    return result;
}

std::string Node::pointer() const {
    if (!exists()) return {};
    std::vector<std::string> parts;
    for (std::uint32_t at = index_; document_->nodes_[at].parent != Document::kNone;
         at = document_->nodes_[at].parent) {
        const Node node(document_, at);
        if (document_->nodes_[at].key == Document::kNone) {
            parts.push_back(std::to_string(document_->nodes_[at].ordinal));
        } else {
            parts.push_back(escaped(node.key()));
        }
    }
    std::string result = document_->base_pointer_;
    if (document_->base_ordinal_ != Document::kNone) result += "/" + std::to_string(document_->base_ordinal_);
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

}  // namespace preflight::formats::json
