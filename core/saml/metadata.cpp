#include "core/saml/metadata.h"

#include <algorithm>
#include <set>

#include "core/formats/pem.h"
#include "core/formats/xml/tree.h"
#include "core/saml/collection.h"
#include "core/saml/surroundings.h"
#include "core/saml/url.h"
#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;

bool starts_ignoring_case(std::string_view text, std::string_view word) {
    return text.size() >= word.size() && text::equal_ignoring_ascii_case(text.substr(0, word.size()), word);
}

Place place_of(const xml::Tree& document, std::size_t element) {
    return {document.path(element), document[element].start_tag()};
}

std::optional<PlacedText> attribute_of(const xml::Tree& document, std::size_t element, std::string_view name) {
    const xml::Attribute attribute = document[element].attribute(name);
    if (!attribute) return std::nullopt;
    const text::Span span = attribute.span();
    return PlacedText{std::string(attribute.value()), {document.path(element) + "/@" + std::string(name), span}};
}

CertificateText read_certificate(const xml::Tree& document, std::size_t index, std::string_view source) {
    const xml::Element element = document[index];
    crypto::VerifyBudget no_verifying{0};  // the checks do, each certificate once and within a budget
    return {read_certificate_text(element.text(), no_verifying), {document.path(index), text_place(element, source)}};
}

KeyDescriptor read_key(const xml::Tree& document, std::size_t index, std::string_view source) {
    KeyDescriptor key;
    key.at = place_of(document, index);
    if (const auto use = attribute_of(document, index, "use")) {
        key.use = use->value == "signing"      ? KeyUse::signing
                  : use->value == "encryption" ? KeyUse::encryption
                                               : KeyUse::other;
    }
    for (const std::size_t info : document.children(index, kDigitalSignatureNamespace, "KeyInfo")) {
        for (std::size_t child = document[info].first(); child != xml::kNone; child = document[child].next()) {
            const xml::Element element = document[child];
            if (element.name_space() != kDigitalSignatureNamespace) continue;
            if (element.local() == "KeyValue") key.key_value = true;
            if (element.local() == "KeyName") key.key_name = true;
            if (element.local() != "X509Data") continue;
            for (const std::size_t certificate :
                 document.children(child, kDigitalSignatureNamespace, "X509Certificate")) {
                key.certificates.push_back(read_certificate(document, certificate, source));
            }
        }
    }
    return key;
}

Endpoint read_endpoint(const xml::Tree& document, std::size_t index) {
    Endpoint endpoint;
    endpoint.at = place_of(document, index);
    if (const auto binding = attribute_of(document, index, "Binding")) endpoint.binding = binding->value;
    endpoint.location = attribute_of(document, index, "Location");
    return endpoint;
}

IdpRole read_role(const xml::Tree& document, std::size_t index, std::string_view source, std::string_view space) {
    IdpRole role;
    role.at = place_of(document, index);
    role.protocols = attribute_of(document, index, "protocolSupportEnumeration");
    for (const std::size_t key : document.children(index, space, "KeyDescriptor"))
        role.keys.push_back(read_key(document, key, source));
    for (const std::size_t endpoint : document.children(index, space, "SingleSignOnService"))
        role.single_sign_on.push_back(read_endpoint(document, endpoint));
    for (const std::size_t format : document.children(index, space, "NameIDFormat")) {
        const xml::Element element = document[format];
        role.name_id_formats.push_back(
            {std::string(text::trim(element.text())), {document.path(format), element.text_span()}});
    }
    return role;
}

Entity read_entity(const xml::Tree& document, std::size_t index, std::string_view source, std::string_view space) {
    Entity entity;
    entity.at = place_of(document, index);
    entity.entity_id = attribute_of(document, index, "entityID");
    for (std::size_t child = document[index].first(); child != xml::kNone; child = document[child].next()) {
        const xml::Element element = document[child];
        if (element.name_space() != space) continue;
        if (element.local() == "IDPSSODescriptor") {
            entity.idp_roles.push_back(read_role(document, child, source, space));
        } else if (element.local() == "SPSSODescriptor") {
            if (!entity.sp_role) entity.sp_role = place_of(document, child);
            for (const std::size_t consumer : document.children(child, space, "AssertionConsumerService")) {
                if (const auto location = attribute_of(document, consumer, "Location"))
                    entity.assertion_consumers.push_back(location->value);
            }
        }
        if (element.local() != "AffiliationDescriptor" && element.local().size() > 10 &&
            element.local().rfind("Descriptor") == element.local().size() - 10)
            entity.any_role = true;
    }
    return entity;
}

