#include "core/saml/document_checks.h"

#include <algorithm>

#include "core/saml/certificate_checks.h"
#include "core/saml/collection.h"
#include "core/saml/schema.h"
#include "core/saml/signature_checks.h"
#include "core/saml/url.h"
#include "core/text/beside.h"
#include "core/text/invisible.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace xml = formats::xml;
using findings::Finding;

std::string Report::path(std::size_t element) const {
    return xml_ == nullptr ? std::string() : xml_->path(element);
}

bool Report::count(const findings::Rule& row) {
    Count& count = count_of(row);
    if (++count.findings > kMost) return false;
    count.last = findings_.size();
    return true;
}

Finding& Report::make(const findings::Rule& row, std::string message, bool& kept) {
    kept = count(row);
    if (!kept) {
        spare_ = Finding();
        spare_.rule = &row;
        return spare_;
    }
    findings_.push_back(checks::finding_of(row, std::move(message)));
    speak_of(product_, findings_.back());
    return findings_.back();
}

Finding& Report::add(const findings::Rule& row, const Place& place, std::string message) {
    bool kept = false;
    Finding& finding = make(row, std::move(message), kept);
    if (kept) finding.locations.push_back({input_, place.path, place.span});
    return finding;
}

Finding& Report::add(const findings::Rule& row, std::size_t element, text::Span span, std::string message) {
    bool kept = false;
    Finding& finding = make(row, std::move(message), kept);
    if (kept) finding.locations.push_back({input_, path(element), span});
    return finding;
}

Finding& Report::add(const findings::Rule& row, std::size_t element, std::string message) {
    return add(row, element, (*xml_)[element].start_tag(), std::move(message));
}

Finding& Report::add(const findings::Rule& row, std::size_t element, const xml::Attribute& attribute,
                     std::string message) {
    bool kept = false;
    Finding& finding = make(row, std::move(message), kept);
    if (kept) also(finding, element, attribute);
    return finding;
}

void Report::add(const Observation& observation) {
    Finding& finding =
        add(checks::row_named(observation.code), observation.at.element, observation.at.span, observation.message);
    if (&finding == &spare_) return;
    finding.severity = observation.severity;
    if (!observation.consequence.empty()) finding.consequence = observation.consequence;
    if (!observation.fix_title.empty() || !observation.fix_steps.empty()) {
        finding.fix.title = observation.fix_title;
        finding.fix.steps = observation.fix_steps;
    }
    for (const ElementPlace& place : observation.more)
        finding.locations.push_back({input_, path(place.element), place.span});
    if (observation.replacement) {
        finding.fix.applicability = findings::Applicability::safe;
        finding.fix.edits.push_back({input_, observation.at.span, *observation.replacement});
    }
}

void Report::also(Finding& finding, std::size_t element) {
    if (&finding == &spare_) return;
    finding.locations.push_back({input_, path(element), (*xml_)[element].start_tag()});
}

void Report::also(Finding& finding, std::size_t element, const xml::Attribute& attribute) {
    if (&finding == &spare_) return;
    finding.locations.push_back({input_, path(element) + "/@" + std::string(attribute.name()), attribute.span()});
}

void Report::also(std::size_t finding, std::size_t element, const xml::Attribute& attribute) {
    if (findings_[finding].locations.size() < kMost) also(findings_[finding], element, attribute);
}

void Report::also(Finding& finding, const Place& place) {
    if (&finding == &spare_) return;
    finding.locations.push_back({input_, place.path, place.span});
}

void Report::more(const findings::Rule& row, std::size_t count) {
    count_of(row).findings += count;
}

void Report::append(Report& later) {
    for (Finding& finding : later.findings_) {
        --later.count_of(*finding.rule).findings;
        if (count(*finding.rule)) findings_.push_back(std::move(finding));
    }
    later.findings_.clear();
    // Those that it did not keep.
    for (std::size_t row = 0; row < counts_.size(); ++row) counts_[row].findings += later.counts_[row].findings;
    later.counts_ = {};
}

