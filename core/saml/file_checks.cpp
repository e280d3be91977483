// DOC: the file itself, whatever it is.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/saml/collection.h"
#include "core/saml/document_checks.h"
#include "core/saml/placeholder.h"
#include "core/saml/response.h"
#include "core/saml/surroundings.h"
#include "core/saml/url.h"
#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
using checks::row;
using findings::Finding;
using findings::Severity;

void advise(Finding& finding, std::string title, std::vector<std::string> steps) {
    finding.fix.title = std::move(title);
    finding.fix.steps = std::move(steps);
}

// DOC-05: a message of the protocol; a response also in its parts.
std::string not_metadata(const std::string& name, const Document& document) {
    const std::string words = name + " is " + document.detail + ", not metadata.";
    if (document.detail != "a SAML response") return words;
    const std::string_view data = data_of_url(text::trim(document.text));
    const std::string described = document.kind == Kind::base64 ? describe_response(data.empty() ? document.text : data)
                                                                : describe_response(*document.xml);
    return described.empty() ? words : words + " " + described;
}

// DOC-02: which page it is, from its own words.
std::string page_words(std::string_view page, std::string_view title) {
    const std::string lowered = text::ascii_lower(page.substr(0, 1U << 18U));
    const auto says = [&](std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(),
                           [&](std::string_view word) { return lowered.find(word) != std::string::npos; });
    };
    const std::string shown = text::ascii_lower(title);
    if (says({"okta-sign-in", "okta-signin", "okta-login"})) return " It is Okta's sign-in page.";
    if (says({"captive", "zscaler", "blocked by", "web filter", "proxy authentication", "network login"}))
        return " It is a notice of the network between this computer and Okta.";
    if (says({"type=\"password\"", "type='password'"}) || shown.find("sign in") != std::string::npos ||
        shown.find("log in") != std::string::npos || shown.find("login") != std::string::npos ||
        shown.find("okta") != std::string::npos)
        return " It looks like a sign-in page.";
    if (shown.find("404") != std::string::npos || shown.find("not found") != std::string::npos ||
        shown.find("error") != std::string::npos)
        return " It is an error page.";
    return {};
}

// DOC-04 of what is not a certificate.
Finding& no_certificate(const Place& at, std::string message, Report& report) {
    Finding& finding = report.add(row("DOC-04"), at, std::move(message));
    finding.consequence = checks::words::kNobody;
    return finding;
}

void private_key(const Place& at, const std::string& what, Report& report) {
    report.add(row("DOC-21"), at, what + " It is not shown here.");
}

void check_syntax(const Document& document, const std::string& name, Report& report) {
    using xml::ErrorKind;
    const xml::Error& error = *document.error;
    const std::string said = name + ": " + error.message + ".";
    switch (error.kind) {
        case ErrorKind::empty:
            report.add(row("DOC-01"), document.at, name + " is empty.");
            return;
        case ErrorKind::truncated: {
            report.add(row("DOC-20"), document.at, name + " is cut off: " + error.message + ".");
            const std::size_t size = document.text.size();
            report.add(row("DOC-06"), Place{{}, {size > 0 ? size - 1 : 0, size}},
                       name + " is not well-formed XML: it ends here, too early.");
            return;
        }
        case ErrorKind::doctype: {
            report.add(row("DOC-10"), document.at, name + " has a DOCTYPE.");
            if (!document.doctype) return;
            const xml::Doctype& doctype = *document.doctype;
            if (doctype.external) {
                report.add(row("DOC-11"), Place{{}, *doctype.external},
                           "The DOCTYPE refers to something outside the file: \"" +
                               cut(document.text.substr(doctype.external->begin, doctype.external->size())) + "\".");
            }
            if (doctype.expansion) {
                report.add(row("DOC-12"), Place{{}, *doctype.expansion},
                           "The DOCTYPE declares " + std::to_string(doctype.entities) + " entities, " +
                               std::to_string(doctype.nested) + " of them made of others.");
            }
            return;
        }
        case ErrorKind::misplaced_declaration:
            report.add(row("DOC-09"), document.at,
                       document.before.empty()
                           ? said
                           : name + ": " + document.before + " is in front of the XML declaration.");
            return;
        case ErrorKind::invalid_encoding:
            report.add(row("DOC-07"), document.at, said);
            return;
        case ErrorKind::limit:
            report.add(row("DOC-14"), document.at, said);
            return;
        case ErrorKind::content_after_root:
            report.add(row("DOC-13"), document.at, said);
            return;
        case ErrorKind::not_well_formed:
            if (document.only_view) return;
            report.add(row("DOC-06"), document.at, name + " is not well-formed XML: " + error.message + ".");
            return;
    }
}

