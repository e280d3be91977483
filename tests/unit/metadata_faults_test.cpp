// One change at a time to sound metadata: what is reported about it, in which words, and of its sound counterpart not.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/saml/schema.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::sound_metadata;
using test::with;

Json judge(const std::string& text) {
    return test::check_at("metadata.xml", text, "2026-11-23T00:00:00Z");
}

// What is put in front of what.
struct Edit {
    const char* before;
    std::string put;
};

std::string edited(const std::vector<Edit>& edits) {
    std::string text = sound_metadata();
    for (const auto& [before, put] : edits) text = with(std::move(text), before, put + before);
    return text;
}

constexpr const char* kKey = "<md:KeyDescriptor";
constexpr const char* kName = "<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
constexpr const char* kRoleEnd = "</md:IDPSSODescriptor>";
constexpr const char* kEnd = "</md:EntityDescriptor>";
constexpr const char* kRole = "<md:IDPSSODescriptor";
constexpr const char* kRoleAttribute = "WantAuthnRequestsSigned";
constexpr const char* kEntityAttribute = "entityID=\"http";
constexpr const char* kCertificateEnd = "</ds:X509Certificate>";
constexpr const char* kDataEnd = "</ds:X509Data>";
constexpr const char* kInfoEnd = "</ds:KeyInfo>";

// A service provider role beside the identity provider's.
std::string provider(const std::string& inside, const std::string& behind = "") {
    return "<md:SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">" + inside +
           "<md:AssertionConsumerService index=\"0\" Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" "
           "Location=\"https://sp.test/acs\"/>" +
           behind + "</md:SPSSODescriptor>";
}
std::string key(const std::string& inside, const std::string& use = "") {
    return "<md:KeyDescriptor" + use + "><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" + inside +
           "</ds:KeyInfo></md:KeyDescriptor>";
}
std::string x509(const std::string& text) {
    return "<ds:X509Data><ds:X509Certificate>" + text + "</ds:X509Certificate></ds:X509Data>";
}
std::string real_certificate() {
    const auto begin = sound_metadata().find("X509Certificate>") + 16;
    return sound_metadata().substr(begin, sound_metadata().find('<', begin) - begin);
}
std::string organization(const std::string& language, const std::string& name = "Tidewater") {
    const std::string lang = language.empty() ? "" : " xml:lang=\"" + language + "\"";
    std::string result = "<md:Organization>";
    for (const char* const part : {"OrganizationName", "OrganizationDisplayName"})
        result += "<md:" + std::string(part) + lang + ">" + name + "</md:" + part + ">";
    return result + "<md:OrganizationURL" + lang + ">https://a.test/</md:OrganizationURL></md:Organization>";
}
std::string contact(const std::string& type, const std::string& address = "mailto:a@b.test") {
    return "<md:ContactPerson contactType=\"" + type + "\"><md:EmailAddress>" + address +
           "</md:EmailAddress></md:ContactPerson>";
}
std::string role(const std::string& protocol, const std::string& binding) {
    return "<md:IDPSSODescriptor protocolSupportEnumeration=\"" + protocol + "\">" +
           key(x509(real_certificate()), " use=\"signing\"") + "<md:SingleSignOnService Binding=\"" + binding +
           "\" Location=\"https://tidewater-carto.okta.com/1\"/></md:IDPSSODescriptor>";
}
std::string service(const char* name, const std::string& more) {
    return "<md:" + std::string(name) + " Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:SOAP\" " + more + "/>";
}

struct Fault {
    const char* code;
    const char* words;  // part of the message
    std::vector<Edit> edits;
};