Kind kind_of(const Entity& entity) {
    return !entity.idp_roles.empty() ? Kind::idp : entity.sp_role ? Kind::sp : Kind::no_idp;
}

void take_from_aggregate(const xml::Tree& document, std::size_t entity, Document& result) {
    result.kind = Kind::idp;
    result.from_aggregate = true;
    result.entity = read_entity(document, entity, result.text, kMetadataNamespace);
    result.entity_element = entity;
}

void read_aggregate(const xml::Tree& document, Document& result) {
    result.kind = Kind::aggregate;
    const std::vector<std::size_t> entities = entities_of_collection(document);
    std::vector<std::size_t> providers;
    for (const std::size_t entity : entities) {
        if (is_identity_provider(document, entity)) providers.push_back(entity);
    }
    result.idp_count = providers.size();
    result.detail = std::to_string(entities.size());
    if (providers.size() > 1)
        result.providers = std::make_shared<const ListedProviders>(listed_providers(document, providers));
    if (providers.size() == 1) take_from_aggregate(document, providers.front(), result);
}

struct Known {
    std::string_view name_space, local, words;
};
constexpr Known kOtherProtocols[] = {
    {kProtocolNamespace, "Response", "a SAML response"},
    {kProtocolNamespace, "AuthnRequest", "a SAML sign-in request"},
    {kProtocolNamespace, "LogoutRequest", "a SAML logout request"},
    {kProtocolNamespace, "LogoutResponse", "a SAML logout response"},
    {kProtocolNamespace, "ArtifactResponse", "a SAML artifact response"},
    {kAssertionNamespace, "Assertion", "a SAML assertion"},
    {"http://schemas.xmlsoap.org/soap/envelope/", "Envelope", "a SOAP message"},
    {"http://www.w3.org/2003/05/soap-envelope", "Envelope", "a SOAP message"},
    {"xri://$xrds", "XRDS", "an XRDS document"},
};

void read_root(const xml::Tree& document, std::string_view source, Document& result) {
    const xml::Element root = document.root();
    result.at = place_of(document, 0);
    result.detail = std::string(root.local());
    result.valid_until = attribute_of(document, 0, "validUntil");
    if (root.name_space() == kMetadataNamespace && root.local() == "EntityDescriptor") {
        result.entity = read_entity(document, 0, source, kMetadataNamespace);
        result.entity_element = 0;
        result.kind = kind_of(*result.entity);
        return;
    }
    if (root.name_space() == kMetadataNamespace && root.local() == "EntitiesDescriptor") {
        read_aggregate(document, result);
        return;
    }
    for (const Known& known : kOtherProtocols) {
        if (root.name_space() != known.name_space || root.local() != known.local) continue;
        result.kind = Kind::other_protocol;
        result.detail = known.words;
        return;
    }
    if (root.local() == "EntityDescriptor" || root.local() == "EntitiesDescriptor") {
        result.kind = Kind::wrong_namespace;
        result.detail = std::string(root.name_space());
        return;
    }
    if (text::ascii_lower(root.local()) == "html") {
        result.kind = Kind::html;
        return;
    }
    result.kind = Kind::other_xml;
    if (root.name_space() != kMetadataNamespace) return;
    constexpr std::string_view kRoots[] = {"EntityDescriptor", "EntitiesDescriptor"};
    for (const std::string_view known : kRoots) {
        if (!text::equal_ignoring_ascii_case(known, root.local())) continue;
        result.kind = Kind::misspelt_root;
        result.detail = known;
        return;
    }
    if (const auto near = text::nearest_name(root.local(), kRoots)) {
        result.kind = Kind::misspelt_root;
        result.detail = *near;
    }
}

