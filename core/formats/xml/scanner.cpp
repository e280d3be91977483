#include "core/formats/xml/scanner.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>
#include <utility>

#include "core/text/character_reference.h"
#include "core/text/shorten.h"
#include "core/text/swar.h"
#include "core/text/unicode.h"
#include "core/text/work.h"

namespace preflight::formats::xml {

namespace {

constexpr std::uint32_t kNone = ScannedElement::kNoElement;
constexpr std::size_t kMaxInstructions = 16;
constexpr std::size_t kFewNames = 16;

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

// What one byte of text means to the reader: metadata is ASCII but for names of organisations.
enum ByteClass : std::uint8_t { kPlain = 0, kName = 1, kBlank = 2, kBreaksText = 4, kBreaksValue = 8 };
constexpr std::array<std::uint8_t, 256> kClass = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned c = 0; c < 128; ++c) {
        const bool name = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '.' || c == '_' || c == ':';
        if (name) table[c] = kName;
    }
    for (const char c : {' ', '\t', '\n', '\r'}) table[static_cast<unsigned char>(c)] |= kBlank;
    for (const char c : {'<', '&', ']'}) table[static_cast<unsigned char>(c)] |= kBreaksText;
    for (const char c : {'<', '&', '"', '\''}) table[static_cast<unsigned char>(c)] |= kBreaksValue;
    return table;
}();
std::uint8_t class_of(char c) {
    return kClass[static_cast<unsigned char>(c)];
}

// A name for people to read: no writer makes one that is cut off here.
std::string shown(std::string_view name) {
    return text::shorten(name, 80);
}
std::uint32_t narrow(std::size_t offset) {
    return static_cast<std::uint32_t>(offset);  // kMaxBytes
}

class Scanner {
public:
    Scanner(std::string_view text, const Limits& limits, Scan& result, std::vector<Event>* events)
        : text_(text), limits_(limits), result_(result), events_(events) {
        result_.namespaces.emplace_back();
        namespace_ids_.emplace(std::string_view{}, 0);
        xml_ = namespace_id(kXmlNamespace);
    }

