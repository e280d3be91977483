#include "core/formats/xml.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "core/text/unicode.h"

namespace preflight::formats::xml {

namespace {

constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_name_start(char32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == ':' || (c >= 0xC0 && c <= 0xD6) ||
           (c >= 0xD8 && c <= 0xF6) || (c >= 0xF8 && c <= 0x2FF) || (c >= 0x370 && c <= 0x37D) ||
           (c >= 0x37F && c <= 0x1FFF) || c == 0x200C || c == 0x200D || (c >= 0x2070 && c <= 0x218F) ||
           (c >= 0x2C00 && c <= 0x2FEF) || (c >= 0x3001 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFDCF) ||
           (c >= 0xFDF0 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0xEFFFF);
}

bool is_name(char32_t c) {
    return is_name_start(c) || c == '-' || c == '.' || (c >= '0' && c <= '9') || c == 0xB7 ||
           (c >= 0x300 && c <= 0x36F) || c == 0x203F || c == 0x2040;
}

bool is_character(char32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           c >= 0x10000;
}

class Parser {
public:
    Parser(std::string_view text, const Limits& limits, Document& document)
        : text_(text), limits_(limits), document_(document) {}

    void run() {
        if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
        if (text_.find_first_not_of(" \t\r\n", at_) == std::string_view::npos) {
            fail(ErrorKind::empty, "the file is empty", at_, text_.size());
            return;
        }
        if (!check_characters()) return;
        if (starts("<?xml") && at_ + 5 < text_.size() && is_space(text_[at_ + 5]) && !declaration()) return;
        while (at_ < text_.size()) {
            if (!(text_[at_] == '<' ? markup() : content())) return;
        }
        if (document_.elements.empty()) {
            fail(ErrorKind::not_well_formed, "there is no element in it", at_, at_);
        } else if (!open_.empty()) {
            const Element& last = document_.elements[open_.back()];
            fail(ErrorKind::truncated, "the file ends before <" + shown(last) + "> is closed", last.start_tag.begin,
                 last.start_tag.end);
        }
    }

private:
    [[nodiscard]] bool starts(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

    static std::string shown(const Element& element) {
        return element.prefix.empty() ? element.local : element.prefix + ":" + element.local;
    }

    bool fail(ErrorKind kind, std::string message, std::size_t begin, std::size_t end) {
        if (!document_.error)
            document_.error =
                Error{kind, std::move(message), {std::min(begin, text_.size()), std::min(end, text_.size())}};
        return false;
    }
    bool truncated(std::string what, std::size_t begin) {
        return fail(ErrorKind::truncated, "the file ends inside " + std::move(what), begin, text_.size());
    }

    bool check_characters() {
        for (std::size_t i = at_; i < text_.size();) {
            const text::CodePoint point = text::decode(text_, i);
            if (!point.valid) return fail(ErrorKind::invalid_encoding, "the bytes are not UTF-8", i, i + 1);
            if (!is_character(point.value))
                return fail(ErrorKind::not_well_formed, "a control character that XML does not allow", i,
                            i + point.length);
            i += point.length;
        }
        return true;
    }

    bool declaration() {
        const auto end = text_.find("?>", at_);
        if (end == std::string_view::npos) return truncated("the XML declaration", at_);
        const std::string_view body = text_.substr(at_ + 5, end - at_ - 5);
        if (body.find("version") == std::string_view::npos)
            return fail(ErrorKind::not_well_formed, "the XML declaration has no version", at_, end + 2);
        at_ = end + 2;
        return true;
    }

    void skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    // A name; empty when there is none here.
    std::string_view name() {
        const std::size_t begin = at_;
        while (at_ < text_.size()) {
            const text::CodePoint point = text::decode(text_, at_);
            if (!(at_ == begin ? is_name_start(point.value) : is_name(point.value))) break;
            at_ += point.length;
        }
        return text_.substr(begin, at_ - begin);
    }

    static bool split(std::string_view qualified, std::string& prefix, std::string& local) {
        const auto colon = qualified.find(':');
        if (colon == std::string_view::npos) {
            local = qualified;
            return true;
        }
        prefix = qualified.substr(0, colon);
        local = qualified.substr(colon + 1);
        return !prefix.empty() && !local.empty() && local.find(':') == std::string::npos;
    }

    // "&...;" at `at_`: appends what it stands for.
    bool reference(std::string& out) {
        const std::size_t begin = at_;
        const auto end = text_.find(';', begin);
        if (end == std::string_view::npos || end - begin > 64) {
            return fail(ErrorKind::not_well_formed, "a bare & (write &amp;)", begin, begin + 1);
        }
        const std::string_view body = text_.substr(begin + 1, end - begin - 1);
        at_ = end + 1;
        constexpr std::pair<std::string_view, char> kPredefined[] = {
            {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"apos", '\''}, {"quot", '"'}};
        for (const auto& [word, c] : kPredefined) {
            if (body == word) {
                out += c;
                return true;
            }
        }
        if (!body.empty() && body.front() == '#') {
            const bool hex = body.size() > 1 && body[1] == 'x';
            const std::string_view digits = body.substr(hex ? 2 : 1);
            std::uint32_t value = 0;
            const auto [stop, failed] =
                std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
            if (!digits.empty() && failed == std::errc{} && stop == digits.data() + digits.size() &&
                value <= 0x10FFFF && is_character(value)) {
                text::append(out, value);
                return true;
            }
            return fail(ErrorKind::not_well_formed, "a character reference to no legal character", begin, end + 1);
        }
        const bool looks_like_name = !body.empty() && is_name_start(text::decode(body, 0).value) &&
                                     body.find_first_of(" <&=\"'") == std::string_view::npos;
        return fail(ErrorKind::not_well_formed,
                    looks_like_name ? "an entity that is not declared: &" + std::string(body) + ";"
                                    : std::string("a bare & (write &amp;)"),
                    begin, begin + 1);
    }

    bool content() {
        const std::size_t begin = at_;
        std::string piece;
        while (at_ < text_.size() && text_[at_] != '<') {
            if (text_[at_] == '&') {
                if (open_.empty())
                    return fail(ErrorKind::not_well_formed, "text outside the root element", at_, at_ + 1);
                if (!reference(piece)) return false;
                continue;
            }
            if (text_.substr(at_, 3) == "]]>") return fail(ErrorKind::not_well_formed, "]]> in text", at_, at_ + 3);
            if (text_[at_] == '\r') {
                piece += '\n';
                at_ += text_.substr(at_, 2) == "\r\n" ? 2U : 1U;
                continue;
            }
            piece += text_[at_++];
        }
        if (open_.empty()) {
            const auto stray = text_.substr(begin, at_ - begin).find_first_not_of(" \t\r\n");
            if (stray == std::string_view::npos) return true;
            if (!document_.elements.empty())
                return fail(ErrorKind::content_after_root, "text behind the root element", begin + stray, at_);
            return fail(ErrorKind::not_well_formed, "text before the root element", begin + stray, at_);
        }
        add_text(piece, begin);
        return true;
    }

    void add_text(std::string_view piece, std::size_t begin) {
        Element& element = document_.elements[open_.back()];
        if (element.text_span.empty() && element.text.empty()) element.text_span.begin = begin;
        element.text += piece;
        element.text_span.end = at_;
    }

    bool markup() {
        const std::size_t begin = at_;
        if (starts("<!--")) {
            const auto end = text_.find("--", begin + 4);
            if (end == std::string_view::npos) return truncated("a comment", begin);
            if (text_.substr(end, 3) != "-->")
                return fail(ErrorKind::not_well_formed, "-- inside a comment", end, end + 2);
            at_ = end + 3;
            return true;
        }
        if (starts("<![CDATA[")) {
            const auto end = text_.find("]]>", begin);
            if (end == std::string_view::npos) return truncated("a CDATA section", begin);
            at_ = end + 3;
            if (open_.empty()) return fail(ErrorKind::not_well_formed, "text outside the root element", begin, at_);
            add_text(text_.substr(begin + 9, end - begin - 9), begin);
            return true;
        }
        if (starts("<!DOCTYPE")) {
            document_.doctype = text::Span{begin, std::min(begin + 9, text_.size())};
            return fail(ErrorKind::doctype, "a DOCTYPE, which metadata must not have", begin, begin + 9);
        }
        if (starts("<?")) {
            const auto end = text_.find("?>", begin);
            if (end == std::string_view::npos) return truncated("a processing instruction", begin);
            at_ = begin + 2;
            const std::string_view target = name();
            if (target.empty())
                return fail(ErrorKind::not_well_formed, "a processing instruction without a name", begin, end + 2);
            if (text::equal_ignoring_ascii_case(target, "xml")) {
                return fail(
                    document_.elements.empty() ? ErrorKind::misplaced_declaration : ErrorKind::content_after_root,
                    document_.elements.empty() ? "something stands before the XML declaration"
                                               : "a second document begins here",
                    begin, end + 2);
            }
            at_ = end + 2;
            return true;
        }
        if (starts("</")) return end_tag();
        return start_tag();
    }

    bool end_tag() {
        const std::size_t begin = at_;
        at_ += 2;
        const std::string_view qualified = name();
        skip_space();
        if (at_ >= text_.size()) return truncated("an end tag", begin);
        if (qualified.empty() || text_[at_] != '>')
            return fail(ErrorKind::not_well_formed, "a damaged end tag", begin, at_ + 1);
        ++at_;
        if (open_.empty()) return fail(ErrorKind::not_well_formed, "an end tag without a start tag", begin, at_);
        const Element& element = document_.elements[open_.back()];
        if (qualified != shown(element)) {
            return fail(ErrorKind::not_well_formed,
                        "</" + std::string(qualified) + "> where </" + shown(element) + "> was due", begin, at_);
        }
        open_.pop_back();
        scopes_.resize(scope_sizes_.back());
        scope_sizes_.pop_back();
        return true;
    }

    bool start_tag() {
        const std::size_t begin = at_;
        if (open_.empty() && !document_.elements.empty()) {
            return fail(ErrorKind::content_after_root, "a second root element", begin, begin + 1);
        }
        ++at_;
        const std::string qualified(name());
        if (qualified.empty()) {
            if (at_ >= text_.size()) return truncated("a tag", begin);
            return fail(ErrorKind::not_well_formed, "a bare < (write &lt;)", begin, begin + 1);
        }
        if (open_.size() >= limits_.depth)
            return fail(ErrorKind::limit, "elements nested deeper than " + std::to_string(limits_.depth) + " levels",
                        begin, at_);
        if (document_.elements.size() >= limits_.elements)
            return fail(ErrorKind::limit, "more than " + std::to_string(limits_.elements) + " elements", begin, at_);
        Element element;
        if (!split(qualified, element.prefix, element.local))
            return fail(ErrorKind::not_well_formed, "the name " + qualified + " has a misplaced colon", begin + 1, at_);
        const std::size_t scope_before = scopes_.size();
        bool closed = false;
        while (true) {
            const std::size_t space = at_;
            skip_space();
            if (at_ >= text_.size()) return truncated("the tag <" + qualified, begin);
            if (text_[at_] == '>') {
                ++at_;
                break;
            }
            if (starts("/>")) {
                at_ += 2;
                closed = true;
                break;
            }
            if (at_ == space)
                return fail(ErrorKind::not_well_formed, "a blank or > expected in the tag <" + qualified, at_, at_ + 1);
            if (!attribute(element, qualified, begin)) return false;
        }
        element.start_tag = {begin, at_};
        if (!resolve(element, begin)) return false;

        const std::size_t index = document_.elements.size();
        if (!open_.empty()) {
            element.parent = open_.back();
            Element& parent = document_.elements[element.parent];
            (parent.last == kNone ? parent.first : document_.elements[parent.last].next) = index;
            parent.last = index;
            element.ordinal = ++ordinals_[{element.parent, element.name_space + " " + element.local}];
        }
        document_.elements.push_back(std::move(element));
        if (closed) {
            scopes_.resize(scope_before);
        } else {
            open_.push_back(index);
            scope_sizes_.push_back(scope_before);
        }
        return true;
    }

    bool attribute(Element& element, const std::string& tag, std::size_t tag_begin) {
        const std::size_t begin = at_;
        const std::string qualified(name());
        const std::size_t name_end = at_;
        if (qualified.empty())
            return fail(ErrorKind::not_well_formed, "an attribute name expected in the tag <" + tag, begin, begin + 1);
        skip_space();
        if (at_ >= text_.size()) return truncated("the tag <" + tag, tag_begin);
        if (text_[at_] != '=')
            return fail(ErrorKind::not_well_formed, "the attribute " + qualified + " has no value", begin, name_end);
        ++at_;
        skip_space();
        if (at_ >= text_.size()) return truncated("the tag <" + tag, tag_begin);
        const char quote = text_[at_];
        if (quote != '"' && quote != '\'')
            return fail(ErrorKind::not_well_formed, "the value of " + qualified + " is not in quotes", at_, at_ + 1);
        ++at_;
        Attribute attribute;
        attribute.name_span = {begin, name_end};
        attribute.value_span.begin = at_;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '<')
                return fail(ErrorKind::not_well_formed, "< in the value of " + qualified, at_, at_ + 1);
            if (text_[at_] == '&') {
                if (!reference(attribute.value)) return false;
                continue;
            }
            // Attribute values are normalised: white space becomes blanks (XML 1.0 3.3.3).
            if (text_.substr(at_, 2) == "\r\n") ++at_;
            attribute.value += is_space(text_[at_]) ? ' ' : text_[at_];
            ++at_;
        }
        if (at_ >= text_.size()) return truncated("the value of " + qualified, begin);
        attribute.value_span.end = at_++;
        if (qualified == "xmlns" || qualified.compare(0, 6, "xmlns:") == 0) {
            const std::string prefix = qualified.size() > 6 ? qualified.substr(6) : "";
            for (const std::string& declared : declared_here_) {
                if (declared == prefix)
                    return fail(ErrorKind::not_well_formed, "the attribute " + qualified + " stands twice", begin,
                                name_end);
            }
            if (qualified == "xmlns:" || (!prefix.empty() && attribute.value.empty()))
                return fail(ErrorKind::not_well_formed, "the prefix " + prefix + " is bound to nothing", begin,
                            name_end);
            declared_here_.push_back(prefix);
            if (scopes_.size() >= limits_.namespaces)
                return fail(ErrorKind::limit,
                            "more than " + std::to_string(limits_.namespaces) + " namespace declarations in scope",
                            begin, name_end);
            scopes_.emplace_back(prefix, attribute.value);
            return true;
        }
        if (!split(qualified, attribute.prefix, attribute.local))
            return fail(ErrorKind::not_well_formed, "the name " + qualified + " has a misplaced colon", begin,
                        name_end);
        if (element.attributes.size() >= limits_.attributes)
            return fail(ErrorKind::limit,
                        "more than " + std::to_string(limits_.attributes) + " attributes in one element", begin,
                        name_end);
        element.attributes.push_back(std::move(attribute));
        return true;
    }