// DOC-07: what the bytes were and what the declaration says. Otherwise it is the reader of XML that finds bytes that
// are not UTF-8.
bool encoding_fits(std::string_view body, std::size_t begin, Origin origin, Document& result) {
    text::Span at{begin, begin + 1};
    const std::string declared = declared_encoding(body, begin, at);
    const bool utf16 = origin == Origin::utf16 || origin == Origin::utf16_damaged;
    const bool utf8 = declared.empty() || declared == "utf-8" || declared == "utf8";
    const std::string shown = declared.substr(0, 40);
    std::string problem;
    if (!utf16 && is_utf16_encoding(declared)) problem = "it declares UTF-16 and is not";
    else if (utf16 && !declared.empty() && !is_utf16_encoding(declared)) problem = "it is UTF-16 and declares " + shown;
    else if (origin == Origin::utf16_damaged) problem = "some of its bytes are not UTF-16";
    else if (is_ascii_encoding(declared) &&
             std::any_of(body.begin(), body.end(), [](char c) { return (c & 0x80) != 0; }))
        problem = "it declares " + shown + " and has characters that are not in it";
    else if (!utf8 && !utf16 && !is_ascii_encoding(declared) && !is_legacy_encoding(declared))
        problem = "it declares the encoding " + shown + ", which readers of XML do not know";
    if (problem.empty()) return true;
    result.kind = Kind::broken_xml;
    result.at.span = at;
    result.error = xml::Error{xml::ErrorKind::invalid_encoding, problem, at};
    return false;
}

// DOC-22: what browsers put around XML when they show it.
void find_browser_view(std::string_view text, Document& result) {
    constexpr std::string_view kChrome = "This XML file does not appear to have any style information";
    if (const auto at = text.substr(0, 1000).find(kChrome); at != std::string_view::npos) {
        result.view_at = text::Span{at, at + kChrome.size()};
        result.view_words = "it contains the browser's own words";
        result.only_view = true;
        return;
    }
    // The same in other languages: a sentence about XML, and the document below it.
    const auto first = text.substr(0, 1000).find('<');
    if (first == std::string_view::npos) return;
    const std::string_view above = text.substr(0, first);
    const auto said = above.find("XML");
    if (said == std::string_view::npos || above.find(' ') == std::string_view::npos || !looks_like_metadata(text))
        return;
    const auto line_end = above.find_last_of("\r\n", said);
    const std::size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
    result.view_at = text::Span{begin, std::min(above.find_first_of("\r\n", said), above.size())};
    result.view_words = "a sentence is above it, as browsers put it there";
    result.only_view = true;
}

// DOC-22: characters that no writer of XML puts where the error is.
void find_typography(std::string_view text, Document& result) {
    if (!result.error || result.view_at || result.error->kind != xml::ErrorKind::not_well_formed) return;
    struct Sign {
        std::string_view bytes, words;
    };
    constexpr Sign kSigns[] = {
        {"\xE2\x80\x9C", "curly quotes"},      {"\xE2\x80\x9D", "curly quotes"},
        {"\xE2\x80\x9E", "curly quotes"},      {"\xE2\x80\x98", "curly quotes"},
        {"\xE2\x80\x99", "curly quotes"},      {"\xC2\xA0", "no-break spaces"},
        {"\xE2\x96\xBC", "a tree's arrows"},   {"\xE2\x96\xB6", "a tree's arrows"},
        {"\xE2\x96\xBE", "a tree's arrows"},   {"\xE2\x96\xB8", "a tree's arrows"},
        {"\xEF\xBC\x82", "full-width quotes"}, {"\xEF\xBC\x87", "full-width quotes"},
        {"\xEF\xBC\x9D", "full-width signs"},  {"\xEF\xBC\x9C", "full-width signs"},
        {"\xEF\xBC\x9E", "full-width signs"},  {"\xE3\x80\x8C", "corner brackets"},
    };
    if (starts_ignoring_case(text::trim(text), "&lt;")) {
        const auto at = text.find('&');
        result.view_at = text::Span{at, at + 4};
        result.view_words = "its markup is escaped, &lt; in place of <";
        return;
    }
    for (const Sign& sign : kSigns) {
        if (text.substr(result.error->span.begin, sign.bytes.size()) != sign.bytes) continue;
        result.view_at = text::Span{result.error->span.begin, result.error->span.begin + sign.bytes.size()};
        result.view_words = "it has " + std::string(sign.words) + " in its markup";
        return;
    }
    // "- <md:EntityDescriptor": the minus signs of a tree that can be folded.
    const std::string_view before = text.substr(0, result.error->span.end);
    if (text::trim(before) == "-" || text::trim(before).substr(0, 2) == "-<") {
        result.view_at = result.error->span;
        result.view_words = "the signs of a tree that can be folded are in it";
    }
}

