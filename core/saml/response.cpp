#include "core/saml/response.h"

#include <optional>

#include "core/crypto/base64.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;

constexpr std::string_view kProtocol = "urn:oasis:names:tc:SAML:2.0:protocol";
constexpr std::string_view kAssertion = "urn:oasis:names:tc:SAML:2.0:assertion";

// The first child of that name; xml::kNone without one.
std::size_t child(const xml::Tree& tree, std::size_t parent, std::string_view space, std::string_view name) {
    if (parent == xml::kNone) return xml::kNone;
    for (std::size_t at = xml::Element(tree, parent).first(); at != xml::kNone; at = xml::Element(tree, at).next()) {
        if (xml::Element(tree, at).is(space, name)) return at;
    }
    return xml::kNone;
}

std::string quoted(std::string_view value) {
    constexpr std::size_t kLongest = 150;
    return "\"" + text::shorten(text::trim(value), kLongest) + "\"";
}

std::string text_of(const xml::Tree& tree, std::size_t element) {
    return element == xml::kNone ? std::string() : std::string(text::trim(xml::Element(tree, element).text()));
}

std::string attribute_of(const xml::Tree& tree, std::size_t element, std::string_view name) {
    return element == xml::kNone ? std::string() : std::string(xml::Element(tree, element).attribute(name).value());
}

// "urn:oasis:names:tc:SAML:2.0:status:Success" -> "Success"
std::string_view last_part(std::string_view uri) {
    return uri.substr(uri.rfind(':') + 1);
}

}  // namespace

std::string describe_response(const xml::Tree& tree) {
    constexpr std::size_t kRoot = 0;
    if (tree.error() || !xml::Element(tree, kRoot).is(kProtocol, "Response")) return {};
    const std::size_t assertion = child(tree, kRoot, kAssertion, "Assertion");
    std::string issuer = text_of(tree, child(tree, kRoot, kAssertion, "Issuer"));
    if (issuer.empty()) issuer = text_of(tree, child(tree, assertion, kAssertion, "Issuer"));
    std::string words = issuer.empty() ? "It names no issuer" : "It comes from " + quoted(issuer);
    const std::string issued = attribute_of(tree, kRoot, "IssueInstant");
    if (!issued.empty()) words += ", issued at " + quoted(issued);
    const std::size_t status = child(tree, kRoot, kProtocol, "Status");
    const std::string code = attribute_of(tree, child(tree, status, kProtocol, "StatusCode"), "Value");
    if (!code.empty() && last_part(code) != "Success") words += ", with the status " + quoted(last_part(code));
    if (child(tree, kRoot, kAssertion, "EncryptedAssertion") != xml::kNone) {
        words += "; its assertion is encrypted";
    } else if (assertion == xml::kNone) {
        words += "; it has no assertion";
    } else {
        const std::size_t subject = child(tree, assertion, kAssertion, "Subject");
        const std::size_t name = child(tree, subject, kAssertion, "NameID");
        const std::size_t conditions = child(tree, assertion, kAssertion, "Conditions");
        const std::size_t restriction = child(tree, conditions, kAssertion, "AudienceRestriction");
        const std::string audience = text_of(tree, child(tree, restriction, kAssertion, "Audience"));
        const std::string begins = attribute_of(tree, conditions, "NotBefore");
        const std::string ends = attribute_of(tree, conditions, "NotOnOrAfter");
        if (name != xml::kNone) {
            words += ", for the NameID " + quoted(text_of(tree, name));
            const std::string format = attribute_of(tree, name, "Format");
            if (!format.empty()) words += " (" + text::shorten(last_part(format), 40) + ")";
        } else if (child(tree, subject, kAssertion, "EncryptedID") != xml::kNone) {
            words += ", for an encrypted NameID";
        }
        if (!audience.empty()) words += ", for the audience " + quoted(audience);
        if (!begins.empty()) words += ", valid from " + quoted(begins);
        if (!ends.empty()) words += (begins.empty() ? ", valid until " : " until ") + quoted(ends);
    }
    return words + ". Its content is not checked.";
}

std::string describe_response(std::string_view text) {
    const std::string_view body = text::trim(text);
    if (!body.empty() && body.front() == '<') return describe_response(xml::parse(body, xml::Limits{}));
    const crypto::Base64 decoded = crypto::decode_base64(body);
    const std::string_view inside = text::trim(decoded.bytes);
    if (inside.empty() || inside.front() != '<') return {};
    return describe_response(xml::parse(inside, xml::Limits{}));
}

}  // namespace preflight::saml
