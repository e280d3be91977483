#include "core/formats/xml/tree.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "core/text/order.h"

namespace preflight::formats::xml {

namespace {

constexpr std::string_view kCdata = "<![CDATA[", kCdataEnd = "]]>";

// No trimming and no embedding: canonicalisation needs white space, comments and CDATA as they are.
constexpr unsigned kOptions = pugi::parse_full | pugi::parse_ws_pcdata;

// As operator new says it, also where there are no exceptions (WebAssembly).
[[noreturn]] void out_of_memory() {
#ifdef __cpp_exceptions
    throw std::bad_alloc();
#else
    std::abort();
#endif
}

bool is_text(pugi::xml_node node) {
    return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::string_view local_of(std::string_view qualified) {
    const auto colon = qualified.find(':');
    return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

std::string_view prefix_of(std::string_view qualified) {
    const auto colon = qualified.find(':');
    return colon == std::string_view::npos ? std::string_view{} : qualified.substr(0, colon);
}

bool is_declaration(const char* attribute_name) {
    return std::strncmp(attribute_name, "xmlns", 5) == 0 && (attribute_name[5] == '\0' || attribute_name[5] == ':');
}

// ---- attributes

std::string_view Attribute::name_space() const {
    return has_prefix() ? tree_->name_space(attribute_) : std::string_view{};
}

text::Span Attribute::name_span() const {
    const std::size_t begin = tree_->offset(attribute_.name());
    return {begin, begin + name_.size()};
}

text::Span Attribute::value_span() const {
    const std::size_t begin = tree_->offset(attribute_.value());
    const std::string_view text = tree_->text();
    return {begin, text.find(text[begin - 1], begin)};
}

text::Span Attribute::span() const {
    const text::Span value = value_span();
    return value.empty() ? name_span() : value;
}

Attributes::Iterator::Iterator(const Tree& tree, pugi::xml_attribute at) : tree_(&tree), at_(at) {
    while (at_ && is_declaration(at_.name())) at_ = at_.next_attribute();
}

Attributes::Iterator& Attributes::Iterator::operator++() {
    *this = Iterator(*tree_, at_.next_attribute());
    return *this;
}

// ---- elements

Attribute Element::attribute(std::string_view local_name) const {
    if (scanned().attributes == 0) return {};
    for (pugi::xml_attribute attribute = node().first_attribute(); attribute; attribute = attribute.next_attribute()) {
        const char* const name = attribute.name();
        if (name[0] == local_name[0] && std::strncmp(name, local_name.data(), local_name.size()) == 0 &&
            name[local_name.size()] == '\0')
            return {*tree_, attribute};
    }
    return {};
}

Attributes Element::attributes() const {
    // Most elements have none: their nodes need not be looked at.
    return {*tree_, scanned().attributes == 0 ? pugi::xml_node() : node()};
}

std::string_view Element::text() const {
    const auto& joined = tree_->joined_;
    const auto found = std::lower_bound(joined.begin(), joined.end(), index_,
                                        [](const auto& entry, std::size_t index) { return entry.first < index; });
    if (found != joined.end() && found->first == index_) return found->second;
    for (const pugi::xml_node child : node().children()) {
        if (is_text(child) && child.value()[0] != '\0') return child.value();
    }
    return {};
}

text::Span Element::text_span() const {
    pugi::xml_node first = node().first_child(), last = node().last_child();
    while (first && !is_text(first)) first = first.next_sibling();
    if (!first) return {};
    while (!is_text(last)) last = last.previous_sibling();
    std::size_t begin = tree_->offset(first.value()), end = tree_->offset(last.value());
    if (first.type() == pugi::node_cdata) begin -= kCdata.size();
    end = last.type() == pugi::node_cdata ? tree_->text_.find(kCdataEnd, end) + kCdataEnd.size()
                                          : tree_->text_.find('<', end);
    return {begin, end};
}

// ---- the tree

std::size_t Tree::visible_in(pugi::xml_node text) const {
    std::size_t at = offset(text.value());
    while (is_space(text_[at])) ++at;
    const bool ends =
        text.type() == pugi::node_cdata ? text_.compare(at, kCdataEnd.size(), kCdataEnd) == 0 : text_[at] == '<';
    return ends ? kNone : at;
}

std::size_t Tree::offset(const char* in_place) const {
    return static_cast<std::size_t>(in_place - copy_.get());
}

std::string_view Tree::name_space(pugi::xml_attribute attribute) const {
    const std::size_t at = offset(attribute.name());
    const auto found =
        std::lower_bound(scan_.prefixes.begin(), scan_.prefixes.end(), at,
                         [](const ScannedPrefix& prefix, std::size_t name) { return prefix.attribute < name; });
    return found == scan_.prefixes.end() || found->attribute != at ? std::string_view{}
                                                                   : scan_.namespaces[found->name_space];
}

pugi::xml_node Tree::document() const {
    return document_ == nullptr ? pugi::xml_node() : static_cast<pugi::xml_node>(*document_);
}

void Tree::load() {
    copy_.reset(new char[text_.size()]);
    std::memcpy(copy_.get(), text_.data(), text_.size());
    document_ = std::make_unique<pugi::xml_document>();
    const pugi::xml_parse_result result =
        document_->load_buffer_inplace(copy_.get(), text_.size(), kOptions, pugi::encoding_utf8);
    if (result.status == pugi::status_out_of_memory) out_of_memory();
    if (result && collect()) return;
    // Never seen, and looked for by tests. A tree that is not what the scanner saw must not be used.
    scan_.error = Error{ErrorKind::not_well_formed, "two parsers of XML disagree about it", {0, 0}};
    nodes_.clear();
    visible_.clear();
    joined_.clear();
    document_.reset();
}

// Finds the elements, in document order, and the texts of several pieces. False when they are not those of the scanner.
bool Tree::collect() {
    struct Pieces {
        std::string_view first;
        std::string joined;
        std::size_t count = 0;
        bool visible = false;
    };
    nodes_.reserve(scan_.elements.size());
    visible_.assign(scan_.elements.size(), ScannedElement::kNoElement);
    std::vector<Pieces> open;  // of the elements around the current node
    std::uint32_t current = ScannedElement::kNoElement;
    pugi::xml_node node = document_->first_child();
    while (node) {
        if (node.type() == pugi::node_element) {
            const std::size_t index = nodes_.size();
            if (index == scan_.elements.size()) return false;
            const ScannedElement& element = scan_.elements[index];
            const std::size_t size = element.local_size + (element.prefix_size == 0 ? 0U : element.prefix_size + 1U);
            const char* const name = node.name();
            if (offset(name) != element.begin + 1U || text_.compare(element.begin + 1U, size, name, size) != 0 ||
                name[size] != '\0' || element.parent != current)
                return false;
            nodes_.push_back(node);
            if (node.first_child()) {
                current = static_cast<std::uint32_t>(index);
                open.emplace_back();
                node = node.first_child();
                continue;
            }
        } else if (is_text(node) && !open.empty() && node.value()[0] != '\0') {
            Pieces& pieces = open.back();
            const std::string_view value = node.value();
            const std::size_t visible = visible_in(node);
            const bool blank = visible == kNone;
            if (!blank && !pieces.visible) visible_[current] = static_cast<std::uint32_t>(visible);
            if (pieces.count == 0 || !blank || pieces.visible) {
                if (pieces.count == 0) pieces.first = value;
                if (pieces.count == 1) pieces.joined = pieces.first;
                if (pieces.count > 0) pieces.joined += value;
                ++pieces.count;
                pieces.visible = pieces.visible || !blank;
            }
        }
        while (node && !node.next_sibling()) {
            node = node.parent();
            if (open.empty()) break;
            if (open.back().count > 1) joined_.emplace_back(current, std::move(open.back().joined));
            open.pop_back();
            current = scan_.elements[current].parent;
        }
        node = node.next_sibling();
    }
    text::sort(joined_, [](const auto& a, const auto& b) { return a.first < b.first; });
    return nodes_.size() == scan_.elements.size();
}

std::string Tree::path(std::size_t element) const {
    std::string result;
    while (element < size()) {
        const Element here = (*this)[element];
        std::string step = "/" + shown_name(here.prefix(), here.local());
        if (const std::uint32_t ordinal = scan_.elements[element].ordinal; ordinal > 1)
            step += "[" + std::to_string(ordinal) + "]";
        result.insert(0, step);
        element = here.parent();
    }
    return result;
}

std::vector<std::size_t> Tree::children(std::size_t element, std::string_view name_space,
                                        std::string_view local) const {
    std::vector<std::size_t> result;
    for (std::size_t i = child(element, name_space, local); i != kNone; i = next_sibling_same_name(i))
        result.push_back(i);
    return result;
}

std::size_t Tree::child(std::size_t element, std::string_view name_space, std::string_view local) const {
    if (element >= size()) return kNone;
    std::size_t i = (*this)[element].first();
    while (i != kNone && !(*this)[i].is(name_space, local)) i = (*this)[i].next();
    return i;
}

std::size_t Tree::next_sibling_same_name(std::size_t element) const {
    const Element here = (*this)[element];
    std::size_t i = here.next();
    while (i != kNone && !(*this)[i].is(here.name_space(), here.local())) i = (*this)[i].next();
    return i;
}

std::size_t Tree::last_begun(std::size_t offset) const {
    const auto next = std::upper_bound(scan_.elements.begin(), scan_.elements.end(), offset,
                                       [](std::size_t at, const ScannedElement& e) { return at < e.begin; });
    return next == scan_.elements.begin() ? kNone : static_cast<std::size_t>(next - scan_.elements.begin()) - 1;
}

Tree parse(std::string_view text, const Limits& limits) {
    Tree tree;
    tree.text_ = text;
    tree.scan_ = scan(text, limits);
    if (!tree.scan_.error) tree.load();
    return tree;
}

}  // namespace preflight::formats::xml