std::vector<Fault> schema_faults() {
    const std::string ds = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">";
    return {
        // Keys for encryption and of other roles: their form, not their strength.
        {"CRT-01", "not base64", {{kName, key(x509("!!!not base64"), " use=\"encryption\"")}}},
        {"CRT-02",
         "BEGIN and END",
         {{kName, key(x509("-----BEGIN CERTIFICATE-----\n" + real_certificate() + "\n-----END CERTIFICATE-----"),
                      " use=\"encryption\"")}}},
        {"CRT-04", "truncated", {{kName, key(x509(real_certificate().substr(0, 231)), " use=\"encryption\"")}}},
        {"CRT-01", "not base64", {{kEnd, provider(key(x509("!!!not base64")))}}},
        {"KEY-03", "holds no key", {{kEnd, provider("<md:KeyDescriptor use=\"signing\"/>")}}},
        {"KEY-03", "no key that can be read", {{kName, key("<ds:KeyValue/>", " use=\"signing\"")}}},
        {"KEY-03",
         "no key that can be read",
         {{kName, key("<ds:KeyValue><ds:RSAKeyValue><ds:Modulus/><ds:Exponent/></ds:RSAKeyValue></ds:KeyValue>")}}},
        {"KEY-09",
         "cannot be read as a key",
         {{kInfoEnd,
           "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>!!</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue>"
           "</ds:KeyValue>"}}},
        {"ORG-01", "OrganizationURL", {{kEnd, provider("<md:Organization/>")}}},
        {"ORG-02", "no xml:lang", {{kEnd, provider(organization(""))}}},
        {"CON-01", "tech", {{kEnd, provider(contact("tech"))}}},
        {"SCH-04",
         "xml:lang",
         {{kEnd, provider("",
                          "<md:AttributeConsumingService index=\"0\"><md:ServiceName>a</md:ServiceName>"
                          "<md:RequestedAttribute Name=\"a\"/></md:AttributeConsumingService>")}}},
        // Types of the schema.
        {"SCH-01",
         "is beside a role",
         {{kEnd,
           "<md:AffiliationDescriptor affiliationOwnerID=\"urn:b\"><md:AffiliateMember>urn:c</md:AffiliateMember>"
           "</md:AffiliationDescriptor>"}}},
        {"SCH-03", "<md:Extensions> lacks an element inside it", {{kKey, "<md:Extensions/>"}}},
        {"SCH-03", "<md:Extensions> lacks an element inside it", {{kRole, "<md:Extensions> </md:Extensions>"}}},
        {"SCH-01", "<foo> is not known in <md:Extensions>", {{kKey, "<md:Extensions><foo/></md:Extensions>"}}},
        {"SCH-06", "stray", {{kDataEnd, "stray"}}},
        {"SCH-03", "<ds:X509Data> lacks", {{kInfoEnd, "<ds:X509Data/>"}}},
        {"SCH-01", "<br> is not known in <ds:X509Certificate>", {{kCertificateEnd, "<br/>"}}},
        {"SCH-01", "<ds:X509Foo> is not known", {{kDataEnd, "<ds:X509Foo/>"}}},
        {"SCH-01", "X509SKI was probably meant", {{kDataEnd, "<ds:X509Ski>AAAA</ds:X509Ski>"}}},
        {"SCH-07", "encoding", {{kDataEnd, "<ds:X509SKI encoding=\"x\">AAAA</ds:X509SKI>"}}},
        {"SCH-05", "it has to be base64", {{kDataEnd, "<ds:X509CRL>!</ds:X509CRL>"}}},
        {"SCH-06", "junk", {{kRole, ds + "junk</ds:Signature>"}}},
        {"SCH-01", "<ds:Foo> is not known in <ds:Signature>", {{kRole, ds + "<ds:Foo/></ds:Signature>"}}},
        {"SCH-03", "<ds:Signature> lacks SignatureValue", {{kRole, ds + "</ds:Signature>"}}},
        {"SCH-01",
         "it has to be in http://www.w3.org/2000/09/xmldsig#.",
         {{kRole, "<ds:Signature xmlns:ds=\"https://www.w3.org/2000/09/xmldsig#\"/>"}}},
        {"SCH-05", "a language code", {{kEnd, organization("english language")}}},
        {"SCH-05", "an address or another URI", {{"exk8tideEgnyteSaml7w\" xmlns", "%zz"}}},
        {"SCH-05", "::a", {{kRoleEnd, "<md:AttributeProfile>::a</md:AttributeProfile>"}}},
        {"SCH-05", "errorURL", {{kRoleAttribute, "errorURL=\"https://a.test:/x\" "}}},
        {"SCH-05", "Location", {{kEnd, provider(service("SingleLogoutService", "Location=\"https://a.test/%\""))}}},
        {"SCH-05",
         "a whole number above 0",
         {{kKey,
           "<md:Extensions><u:UIInfo xmlns:u=\"urn:oasis:names:tc:SAML:metadata:ui\"><u:Logo height=\"0\" width=\"1\">"
           "https://a.test/</u:Logo></u:UIInfo></md:Extensions>"}}},
        {"SCH-05", "+15:00", {{kEntityAttribute, "validUntil=\"2027-06-01T00:00:00+15:00\" "}}},
        // The right name in a wrong namespace.
        {"DOC-17",
         "<x:AttributeAuthorityDescriptor> is in the namespace urn:a; it has to be in "
         "urn:oasis:names:tc:SAML:2.0:metadata.",
         {{kEnd, "<x:AttributeAuthorityDescriptor xmlns:x=\"urn:a\"/>"}}},
        {"DOC-17", "<SingleSignOnService> is in no namespace", {{kRoleEnd, "<SingleSignOnService/>"}}},
    };
}

