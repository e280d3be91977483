#include "core/formats/canonical_xml.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <tuple>
#include <utility>

#include "core/text/unicode.h"

namespace preflight::formats::xml {

namespace {

constexpr std::string_view kXmlNamespace = "http://www.w3.org/XML/1998/namespace";
constexpr std::size_t kPiece = 1U << 16U;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// "&...;" at `at`, which moves behind it. The text is well-formed: there are no other references.
void append_reference(std::string_view text, std::size_t& at, std::string& out) {
    const auto end = text.find(';', at);
    const std::string_view body = text.substr(at + 1, end - at - 1);
    at = end + 1;
    if (body == "lt") out += '<';
    else if (body == "gt") out += '>';
    else if (body == "amp") out += '&';
    else if (body == "apos") out += '\'';
    else if (body == "quot") out += '"';
    else {
        const bool hex = body.size() > 1 && body[1] == 'x';
        const std::string_view digits = body.substr(hex ? 2 : 1);
        std::uint32_t value = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
        text::append(out, value);
    }
}

struct TagAttribute {
    std::string_view name, prefix, local;
    std::string_view value;  // normalised; of the text or of the pool
    std::string_view name_space;
};

struct Tag {
    std::string_view name, prefix;
    std::vector<TagAttribute> attributes;
    std::vector<std::pair<std::string_view, std::string_view>> declarations;  // prefix, namespace
    bool closed = false;
};

void split(std::string_view name, std::string_view& prefix, std::string_view& local) {
    const auto colon = name.find(':');
    prefix = colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
    local = colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class Canonicaliser {
public:
    Canonicaliser(const Document& document, std::string_view text, const C14n& how,
                  const std::function<void(std::string_view)>& sink)
        : document_(document), text_(text), how_(how), sink_(sink), limit_((16U << 20U) + text.size() * 8) {
        id_of({});
        xml_ = id_of("xml");
        bound_[xml_] = kXmlNamespace;
        for (const std::string& prefix : how.prefixes) listed_.push_back(id_of(prefix));
    }

    C14nStatus run(std::size_t element, std::size_t left_out) {
        const bool whole = element == kWholeDocument;
        const std::size_t apex = whole ? 0 : element;
        left_out_ = left_out < document_.elements.size() ? document_.elements[left_out].start_tag.begin : text_.size();
        if (!take_ancestors(apex)) return C14nStatus::unsupported;
        at_ = whole ? start_of_document() : document_.elements[apex].start_tag.begin;
        bool begun = false;
        while (at_ < text_.size()) {
            if (text_[at_] != '<') {
                text_run();
            } else if (starts("<!--")) {
                comment(whole, begun);
            } else if (starts("<![CDATA[")) {
                cdata();
            } else if (starts("<?")) {
                instruction(whole, begun);
            } else if (starts("</")) {
                end_tag();
                if (open_.empty() && skipping_ == 0 && !whole) break;
            } else {
                start_tag(!begun);
                begun = true;
                if (open_.empty() && skipping_ == 0 && !whole) break;
            }
            if (out_.size() >= kPiece) flush();
            if (written_ > limit_) return C14nStatus::over_limit;
        }
        flush();
        return written_ > limit_ ? C14nStatus::over_limit : C14nStatus::done;
    }

private:
    [[nodiscard]] bool starts(std::string_view word) const { return text_.substr(at_, word.size()) == word; }
    [[nodiscard]] bool inside() const { return !open_.empty() && skipping_ == 0; }

    void flush() {
        if (out_.empty()) return;
        written_ += out_.size();
        sink_(out_);
        out_.clear();
    }

    std::size_t start_of_document() {
        std::size_t at = text_.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
        if (text_.substr(at, 5) == "<?xml" && at + 5 < text_.size() && is_space(text_[at + 5]))
            at = text_.find("?>", at) + 2;
        return at;
    }

    std::size_t id_of(std::string_view prefix) {
        const auto found = ids_.find(prefix);
        if (found != ids_.end()) return found->second;
        const std::size_t id = bound_.size();
        ids_.emplace(prefix, id);
        bound_.emplace_back();
        rendered_.emplace_back();
        names_.push_back(prefix);
        return id;
    }

    // Bindings are undone when their element ends.
    struct Undo {
        std::vector<std::string_view>* values;
        std::size_t id;
        std::string_view before;
    };
    void set(std::vector<std::string_view>& values, std::size_t id, std::string_view value) {
        undo_.push_back({&values, id, values[id]});
        values[id] = value;
    }
    void undo_to(std::size_t size) {
        for (; undo_.size() > size; undo_.pop_back()) (*undo_.back().values)[undo_.back().id] = undo_.back().before;
    }

    // The value behind its opening quote at `at_`; moves behind the closing one.
    std::string_view attribute_value() {
        const char quote = text_[at_ - 1];
        const std::size_t begin = at_;
        const std::size_t end = text_.find(quote, at_);
        const std::string_view raw = text_.substr(begin, end - begin);
        at_ = end + 1;
        if (raw.find_first_of("&\t\r\n") == std::string_view::npos) return raw;
        std::string value;
        for (std::size_t i = 0; i < raw.size();) {
            if (raw[i] == '&') {
                append_reference(raw, i, value);
                continue;
            }
            if (raw.substr(i, 2) == "\r\n") ++i;
            value += is_space(raw[i]) ? ' ' : raw[i];
            ++i;
        }
        pool_.push_back(std::move(value));
        return pool_.back();
    }

    Tag read_tag() {
        Tag tag;
        std::size_t begin = ++at_;
        at_ = text_.find_first_of(" \t\r\n/>", at_);
        tag.name = text_.substr(begin, at_ - begin);
        std::string_view local;
        split(tag.name, tag.prefix, local);
        while (true) {
            at_ = text_.find_first_not_of(" \t\r\n", at_);
            if (text_[at_] == '>') break;
            if (text_[at_] == '/') {
                tag.closed = true;
                ++at_;
                break;
            }
            begin = at_;
            at_ = text_.find_first_of("= \t\r\n", at_);
            TagAttribute attribute;
            attribute.name = text_.substr(begin, at_ - begin);
            at_ = text_.find_first_of("\"'", at_) + 1;
            attribute.value = attribute_value();
            split(attribute.name, attribute.prefix, attribute.local);
            if (attribute.name == "xmlns") tag.declarations.emplace_back(std::string_view{}, attribute.value);
            else if (attribute.prefix == "xmlns") tag.declarations.emplace_back(attribute.local, attribute.value);
            else tag.attributes.push_back(attribute);
        }
        ++at_;
        return tag;
    }

    // Namespaces in scope above the apex, and the xml: attributes that inclusive forms inherit. False when they cannot
    // be.
    bool take_ancestors(std::size_t apex) {
        std::vector<std::size_t> above;
        for (std::size_t i = document_.elements[apex].parent; i != kNone; i = document_.elements[i].parent)
            above.push_back(i);
        for (auto ancestor = above.rbegin(); ancestor != above.rend(); ++ancestor) {
            at_ = document_.elements[*ancestor].start_tag.begin;
            const Tag tag = read_tag();
            for (const auto& [prefix, value] : tag.declarations) bound_[id_of(prefix)] = value;
            if (how_.method == C14nMethod::exclusive) continue;
            for (const TagAttribute& attribute : tag.attributes) {
                if (attribute.prefix != "xml") continue;
                if (how_.method == C14nMethod::inclusive_1_1) {
                    if (attribute.local == "base") return false;
                    if (attribute.local != "lang" && attribute.local != "space") continue;
                }
                const auto same = std::find_if(inherited_.begin(), inherited_.end(),
                                               [&](const TagAttribute& a) { return a.local == attribute.local; });
                if (same == inherited_.end()) inherited_.push_back(attribute);
                else *same = attribute;
            }
        }
        return true;
    }

    void start_tag(bool apex) {
        const std::size_t begin = at_;
        if (skipping_ > 0 || begin == left_out_) {
            // Only the end is of interest; quotes may hide a '>'.
            const Tag tag = read_tag();
            if (!tag.closed) ++skipping_;
            return;
        }
        const std::size_t undo = undo_.size();
        Tag tag = read_tag();
        for (const auto& [prefix, value] : tag.declarations) set(bound_, id_of(prefix), value);
        if (apex) {
            for (const TagAttribute& inherited : inherited_) {
                if (std::none_of(tag.attributes.begin(), tag.attributes.end(),
                                 [&](const TagAttribute& a) { return a.name == inherited.name; }))
                    tag.attributes.push_back(inherited);
            }
        }
        std::vector<std::size_t> namespaces = candidates(tag, apex);
        std::sort(namespaces.begin(), namespaces.end());
        namespaces.erase(std::unique(namespaces.begin(), namespaces.end()), namespaces.end());
        namespaces.erase(std::remove_if(namespaces.begin(), namespaces.end(),
                                        [&](std::size_t id) { return id == xml_ || bound_[id] == rendered_[id]; }),
                         namespaces.end());
        std::sort(namespaces.begin(), namespaces.end(),
                  [&](std::size_t a, std::size_t b) { return names_[a] < names_[b]; });

        out_ += '<';
        out_ += tag.name;
        for (const std::size_t id : namespaces) {
            set(rendered_, id, bound_[id]);
            out_ += names_[id].empty() ? " xmlns" : " xmlns:";
            out_ += names_[id];
            quoted(bound_[id]);
        }
        for (TagAttribute& attribute : tag.attributes) {
            if (!attribute.prefix.empty()) attribute.name_space = bound_[id_of(attribute.prefix)];
        }
        std::sort(tag.attributes.begin(), tag.attributes.end(), [](const TagAttribute& a, const TagAttribute& b) {
            return std::tie(a.name_space, a.local) < std::tie(b.name_space, b.local);
        });
        for (const TagAttribute& attribute : tag.attributes) {
            out_ += ' ';
            out_ += attribute.name;
            quoted(attribute.value);
        }
        out_ += '>';
        if (tag.closed) {
            close(tag.name);
            undo_to(undo);
        } else {
            open_.push_back({tag.name, undo});
        }
    }

    // The prefixes that this element may have to declare.
    std::vector<std::size_t> candidates(const Tag& tag, bool apex) {
        std::vector<std::size_t> result;
        if (how_.method != C14nMethod::exclusive) {
            if (apex) {
                for (std::size_t id = 0; id < bound_.size(); ++id) result.push_back(id);
            } else {
                for (const auto& declaration : tag.declarations) result.push_back(id_of(declaration.first));
            }
            return result;
        }
        result.push_back(id_of(tag.prefix));
        for (const TagAttribute& attribute : tag.attributes) {
            if (!attribute.prefix.empty()) result.push_back(id_of(attribute.prefix));
        }
        if (apex) {
            result.insert(result.end(), listed_.begin(), listed_.end());
        } else if (!listed_.empty()) {
            for (const auto& declaration : tag.declarations) {
                const std::size_t id = id_of(declaration.first);
                if (std::find(listed_.begin(), listed_.end(), id) != listed_.end()) result.push_back(id);
            }
        }
        return result;
    }

    void close(std::string_view name) {
        out_ += "</";
        out_ += name;
        out_ += '>';
    }

    void end_tag() {
        at_ = text_.find('>', at_) + 1;
        if (skipping_ > 0) {
            --skipping_;
            return;
        }
        close(open_.back().name);
        undo_to(open_.back().undo);
        open_.pop_back();
    }

    void quoted(std::string_view value) {
        out_ += "=\"";
        for (const char c : value) {
            switch (c) {
                case '&':
                    out_ += "&amp;";
                    break;
                case '<':
                    out_ += "&lt;";
                    break;
                case '"':
                    out_ += "&quot;";
                    break;
                case '\t':
                    out_ += "&#x9;";
                    break;
                case '\n':
                    out_ += "&#xA;";
                    break;
                case '\r':
                    out_ += "&#xD;";
                    break;
                default:
                    out_ += c;
            }
        }
        out_ += '"';
    }

    // Characters as they are after parsing; a carriage return can only come from a reference.
    void escaped(std::string_view characters) {
        for (const char c : characters) {
            if (c == '&') out_ += "&amp;";
            else if (c == '<') out_ += "&lt;";
            else if (c == '>') out_ += "&gt;";
            else if (c == '\r') out_ += "&#xD;";
            else out_ += c;
        }
    }

    // Literal text: line ends become LF (XML 1.0 2.11). `markup`: references are resolved, otherwise & is a character.
    void characters(std::string_view raw, bool markup) {
        std::string decoded;
        for (std::size_t i = 0; i < raw.size();) {
            const std::size_t stop = std::min(raw.find_first_of("&<>\r", i), raw.size());
            out_.append(raw.substr(i, stop - i));
            i = stop;
            if (i == raw.size()) break;
            if (raw[i] == '\r') {
                out_ += '\n';
                i += raw.substr(i, 2) == "\r\n" ? 2U : 1U;
            } else if (raw[i] == '&' && markup) {
                decoded.clear();
                append_reference(raw, i, decoded);
                escaped(decoded);
            } else {
                escaped(raw.substr(i, 1));
                ++i;
            }
        }
    }

    // Comments and instructions: line ends only.
    void literal(std::string_view raw) {
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] != '\r') {
                out_ += raw[i];
            } else {
                out_ += '\n';
                if (raw.substr(i, 2) == "\r\n") ++i;
            }
        }
    }