// DOC-22: what a rendered view leaves in a document that can be read all the same: the signs of a tree between its
// elements, and quotes around a value that came from a text.
void find_rendering(const xml::Tree& document, Document& result) {
    if (result.view_at) return;
    const auto only_signs = [](std::string_view text) {
        bool any = false;
        for (std::size_t i = 0; i < text.size();) {
            const text::CodePoint point = text::decode(text, i);
            i += point.length;
            if (point.value <= ' ') continue;
            any = true;
            // Minus, no-break space, triangles.
            if (point.value != '-' && point.value != '+' && point.value != 0xA0 &&
                (point.value < 0x25B2 || point.value > 0x25C5))
                return false;
        }
        return any;
    };
    const auto folded = [](const xml::Element& element) {
        constexpr std::string_view kContainers[] = {"EntitiesDescriptor", "EntityDescriptor", "IDPSSODescriptor",
                                                    "KeyDescriptor",      "KeyInfo",          "X509Data",
                                                    "Organization",       "ContactPerson",    "Extensions"};
        const std::string_view inside = text::trim(element.text());
        return (inside == "..." || inside == "\xE2\x80\xA6") &&
               std::find(std::begin(kContainers), std::end(kContainers), element.local()) != std::end(kContainers);
    };
    for (std::size_t i = 0; i < document.size(); ++i) {
        const xml::Element element = document[i];
        if (element.first() == xml::kNone && element.text().size() < 64 && folded(element)) {
            result.view_at = element.text_span();
            result.view_words =
                "<" + std::string(element.local()) + "> was folded in the view, its contents are missing";
            return;
        }
        if (element.first() != xml::kNone && !element.blank() && element.text().size() < 4096 &&
            only_signs(element.text())) {
            result.view_at = text::Span{element.visible(), element.visible() + 1};
            result.view_words = "the signs of a tree that can be folded, or blanks of a page, are between its elements";
            return;
        }
        for (const xml::Attribute attribute : element.attributes()) {
            const std::string_view value = attribute.value();
            if (value.size() < 6 || static_cast<unsigned char>(value[0]) < 0xE2) continue;
            const char32_t mark = text::decode(value, 0).value;
            const bool curly = mark >= 0x2018 && mark <= 0x201F;
            if (!curly && mark != 0xFF02 && mark != 0xFF07 && mark != 0x300C) continue;
            result.view_at = attribute.span();
            result.view_words = std::string(curly ? "curly" : "full-width") + " quotes are around a value";
            return;
        }
    }
}

std::string_view title_of(std::string_view text) {
    const std::string lowered = text::ascii_lower(text.substr(0, 65536));
    const auto open = lowered.find("<title");
    const auto begin = open == std::string::npos ? open : lowered.find('>', open);
    const auto end = begin == std::string::npos ? begin : lowered.find("</title", begin);
    if (end == std::string::npos) return {};
    return text::trim(text.substr(begin + 1, std::min<std::size_t>(end - begin - 1, 120)));
}

std::string_view words(crypto::DerKind kind) {
    switch (kind) {
        case crypto::DerKind::certificate:
            return "a certificate";
        case crypto::DerKind::request:
            return "a certificate signing request";
        case crypto::DerKind::pkcs7:
            return "a PKCS#7 bundle";
        case crypto::DerKind::public_key:
            return "a public key";
        case crypto::DerKind::private_key:
            return "a private key";
        case crypto::DerKind::truncated:
            return "a certificate that is cut off";
        case crypto::DerKind::other:
            break;
    }
    return "DER data";
}