// The same with what the schema allows: none of these codes, and no other error.
std::vector<std::vector<Edit>> sound_edits() {
    return {
        {{kName, key(x509(real_certificate()), " use=\"encryption\"")}},
        {{kEnd, provider(key(x509(real_certificate())) + organization("en") + contact("technical"))}},
        // What a guide shows Egnyte using does not include it: its strength is nobody's business.
        {{kEnd, provider("",
                         "<md:AttributeConsumingService index=\"0\"><md:ServiceName xml:lang=\"en\">a</md:ServiceName>"
                         "<md:RequestedAttribute Name=\"a\"/></md:AttributeConsumingService>")}},
        {{kKey, "<md:Extensions><x:foo xmlns:x=\"urn:a\"/></md:Extensions>"}},
        {{kInfoEnd, "text, which KeyInfo allows <x:foo xmlns:x=\"urn:a\"/>"}},
        {{kDataEnd, "<ds:X509SubjectName></ds:X509SubjectName><ds:X509SKI> AA AA </ds:X509SKI>"}},
        {{kEnd, organization("de-CH")}},
        {{kRoleEnd, "<md:AttributeProfile>a b\xC3\xBC{x}|\\^</md:AttributeProfile>"}},
        {{kRoleAttribute, "errorURL=\"https://a.test:8/[x\" "}, {"[x\" ", "?a/?#["}},
        {{kEntityAttribute, "validUntil=\"2027-06-01T00:00:00+14:00\" "}},
    };
}

void expect_fault(const Fault& fault) {
    const Json report = judge(edited(fault.edits));
    bool said = false;
    std::string all;
    for (const Json& finding : report["findings"]) {
        const std::string message = finding["message"];
        said = said || (finding["code"] == fault.code && message.find(fault.words) != std::string::npos);
        all += finding["code"].get<std::string>() + " " + message + "\n";
    }
    EXPECT_TRUE(said) << fault.code << ": " << fault.words << "\n" << all;
}

// One value in place of another.
std::string replaced(const std::string& from, const std::string& to) {
    return test::with_all(sound_metadata(), from, to);
}
constexpr const char* kId = "http://www.okta.com/exk8tideEgnyteSaml7w";
constexpr const char* kHost = "tidewater-carto.okta.com";
constexpr const char* kAddress = "https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
constexpr const char* kPost = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

struct Said {
    const char* code;
    const char* words;  // part of the message or the consequence; null where the code must not be said
    std::string text;
};

std::string sign_on(const std::string& binding, const std::string& location) {
    return "<md:SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:" + binding + "\" Location=\"" +
           location + "\"/>";
}

