#include "core/formats/xml/canonical.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/text/order.h"

namespace preflight::formats::xml {

namespace {

constexpr std::size_t kPiece = 1U << 16U;

struct TagAttribute {
    std::string_view name, prefix, local;
    std::string_view value;
    std::string_view name_space;
};

struct Tag {
    std::string_view name, prefix;
    std::vector<TagAttribute> attributes;
    std::vector<std::pair<std::string_view, std::string_view>> declarations;  // prefix, namespace
};

class Canonicaliser {
public:
    Canonicaliser(const Tree& tree, const C14n& how, const std::function<void(std::string_view)>& sink)
        : tree_(tree), how_(how), sink_(sink), limit_((16U << 20U) + tree.text().size() * 8) {
        id_of({});
        xml_ = id_of("xml");
        bound_[xml_] = kXmlNamespace;
        for (const std::string& prefix : how.prefixes) listed_.push_back(id_of(prefix));
    }

    C14nStatus run(std::size_t element, std::size_t left_out) {
        const bool whole = element == kWholeDocument;
        const pugi::xml_node apex = tree_[whole ? 0 : element].node();
        if (left_out < tree_.size()) left_out_ = tree_[left_out].node();
        if (!take_ancestors(apex)) return C14nStatus::unsupported;
        if (!whole) {
            subtree(apex);
        } else {
            bool begun = false;  // whether the root is written
            for (const pugi::xml_node node : tree_.document().children()) {
                if (node == apex) subtree(apex);
                else beside_root(node, begun);
                begun = begun || node == apex;
            }
        }
        flush();
        return written_ > limit_ ? C14nStatus::over_limit : C14nStatus::done;
    }

private:
    // An element with all that is in it.
    void subtree(pugi::xml_node top) {
        pugi::xml_node node = top;
        while (written_ <= limit_) {
            const bool element = node.type() == pugi::node_element && node != left_out_;
            if (element) start_tag(node, node == top);
            else if (node != left_out_) leaf(node);
            if (out_.size() >= kPiece) flush();
            if (element && node.first_child()) {
                node = node.first_child();
                continue;
            }
            if (element) end_tag(node);
            while (node != top && !node.next_sibling()) {
                node = node.parent();
                end_tag(node);
            }
            if (node == top) return;
            node = node.next_sibling();
        }
    }

    void leaf(pugi::xml_node node) {
        switch (node.type()) {
            case pugi::node_pcdata:
                if (!how_.drop_blank_text || tree_.visible_in(node) != kNone) escaped(node.value());
                break;
            case pugi::node_cdata:
                escaped(node.value());
                break;
            case pugi::node_comment:
                if (how_.comments) comment(node);
                break;
            case pugi::node_pi:
                instruction(node);
                break;
            default:
                break;
        }
    }

    // Around the root, each node is in a line of its own. White space is not a node there, and the declaration is
    // none.
    void beside_root(pugi::xml_node node, bool begun) {
        const bool written = node.type() == pugi::node_pi || (node.type() == pugi::node_comment && how_.comments);
        if (!written) return;
        if (begun) out_ += '\n';
        leaf(node);
        if (!begun) out_ += '\n';
    }

    void flush() {
        if (out_.empty()) return;
        written_ += out_.size();
        sink_(out_);
        out_.clear();
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

    static Tag read_tag(pugi::xml_node element) {
        Tag tag;
        tag.name = element.name();
        tag.prefix = prefix_of(tag.name);
        for (const pugi::xml_attribute at : element.attributes()) {
            TagAttribute attribute;
            attribute.name = at.name();
            attribute.value = at.value();
            attribute.prefix = prefix_of(attribute.name);
            attribute.local = local_of(attribute.name);
            if (attribute.name == "xmlns") tag.declarations.emplace_back(std::string_view{}, attribute.value);
            else if (attribute.prefix == "xmlns") tag.declarations.emplace_back(attribute.local, attribute.value);
            else tag.attributes.push_back(attribute);
        }
        return tag;
    }

    // Namespaces in scope above the apex, and the xml: attributes that inclusive forms inherit. False when they cannot
    // be.
    bool take_ancestors(pugi::xml_node apex) {
        std::vector<pugi::xml_node> above;
        for (pugi::xml_node node = apex.parent(); node.type() == pugi::node_element; node = node.parent())
            above.push_back(node);
        for (auto ancestor = above.rbegin(); ancestor != above.rend(); ++ancestor) {
            const Tag tag = read_tag(*ancestor);
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

    void start_tag(pugi::xml_node element, bool apex) {
        open_.push_back(undo_.size());
        Tag tag = read_tag(element);
        for (const auto& [prefix, value] : tag.declarations) set(bound_, id_of(prefix), value);
        if (apex) {
            for (const TagAttribute& inherited : inherited_) {
                if (std::none_of(tag.attributes.begin(), tag.attributes.end(),
                                 [&](const TagAttribute& a) { return a.name == inherited.name; }))
                    tag.attributes.push_back(inherited);
            }
        }
        std::vector<std::size_t> namespaces = candidates(tag, apex);
        text::sort_once(namespaces);
        namespaces.erase(std::remove_if(namespaces.begin(), namespaces.end(),
                                        [&](std::size_t id) { return id == xml_ || bound_[id] == rendered_[id]; }),
                         namespaces.end());
        text::sort(namespaces, [&](std::size_t a, std::size_t b) { return names_[a] < names_[b]; });

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
        text::sort(tag.attributes, [](const TagAttribute& a, const TagAttribute& b) {
            return std::tie(a.name_space, a.local) < std::tie(b.name_space, b.local);
        });
        for (const TagAttribute& attribute : tag.attributes) {
            out_ += ' ';
            out_ += attribute.name;
            quoted(attribute.value);
        }
        out_ += '>';
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

    void end_tag(pugi::xml_node element) {
        out_ += "</";
        out_ += element.name();
        out_ += '>';
        undo_to(open_.back());
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

    // pugixml leaves the line ends of instructions as they are.
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

    void comment(pugi::xml_node node) {
        out_ += "<!--";
        out_ += node.value();
        out_ += "-->";
    }

    void instruction(pugi::xml_node node) {
        out_ += "<?";
        out_ += node.name();
        const std::string_view data = node.value();
        if (!data.empty()) {
            out_ += ' ';
            literal(data);
        }
        out_ += "?>";
    }

    const Tree& tree_;
    const C14n& how_;
    const std::function<void(std::string_view)>& sink_;
    std::size_t limit_;
    std::size_t written_ = 0;
    pugi::xml_node left_out_;
    std::string out_;
    std::vector<std::size_t> open_;  // of each open element, what its end undoes down to
    std::vector<Undo> undo_;
    std::map<std::string_view, std::size_t> ids_;  // of prefixes
    std::vector<std::string_view> names_, bound_, rendered_;
    std::vector<std::size_t> listed_;
    std::size_t xml_ = 0;
    std::vector<TagAttribute> inherited_;
};

}  // namespace

C14nStatus canonicalise(const Tree& tree, std::size_t element, std::size_t left_out, const C14n& how,
                        const std::function<void(std::string_view)>& sink) {
    if (tree.error() || tree.empty()) return C14nStatus::unsupported;
    return Canonicaliser(tree, how, sink).run(element, left_out);
}

}  // namespace preflight::formats::xml