void check_service_provider(const Document& document, Report& report) {
    const Entity& entity = *document.entity;
    const std::string id = entity.entity_id ? entity.entity_id->value : std::string();
    const auto any_consumer = [&](auto&& test) {
        return std::any_of(entity.assertion_consumers.begin(), entity.assertion_consumers.end(), test);
    };
    const bool egnyte = is_egnyte_service_provider(document);
    const bool okta =
        id.find("okta.com/saml2/service-provider/") != std::string::npos ||
        any_consumer([](const std::string& url) { return url.find("/sso/saml2/0oa") != std::string::npos; });
    if (okta) {
        report.add(row("OKTA-12"), entity.entity_id ? entity.entity_id->at : entity.at,
                   "This is Okta's metadata for signing in to Okta (Okta as service provider).");
    }
    report.add(row("DOC-16"), *entity.sp_role,
               std::string("The file describes a service provider") +
                   (egnyte ? " (Egnyte itself)"
                    : okta ? " (Okta)"
                           : "") +
                   ", not an identity provider.");
    report.add(row("ROLE-01"), entity.at, "There is no IDPSSODescriptor.");
}

void check_without_idp(const Document& document, Report& report) {
    const xml::Tree& tree = *document.xml;
    const Entity& entity = *document.entity;
    const std::size_t affiliation = tree.child(document.entity_element, kMetadataNamespace, "AffiliationDescriptor");
    if (affiliation != xml::kNone) {
        report.add(row("ENT-15"), affiliation, "The entity is an affiliation: a list of others, without a role.");
        return;
    }
    if (!entity.any_role) {
        report.add(row("ENT-14"), entity.at,
                   "The entity has no role: the file says neither where to sign in nor with which key.");
    } else if (const std::size_t foreign = tree.child(document.entity_element, kMetadataNamespace, "RoleDescriptor");
               foreign != xml::kNone) {
        report.add(row("DOC-05"), foreign, "The file describes WS-Federation or another protocol only, not SAML.");
    }
    report.add(row("ROLE-01"), entity.at,
               "There is no IDPSSODescriptor: the file does not describe an identity provider.");
}

// ---- what is reported about XML besides its contents

std::string encoding_words(Origin origin) {
    switch (origin) {
        case Origin::utf16:
        case Origin::utf16_damaged:
            return "UTF-16";
        case Origin::latin1:
            return "ISO-8859-1";
        case Origin::windows_1252:
            return "windows-1252";
        case Origin::utf8:
        case Origin::utf8_marked:
        case Origin::legacy:
            break;
    }
    return "UTF-8";
}

void check_encoding(const Document& document, const std::string& name, Report& report) {
    const std::optional<xml::Declaration>& declared = document.xml->declaration();
    Place at{{}, {0, 1}};
    if (declared) at.span = declared->encoding.empty() ? declared->span : declared->encoding_span;
    const std::string encoding = declared ? text::ascii_lower(declared->encoding) : std::string();
    if (document.origin == Origin::utf8_marked) {
        report.add(row("DOC-08"), at, name + " begins with a byte order mark (UTF-8).").severity = Severity::note;
    } else if (document.origin == Origin::legacy) {
        report.add(row("DOC-08"), at,
                   name + " is in " + cut(declared->encoding) +
                       ", not in UTF-8; only its ASCII was read, other characters are shown as \xEF\xBF\xBD.");
    } else if (document.origin != Origin::utf8) {
        report.add(row("DOC-08"), at, name + " is in " + encoding_words(document.origin) + ", not in UTF-8.");
    } else if (!encoding.empty() && encoding != "utf-8" && encoding != "utf8" && encoding != "us-ascii" &&
               encoding != "ascii") {
        report.add(row("DOC-08"), at,
                   name + " declares the encoding " + cut(declared->encoding) +
                       "; it was read as UTF-8, which its bytes fit.");
    }
}