void Report::finish() {
    for (Count& count : counts_) {
        if (count.findings > kMost)
            findings_[count.last].message +=
                " (There are " + std::to_string(count.findings - kMost) + " more like it.)";
        count.findings = 0;
    }
}

std::string cut(std::string_view text) {
    return text::shorten(text, 120);
}

namespace {

bool is_plain_space(char32_t c) {
    return c == ' ' || (c >= 0x9 && c <= 0xD);
}

bool is_space(char32_t c) {
    return is_plain_space(c) || text::is_invisible(c, text::Invisible::in_value);
}

// is_space of ASCII, for every character of every address.
bool is_ascii_space(char c) {
    static const std::array<bool, 128> kTable = [] {
        std::array<bool, 128> table{};
        for (std::size_t i = 0; i < table.size(); ++i) table[i] = is_space(static_cast<char32_t>(i));
        return table;
    }();
    return kTable[static_cast<unsigned char>(c)];
}

}  // namespace

bool has_space(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (static_cast<unsigned char>(text[i]) < 0x80) {
            if (is_ascii_space(text[i])) return true;
            ++i;
            continue;
        }
        const text::CodePoint here = text::decode(text, i);
        if (is_space(here.value)) return true;
        i += here.length;
    }
    return false;
}

bool all_space(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const text::CodePoint here = text::decode(text, i);
        if (!is_space(here.value)) return false;
        i += here.length;
    }
    return true;
}

std::string space_words(std::string_view text) {
    bool plain = false;
    for (std::size_t i = 0; i < text.size();) {
        const text::CodePoint here = text::decode(text, i);
        if (is_space(here.value) && !is_plain_space(here.value)) {
            constexpr std::string_view kHex = "0123456789ABCDEF";
            std::string code;
            for (int shift = 12; shift >= 0; shift -= 4)
                code += kHex[(here.value >> static_cast<unsigned>(shift)) & 15U];
            return "an invisible character (U+" + code + ") " +
                   (i == 0                           ? std::string("at its beginning")
                    : i + here.length == text.size() ? std::string("at its end")
                                                     : "behind \"" + cut(text.substr(0, i)) + "\"");
        }
        plain = plain || is_plain_space(here.value);
        i += here.length;
    }
    return plain ? "white space in or around it" : "";
}

bool is_role(const xml::Element& element) {
    constexpr std::string_view kRoles[] = {"IDPSSODescriptor", "SPSSODescriptor", "AuthnAuthorityDescriptor",
                                           "AttributeAuthorityDescriptor", "PDPDescriptor"};
    return element.name_space() == kMetadataNamespace &&
           std::find(std::begin(kRoles), std::end(kRoles), element.local()) != std::end(kRoles);
}

namespace {

EntitySubject subject_of(const xml::Tree& tree, std::size_t entity) {
    EntitySubject subject;
    subject.entity = entity;
    subject.roles = tree.children(entity, kMetadataNamespace, "IDPSSODescriptor");
    for (const std::size_t role : subject.roles) {
        const xml::Attribute protocols = tree[role].attribute("protocolSupportEnumeration");
        if (!protocols || subject.role != xml::kNone) continue;
        const auto spoken = xs_list(protocols.value());
        if (std::find(spoken.begin(), spoken.end(), kProtocolNamespace) != spoken.end()) subject.role = role;
    }
    if (subject.role == xml::kNone && !subject.roles.empty()) subject.role = subject.roles.front();
    const xml::Attribute id = tree[entity].attribute("entityID");
    subject.okta = id && (id.value().substr(0, kOktaIssuer.size()) == kOktaIssuer ||
                          id.value().substr(0, 21) == "https://www.okta.com/");
    if (subject.role == xml::kNone) return subject;
    for (std::size_t i = tree.child(subject.role, kMetadataNamespace, "SingleSignOnService"); i != xml::kNone;
         i = tree.next_sibling_same_name(i)) {
        if (const xml::Attribute location = tree[i].attribute("Location")) {
            const OktaAddress address = okta_address(location.value());
            subject.okta = subject.okta || address.okta_host || address.okta_path;
        }
    }
    return subject;
}

void check_keys_of(const Subject& subject, std::size_t entity, CertificateCache& certificates,
                   std::vector<Observation>& observations) {
    const xml::Tree& elements = subject.xml;
    for (std::size_t i = elements[entity].first(); i != xml::kNone; i = elements[i].next()) {
        if (!is_role(elements[i])) continue;
        if (elements[i].local() == "IDPSSODescriptor") check_keys(elements, i, subject.now, certificates, observations);
        else check_key_forms(elements, i, certificates, observations);
    }
}

}  // namespace

