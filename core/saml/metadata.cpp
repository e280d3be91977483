#include "core/saml/metadata.h"

#include <algorithm>

#include "core/formats/xml.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
constexpr std::string_view kSignatureNamespace = "http://www.w3.org/2000/09/xmldsig#";

Place place_of(const xml::Document& document, std::size_t element) {
    return {document.path(element), document.elements[element].start_tag};
}

std::optional<PlacedText> attribute_of(const xml::Document& document, std::size_t element, std::string_view name) {
    const xml::Attribute* attribute = document.elements[element].attribute(name);
    if (attribute == nullptr) return std::nullopt;
    const text::Span span = attribute->value_span.empty() ? attribute->name_span : attribute->value_span;
    return PlacedText{std::string(attribute->value), {document.path(element) + "/@" + std::string(name), span}};
}

// The base64 between armour lines, or everything.
std::string_view without_armour(std::string_view text, bool& armour) {
    const auto begin = text.find("-----BEGIN");
    if (begin == std::string_view::npos) return text;
    armour = true;
    const auto body = text.find("-----", begin + 10);
    if (body == std::string_view::npos) return text.substr(begin + 10);
    const auto end = text.find("-----END", body + 5);
    return text.substr(body + 5, end == std::string_view::npos ? std::string_view::npos : end - body - 5);
}

CertificateText read_certificate_text(const xml::Document& document, std::size_t index, std::string_view source) {
    const xml::Element& element = document.elements[index];
    CertificateText result;
    result.at = {document.path(index), element.text_span.empty() ? element.start_tag : element.text_span};
    // The end of a long certificate is of no use in an excerpt: the mark covers the text as far as it goes, trimmed.
    while (!result.at.span.empty() && static_cast<unsigned char>(source[result.at.span.begin]) <= ' ')
        ++result.at.span.begin;
    while (!result.at.span.empty() && static_cast<unsigned char>(source[result.at.span.end - 1]) <= ' ')
        --result.at.span.end;
    result.fault_at = result.at.span;
    const std::string_view body = without_armour(element.text, result.pem_armour);
    const crypto::Base64 decoded = crypto::decode_base64(body);
    result.fault = decoded.fault;
    if (decoded.fault == crypto::Base64Fault::alphabet || decoded.fault == crypto::Base64Fault::url_alphabet) {
        // The place is exact where text and document agree byte for byte (no references, comments or CDATA inside).
        const std::string_view raw = source.substr(element.text_span.begin, element.text_span.size());
        const std::size_t offset = static_cast<std::size_t>(body.data() - element.text.data()) + decoded.offset;
        if (raw == element.text)
            result.fault_at = {element.text_span.begin + offset, element.text_span.begin + offset + 1};
    }
    if (!decoded.ok()) return result;
    result.der = decoded.bytes;
    crypto::CertificateResult read = crypto::read_certificate(result.der);
    result.kind = read.kind;
    result.certificate = std::move(read.certificate);
    return result;
}

KeyDescriptor read_key(const xml::Document& document, std::size_t index, std::string_view source) {
    KeyDescriptor key;
    key.at = place_of(document, index);
    if (const auto use = attribute_of(document, index, "use")) {
        key.use = use->value == "signing"      ? KeyUse::signing
                  : use->value == "encryption" ? KeyUse::encryption
                                               : KeyUse::other;
    }
    for (const std::size_t info : document.children(index, kSignatureNamespace, "KeyInfo")) {
        key.key_info = true;
        for (std::size_t child = document.elements[info].first; child != xml::kNone;
             child = document.elements[child].next) {
            const xml::Element& element = document.elements[child];
            if (element.name_space != kSignatureNamespace) continue;
            if (element.local != "X509Data") {
                key.other_key = true;
                continue;
            }
            for (const std::size_t certificate : document.children(child, kSignatureNamespace, "X509Certificate")) {
                key.certificates.push_back(read_certificate_text(document, certificate, source));
            }
        }
    }
    return key;
}