std::string_view words(formats::pem::Content content) {
    switch (content) {
        case formats::pem::Content::private_key:
            return "a private key";
        case formats::pem::Content::certificate:
            return "a certificate";
        case formats::pem::Content::public_key:
            return "a public key";
        case formats::pem::Content::pkcs7:
            return "a PKCS#7 bundle";
        case formats::pem::Content::certificate_request:
            return "a certificate signing request";
        case formats::pem::Content::other:
            break;
    }
    return "PEM text";
}

// DOC-23: a short text that is an address, in quotes, behind a label or in a file for a browser's shortcut.
bool holds_address(std::string_view body) {
    constexpr std::size_t kLongest = 4096;
    body = text::trim(body);
    if (body.size() > kLongest || looks_like_metadata(body)) return false;
    if (starts_ignoring_case(body, "[InternetShortcut]")) return true;
    const std::string lowered = text::ascii_lower(body);
    const auto scheme = std::min(lowered.find("http://"), lowered.find("https://"));
    if (scheme == std::string::npos) {
        // "acme.okta.com/app/exk1/sso/saml/metadata"
        const auto host = lowered.find('/');
        return host != std::string::npos && lowered.find_first_of(" \t\r\n<{\"") == std::string::npos &&
               lowered.substr(0, host).find('.') != std::string::npos &&
               lowered.find("metadata", host) != std::string::npos;
    }
    // One line of it, and in front of it nothing but a few words.
    const std::string_view address = text::trim(body.substr(scheme));
    constexpr std::size_t kLabel = 60;
    return scheme <= kLabel && body.substr(0, scheme).find_first_of("{}[]\n") == std::string_view::npos &&
           address.find_first_of(" \t\r\n<{") == std::string_view::npos;
}

// What a file is that does not begin like XML.
void classify(std::string_view body, Document& result) {
    if (holds_address(body)) {
        result.kind = Kind::url;
        return;
    }
    if (const std::string_view program = other_program(body); !program.empty()) {
        result.kind = Kind::foreign;
        result.detail = program;
        return;
    }
    if (starts_ignoring_case(body, "{\\rtf")) {
        result.view_at = text::Span{result.at.span.begin, result.at.span.begin + 5};
        result.view_words = "it is an RTF document of a word processor";
        return;
    }
    const bool quoted = body.front() == '"' && body.find('<') != std::string_view::npos;
    if (quoted && looks_like_metadata(body) && body.find("=\"\"") != std::string_view::npos) {
        result.view_at = text::Span{result.at.span.begin, result.at.span.begin + 1};
        result.view_words = "it is a cell of a spreadsheet: quotes are around it, those inside are doubled";
        return;
    }
    if (body.front() == '{' || body.front() == '[' || (quoted && looks_like_metadata(body))) {
        result.kind = Kind::json;
        if (quoted) result.detail = "a text with XML in it";
        if (body.find("\"errorCode\"") != std::string_view::npos) result.detail = "an error answer of Okta";
        else if (body.find("\"authorization_endpoint\"") != std::string_view::npos)
            result.detail = "an OpenID Connect discovery document";
        return;
    }
    if (const auto line = formats::pem::find_begin(body); line && body.find('<') == std::string_view::npos) {
        // OpenSSL writes lines of words in front of it.
        body.remove_prefix(line->begin);
        result.at.span.begin += line->begin;
        result.at.span.end = result.at.span.begin + std::min<std::size_t>(body.find_first_of("\r\n"), body.size());
        result.kind = Kind::pem;
        result.detail = words(line->content);
        return;
    }
    if (body.size() > 4 && static_cast<unsigned char>(body[0]) == 0x30 &&
        (static_cast<unsigned char>(body[1]) & 0x80U) != 0) {
        const crypto::DerKind kind = crypto::read_certificate(body).kind;
        if (kind != crypto::DerKind::other) {
            result.kind = Kind::der;
            result.detail = words(kind);
            return;
        }
    }
    for (const auto& [magic, detail] : {std::pair<std::string_view, std::string_view>{"PK\x03\x04", "a ZIP archive"},
                                        {"\x1F\x8B", "a gzip archive"},
                                        {"7z\xBC\xAF", "a 7-Zip archive"},
                                        {"Rar!", "a RAR archive"}}) {
        if (body.substr(0, magic.size()) != magic) continue;
        result.kind = Kind::archive;
        result.detail = detail;
        return;
    }
    if (body.size() < 64) return;
    const std::string_view data = data_of_url(body);
    const crypto::Base64 decoded = crypto::decode_base64(data.empty() ? body : data);
    if (!decoded.ok()) {
        if (!data.empty()) {
            result.kind = Kind::foreign;
            result.detail = "a data: URL";
        }
        return;
    }
    const std::string_view inside = text::trim(decoded.bytes);
    const crypto::DerKind kind = crypto::read_certificate(decoded.bytes).kind;
    if (kind != crypto::DerKind::other) {
        result.detail = words(kind);
    } else if (!inside.empty() && inside.front() == '<') {
        const xml::Tree document = xml::parse(inside);
        Document read;
        read.text = inside;
        if (!document.error()) read_root(document, inside, read);
        result.protocol_inside = read.kind == Kind::other_protocol;
        result.detail = result.protocol_inside ? read.detail : looks_like_metadata(inside) ? "SAML metadata" : "XML";
    } else if (!inside.empty() && inside.front() == '{') {
        result.detail = "JSON";
    } else if (data.empty()) {
        return;
    } else {
        result.detail = "something else";
    }
    result.kind = Kind::base64;
}