void check_document(const Document& document, std::size_t input, const std::string& name,
                    const Circumstances& circumstances, std::vector<Finding>& findings) {
    Report report(document.xml.get(), input, product_of(document), findings);
    if (circumstances.beside_sound_idp && is_egnyte_service_provider(document)) return;
    const bool metadata = document.kind == Kind::idp || document.kind == Kind::sp || document.kind == Kind::no_idp ||
                          document.kind == Kind::aggregate;
    if (!metadata || document.xml == nullptr) {
        check_file(document, name, report);
        return;
    }
    const auto now_unix = circumstances.now_unix;
    const Subject subject{document, *document.xml, document.text, now_unix, circumstances.application_compared};
    const std::vector<EntitySubject> entities = entities_to_check(document);
    std::vector<std::size_t> checked;
    for (const EntitySubject& entity : entities) checked.push_back(entity.entity);

    // What looks at everything and reports nothing itself can be done beside the rest.
    SchemaReport schema;
    CertificateCache certificates;
    std::vector<Observation> observations;
    const auto look = [&] {
        schema = check_against_schema(subject.xml, checked);
        for (const std::size_t entity : checked) check_keys_of(subject, entity, certificates, observations);
    };
    std::vector<Finding> found_of_entities;
    Report of_entities(document.xml.get(), input, product_of(document), found_of_entities);
    const auto check = [&] {
        check_file(document, name, report);
        check_entities(subject, of_entities);
        for (const EntitySubject& entity : entities) {
            check_entity(subject, entity, of_entities);
            check_endpoints(subject, entity, of_entities);
            check_okta(subject, entity, of_entities);
            check_egnyte(subject, entity, of_entities);
        }
    };
    constexpr std::size_t kForOneThread = 5000;  // elements
    text::run_beside(subject.xml.size() > kForOneThread ? circumstances.threads : 1, look, check);

    say_schema(subject, schema, report);
    report.append(of_entities);
    check_signatures(subject.xml, document.entity_element, now_unix, certificates, observations);
    const bool okta = std::any_of(entities.begin(), entities.end(),
                                  [](const EntitySubject& entity) { return entity.okta && entity.chosen; });
    for (const Observation& observation : observations) {
        // Private keys were looked for before, in the file as a whole.
        const bool said = observation.code == "DOC-21" && !document.private_keys.empty();
        // Okta makes no key longer than 2,048 bits: the advice would be no use there.
        const bool idle = observation.code == "CRT-10" && okta;
        if (!said && !idle) report.add(observation);
    }
}

std::vector<EntitySubject> entities_to_check(const Document& document) {
    std::vector<EntitySubject> result;
    if (document.xml == nullptr) return result;
    const xml::Tree& tree = *document.xml;
    if (document.entity_element != kNoElement) {
        result.push_back(subject_of(tree, document.entity_element));
        result.back().chosen = document.kind == Kind::idp;
    }
    if (document.kind != Kind::aggregate) return result;
    for (const std::size_t entity : entities_of_collection(tree)) {
        if (is_identity_provider(tree, entity)) result.push_back(subject_of(tree, entity));
    }
    return result;
}

}  // namespace preflight::saml