Endpoint read_endpoint(const xml::Document& document, std::size_t index) {
    Endpoint endpoint;
    endpoint.at = place_of(document, index);
    if (const auto binding = attribute_of(document, index, "Binding")) endpoint.binding = binding->value;
    endpoint.location = attribute_of(document, index, "Location");
    return endpoint;
}

IdpRole read_role(const xml::Document& document, std::size_t index, std::string_view source, std::string_view space) {
    IdpRole role;
    role.at = place_of(document, index);
    role.protocols = attribute_of(document, index, "protocolSupportEnumeration");
    for (const std::size_t key : document.children(index, space, "KeyDescriptor"))
        role.keys.push_back(read_key(document, key, source));
    for (const std::size_t endpoint : document.children(index, space, "SingleSignOnService"))
        role.single_sign_on.push_back(read_endpoint(document, endpoint));
    for (const std::size_t format : document.children(index, space, "NameIDFormat")) {
        const xml::Element& element = document.elements[format];
        role.name_id_formats.push_back(
            {std::string(text::trim(element.text)), {document.path(format), element.text_span}});
    }
    return role;
}

Entity read_entity(const xml::Document& document, std::size_t index, std::string_view source, std::string_view space) {
    Entity entity;
    entity.at = place_of(document, index);
    entity.entity_id = attribute_of(document, index, "entityID");
    for (std::size_t child = document.elements[index].first; child != xml::kNone;
         child = document.elements[child].next) {
        const xml::Element& element = document.elements[child];
        if (element.name_space != space) continue;
        if (element.local == "IDPSSODescriptor") {
            entity.idp_roles.push_back(read_role(document, child, source, space));
        } else if (element.local == "SPSSODescriptor") {
            if (!entity.sp_role) entity.sp_role = place_of(document, child);
            for (const std::size_t consumer : document.children(child, space, "AssertionConsumerService")) {
                if (const auto location = attribute_of(document, consumer, "Location"))
                    entity.assertion_consumers.push_back(location->value);
            }
        }
        if (element.local.size() > 10 && element.local.rfind("Descriptor") == element.local.size() - 10)
            entity.any_role = true;
    }
    return entity;
}

Kind kind_of(const Entity& entity) {
    return !entity.idp_roles.empty() ? Kind::idp : entity.sp_role ? Kind::sp : Kind::no_idp;
}

void read_aggregate(const xml::Document& document, std::string_view source, Document& result) {
    result.kind = Kind::aggregate;
    std::size_t entities = 0;
    std::vector<std::size_t> open = {0};
    std::size_t only = xml::kNone;
    while (!open.empty()) {
        const std::size_t group = open.back();
        open.pop_back();
        for (std::size_t child = document.elements[group].first; child != xml::kNone;
             child = document.elements[child].next) {
            const xml::Element& element = document.elements[child];
            if (element.name_space != kMetadataNamespace) continue;
            if (element.local == "EntitiesDescriptor") open.push_back(child);
            if (element.local != "EntityDescriptor") continue;
            ++entities;
            if (document.children(child, kMetadataNamespace, "IDPSSODescriptor").empty()) continue;
            only = child;
            ++result.idp_count;
        }
    }
    result.detail = std::to_string(entities);
    if (result.idp_count != 1) return;
    result.kind = Kind::idp;
    result.from_aggregate = true;
    result.entity = read_entity(document, only, source, kMetadataNamespace);
    result.entity_element = only;
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
    {"urn:oasis:names:tc:SAML:2.0:assertion", "Assertion", "a SAML assertion"},
    {"http://schemas.xmlsoap.org/soap/envelope/", "Envelope", "a SOAP message"},
    {"http://www.w3.org/2003/05/soap-envelope", "Envelope", "a SOAP message"},
    {"xri://$xrds", "XRDS", "an XRDS document"},
};