// DOC-02: a page, behind an XML declaration and comments as well.
bool begins_page(std::string_view body) {
    for (;;) {
        const std::string_view end = body.substr(0, 5) == "<?xml" ? "?>" : body.substr(0, 4) == "<!--" ? "-->" : "";
        if (end.empty()) break;
        const auto at = body.find(end);
        if (at == std::string_view::npos) return false;
        body = text::trim(body.substr(at + end.size()));
    }
    for (const std::string_view start : {"<!doctype html", "<html", "<head", "<body"}) {
        if (!starts_ignoring_case(body, start)) continue;
        const char next = body.size() > start.size() ? body[start.size()] : '>';
        return next == '>' || next == ' ' || next == '\t' || next == '\r' || next == '\n';
    }
    return false;
}

}  // namespace

Place place_at(const Document& document, text::Span span) {
    Place place{{}, span};
    if (document.xml == nullptr) return place;
    const xml::Tree& tree = *document.xml;
    const auto inside = [&](const text::Span& outer) { return outer.begin <= span.begin && span.begin < outer.end; };
    for (std::size_t i = tree.last_begun(span.begin); i != xml::kNone; i = tree[i].parent()) {
        const xml::Element element = tree[i];
        if (inside(element.start_tag())) {
            place.path = tree.path(i);
            for (const xml::Attribute attribute : element.attributes()) {
                if (inside(attribute.value_span())) place.path += "/@" + std::string(attribute.name());
            }
            return place;
        }
        if (inside(element.text_span())) {
            place.path = tree.path(i);
            return place;
        }
    }
    return place;
}

bool looks_like_metadata(std::string_view head) {
    return head.find("EntityDescriptor") != std::string_view::npos ||
           head.find("EntitiesDescriptor") != std::string_view::npos;
}

const IdpRole* Document::idp() const {
    if (!entity || entity->idp_roles.empty()) return nullptr;
    for (const IdpRole& role : entity->idp_roles) {
        if (role.protocols &&
            (" " + role.protocols->value + " ").find(" " + std::string(kProtocolNamespace) + " ") != std::string::npos)
            return &role;
    }
    return &entity->idp_roles.front();
}