    void run() {
        if (text_.size() > kMaxBytes) {
            fail(ErrorKind::limit, "it is larger than " + std::to_string(kMaxBytes >> 20U) + " MB", 0, 0);
            return;
        }
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
        if (result_.elements.empty()) {
            fail(ErrorKind::not_well_formed, "there is no element in it", at_, at_);
        } else if (!open_.empty()) {
            const ScannedElement& last = result_.elements[open_.back()];
            const std::string_view name = text_.substr(last.begin + 1);
            const std::string_view prefix = name.substr(0, last.prefix_size);
            const std::string_view local = name.substr(prefix.empty() ? 0 : prefix.size() + 1, last.local_size);
            fail(ErrorKind::truncated, "the file ends before <" + shown_name(prefix, local) + "> is closed", last.begin,
                 last.end);
        }
    }

private:
    [[nodiscard]] bool starts(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

    bool fail(ErrorKind kind, std::string message, std::size_t begin, std::size_t end) {
        if (!result_.error)
            result_.error =
                Error{kind, std::move(message), {std::min(begin, text_.size()), std::min(end, text_.size())}};
        return false;
    }
    bool truncated(std::string what, std::size_t begin) {
        return fail(ErrorKind::truncated, "the file ends inside " + std::move(what), begin, text_.size());
    }

    bool check_characters() {
        for (std::size_t i = at_; i < text_.size();) {
            // Eight at a time: no byte below a blank and none above ASCII.
            while (i + 8 <= text_.size()) {
                const std::uint64_t word = text::eight_at(text_.data() + i);
                if (((word | (word - text::kEachByte * ' ')) & text::kHighBits) != 0) break;
                i += 8;
            }
            if (i >= text_.size()) break;
            const auto c = static_cast<unsigned char>(text_[i]);
            if (c < 0x80 && (c >= 0x20 || is_space(text_[i]))) {
                ++i;
                continue;
            }
            const text::CodePoint point = text::decode(text_, i);
            if (!point.valid) return fail(ErrorKind::invalid_encoding, "the bytes are not UTF-8", i, i + 1);
            if (!is_character(point.value))
                return fail(ErrorKind::not_well_formed, "a control character that XML does not allow", i,
                            i + point.length);
            i += point.length;
        }
        return true;
    }

    // A pseudo attribute of the declaration; false when there is none of this name here.
    bool pseudo(std::string_view name, std::size_t limit, std::string_view& value, text::Span& span) {
        const std::size_t before = at_;
        skip_space();
        if (at_ == before || text_.substr(at_, name.size()) != name) return at_ = before, false;
        at_ += name.size();
        skip_space();
        if (at_ >= limit || text_[at_] != '=') return at_ = before, false;
        ++at_;
        skip_space();
        if (at_ >= limit || (text_[at_] != '"' && text_[at_] != '\'')) return at_ = before, false;
        const auto end = text_.find(text_[at_], at_ + 1);
        if (end == std::string_view::npos || end >= limit) return at_ = before, false;
        span = {at_ + 1, end};
        value = text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        return true;
    }

    // EncName (XML 1.0, 4.3.3).
    static bool is_encoding_name(std::string_view name) {
        const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        return letter(name.front()) &&
               std::all_of(name.begin(), name.end(), [](char c) { return (class_of(c) & kName) != 0 && c != ':'; });
    }

    // XML 1.0, 2.8: version, then encoding, then standalone.
    bool declaration() {
        const std::size_t begin = at_;
        const auto end = text_.find("?>", at_);
        if (end == std::string_view::npos) return truncated("the XML declaration", at_);
        Declaration declared;
        declared.span = {begin, end + 2};
        at_ += 5;
        if (!pseudo("version", end, declared.version, declared.version_span))
            return fail(ErrorKind::not_well_formed, "the XML declaration has no version", begin, end + 2);
        std::string_view standalone;
        text::Span ignored;
        const bool encoded = pseudo("encoding", end, declared.encoding, declared.encoding_span);
        const bool alone = pseudo("standalone", end, standalone, ignored);
        skip_space();
        if (at_ != end) return fail(ErrorKind::not_well_formed, "the XML declaration is damaged", at_, end + 2);
        if (declared.version.substr(0, 2) != "1." || declared.version.size() < 3 ||
            declared.version.find_first_not_of("0123456789", 2) != std::string_view::npos)
            return fail(ErrorKind::not_well_formed, "a version of XML that does not exist", declared.version_span.begin,
                        declared.version_span.end);
        if (encoded && declared.encoding.empty())
            return fail(ErrorKind::not_well_formed, "the XML declaration names no encoding", begin, end + 2);
        if (encoded && !is_encoding_name(declared.encoding))
            return fail(ErrorKind::not_well_formed, "the encoding in the XML declaration has a malformed name",
                        declared.encoding_span.begin, declared.encoding_span.end);
        if (alone && standalone != "yes" && standalone != "no")
            return fail(ErrorKind::not_well_formed, "standalone in the XML declaration is neither yes nor no",
                        ignored.begin, std::max(ignored.end, ignored.begin + 1));
        result_.declaration = declared;
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
            const char c = text_[at_];
            if (static_cast<unsigned char>(c) < 0x80) {
                const bool fits =
                    (class_of(c) & kName) != 0 && (at_ != begin || is_name_start(static_cast<unsigned char>(c)));
                if (!fits) break;
                ++at_;
                continue;
            }
            const text::CodePoint point = text::decode(text_, at_);
            if (!(at_ == begin ? is_name_start(point.value) : is_name(point.value))) break;
            at_ += point.length;
        }
        return text_.substr(begin, at_ - begin);
    }

    static bool split(std::string_view qualified, std::string_view& prefix, std::string_view& local) {
        const auto colon = qualified.find(':');
        if (colon == std::string_view::npos) {
            local = qualified;
            return true;
        }
        prefix = qualified.substr(0, colon);
        local = qualified.substr(colon + 1);
        // The local part has to be a name of its own.
        return !prefix.empty() && !local.empty() && local.find(':') == std::string_view::npos &&
               is_name_start(text::decode(local, 0).value);
    }