    void text_run() {
        const std::size_t end = std::min(text_.find('<', at_), text_.size());
        const std::string_view raw = text_.substr(at_, end - at_);
        at_ = end;
        if (!inside()) return;
        if (how_.drop_blank_text && std::all_of(raw.begin(), raw.end(), is_space)) return;
        characters(raw, true);
    }

    void cdata() {
        const std::size_t end = text_.find("]]>", at_);
        if (inside()) characters(text_.substr(at_ + 9, end - at_ - 9), false);
        at_ = end + 3;
    }

    // Around the root, each node stands in a line of its own.
    template <typename Write>
    void node(bool whole, bool begun, Write write) {
        if (inside()) {
            write();
        } else if (whole && open_.empty() && skipping_ == 0) {
            if (begun) out_ += '\n';
            write();
            if (!begun) out_ += '\n';
        }
    }

    void comment(bool whole, bool begun) {
        const std::size_t end = text_.find("-->", at_);
        const std::string_view raw = text_.substr(at_, end + 3 - at_);
        at_ = end + 3;
        if (how_.comments) node(whole, begun, [&] { literal(raw); });
    }

    void instruction(bool whole, bool begun) {
        const std::size_t end = text_.find("?>", at_);
        const std::string_view raw = text_.substr(at_ + 2, end - at_ - 2);
        at_ = end + 2;
        const std::size_t target = std::min(raw.find_first_of(" \t\r\n"), raw.size());
        const std::size_t data = std::min(raw.find_first_not_of(" \t\r\n", target), raw.size());
        node(whole, begun, [&] {
            out_ += "<?";
            out_ += raw.substr(0, target);
            if (data < raw.size()) {
                out_ += ' ';
                literal(raw.substr(data));
            }
            out_ += "?>";
        });
    }

    struct Open {
        std::string_view name;
        std::size_t undo;
    };

    const Document& document_;
    std::string_view text_;
    const C14n& how_;
    const std::function<void(std::string_view)>& sink_;
    std::size_t limit_;
    std::size_t written_ = 0;
    std::size_t at_ = 0;
    std::size_t left_out_ = 0;
    std::size_t skipping_ = 0;  // open elements of what is left out
    std::string out_;
    std::vector<Open> open_;
    std::vector<Undo> undo_;
    std::map<std::string_view, std::size_t> ids_;  // of prefixes
    std::vector<std::string_view> names_, bound_, rendered_;
    std::vector<std::size_t> listed_;
    std::size_t xml_ = 0;
    std::vector<TagAttribute> inherited_;
    std::deque<std::string> pool_;
};

}  // namespace

C14nStatus canonicalise(const Document& document, std::string_view text, std::size_t element, std::size_t left_out,
                        const C14n& how, const std::function<void(std::string_view)>& sink) {
    if (document.error || document.elements.empty()) return C14nStatus::unsupported;
    return Canonicaliser(document, text, how, sink).run(element, left_out);
}

}  // namespace preflight::formats::xml