Document read(std::string_view text, const Limits& limits, Origin origin) {
    Document result;
    result.text = text;
    result.origin = origin;
    result.private_keys = crypto::find_private_keys(text).keys;
    find_browser_view(text, result);
    std::string_view body = text;
    if (body.substr(0, 3) == "\xEF\xBB\xBF") body.remove_prefix(3);
    while (!body.empty() &&
           (body.front() == ' ' || body.front() == '\t' || body.front() == '\r' || body.front() == '\n'))
        body.remove_prefix(1);
    const std::size_t begin = text.size() - body.size();
    const std::size_t line_end = std::min(body.find_first_of("\r\n"), body.size());
    result.at.span = {begin, begin + std::min<std::size_t>(line_end, 80)};
    if (body.empty()) {
        result.kind = Kind::empty;
        result.at.span = {0, std::min<std::size_t>(text.size(), 1)};
        return result;
    }
    if (begins_page(body)) {
        result.kind = Kind::html;
        result.detail = title_of(text);
        return result;
    }
    if (body.front() != '<') {
        classify(body, result);
        // Text in front of a document (a line of a console, say) is a broken document, and the parser says where.
        if (result.kind != Kind::not_xml || !looks_like_metadata(text)) return result;
    }
    if (body.front() != '<' && looks_like_metadata(text) && !result.view_at) {
        // A line of a log, a quote, a fence: what was copied along with the document.
        if (const auto declared = text.find("<?xml"); declared != std::string_view::npos) {
            result.before = words_before(text, declared);
            result.kind = Kind::broken_xml;
            result.error = xml::Error{xml::ErrorKind::misplaced_declaration,
                                      "the XML declaration is not at its beginning", result.at.span};
            return result;
        }
    }
    if (auto fault = declaration_fault(body)) {
        result.kind = Kind::broken_xml;
        const std::size_t end = begin + std::min<std::size_t>(std::min(body.find('>'), body.find('\n')), 80);
        result.error =
            xml::Error{xml::ErrorKind::not_well_formed, std::move(*fault), {begin, std::min(end + 1, text.size())}};
        result.at.span = result.error->span;
        return result;
    }
    constexpr std::size_t kHead = 4096;
    const bool collection = body.substr(0, kHead).find("EntitiesDescriptor") != std::string_view::npos;
    const std::size_t limit = collection ? std::max(limits.bytes, limits.aggregate_bytes) : limits.bytes;
    if (text.size() > limit) {
        result.kind = Kind::broken_xml;
        result.error =
            xml::Error{xml::ErrorKind::limit, "it is larger than " + std::to_string(limit >> 20U) + " MB", {0, 0}};
        return result;
    }
    if (!encoding_fits(body, begin, origin, result)) return result;
    const auto tree = std::make_shared<const xml::Tree>(xml::parse(text, limits.xml));
    const xml::Tree& document = *tree;
    if (document.error()) {
        result.kind = Kind::broken_xml;
        result.error = document.error();
        result.doctype = document.doctype();
        // It ends inside a tag: the error is in what there is of it.
        const auto last = text.rfind('<');
        const bool in_tag = last != std::string_view::npos && text.find('>', last) == std::string_view::npos;
        if (in_tag && result.error->kind == xml::ErrorKind::not_well_formed && result.error->span.end > last) {
            result.error->kind = xml::ErrorKind::truncated;
            result.error->message = "it ends inside a tag";
        }
        find_typography(text, result);
        result.at.span = document.error()->span;
        if (!document.empty()) result.at.path = document.path(document.size() - 1);
        // An HTML page need not be well-formed XML.
        if (!document.empty() && text::ascii_lower(document.root().local()) == "html") {
            result.kind = Kind::html;
            result.detail = title_of(text);
            result.error.reset();
        }
        return result;
    }
    result.xml = tree;
    find_rendering(document, result);
    read_root(document, text, result);
    if (result.kind == Kind::html) result.detail = title_of(text);
    return result;
}

bool is_egnyte_service_provider(const Document& document) {
    if (document.kind != Kind::sp || !document.entity) return false;
    const Entity& entity = *document.entity;
    return (entity.entity_id && is_egnyte_host(host_of(entity.entity_id->value))) ||
           std::any_of(entity.assertion_consumers.begin(), entity.assertion_consumers.end(),
                       [](const std::string& url) { return is_egnyte_host(host_of(url)); });
}

bool is_https(std::string_view location) {
    return starts_ignoring_case(location, "https://") && location.size() > 8;
}