    // "&...;" at `at_`, which moves behind it. Whether it is legal: pugixml decodes it.
    bool reference() {
        const std::size_t begin = at_;
        const auto end = text_.substr(begin, text::kLongestReference).find(';');
        if (end == std::string_view::npos) {
            return fail(ErrorKind::not_well_formed, "a bare & (write &amp;)", begin, begin + 1);
        }
        const std::string_view body = text_.substr(begin + 1, end - 1);
        at_ = begin + end + 1;
        if (predefined(body) != '\0') return true;
        if (body.size() > 1 && body[0] == '#') {
            const auto character = text::character_reference(text_.substr(begin));
            if (character && is_character(character->value)) return true;
            return fail(ErrorKind::not_well_formed, "a character reference to no legal character", begin, at_);
        }
        const bool looks_like_name = !body.empty() && is_name_start(text::decode(body, 0).value) &&
                                     body.find_first_of(" <&=\"'") == std::string_view::npos;
        return fail(ErrorKind::not_well_formed,
                    looks_like_name ? "an entity that is not declared: &" + std::string(body) + ";"
                                    : std::string("a bare & (write &amp;)"),
                    begin, begin + 1);
    }

    // What one of the five predefined entities represents; 0 for another name.
    static char predefined(std::string_view name) {
        constexpr std::pair<std::string_view, char> kPredefined[] = {
            {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"apos", '\''}, {"quot", '"'}};
        for (const auto& [word, c] : kPredefined) {
            if (name == word) return c;
        }
        return '\0';
    }