std::vector<Said> said_of_values() {
    const auto artifact = [](const char* first, const char* second) {
        return edited({{kName, service("ArtifactResolutionService",
                                       "Location=\"https://a.test/\" index=\"" + std::string(first) + "\"") +
                                   service("ArtifactResolutionService",
                                           "Location=\"https://b.test/\" index=\"" + std::string(second) + "\"")}});
    };
    const auto logout = [](const std::string& response) {
        return edited({{kName, service("SingleLogoutService",
                                       "Location=\"https://a.test/\" ResponseLocation=\"" + response + "\"")}});
    };
    const auto type = [](const char* name) {
        return edited(
            {{kRole, "<md:RoleDescriptor xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"" +
                         std::string(name) + "\" protocolSupportEnumeration=\"p\"/>"}});
    };
    return {
        // The entity ID.
        {"ENT-02", "is not an absolute URI", replaced(kId, "localhost:8080")},
        {"ENT-02", "is not an absolute URI", replaced(kId, "C:\\idp")},
        {"ENT-02", "is not an absolute URI", replaced(kId, "https://")},
        {"ENT-02", "is not an absolute URI", replaced(kId, "idp.example.org:8443/idp")},
        {"ENT-02", nullptr, replaced(kId, "urn:acme:idp")},
        {"ENT-02", nullptr, replaced(kId, "api://acme")},
        {"ENT-05", "(U+200B) at its end", replaced(kId, std::string(kId) + "\xE2\x80\x8B")},
        {"ENT-05", "(U+2003) at its beginning", replaced(kId, "\xE2\x80\x83" + std::string(kId))},
        {"ENT-05", "white space in or around it", replaced(kId, std::string(kId) + " ")},
        {"ENT-05", nullptr, replaced(kId, "urn:caf\xC3\xA9")},
        {"ENT-08", "less than five minutes ago", edited({{kEntityAttribute, "validUntil=\"2026-11-22T23:56:00Z\" "}})},
        {"ENT-08", "in 0 days", edited({{kEntityAttribute, "validUntil=\"2026-11-23T00:01:00Z\" "}})},
        // Addresses.
        {"EP-08", "(U+200B) behind \"https://tide\"", replaced(kHost, "tide\xE2\x80\x8B.test")},
        {"EP-12", "127.1", replaced(kHost, "127.1")},
        {"EP-12", "0x7f.0.0.1", replaced(kHost, "0x7f.0.0.1")},
        {"EP-12", "0177.0.0.1", replaced(kHost, "0177.0.0.1")},
        {"EP-12", "[::ffff:10.0.0.1]", replaced(kHost, "[::ffff:10.0.0.1]")},
        {"EP-12", "[::ffff:a00:1]", replaced(kHost, "[::ffff:a00:1]")},
        {"EP-12", nullptr, replaced(kHost, "[::ffff:192.0.2.1]")},
        {"EP-12", nullptr, replaced(kHost, "192.0.513")},
        {"EP-20", "a number in place", replaced(kHost, "192.0.513")},
        {"EP-11", "a host that cannot be one", replaced(kHost, "999.1.1.1")},
        {"EP-11", "a host that cannot be one", replaced(kHost, std::string(64, 'a') + ".test")},
        {"EP-11", nullptr, replaced(kHost, std::string(63, 'a') + ".test")},
        {"EP-11", nullptr, replaced(kHost, "1.2.3.4.test")},
        {"EP-05", "ResponseLocation of SingleLogoutService is empty", logout("")},
        {"EP-05", nullptr, logout("https://a.test/")},
        {"EP-15", "The index 00 appears twice", artifact("0", "00")},
        {"EP-15", nullptr, artifact("0", "10")},
        {"EP-10", "appears twice",
         edited({{kRoleEnd, sign_on("HTTP-POST", "https://b.test/") + sign_on("HTTP-POST", "https://b.test/")}})},
        {"EP-10", nullptr,
         edited({{kRoleEnd, sign_on("HTTP-POST", "https://b.test/") + sign_on("HTTP-POST", "https://c.test/")}})},
        {"EP-18", "HTTP-Artifact is on b.test", edited({{kRoleEnd, sign_on("HTTP-Artifact", "https://b.test/")}})},
        {"EP-18", "HTTP-POST-SimpleSign", edited({{kRoleEnd, sign_on("HTTP-POST-SimpleSign", "https://b.test/")}})},
        {"EP-18", nullptr, edited({{kRoleEnd, sign_on("HTTP-Artifact", kAddress)}})},
        {"EP-03", "it is urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
         replaced(kPost, "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-GET")},
        {"EP-03", "it is urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
         replaced(kPost, "urn:oasis:names:tc:SAML:2.0:bindings:POST")},
        // Organisation and contacts.
        {"ORG-02", "appears twice",
         edited({{kEnd, with(organization("en"), "<md:OrganizationURL",
                             "<md:OrganizationDisplayName xml:lang=\"EN\">A</md:OrganizationDisplayName>"
                             "<md:OrganizationURL")}})},
        {"ORG-02", nullptr, edited({{kEnd, organization("en")}})},
        {"ORG-04", "is blank", edited({{kEnd, organization("en", "\xC2\xA0")}})},
        {"ORG-04", nullptr, edited({{kEnd, organization("en", "a\xC2\xA0z")}})},
        {"CON-02", "no e-mail address", edited({{kEnd, contact("support", "mailto:foo@")}})},
        {"CON-02", "no e-mail address", edited({{kEnd, contact("support", "mailto:@bar")}})},
        {"CON-02", "no e-mail address", edited({{kEnd, contact("support", "mailto: a@b.c")}})},
        {"CON-02", nullptr, edited({{kEnd, contact("support", "MAILTO:a@b.c,d@e.f?subject=a")}})},
        // Roles of other standards.
        {"SCH-11", "no part in sign-in", type("query:AttributeQueryDescriptorType")},
        {"SCH-11", "does not concern SAML", type("fed:SecurityTokenServiceType")},
    };
}