std::string host_of(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    if (!starts_ignoring_case(url, "https") && !starts_ignoring_case(url, "http")) return {};
    std::string_view host = url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (const auto user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
    return text::ascii_lower(host.substr(0, host.find(':')));
}

const Endpoint* sign_in_endpoint(const IdpRole& role) {
    for (const std::string_view binding : {kPostBinding, kRedirectBinding}) {
        for (const Endpoint& endpoint : role.single_sign_on) {
            if (endpoint.binding == binding && endpoint.location && is_https(endpoint.location->value))
                return &endpoint;
        }
    }
    return nullptr;
}

bool choose(Document& document, std::string_view entity_id) {
    if (document.kind != Kind::aggregate || document.xml == nullptr) return false;
    document.asked_for = entity_id;
    std::size_t chosen = xml::kNone;
    for (const std::size_t entity : entities_of_collection(*document.xml)) {
        const xml::Attribute id = (*document.xml)[entity].attribute("entityID");
        if (!id || id.value() != entity_id || !is_identity_provider(*document.xml, entity)) continue;
        if (chosen != xml::kNone) return false;
        chosen = entity;
    }
    if (chosen == xml::kNone) return false;
    take_from_aggregate(*document.xml, chosen, document);
    return true;
}

std::vector<const CertificateText*> signing_certificates(const IdpRole& role) {
    std::vector<const CertificateText*> result;
    std::set<std::string_view> seen;
    for (const KeyDescriptor& key : role.keys) {
        if (!key.signs()) continue;
        // Of a chain (KEY-04) the authorities do not sign assertions: those that issued another one of the same key.
        std::set<std::string_view> issuers;
        for (const CertificateText& text : key.certificates) {
            if (text.certificate && text.certificate->issuer != text.certificate->subject)
                issuers.insert(text.certificate->issuer);
        }
        const auto issues = [&](const CertificateText& text) {
            return text.certificate && issuers.count(text.certificate->subject) != 0;
        };
        const bool chain = std::any_of(key.certificates.begin(), key.certificates.end(),
                                       [&](const CertificateText& text) { return text.certificate && !issues(text); });
        for (const CertificateText& text : key.certificates) {
            if (!text.certificate || (chain && issues(text))) continue;
            if (seen.insert(text.certificate->sha256).second) result.push_back(&text);
        }
    }
    return result;
}

bool in_date(const crypto::Certificate& certificate, std::optional<std::int64_t> now_unix) {
    return !now_unix || (certificate.not_after.value_or(*now_unix) >= *now_unix &&
                         certificate.not_before.value_or(*now_unix) <= *now_unix);
}

bool better_to_type(const crypto::Certificate& one, const crypto::Certificate& other,
                    std::optional<std::int64_t> now_unix) {
    const bool first = in_date(one, now_unix);
    if (first != in_date(other, now_unix)) return first;
    return one.not_before.value_or(0) > other.not_before.value_or(0);
}

const CertificateText* certificate_to_type(const IdpRole& role, std::optional<std::int64_t> now_unix) {
    const CertificateText* best = nullptr;
    for (const CertificateText* text : signing_certificates(role)) {
        if (best == nullptr || better_to_type(*text->certificate, *best->certificate, now_unix)) best = text;
    }
    return best;
}

std::optional<EgnyteSettings> egnyte_settings(const Document& document, std::optional<std::int64_t> now_unix) {
    const IdpRole* role = document.idp();
    if (document.kind != Kind::idp || role == nullptr) return std::nullopt;
    EgnyteSettings settings;
    if (document.entity->entity_id) settings.entity_id = document.entity->entity_id->value;
    if (const Endpoint* endpoint = sign_in_endpoint(*role)) {
        settings.login_url = endpoint->location->value;
        settings.binding = endpoint->binding;
    }
    const CertificateText* chosen = certificate_to_type(*role, now_unix);
    settings.several_signing_keys = signing_certificates(*role).size() > 1;
    if (chosen != nullptr) {
        settings.certificate = chosen->paste_text();
        settings.certificate_sha256 = chosen->certificate->sha256;
        settings.not_after = chosen->certificate->not_after;
        settings.in_date = in_date(*chosen->certificate, now_unix);
    }
    return settings;
}

}  // namespace preflight::saml