    bool content() {
        const std::size_t begin = at_;
        std::size_t visible = std::string_view::npos;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            const std::uint8_t what = class_of(c);
            const bool begins = visible == std::string_view::npos && c != '<' && (what & kBlank) == 0;
            if (begins) visible = at_;
            if ((what & kBreaksText) == 0) {
                ++at_;
                if (begins) skip_plain_text();
                continue;
            }
            if (c == '<') break;
            if (c == '&') {
                if (open_.empty())
                    return fail(ErrorKind::not_well_formed, "text outside the root element", at_, at_ + 1);
                if (!reference()) return false;
                skip_plain_text();
            } else {
                if (starts("]]>")) return fail(ErrorKind::not_well_formed, "]]> in text", at_, at_ + 3);
                ++at_;
            }
        }
        if (open_.empty()) {
            if (visible == std::string_view::npos) return true;
            if (!result_.elements.empty())
                return fail(ErrorKind::content_after_root, "text behind the root element", visible, at_);
            return fail(ErrorKind::not_well_formed, "text before the root element", visible, at_);
        }
        tell(Event::Kind::text, {}, {begin, at_});
        return true;
    }

    // Most of a file is base64: eight bytes at a time, as long as none of them can end a text.
    void skip_plain_text() {
        while (at_ + 8 <= text_.size()) {
            const std::uint64_t word = text::eight_at(text_.data() + at_);
            if (text::has_zero(word ^ (text::kEachByte * '<')) || text::has_zero(word ^ (text::kEachByte * '&')) ||
                text::has_zero(word ^ (text::kEachByte * ']')))
                return;
            at_ += 8;
        }
    }

    void tell(Event::Kind kind, text::Span name, text::Span value) {
        if (events_ != nullptr) events_->push_back({kind, name, value});
    }

    bool markup() {
        const std::size_t begin = at_;
        const char second = begin + 1 < text_.size() ? text_[begin + 1] : '\0';
        if (second == '/') return end_tag();
        if (second != '!' && second != '?') return start_tag();
        if (starts("<!--")) {
            const auto end = text_.find("--", begin + 4);
            if (end == std::string_view::npos) return truncated("a comment", begin);
            if (text_.substr(end, 3) != "-->")
                return fail(ErrorKind::not_well_formed, "-- inside a comment", end, end + 2);
            tell(Event::Kind::comment, {}, {begin + 4, end});
            at_ = end + 3;
            return true;
        }
        if (starts("<![CDATA[")) {
            const auto end = text_.find("]]>", begin);
            if (end == std::string_view::npos) return truncated("a CDATA section", begin);
            at_ = end + 3;
            if (open_.empty()) return fail(ErrorKind::not_well_formed, "text outside the root element", begin, at_);
            tell(Event::Kind::cdata, {}, {begin + 9, end});
            return true;
        }
        if (starts("<!DOCTYPE")) {
            result_.doctype = read_doctype(begin);
            return fail(ErrorKind::doctype, "a DOCTYPE, which metadata must not have", begin, begin + 9);
        }
        if (second == '?') return instruction();
        if (text_.size() - begin < 9 &&
            std::string_view("<!DOCTYPE").substr(0, text_.size() - begin) == text_.substr(begin))
            return truncated("a declaration", begin);
        return fail(ErrorKind::not_well_formed, "a bare < (write &lt;)", begin, begin + 1);
    }

    bool instruction() {
        const std::size_t begin = at_;
        const auto end = text_.find("?>", begin);
        if (end == std::string_view::npos) return truncated("a processing instruction", begin);
        at_ = begin + 2;
        const std::string_view target = name();
        if (target.empty())
            return fail(ErrorKind::not_well_formed, "a processing instruction without a name", begin, end + 2);
        if (at_ != end && !is_space(text_[at_]))
            return fail(ErrorKind::not_well_formed, "a malformed processing instruction", begin, end + 2);
        if (target.find(':') != std::string_view::npos)
            return fail(ErrorKind::not_well_formed, "the name " + shown(target) + " has a misplaced colon", begin,
                        end + 2);
        if (text::equal_ignoring_ascii_case(target, "xml")) {
            const bool late = result_.elements.empty() && !result_.declaration;
            return fail(late ? ErrorKind::misplaced_declaration : ErrorKind::content_after_root,
                        late ? "something comes before the XML declaration" : "a second document begins here", begin,
                        end + 2);
        }
        if (result_.instructions.size() < kMaxInstructions) result_.instructions.push_back({begin, end + 2});
        tell(Event::Kind::instruction, {}, {begin + 2, end});
        at_ = end + 2;
        return true;
    }

    // Counts what a DOCTYPE declares; tolerant, because nothing of it is used.
    Doctype read_doctype(std::size_t begin) {
        Doctype result;
        result.span = {begin, begin + 9};
        std::size_t at = begin + 9;
        bool inside = false;    // of [...]
        bool entity = false;    // of <!ENTITY ...>
        std::string_view word;  // the last one
        while (at < text_.size()) {
            const char c = text_[at];
            if (c == '"' || c == '\'') {
                const auto end = text_.find(c, at + 1);
                if (end == std::string_view::npos) break;
                const std::string_view value = text_.substr(at + 1, end - at - 1);
                if (word == "SYSTEM" || word == "PUBLIC") {
                    if (!result.external) result.external = text::Span{at + 1, end};
                } else if (entity && has_reference(value)) {
                    ++result.nested;
                    if (!result.expansion) result.expansion = text::Span{at + 1, end};
                }
                word = {};
                at = end + 1;
                continue;
            }
            if (text_.substr(at, 4) == "<!--") {
                const auto end = text_.find("-->", at);
                if (end == std::string_view::npos) break;
                at = end + 3;
                continue;
            }
            if (text_.substr(at, 8) == "<!ENTITY") {
                ++result.entities;
                entity = true;
                at += 8;
                continue;
            }
            if (c == '[') inside = true;
            if (c == ']') inside = false;
            if (c == '>') {
                if (!inside) break;
                entity = false;
            }
            if ((class_of(c) & kName) != 0) {
                const std::size_t from = at;
                while (at < text_.size() && (class_of(text_[at]) & kName) != 0) ++at;
                word = text_.substr(from, at - from);
                continue;
            }
            ++at;
        }
        return result;
    }

    // &name; or %name; but not &#65;.
    static bool has_reference(std::string_view value) {
        const auto last = value.rfind(';');
        if (last == std::string_view::npos) return false;
        for (std::size_t i = 0; i < last; ++i) {
            if ((value[i] == '&' || value[i] == '%') && value[i + 1] != '#') return true;
        }
        return false;
    }

    // How many children of this name the innermost open element has, with the one that begins here.
    std::uint32_t count_child(std::uint32_t name_space, std::string_view local) {
        const std::size_t begin = child_names_begin_.back();
        for (std::size_t i = child_names_.size(); i > begin; --i) {
            ChildName& seen = child_names_[i - 1];
            if (seen.local == local && seen.name_space == name_space) return ++seen.count;
        }
        if (child_names_.size() - begin < kFewNames) {
            child_names_.push_back({name_space, local, 1});
            return 1;
        }
        // Names enough that looking through them would cost more than a table.
        return ++more_names_[{open_.back(), name_space, local}];
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
        const ScannedElement& element = result_.elements[open_.back()];
        const std::string_view due = text_.substr(
            element.begin + 1, element.local_size + (element.prefix_size == 0 ? 0 : element.prefix_size + 1U));
        if (qualified != due) {
            return fail(ErrorKind::not_well_formed, "</" + shown(qualified) + "> where </" + shown(due) + "> was due",
                        begin, at_);
        }
        tell(Event::Kind::end, {}, {});
        open_.pop_back();
        last_children_.pop_back();
        child_names_.resize(child_names_begin_.back());
        child_names_begin_.pop_back();
        scopes_.resize(scope_sizes_.back());
        scope_sizes_.pop_back();
        return true;
    }

    bool start_tag() {
        const std::size_t begin = at_;
        if (open_.empty() && !result_.elements.empty()) {
            return fail(ErrorKind::content_after_root, "a second root element", begin, begin + 1);
        }
        ++at_;
        const std::string_view qualified = name();
        if (qualified.empty()) {
            if (at_ >= text_.size()) return truncated("a tag", begin);
            return fail(ErrorKind::not_well_formed, "a bare < (write &lt;)", begin, begin + 1);
        }
        if (open_.size() >= limits_.depth)
            return fail(ErrorKind::limit, "elements nested deeper than " + std::to_string(limits_.depth) + " levels",
                        begin, at_);
        if (result_.elements.size() >= limits_.elements)
            return fail(ErrorKind::limit, "more than " + std::to_string(limits_.elements) + " elements", begin, at_);
        std::string_view prefix, local;
        if (!split(qualified, prefix, local))
            return fail(ErrorKind::not_well_formed, "the name " + shown(qualified) + " has a misplaced colon",
                        begin + 1, at_);
        const std::size_t scope_before = scopes_.size();
        bool closed = false;
        attributes_.clear();
        tell(Event::Kind::start, {begin + 1, at_}, {});
        while (true) {
            const std::size_t space = at_;
            skip_space();
            if (at_ >= text_.size()) return truncated("the tag <" + shown(qualified), begin);
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
                return fail(ErrorKind::not_well_formed, "a blank or > expected in the tag <" + shown(qualified), at_,
                            at_ + 1);
            if (!attribute(qualified, begin, scope_before)) return false;
        }
        ScannedElement element;
        element.begin = narrow(begin);
        element.end = narrow(at_);
        element.prefix_size = narrow(prefix.size());
        element.local_size = narrow(local.size());
        element.attributes = narrow(attributes_.size());
        if (!resolve(prefix, element.name_space, begin)) return false;

        const std::uint32_t index = narrow(result_.elements.size());
        if (!open_.empty()) {
            element.parent = open_.back();
            element.ordinal = count_child(element.name_space, local);
            if (last_children_.back() != kNone) result_.elements[last_children_.back()].next = index;
            last_children_.back() = index;
        }
        text::count_work();
        result_.elements.push_back(element);
        if (closed) {
            tell(Event::Kind::end, {}, {});
            scopes_.resize(scope_before);
        } else {
            open_.push_back(index);
            last_children_.push_back(kNone);
            child_names_begin_.push_back(child_names_.size());
            scope_sizes_.push_back(scope_before);
        }
        return true;
    }

    // The value between quotes; moves to the closing one.
    bool value(char quote, std::string_view qualified, std::size_t begin) {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if ((class_of(c) & kBreaksValue) == 0) {
                ++at_;
                continue;
            }
            if (c == quote) return true;
            if (c == '<')
                return fail(ErrorKind::not_well_formed, "< in the value of " + shown(qualified), at_, at_ + 1);
            if (c != '&') ++at_;
            else if (!reference()) return false;
        }
        return truncated("the value of " + shown(qualified), begin);
    }

    // What a legal value represents (XML 1.0, 3.3.3). Only names of namespaces are decoded here: the others are
    // pugixml's.
    std::string_view decoded(std::string_view raw) {
        if (raw.find_first_of("&\t\r\n") == std::string_view::npos) return raw;
        std::string value;
        for (std::size_t i = 0; i < raw.size();) {
            if (raw[i] != '&') {
                if (raw.substr(i, 2) == "\r\n") ++i;
                value += is_space(raw[i]) ? ' ' : raw[i];
                ++i;
            } else if (const auto character = text::character_reference(raw.substr(i))) {
                text::append(value, character->value);
                i += character->size;
            } else {
                const std::size_t end = raw.find(';', i);
                value += predefined(raw.substr(i + 1, end - i - 1));
                i = end + 1;
            }
        }
        return result_.decoded.emplace_back(std::move(value));
    }

    bool attribute(std::string_view tag, std::size_t tag_begin, std::size_t scope_before) {
        const std::size_t begin = at_;
        const std::string_view qualified = name();
        const std::size_t name_end = at_;
        if (qualified.empty())
            return fail(ErrorKind::not_well_formed, "an attribute name expected in the tag <" + shown(tag), begin,
                        begin + 1);
        skip_space();
        if (at_ >= text_.size()) return truncated("the tag <" + shown(tag), tag_begin);
        if (text_[at_] != '=')
            return fail(ErrorKind::not_well_formed, "the attribute " + shown(qualified) + " has no value", begin,
                        name_end);
        ++at_;
        skip_space();
        if (at_ >= text_.size()) return truncated("the tag <" + shown(tag), tag_begin);
        const char quote = text_[at_];
        if (quote != '"' && quote != '\'')
            return fail(ErrorKind::not_well_formed, "the value of " + shown(qualified) + " is not in quotes", at_,
                        at_ + 1);
        ++at_;
        const std::size_t value_begin = at_;
        if (!value(quote, qualified, begin)) return false;
        const text::Span value_span{value_begin, at_++};
        tell(Event::Kind::attribute, {begin, name_end}, value_span);
        const text::Span name_span{begin, name_end};
        if (qualified.substr(0, 5) == "xmlns" && (qualified.size() == 5 || qualified[5] == ':'))
            return declare(qualified, decoded(text_.substr(value_begin, value_span.size())), name_span, scope_before);
        OpenAttribute attribute;
        attribute.name_span = name_span;
        if (!split(qualified, attribute.prefix, attribute.local))
            return fail(ErrorKind::not_well_formed, "the name " + shown(qualified) + " has a misplaced colon", begin,
                        name_end);
        if (attributes_.size() >= limits_.attributes)
            return fail(ErrorKind::limit,
                        "more than " + std::to_string(limits_.attributes) + " attributes in one element", begin,
                        name_end);
        attributes_.push_back(attribute);
        return true;
    }

    bool declare(std::string_view qualified, std::string_view value, text::Span at, std::size_t scope_before) {
        const std::string_view prefix = qualified.size() > 6 ? qualified.substr(6) : std::string_view{};
        for (std::size_t i = scope_before; i < scopes_.size(); ++i) {
            if (scopes_[i].first == prefix)
                return fail(ErrorKind::not_well_formed, "the attribute " + shown(qualified) + " appears twice",
                            at.begin, at.end);
        }
        if (qualified == "xmlns:" || (!prefix.empty() && value.empty()))
            return fail(ErrorKind::not_well_formed, "the prefix " + shown(prefix) + " is bound to nothing", at.begin,
                        at.end);
        if (prefix.find(':') != std::string_view::npos)
            return fail(ErrorKind::not_well_formed, "the name " + shown(qualified) + " has a misplaced colon", at.begin,
                        at.end);
        constexpr std::string_view kXmlnsNamespace = "http://www.w3.org/2000/xmlns/";
        if (prefix == "xmlns" || value == kXmlnsNamespace || (prefix == "xml") != (value == kXmlNamespace))
            return fail(ErrorKind::not_well_formed, "the prefixes xml and xmlns cannot be bound anew", at.begin,
                        at.end);
        if (scopes_.size() >= limits_.namespaces)
            return fail(ErrorKind::limit,
                        "more than " + std::to_string(limits_.namespaces) + " namespace declarations in scope",
                        at.begin, at.end);
        scopes_.emplace_back(prefix, namespace_id(value));
        return true;
    }

    std::uint32_t namespace_id(std::string_view name) {
        const auto [found, added] = namespace_ids_.try_emplace(name, narrow(result_.namespaces.size()));
        if (added) result_.namespaces.push_back(name);
        return found->second;
    }

    [[nodiscard]] std::optional<std::uint32_t> bound(std::string_view prefix) const {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (scope->first == prefix) return scope->second;
        }
        if (prefix == "xml") return xml_;
        if (prefix.empty()) return 0;
        return std::nullopt;
    }

    bool resolve(std::string_view prefix, std::uint32_t& name_space, std::size_t begin) {
        const auto space = bound(prefix);
        if (!space)
            return fail(ErrorKind::not_well_formed, "the prefix " + shown(prefix) + " is not declared", begin + 1,
                        begin + 1 + prefix.size());
        name_space = *space;
        for (std::size_t i = 0; i < attributes_.size(); ++i) {
            OpenAttribute& attribute = attributes_[i];
            if (!attribute.prefix.empty()) {
                const auto bound_to = bound(attribute.prefix);
                if (!bound_to)
                    return fail(ErrorKind::not_well_formed,
                                "the prefix " + shown(attribute.prefix) + " is not declared", attribute.name_span.begin,
                                attribute.name_span.end);
                attribute.name_space = *bound_to;
                result_.prefixes.push_back({narrow(attribute.name_span.begin), *bound_to});
            }
            // At most a few hundred (limits): no set needed.
            for (std::size_t j = 0; j < i; ++j) {
                if (attributes_[j].local == attribute.local && attributes_[j].name_space == attribute.name_space)
                    return fail(ErrorKind::not_well_formed,
                                "the attribute " + shown_name(attribute.prefix, attribute.local) + " appears twice",
                                attribute.name_span.begin, attribute.name_span.end);
            }
        }
        return true;
    }

    struct OpenAttribute {
        std::string_view prefix, local;
        std::uint32_t name_space = 0;
        text::Span name_span;
    };
    struct ChildName {
        std::uint32_t name_space = 0;
        std::string_view local;
        std::uint32_t count = 0;
    };
    struct NameUnder {
        std::uint32_t parent = kNone, name_space = 0;
        std::string_view local;
        bool operator==(const NameUnder&) const = default;
    };
    struct HashOfName {
        std::size_t operator()(const NameUnder& name) const {
            return std::hash<std::string_view>()(name.local) * 31 + name.parent;
        }
    };

    std::string_view text_;
    const Limits& limits_;
    Scan& result_;
    std::vector<Event>* events_;
    std::size_t at_ = 0;
    std::vector<std::uint32_t> open_;
    std::vector<std::uint32_t> last_children_;  // of the open elements, up to here
    std::vector<ChildName> child_names_;        // of the children of the open elements, the first few names of each
    std::vector<std::size_t> child_names_begin_;
    std::unordered_map<NameUnder, std::uint32_t, HashOfName> more_names_;
    std::vector<std::size_t> scope_sizes_;
    std::vector<std::pair<std::string_view, std::uint32_t>> scopes_;
    std::unordered_map<std::string_view, std::uint32_t> namespace_ids_;
    std::uint32_t xml_ = 0;                  // the id of its namespace
    std::vector<OpenAttribute> attributes_;  // of the tag that is being read
};

}  // namespace

bool is_name(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const text::CodePoint point = text::decode(text, i);
        if (!point.valid || !(i == 0 ? is_name_start(point.value) : is_name(point.value))) return false;
        i += point.length;
    }
    return !text.empty();
}

std::string shown_name(std::string_view prefix, std::string_view local) {
    return prefix.empty() ? shown(local) : shown(prefix) + ":" + shown(local);
}

Scan scan(std::string_view text, const Limits& limits, std::vector<Event>* events) {
    Scan result;
    Scanner(text, limits, result, events).run();
    return result;
}

}  // namespace preflight::formats::xml
