// XML and what is checked of it: a tree that holds together, spans inside the text, nothing after a DOCTYPE; every
// finding has its row and its places, and the same answer comes twice.
#include "core/formats/xml/tree.h"
#include "core/saml/document_checks.h"
#include "core/saml/schema.h"
#include "core/saml/url.h"
#include "tests/fuzz/fuzz.h"

namespace xml = preflight::formats::xml;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const xml::Tree document = xml::parse(text);
    const auto inside = [&](preflight::text::Span span) { return span.begin <= span.end && span.end <= text.size(); };
    for (std::size_t i = 0; i < document.size(); i++) {
        const xml::Element element = document[i];
        fuzz::require(inside(element.start_tag()) && text[element.start_tag().begin] == '<',
                      "a start tag starts with <");
        fuzz::require(inside(element.text_span()), "text lies in the text");
        fuzz::require((i == 0) == (element.parent() == xml::kNone), "one root");
        fuzz::require(i == 0 || element.parent() < i, "parents come first");
        for (const xml::Attribute attribute : element.attributes()) {
            fuzz::require(inside(attribute.name_span()) && inside(attribute.value_span()),
                          "attributes lie in the text");
            fuzz::require(element.attribute(attribute.local()) != nullptr || !attribute.name_space().empty() ||
                              !attribute.prefix().empty(),
                          "attributes are found");
        }
        std::size_t last = i;
        for (std::size_t child = element.first(); child != xml::kNone; child = document[child].next()) {
            fuzz::require(child > last && document[child].parent() == i, "children point back and are in order");
            last = child;
        }
        if (i < 64) fuzz::require(!document.path(i).empty(), "every element has a path");
    }
    if (document.error()) fuzz::require(inside(document.error()->span), "an error lies in the text");
    if (document.doctype()) fuzz::require(document.error().has_value(), "a DOCTYPE is refused");
    fuzz::require(document.error().has_value() || !document.empty(), "an accepted text has a root");

    const preflight::saml::Document metadata = preflight::saml::read(text);
    constexpr std::int64_t kNow = 1'795'392'000;  // 2026-11-23
    std::vector<preflight::findings::Finding> findings, again;
    preflight::saml::check_document(metadata, 0, "metadata.xml", kNow, findings);
    preflight::saml::check_document(metadata, 0, "metadata.xml", kNow, again);
    fuzz::require(findings.size() == again.size(), "the same findings twice");
    bool error = false;
    for (std::size_t i = 0; i < findings.size(); i++) {
        const preflight::findings::Finding& finding = findings[i];
        fuzz::require(finding.rule != nullptr && finding.message == again[i].message, "the same words twice");
        fuzz::require(!finding.message.empty() && !finding.locations.empty(), "words and a place");
        for (const preflight::findings::Location& at : finding.locations)
            fuzz::require(inside(at.span), "places lie in the text");
        for (const preflight::findings::Edit& edit : finding.fix.edits)
            fuzz::require(inside(edit.span), "edits lie in the text");
        error = error || finding.effective_severity() == preflight::findings::Severity::error;
    }
    const bool usable = metadata.kind == preflight::saml::Kind::idp;
    fuzz::require(usable || error, "what is not IdP metadata is never called right");
    for (const preflight::saml::EntitySubject& entity : preflight::saml::entities_to_judge(metadata))
        fuzz::require(entity.entity < metadata.xml->size(), "entities are elements");
    const preflight::saml::Url url = preflight::saml::split_url(text);
    fuzz::require(url.host.size() + url.scheme.size() <= text.size(), "parts of an address lie in it");
    preflight::saml::Duration duration;
    (void)preflight::saml::read_duration(text, duration);
    return 0;
}