void check_placeholders(const Document& document, Report& report) {
    const xml::Tree& tree = *document.xml;
    // One address in two bindings is one finding.
    std::map<std::string_view, std::size_t> said;
    for (std::size_t i = 0; i < tree.size(); ++i) {
        const xml::Element element = tree[i];
        if (element.local() == "X509Certificate") {
            if (!is_placeholder_certificate(element.text())) continue;
            report.add(row("DOC-18"), i, element.text_span(), "The certificate is a placeholder, not a certificate.");
            continue;
        }
        if (element.name_space() != kMetadataNamespace) continue;
        for (const xml::Attribute attribute : element.attributes()) {
            // A template in errorURL is ROLE-07's.
            const bool value =
                attribute.prefix().empty() && (attribute.local() == "entityID" || attribute.local() == "Location" ||
                                               attribute.local() == "ResponseLocation");
            if (!value || !is_placeholder_value(attribute.value())) continue;
            if (const auto earlier = said.find(attribute.value()); earlier != said.end()) {
                report.also(earlier->second, i, attribute);
                continue;
            }
            const std::size_t number = report.size();
            report.add(row("DOC-18"), i, attribute,
                       std::string(attribute.local()) + " is a placeholder: \"" + cut(attribute.value()) + "\".");
            if (report.size() > number) said.emplace(attribute.value(), number);
        }
    }
}

// DOC-07: of a legacy encoding only the ASCII was read. That does for names to show, not for what is compared byte by
// byte or called.
void check_unread_values(const Document& document, Report& report) {
    if (document.origin != Origin::legacy) return;
    const xml::Tree& tree = *document.xml;
    for (std::size_t i = 0; i < tree.size(); ++i) {
        for (const xml::Attribute attribute : tree[i].attributes()) {
            if (attribute.value().find("\xEF\xBF\xBD") == std::string_view::npos) continue;
            report.add(row("DOC-07"), i, attribute,
                       std::string(attribute.local()) + " has characters of " + cut(tree.declaration()->encoding) +
                           ", which are not read here: \"" + cut(attribute.value()) + "\".");
        }
    }
}

void check_xml_extras(const Document& document, const std::string& name, Report& report) {
    const xml::Tree& tree = *document.xml;
    if (tree.declaration() && tree.declaration()->version != "1.0") {
        report.add(row("DOC-19"), Place{{}, tree.declaration()->version_span},
                   name + " is XML " + cut(tree.declaration()->version) + ".");
    }
    if (!tree.instructions().empty()) {
        Finding& finding = report.add(row("DOC-19"), Place{{}, tree.instructions().front()},
                                      name + " has a processing instruction; it was skipped.");
        finding.severity = Severity::note;
    }
}

