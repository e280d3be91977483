// XML: a tree that holds together, spans inside the text, nothing after a DOCTYPE, the same answer twice.
#include "core/formats/xml.h"
#include "core/saml/metadata.h"
#include "tests/fuzz/fuzz.h"

namespace xml = preflight::formats::xml;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const xml::Document document = xml::parse(text);
    const auto inside = [&](preflight::text::Span span) { return span.begin <= span.end && span.end <= text.size(); };
    for (std::size_t i = 0; i < document.elements.size(); i++) {
        const xml::Element& element = document.elements[i];
        fuzz::require(inside(element.start_tag) && text[element.start_tag.begin] == '<', "a start tag starts with <");
        fuzz::require(inside(element.text_span), "text lies in the text");
        fuzz::require((i == 0) == (element.parent == xml::kNone), "one root");
        fuzz::require(i == 0 || element.parent < i, "parents come first");
        for (const xml::Attribute& attribute : element.attributes) {
            fuzz::require(inside(attribute.name_span) && inside(attribute.value_span), "attributes lie in the text");
            fuzz::require(element.attribute(attribute.local) != nullptr || !attribute.name_space.empty() ||
                              !attribute.prefix.empty(),
                          "attributes are found");
        }
        std::size_t last = i;
        for (std::size_t child = element.first; child != xml::kNone; child = document.elements[child].next) {
            fuzz::require(child > last && document.elements[child].parent == i, "children point back and are in order");
            last = child;
        }
        if (i < 64) fuzz::require(!document.path(i).empty(), "every element has a path");
    }
    if (document.error) fuzz::require(inside(document.error->span), "an error lies in the text");
    if (document.doctype) fuzz::require(document.error.has_value(), "a DOCTYPE is refused");
    fuzz::require(document.error.has_value() || !document.elements.empty(), "an accepted text has a root");
    return 0;
}
