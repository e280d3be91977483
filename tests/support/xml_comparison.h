// The XML scanner, the tree and expat against each other, for unit tests and the fuzz target. Three readings of one
// text have to be the same:
//   a  what the scanner passes over, and pugixml's tree parsed without any decoding; and the tree's spans
//   b  the tree as the product reads it, and what expat reports
//   c  what the scanner accepts, expat accepts; what only the scanner refuses has a listed reason
#pragma once

#include <algorithm>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/xml/tree.h"
#ifdef PREFLIGHT_HAVE_EXPAT
#include <expat.h>
#endif

namespace preflight::test {

namespace xml = formats::xml;

// One line for each thing in a document, so that a difference can be read.
using Listing = std::vector<std::string>;

// What differs first, or nothing.
inline std::string first_difference(const Listing& one, const Listing& other) {
    for (std::size_t i = 0; i < one.size() || i < other.size(); ++i) {
        const std::string left = i < one.size() ? one[i] : "(nothing)",
                          right = i < other.size() ? other[i] : "(nothing)";
        if (left != right) return left + "\n   and\n" + right;
    }
    return {};
}

// "target data", with one blank between them.
inline std::string instruction(std::string_view body) {
    const std::size_t target = std::min(body.find_first_of(" \t\r\n"), body.size());
    const std::size_t data = std::min(body.find_first_not_of(" \t\r\n", target), body.size());
    return "instruction " + std::string(body.substr(0, target)) + " " + std::string(body.substr(data));
}

inline Listing scanned(std::string_view text, const std::vector<xml::Event>& events) {
    Listing result;
    const auto part = [&](text::Span span) { return std::string(text.substr(span.begin, span.size())); };
    for (const xml::Event& event : events) {
        switch (event.kind) {
            case xml::Event::Kind::start:
                result.push_back("start " + part(event.name));
                break;
            case xml::Event::Kind::attribute:
                result.push_back("attribute " + part(event.name) + " " + part(event.value));
                break;
            case xml::Event::Kind::text:
                result.push_back("text " + part(event.value));
                break;
            case xml::Event::Kind::cdata:
                result.push_back("cdata " + part(event.value));
                break;
            case xml::Event::Kind::comment:
                result.push_back("comment " + part(event.value));
                break;
            case xml::Event::Kind::instruction:
                result.push_back(instruction(part(event.value)));
                break;
            case xml::Event::Kind::end:
                result.emplace_back("end");
                break;
        }
    }
    return result;
}

// Calls `enter` for each node below `top` in document order and `leave` for each element behind what is in it.
template <typename Enter, typename Leave>
void walk(pugi::xml_node top, Enter enter, Leave leave) {
    pugi::xml_node node = top.first_child();
    while (node && node != top) {
        enter(node);
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        if (node.type() == pugi::node_element) leave(node);
        while (node != top && !node.next_sibling()) {
            node = node.parent();
            if (node != top) leave(node);
        }
        if (node != top) node = node.next_sibling();
    }
}

inline Listing undecoded(std::string_view text) {
    constexpr unsigned kOptions =
        pugi::parse_pi | pugi::parse_comments | pugi::parse_cdata | pugi::parse_declaration | pugi::parse_ws_pcdata;
    pugi::xml_document document;
    if (!document.load_buffer(text.data(), text.size(), kOptions, pugi::encoding_utf8)) return {"(refused)"};
    Listing result;
    walk(
        document,
        [&](pugi::xml_node node) {
            switch (node.type()) {
                case pugi::node_element:
                    result.push_back("start " + std::string(node.name()));
                    for (const pugi::xml_attribute attribute : node.attributes())
                        result.push_back("attribute " + std::string(attribute.name()) + " " + attribute.value());
                    break;
                case pugi::node_pcdata:
                    result.push_back("text " + std::string(node.value()));
                    break;
                case pugi::node_cdata:
                    result.push_back("cdata " + std::string(node.value()));
                    break;
                case pugi::node_comment:
                    result.push_back("comment " + std::string(node.value()));
                    break;
                case pugi::node_pi:
                    result.push_back("instruction " + std::string(node.name()) + " " + node.value());
                    break;
                default:
                    break;
            }
        },
        [&](pugi::xml_node) { result.emplace_back("end"); });
    return result;
}

// The places of names and values in the tree, and those of the scanner.
inline std::string misplaced(const xml::Tree& tree, const std::vector<xml::Event>& events) {
    std::size_t element = 0;
    std::vector<xml::Attribute> attributes;
    std::size_t next = 0;
    for (const xml::Event& event : events) {
        if (event.kind == xml::Event::Kind::start) {
            if (next != attributes.size()) return "attributes are missing";
            attributes.clear();
            next = 0;
            if (tree[element].start_tag().begin + 1 != event.name.begin)
                return "element " + std::to_string(element) + " is elsewhere";
            for (const xml::Attribute attribute : tree[element].attributes()) attributes.push_back(attribute);
            ++element;
        } else if (event.kind == xml::Event::Kind::attribute) {
            const std::string_view name = tree.text().substr(event.name.begin, event.name.size());
            if (xml::is_declaration(std::string(name).c_str())) continue;
            if (next == attributes.size()) return "an attribute too many";
            const xml::Attribute& attribute = attributes[next++];
            if (attribute.name_span() != event.name || attribute.value_span() != event.value)
                return "the attribute " + std::string(name) + " is elsewhere";
            if (attribute.prefix().empty() != attribute.name_space().empty())
                return "the attribute " + std::string(name) + " has lost its namespace";
        }
    }
    return element == tree.size() ? "" : "elements are missing";
}

// Adjacent text and CDATA as one, as expat reports them.
class Lines {
public:
    void text(std::string_view piece) { text_ += piece; }
    void line(std::string line) {
        flush();
        lines_.push_back(std::move(line));
    }
    Listing take() {
        flush();
        return std::move(lines_);
    }

private:
    void flush() {
        if (!text_.empty()) lines_.push_back("text " + text_);
        text_.clear();
    }
    Listing lines_;
    std::string text_;
};

inline std::string in_namespace(std::string_view space, std::string_view local) {
    return "{" + std::string(space) + "}" + std::string(local);
}

inline Listing of_tree(const xml::Tree& tree) {
    Lines lines;
    std::size_t index = 0;
    walk(
        tree.document(),
        [&](pugi::xml_node node) {
            switch (node.type()) {
                case pugi::node_element: {
                    const xml::Element element = tree[index++];
                    lines.line("start " + in_namespace(element.name_space(), element.local()));
                    for (const xml::Attribute attribute : element.attributes())
                        lines.line("attribute " + in_namespace(attribute.name_space(), attribute.local()) + " " +
                                   std::string(attribute.value()));
                    break;
                }
                case pugi::node_pcdata:
                case pugi::node_cdata:
                    lines.text(node.value());
                    break;
                case pugi::node_comment:
                    lines.line("comment " + std::string(node.value()));
                    break;
                case pugi::node_pi: {
                    // pugixml leaves line ends in them; canonicalisation does what XML says.
                    std::string data = node.value();
                    for (auto at = data.find('\r'); at != std::string::npos; at = data.find('\r', at))
                        data.replace(at, data.compare(at, 2, "\r\n") == 0 ? 2 : 1, "\n");
                    lines.line("instruction " + std::string(node.name()) + " " + data);
                    break;
                }
                default:
                    break;
            }
        },
        [&](pugi::xml_node) { lines.line("end"); });
    return lines.take();
}

// a: empty, or what differs. For a text that the scanner accepts.
inline std::string scanner_against_tree(const xml::Tree& tree, const std::vector<xml::Event>& events) {
    std::string difference = first_difference(scanned(tree.text(), events), undecoded(tree.text()));
    if (difference.empty()) difference = misplaced(tree, events);
    return difference;
}

#ifdef PREFLIGHT_HAVE_EXPAT

inline constexpr char kSeparator = '\x01';  // which no document can hold

struct Expat {
    Lines lines;
    bool accepted = false;
    std::string error;
    std::string version;  // of the XML declaration
};

// VersionNum (XML 1.0, 2.8), which expat does not look at.
inline bool is_version(std::string_view version) {
    return version.empty() || (version.substr(0, 2) == "1." && version.size() > 2 &&
                               version.find_first_not_of("0123456789", 2) == std::string_view::npos);
}

inline std::string expat_name(const char* name) {
    const std::string_view text = name;
    const auto separator = text.find(kSeparator);
    return separator == std::string_view::npos ? in_namespace({}, text)
                                               : in_namespace(text.substr(0, separator), text.substr(separator + 1));
}

inline Expat read_by_expat(std::string_view text) {
    Expat result;
    XML_Parser parser = XML_ParserCreateNS("UTF-8", kSeparator);
    XML_SetUserData(parser, &result);
    XML_SetElementHandler(
        parser,
        [](void* data, const char* name, const char** attributes) {
            Lines& lines = static_cast<Expat*>(data)->lines;
            lines.line("start " + expat_name(name));
            for (; *attributes != nullptr; attributes += 2)
                lines.line("attribute " + expat_name(attributes[0]) + " " + attributes[1]);
        },
        [](void* data, const char*) { static_cast<Expat*>(data)->lines.line("end"); });
    XML_SetCharacterDataHandler(parser, [](void* data, const char* text_of, int size) {
        static_cast<Expat*>(data)->lines.text({text_of, static_cast<std::size_t>(size)});
    });
    XML_SetCommentHandler(parser, [](void* data, const char* comment) {
        static_cast<Expat*>(data)->lines.line("comment " + std::string(comment));
    });
    XML_SetProcessingInstructionHandler(parser, [](void* data, const char* target, const char* body) {
        static_cast<Expat*>(data)->lines.line("instruction " + std::string(target) + " " + body);
    });
    XML_SetXmlDeclHandler(parser, [](void* data, const char* version, const char*, int) {
        if (version != nullptr) static_cast<Expat*>(data)->version = version;
    });
    result.accepted = XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_OK;
    if (!result.accepted) result.error = XML_ErrorString(XML_GetErrorCode(parser));
    XML_ParserFree(parser);
    return result;
}

// Expat goes by the letters that the fourth edition of XML 1.0 allows in names.
inline bool names_of_fifth_edition(std::string_view text) {
    std::vector<xml::Event> events;
    (void)xml::scan(text, {}, &events);
    return std::any_of(events.begin(), events.end(), [&](const xml::Event& event) {
        const bool target = event.kind == xml::Event::Kind::instruction;
        std::string_view name =
            text.substr(target ? event.value.begin : event.name.begin, target ? event.value.size() : event.name.size());
        if (target) name = name.substr(0, name.find_first_of(" \t\r\n"));
        return std::any_of(name.begin(), name.end(), [](char c) { return (c & 0x80) != 0; });
    });
}

// b and c: empty, or what differs.
inline std::string tree_against_expat(const xml::Tree& tree) {
    Expat expat = read_by_expat(tree.text());
    if (tree.error()) {
        if (!expat.accepted || !is_version(expat.version)) return {};
        switch (tree.error()->kind) {
            case xml::ErrorKind::doctype:           // metadata must not have one
            case xml::ErrorKind::limit:             // depth, attributes, elements, namespaces
            case xml::ErrorKind::invalid_encoding:  // expat goes by the declared encoding
                return {};
            default:
                return "only the scanner refuses it: " + tree.error()->message;
        }
    }
    if (!expat.accepted) return names_of_fifth_edition(tree.text()) ? "" : "only expat refuses it: " + expat.error;
    return first_difference(of_tree(tree), expat.lines.take());
}

#endif

}  // namespace preflight::test