void read_root(const xml::Document& document, std::string_view source, Document& result) {
    const xml::Element& root = document.elements.front();
    result.at = place_of(document, 0);
    result.detail = std::string(root.local);
    result.valid_until = attribute_of(document, 0, "validUntil");
    if (root.name_space == kMetadataNamespace && root.local == "EntityDescriptor") {
        result.entity = read_entity(document, 0, source, kMetadataNamespace);
        result.entity_element = 0;
        result.kind = kind_of(*result.entity);
        return;
    }
    if (root.name_space == kMetadataNamespace && root.local == "EntitiesDescriptor") {
        read_aggregate(document, source, result);
        return;
    }
    for (const Known& known : kOtherProtocols) {
        if (root.name_space != known.name_space || root.local != known.local) continue;
        result.kind = Kind::other_protocol;
        result.detail = known.words;
        return;
    }
    if (root.local == "EntityDescriptor" || root.local == "EntitiesDescriptor") {
        result.kind = Kind::wrong_namespace;
        result.detail = std::string(root.name_space);
        return;
    }
    if (text::ascii_lower(root.local) == "html") {
        result.kind = Kind::html;
        return;
    }
    result.kind = Kind::other_xml;
}

bool starts_ignoring_case(std::string_view text, std::string_view word) {
    return text.size() >= word.size() && text::equal_ignoring_ascii_case(text.substr(0, word.size()), word);
}

bool declares_utf16(std::string_view body) {
    const auto end = body.find("?>");
    if (body.substr(0, 5) != "<?xml" || end == std::string_view::npos || end > 200) return false;
    return text::ascii_lower(body.substr(0, end)).find("utf-16") != std::string::npos;
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

// What a file is that does not begin like XML.
void classify(std::string_view body, Document& result) {
    if (starts_ignoring_case(body, "http://") || starts_ignoring_case(body, "https://")) {
        if (text::trim(body).find_first_of(" \t\r\n<") == std::string_view::npos) {
            result.kind = Kind::url;
            return;
        }
    }
    if (body.front() == '{' || body.front() == '[') {
        result.kind = Kind::json;
        if (body.find("\"errorCode\"") != std::string_view::npos) result.detail = "an error answer of Okta";
        else if (body.find("\"authorization_endpoint\"") != std::string_view::npos)
            result.detail = "an OpenID Connect discovery document";
        return;
    }
    if (body.substr(0, 10) == "-----BEGIN") {
        result.kind = Kind::pem;
        const auto end = body.find("-----", 11);
        const std::string_view label =
            end == std::string_view::npos ? std::string_view{} : text::trim(body.substr(10, end - 10));
        if (label.find("PRIVATE KEY") != std::string_view::npos) result.detail = "a private key";
        else if (label == "CERTIFICATE") result.detail = "a certificate";
        else if (label == "PKCS7") result.detail = "a PKCS#7 bundle";
        else if (label == "CERTIFICATE REQUEST") result.detail = "a certificate signing request";
        else result.detail = "PEM text";
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
    if (body.substr(0, 4) == "PK\x03\x04") {
        result.kind = Kind::archive;
        return;
    }
    if (body.size() < 64) return;
    const crypto::Base64 decoded = crypto::decode_base64(body);
    if (!decoded.ok()) return;
    const std::string_view inside = text::trim(decoded.bytes);
    const crypto::DerKind kind = crypto::read_certificate(decoded.bytes).kind;
    if (kind != crypto::DerKind::other) {
        result.detail = words(kind);
    } else if (!inside.empty() && inside.front() == '<') {
        const xml::Document document = xml::parse(inside);
        Document read;
        if (!document.error) read_root(document, inside, read);
        result.protocol_inside = read.kind == Kind::other_protocol;
        result.detail = result.protocol_inside ? read.detail : looks_like_metadata(inside) ? "SAML metadata" : "XML";
    } else if (!inside.empty() && inside.front() == '{') {
        result.detail = "JSON";
    } else {
        return;
    }
    result.kind = Kind::base64;
}

}  // namespace

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
    result.text_size = text.size();
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
        result.at.span = {0, 0};
        return result;
    }
    if (starts_ignoring_case(body, "<!doctype html") || starts_ignoring_case(body, "<html")) {
        result.kind = Kind::html;
        result.detail = title_of(text);
        return result;
    }
    if (body.front() != '<') {
        classify(body, result);
        // Text in front of a document (a line of a console, say) is a broken document, and the parser says where.
        if (result.kind != Kind::not_xml || !looks_like_metadata(text)) return result;
    }
    if (text.size() > limits.bytes) {
        result.kind = Kind::broken_xml;
        result.error = xml::Error{
            xml::ErrorKind::limit, "it is larger than " + std::to_string(limits.bytes >> 20U) + " MB", {0, 0}};
        return result;
    }
    if (origin != Origin::utf16 && declares_utf16(body)) {
        result.kind = Kind::broken_xml;
        result.at.span = {begin, begin + body.find("?>") + 2};
        result.error = xml::Error{xml::ErrorKind::invalid_encoding, "it declares UTF-16 and is not", result.at.span};
        return result;
    }
    const auto tree = std::make_shared<const xml::Document>(xml::parse(text, limits.xml));
    const xml::Document& document = *tree;
    if (document.error) {
        result.kind = Kind::broken_xml;
        result.error = document.error;
        result.at.span = document.error->span;
        if (!document.elements.empty()) result.at.path = document.path(document.elements.size() - 1);
        // An HTML page need not be well-formed XML.
        if (!document.elements.empty() && text::ascii_lower(document.elements.front().local) == "html") {
            result.kind = Kind::html;
            result.detail = title_of(text);
            result.error.reset();
        }
        return result;
    }
    result.xml = tree;
    result.text = text;
    read_root(document, text, result);
    if (result.kind == Kind::html) result.detail = title_of(text);
    return result;
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