    [[nodiscard]] std::optional<std::string> bound(const std::string& prefix) const {
        if (prefix == "xml") return std::string(kXmlNamespace);
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (scope->first == prefix) return scope->second;
        }
        if (prefix.empty()) return std::string{};
        return std::nullopt;
    }

    bool resolve(Element& element, std::size_t begin) {
        declared_here_.clear();
        const auto space = bound(element.prefix);
        if (!space)
            return fail(ErrorKind::not_well_formed, "the prefix " + element.prefix + " is not declared", begin + 1,
                        begin + 1 + element.prefix.size());
        element.name_space = *space;
        std::map<std::pair<std::string, std::string>, bool> seen;
        for (Attribute& attribute : element.attributes) {
            if (!attribute.prefix.empty()) {
                const auto bound_to = bound(attribute.prefix);
                if (!bound_to)
                    return fail(ErrorKind::not_well_formed, "the prefix " + attribute.prefix + " is not declared",
                                attribute.name_span.begin, attribute.name_span.end);
                attribute.name_space = *bound_to;
            }
            if (!seen.emplace(std::make_pair(attribute.name_space, attribute.local), true).second) {
                return fail(ErrorKind::not_well_formed, "the attribute " + attribute.local + " stands twice",
                            attribute.name_span.begin, attribute.name_span.end);
            }
        }
        return true;
    }