// DOC-15: who there is to choose from, and how it is chosen. As it is typed into a scenario file: compared byte by
// byte.
void offer_choice(const Document& document, Finding& finding) {
    constexpr std::size_t kNamed = 5;
    const ListedProviders& providers = listed_providers(document);
    if (!document.asked_for.empty()) {
        std::vector<std::string_view> ids;
        for (const ListedProvider& provider : providers.list) ids.push_back(provider.entity_id);
        const auto nearest = text::nearest_name(document.asked_for, ids);
        finding.consequence = "The scenario states the entity ID \"" + cut(document.asked_for) +
                              "\"; there is not exactly one that has it" +
                              (nearest ? " (the nearest is \"" + cut(*nearest) + "\")." : ".");
    }
    if (providers.list.empty()) return;
    std::string names;
    for (std::size_t i = 0; i < providers.list.size() && i < kNamed; ++i) {
        const ListedProvider& provider = providers.list[i];
        names += (i == 0 ? "" : "; ") + (provider.name.empty() ? std::string() : provider.name + ", ") +
                 cut(provider.entity_id);
    }
    const std::size_t more = document.idp_count - std::min(kNamed, providers.list.size());
    if (more > 0) names += "; and " + std::to_string(more) + " more";
    finding.consequence += " There are: " + names + ".";
    const nlohmann::ordered_json scenario{{"preflightScenario", 1},
                                          {"egnyte", {{"sso", {{"idpEntityId", providers.list.front().entity_id}}}}}};
    finding.fix.steps.push_back(
        "Or state in a scenario file which one Egnyte uses, and give that file too: that one is checked then. For the "
        "first of them it holds: " +
        scenario.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

// The places are those of the keys' beginnings; the report shows nothing of such a file.
void check_private_keys(const Document& document, const std::string& name, Report& report) {
    constexpr std::size_t kMost = 20;
    const std::size_t count = document.private_keys.size();
    if (count == 0) return;
    Finding* finding = nullptr;
    for (std::size_t i = 0; i < std::min(count, kMost); ++i) {
        const std::size_t at = document.private_keys[i].at;
        const Place place = place_at(document, {at, at + 1});
        if (finding == nullptr) {
            finding = &report.add(row("DOC-21"), place,
                                  name + (count == 1 ? " holds a private key. It is not shown here."
                                                     : " holds private keys, in " + std::to_string(count) +
                                                           " places. They are not shown here."));
        } else {
            report.also(*finding, place);
        }
    }
}

}  // namespace

void check_file(const Document& document, const std::string& name, Report& report) {
    const Place& at = document.at;
    check_private_keys(document, name, report);
    if (!document.before.empty() && !document.error)
        report.add(row("DOC-09"), at, name + " has " + document.before + " in front of the XML declaration.");
    if (document.view_at) {
        report.add(row("DOC-22"), Place{{}, *document.view_at},
                   name + " was copied out of a browser's or word processor's view: " + document.view_words + ".");
    }
    switch (document.kind) {
        case Kind::empty:
            report.add(row("DOC-01"), at, name + " is empty.");
            return;
        case Kind::html:
            report.add(row("DOC-02"), at,
                       name + " is a web page" + (document.detail.empty() ? "" : " (\"" + document.detail + "\")") +
                           ", not metadata." + page_words(document.text, document.detail));
            return;
        case Kind::json:
            report.add(row("DOC-03"), at,
                       name + " is JSON" + (document.detail.empty() ? "" : ", " + document.detail) + ", not metadata.");
            return;
        case Kind::pem:
        case Kind::der:
            if (document.detail == "a private key") {
                if (document.private_keys.empty()) private_key(at, name + " is a private key.", report);
                return;
            }
            report.add(row("DOC-04"), at, name + " is " + document.detail + ", not metadata.");
            return;
        case Kind::archive:
            advise(no_certificate(at, name + " is " + document.detail + ", not metadata.", report), "Unpack it",
                   {"Give the files that are in it."});
            return;
        case Kind::foreign:
            no_certificate(at, name + " is " + document.detail + ", not metadata.", report);
            return;
        case Kind::base64: {
            if (document.detail == "a private key") {
                if (document.private_keys.empty())
                    private_key({{}, {at.span.begin, at.span.begin}}, name + " is a private key as base64 text.",
                                report);
                return;
            }
            const std::string form = data_of_url(text::trim(document.text)).empty() ? "base64 text" : "a data: URL";
            advise(no_certificate(at, name + " is " + form + "; inside is " + document.detail + ".", report),
                   "Give the metadata as it was downloaded", {"Save the file from Okta without encoding it."});
            if (document.protocol_inside) report.add(row("DOC-05"), at, not_metadata(name, document));
            return;
        }
        case Kind::url:
            report.add(row("DOC-23"), at, name + " holds an address, not the document behind it.");
            return;
        case Kind::not_xml:
            if (!document.view_at) report.add(row("DOC-06"), at, name + " is not XML.");
            return;
        case Kind::other_protocol:
            report.add(row("DOC-05"), at, not_metadata(name, document));
            return;
        case Kind::misspelt_root:
            report.add(row("SCH-01"), at,
                       "The document element is <" + std::string(document.xml->root().local()) + ">; " +
                           document.detail + " was probably meant.");
            return;
        case Kind::other_xml:
            report.add(row("DOC-05"), at, "The document element is <" + document.detail + ">, not EntityDescriptor.");
            return;
        case Kind::wrong_namespace:
            report.add(row("DOC-17"), at,
                       document.detail.empty() ? std::string("The elements have no namespace.")
                                               : "The elements are in the namespace " + document.detail + ".");
            return;
        case Kind::broken_xml:
            check_syntax(document, name, report);
            return;
        case Kind::aggregate: {
            Finding& finding = report.add(row("DOC-15"), at,
                                          "The file describes " + document.detail + " entities, " +
                                              std::to_string(document.idp_count) + " of them identity providers.");
            finding.consequence = "Preflight cannot tell which of them is meant.";
            if (document.idp_count > 1) offer_choice(document, finding);
            break;
        }
        case Kind::sp:
            check_service_provider(document, report);
            break;
        case Kind::no_idp:
            check_without_idp(document, report);
            break;
        case Kind::idp:
            if (document.from_aggregate) {
                report
                    .add(row("DOC-15"), at,
                         document.idp_count == 1
                             ? std::string("The file is a collection (EntitiesDescriptor) with one identity provider "
                                           "in it; that one is checked.")
                             : "The file is a collection of " + std::to_string(document.idp_count) +
                                   " identity providers; the one whose entity ID the scenario states is checked.")
                    .severity = Severity::warning;
            }
            break;
    }
    check_encoding(document, name, report);
    check_unread_values(document, report);
    check_xml_extras(document, name, report);
    check_placeholders(document, report);
}

}  // namespace preflight::saml