TEST(MetadataFaults, OfValues) {
    for (const Said& said : said_of_values()) {
        const Json report = judge(said.text);
        std::string all;
        for (const Json& finding : report["findings"]) {
            if (finding["code"] == said.code)
                all += finding["message"].get<std::string>() + " " + finding["consequence"].get<std::string>() + "\n";
        }
        if (said.words == nullptr) EXPECT_EQ(all, "") << said.code;
        else EXPECT_NE(all.find(said.words), std::string::npos) << said.code << ": " << said.words << "\n" << all;
    }
}

TEST(MetadataFaults, OfTheSchema) {
    for (const Fault& fault : schema_faults()) expect_fault(fault);
}

TEST(MetadataFaults, WhatTheSchemaAllowsIsNone) {
    for (const auto& edits : sound_edits()) {
        const Json report = judge(edited(edits));
        for (const Json& finding : report["findings"])
            EXPECT_NE(finding["severity"], "error") << finding.dump(1) << edits.front().put;
    }
}

// One identity provider role for SAML 2.0 and one for SAML 1.1, in either order, is sound; without SAML 2.0 it is not.
TEST(MetadataFaults, ARoleForOlderReadersMayStandBeside) {
    const std::string older =
        role("urn:oasis:names:tc:SAML:1.1:protocol", "urn:mace:shibboleth:1.0:profiles:AuthnRequest");
    for (const char* const place : {kRole, kEnd}) {
        const auto codes = test::codes(judge(edited({{place, older}})));
        EXPECT_EQ(codes.count("ROLE-08"), 1U);
        for (const char* const code : {"ROLE-04", "ROLE-05", "EP-01", "EP-02"})
            EXPECT_EQ(codes.count(code), 0U) << code;
    }
    const auto codes =
        test::codes(judge(with(edited({{kRole, older}}), "\"urn:oasis:names:tc:SAML:2.0:protocol", "\"urn:none")));
    EXPECT_EQ(codes.count("ROLE-04"), 1U) << "no role speaks SAML 2.0";
    EXPECT_EQ(codes.count("EP-02"), 1U);
}

// What concerns another entity of a collection only is reported by the schema and by its entity ID.
TEST(MetadataFaults, OfOtherEntitiesOfACollection) {
    const auto collection = [](const std::string& attributes, const std::string& inside) {
        const std::string entity = sound_metadata().substr(sound_metadata().find("<md:EntityDescriptor"));
        return judge("<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">" + entity +
                     "<md:EntityDescriptor" + attributes + ">" + provider(inside) + "</md:EntityDescriptor>" +
                     "</md:EntitiesDescriptor>");
    };
    struct Other {
        const char* code;
        const char* attributes;
        std::string inside;
    };
    const std::string id = " entityID=\"urn:b\"";
    const Other faults[] = {
        {"ENT-01", "", ""},
        {"ENT-01", " entityID=\"\"", ""},
        {"ENT-05", " entityID=\"urn:b \"", ""},
        {"SCH-05", " entityID=\"urn:b\"", key(x509("!!!not base64"))},
        {"SCH-03", " entityID=\"urn:b\"", "<md:KeyDescriptor/>"},
        {"SCH-03", " entityID=\"urn:b\"", "<md:Organization/>"},
        {"SCH-04", " entityID=\"urn:b\"", organization("")},
        {"SCH-05", " entityID=\"urn:b\"", contact("tech")},
    };
    for (const Other& fault : faults)
        EXPECT_GE(test::codes(collection(fault.attributes, fault.inside)).count(fault.code), 1U)
            << fault.code << fault.attributes << fault.inside;
    const Json report = collection(id, key(x509(real_certificate())) + organization("en") + contact("other"));
    EXPECT_EQ(report["summary"]["error"], 0) << report["findings"].dump(1);
}

TEST(MetadataFaults, UrisAreReadAsWidelyAsByLibxml2) {
    for (const char* const uri :
         {"", "a", "//a:1", "urn:", "https://[x]:1/?a/?#[", "%41", " a b ", "a/:b", "?x", "\xC3\xBC"})
        EXPECT_TRUE(saml::is_xs_any_uri(uri)) << uri;
    for (const char* const uri : {":a", "a_b:c", "//a:", "//[a", "https://[[a]]/", "%4", "a#b#c", "a[b", "//a@b@c"})
        EXPECT_FALSE(saml::is_xs_any_uri(uri)) << uri;
}

}  // namespace
}  // namespace preflight