    std::string_view text_;
    const Limits& limits_;
    Document& document_;
    std::size_t at_ = 0;
    std::vector<std::size_t> open_;
    std::vector<std::size_t> scope_sizes_;
    std::vector<std::pair<std::string, std::string>> scopes_;
    std::vector<std::string> declared_here_;
    std::map<std::pair<std::size_t, std::string>, std::size_t> ordinals_;
};

}  // namespace

const Attribute* Element::attribute(std::string_view local_name) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&](const Attribute& a) { return a.prefix.empty() && a.local == local_name; });
    return found == attributes.end() ? nullptr : &*found;
}

std::string Document::path(std::size_t element) const {
    std::string result;
    for (; element != kNone && element < elements.size(); element = elements[element].parent) {
        const Element& e = elements[element];
        std::string step = "/" + (e.prefix.empty() ? e.local : e.prefix + ":" + e.local);
        if (e.ordinal > 1) step += "[" + std::to_string(e.ordinal) + "]";
        result.insert(0, step);
    }
    return result;
}

std::vector<std::size_t> Document::children(std::size_t element, std::string_view name_space,
                                            std::string_view local) const {
    std::vector<std::size_t> result;
    if (element >= elements.size()) return result;
    for (std::size_t child = elements[element].first; child != kNone; child = elements[child].next) {
        if (elements[child].local == local && elements[child].name_space == name_space) result.push_back(child);
    }
    return result;
}

Document parse(std::string_view text, const Limits& limits) {
    Document document;
    Parser(text, limits, document).run();
    return document;
}

}  // namespace preflight::formats::xml