std::optional<EgnyteSettings> egnyte_settings(const Document& document, std::optional<std::int64_t> now_unix) {
    const IdpRole* role = document.idp();
    if (document.kind != Kind::idp || role == nullptr) return std::nullopt;
    EgnyteSettings settings;
    if (document.entity->entity_id) settings.entity_id = document.entity->entity_id->value;
    if (const Endpoint* endpoint = sign_in_endpoint(*role)) {
        settings.login_url = endpoint->location->value;
        settings.binding = endpoint->binding;
    }
    const CertificateText* chosen = nullptr;
    const auto in_date = [&](const CertificateText& text) {
        return !now_unix || (text.certificate->not_after.value_or(*now_unix) >= *now_unix &&
                             text.certificate->not_before.value_or(*now_unix) <= *now_unix);
    };
    std::vector<std::string> seen;
    for (const KeyDescriptor& key : role->keys) {
        if (!key.signs()) continue;
        for (const CertificateText& text : key.certificates) {
            if (!text.certificate) continue;
            if (std::find(seen.begin(), seen.end(), text.certificate->sha256) == seen.end())
                seen.push_back(text.certificate->sha256);
            const bool better = chosen == nullptr || (in_date(text) && !in_date(*chosen)) ||
                                (in_date(text) == in_date(*chosen) && text.certificate->not_before.value_or(0) >
                                                                          chosen->certificate->not_before.value_or(0));
            if (better) chosen = &text;
        }
    }
    settings.several_signing_keys = seen.size() > 1;
    if (chosen != nullptr) {
        settings.certificate =
            crypto::encode_base64(std::string_view(chosen->der).substr(0, chosen->certificate->size), 64);
        settings.certificate_sha256 = chosen->certificate->sha256;
        settings.not_after = chosen->certificate->not_after;
    }
    return settings;
}

}  // namespace preflight::saml
