// The shapes in which people's mistakes arrive: templates half filled in, copies out of views, encodings, certificates
// as clipboards leave them. What merely looks like one of them stays silent.
#include <gtest/gtest.h>

#include <set>

#include "core/saml/placeholder.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::sound_metadata;
using test::with;

const std::string kHost = "tidewater-carto.okta.com";
const std::string kEntity = "http://www.okta.com/exk8tideEgnyteSaml7w";

std::string certificate_of(const std::string& metadata) {
    const auto begin = metadata.find("X509Certificate>") + 16;
    return metadata.substr(begin, metadata.find('<', begin) - begin);
}

const std::string& other_certificate() {
    static const std::string text =
        certificate_of(test::read_file(test::source_path("samples/first-day-mistakes/idp-metadata.xml")).value());
    return text;
}

Json judged(const std::string& text) {
    return test::check_at("metadata.xml", text, "2026-11-23T12:00:00Z");
}

// Errors and warnings.
std::set<std::string> said(const std::string& text) {
    std::set<std::string> codes;
    const Json report = judged(text);
    for (const Json& finding : report["findings"]) {
        if (finding["severity"] != "note" && finding["severity"] != "manual") codes.insert(finding["code"]);
    }
    return codes;
}

std::string with_certificate(const std::string& text) {
    return with(sound_metadata(), certificate_of(sound_metadata()), text);
}

TEST(MetadataShapes, PlaceholdersAreNamed) {
    for (const char* value : {"https://{domain}/idp",
                              "https://${host}/idp",
                              "https://<domain>/idp",
                              "https://[[hostname]]/idp",
                              "https://[your-domain].okta.com/",
                              "$ENTITY_ID",
                              "https://$hostname/idp",
                              "https://idp.test/$ENTITY_ID",
                              "%ENTITY_ID%",
                              "https://@HOST@/idp",
                              "https://your-domain.okta.com/",
                              "https://yourOktaDomain/app",
                              "https://yourcompany.okta.com",
                              "urn:your-company:idp",
                              "YOUR_ENTITY_ID",
                              "https://idp.test/YOUR-TENANT/sso",
                              "https://idp.test/your_entity_id",
                              "replace_me",
                              "https://idp.test/change-me",
                              "INSERT_ENTITY_ID",
                              "https://idp.test/insert-your-id-here",
                              "https://.../sso",
                              "https://\xE2\x80\xA6/sso"})
        EXPECT_TRUE(saml::is_placeholder_value(value)) << value;
    for (const char* value :
         {"https://www123.your-server.de/simplesaml/saml2/idp", "https://login.yourorganics.com/idp",
          "https://idp.test/saml/insert_session", "https://exchangemedia.test/sso", "https://yourhosting.example/",
          "https://[2001:db8::1]/sso", "https://idp.test/a%20b%20c", "https://idp.test/%C3%A4rger%C3%A4",
          "https://idp.test/odata/$metadata", "https://user@idp.test/@home", "https://idp.test/a$b", "urn:example:idp",
          "https://idp.test/sso?return=$1", "http://www.okta.com/exk8tideEgnyteSaml7w"})
        EXPECT_FALSE(saml::is_placeholder_value(value)) << value;
    for (const char* text : {"MIIC...", "MIIDqDCCApCg...IDAQAB", "$CERTIFICATE", "{{certificate}}", "%CERTIFICATE%",
                             "PASTE YOUR CERTIFICATE HERE", "YOUR_CERTIFICATE", "[certificate]"})
        EXPECT_TRUE(saml::is_placeholder_certificate(text)) << text;
    EXPECT_FALSE(saml::is_placeholder_certificate(certificate_of(sound_metadata())));
    EXPECT_FALSE(saml::is_placeholder_certificate(certificate_of(sound_metadata()) + "!$AB%"));
    EXPECT_FALSE(saml::is_placeholder_certificate(""));
    // Every opening brace was once searched for its end.
    EXPECT_FALSE(saml::is_placeholder_value(std::string(4'000'000, '{')));
    EXPECT_FALSE(saml::is_placeholder_value(std::string(4'000'000, '[')));
}

TEST(MetadataShapes, EncodingsAreTakenAtTheirWord) {
    const auto declaring = [](const std::string& encoding) {
        return with(sound_metadata(), "encoding=\"UTF-8\"", "encoding=\"" + encoding + "\"");
    };
    const std::string name =
        "<md:Organization><md:OrganizationName xml:lang=\"de\">B\xFCro</md:OrganizationName>"
        "<md:OrganizationDisplayName xml:lang=\"de\">B</md:OrganizationDisplayName>"
        "<md:OrganizationURL xml:lang=\"de\">https://a.test/</md:OrganizationURL></md:Organization>"
        "</md:EntityDescriptor>";
    const auto named = [&](const std::string& encoding) {
        return with(declaring(encoding), "</md:EntityDescriptor>", name);
    };
    using Codes = std::set<std::string>;
    for (const char* encoding : {"ISO-8859-1", "windows-1252", "ISO-8859-2", "ISO-8859-15", "GB2312", "koi8-r"})
        EXPECT_EQ(said(named(encoding)), Codes{"DOC-08"}) << encoding;
    EXPECT_EQ(said(declaring("us-ascii")), Codes{});
    EXPECT_EQ(said(named("us-ascii")), Codes{"DOC-07"});
    EXPECT_EQ(said(declaring("banana")), Codes{"DOC-07"});
    EXPECT_EQ(said(declaring("UTF-7")), Codes{"DOC-07"});
    EXPECT_EQ(said(declaring("UTF-16")), Codes{"DOC-07"});
    EXPECT_EQ(said(declaring("")), Codes{"DOC-06"});
    EXPECT_EQ(said(with(sound_metadata(), "encoding=\"UTF-8\"", "encoding=\"UTF-8\" standalone=\"maybe\"")),
              Codes{"DOC-06"});
    EXPECT_EQ(said(with(sound_metadata(), "encoding=\"UTF-8\"", "encoding=\"UTF-8\" standalone=\"yes\"")), Codes{});
    EXPECT_EQ(said(with(sound_metadata(), "version=\"1.0\"", "version=\"1.0x\"")), Codes{"DOC-06"});
    // What is compared byte by byte has to be read.
    EXPECT_TRUE(said(with(declaring("ISO-8859-2"), kEntity, kEntity + "\xB1")).count("DOC-07"));
}

TEST(MetadataShapes, WhatIsNoMetadataIsNamed) {
    const std::string page = "<html><head><title>Sign in</title></head><body/></html>";
    const auto only = [](const std::string& text) {
        const auto codes = said(text);
        return codes.size() == 1 ? *codes.begin() : "not one: " + std::to_string(codes.size());
    };
    EXPECT_EQ(only("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
                   "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n" +
                   page),
              "DOC-02");
    EXPECT_EQ(only("<!-- saved from url -->\n<!DOCTYPE html>" + page), "DOC-02");
    EXPECT_EQ(only("<head><title>x</title></head><p>y"), "DOC-02");
    EXPECT_EQ(only("<header/>"), "DOC-05");
    const std::string pem =
        "-----BEGIN CERTIFICATE-----\n" + certificate_of(sound_metadata()) + "\n-----END CERTIFICATE-----\n";
    EXPECT_EQ(only("Bag Attributes\n    friendlyName: okta\n" + pem), "DOC-04");
    EXPECT_EQ(only("\x1F\x8B\x08gzip"), "DOC-04");
    const std::string address = "https://" + kHost + "/app/exk8tideEgnyteSaml7w/sso/saml/metadata";
    EXPECT_EQ(only("[InternetShortcut]\r\nURL=" + address + "\r\n"), "DOC-23");
    EXPECT_EQ(only("\"" + address + "\""), "DOC-23");
    EXPECT_EQ(only("Metadata URL: " + address), "DOC-23");
    EXPECT_EQ(only(address.substr(8)), "DOC-23");
    EXPECT_EQ(only(Json(sound_metadata()).dump()), "DOC-03");
}

TEST(MetadataShapes, CopiesOutOfViewsAreNamed) {
    const auto between = [](const std::string& sign) {
        return with(sound_metadata(), "<md:IDPSSODescriptor", sign + "<md:IDPSSODescriptor");
    };
    for (const char* sign : {"\xE2\x96\xBC", "- ", "\n\xC2\xA0\xC2\xA0", "\xE2\x96\xB8"})
        EXPECT_TRUE(said(between(sign)).count("DOC-22")) << sign;
    EXPECT_FALSE(said(between("text")).count("DOC-22"));
    EXPECT_TRUE(said(with(sound_metadata(), kEntity, "\xE2\x80\x9C" + kEntity + "\xE2\x80\x9D")).count("DOC-22"));
    EXPECT_EQ(said("Mit dieser XML-Datei sind anscheinend keine Style-Informationen verkn\xC3\xBCpft.\n" +
                   sound_metadata().substr(sound_metadata().find("?>") + 2)),
              std::set<std::string>{"DOC-22"});
}

TEST(MetadataShapes, CertificatesAsClipboardsLeaveThem) {
    using Codes = std::set<std::string>;
    const std::string body = certificate_of(sound_metadata());
    for (const char* dashes : {"-----", "----", "\xE2\x80\x93\xE2\x80\x93", "\xE2\x80\x94", ""}) {
        const std::string d = dashes;
        const std::string head = d + "BEGIN CERTIFICATE" + d + "\n", tail = "\n" + d + "END CERTIFICATE" + d;
        EXPECT_EQ(said(with_certificate(head + body + tail)), Codes{"CRT-02"}) << dashes;
        EXPECT_EQ(said(with_certificate(body + tail)), Codes{"CRT-02"}) << dashes;
        EXPECT_EQ(said(with_certificate(head + body)), Codes{"CRT-02"}) << dashes;
    }
    for (const char* carriage : {"&#13;", "&#xD;", "&#x0D;", "&#013;", "&#x000d;"}) {
        std::string text = body;
        text.insert(64, carriage);
        EXPECT_EQ(said(with_certificate(text)), Codes{"CRT-03"}) << carriage;
    }
    const std::string pem = "-----BEGIN CERTIFICATE-----\n", end = "\n-----END CERTIFICATE-----\n";
    EXPECT_EQ(said(with_certificate(pem + body + end + pem + other_certificate() + end)), (Codes{"CRT-02", "CRT-05"}));
    // The padding of the first is in the middle.
    ASSERT_NE(body.find('='), std::string::npos);
    EXPECT_EQ(said(with_certificate(body + "\n" + other_certificate())), Codes{"CRT-05"});
    // Also where the same certificate stood elsewhere before.
    const std::string key = sound_metadata().substr(
        sound_metadata().find("<md:KeyDescriptor"),
        sound_metadata().find("</md:KeyDescriptor>") + 19 - sound_metadata().find("<md:KeyDescriptor"));
    EXPECT_TRUE(
        said(with(sound_metadata(), key, key + with(key, body, body + "\n" + other_certificate()))).count("CRT-05"));
}

TEST(MetadataShapes, AnAdminConsoleIsFoundAmongAllAddresses) {
    const std::string redirect =
        "Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"https://" + kHost;
    ASSERT_NE(sound_metadata().find(redirect), std::string::npos);
    EXPECT_TRUE(said(with(sound_metadata(), redirect, with(redirect, kHost, "tidewater-carto-admin.okta.com")))
                    .count("OKTA-05"));
    const std::string logout =
        "<md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" "
        "Location=\"https://tidewater-carto-admin.okta.com/app/egnyte/exk8tideEgnyteSaml7w/slo/saml\"/>";
    const Json report = judged(with(sound_metadata(), "<md:NameIDFormat", logout + "<md:NameIDFormat"));
    const auto& findings = report["findings"];
    const auto found =
        std::find_if(findings.begin(), findings.end(), [](const Json& f) { return f["code"] == "OKTA-05"; });
    ASSERT_NE(found, findings.end());
    EXPECT_NE((*found)["locations"][0]["pointer"].get<std::string>().find("SingleLogoutService"), std::string::npos);
}

}  // namespace
}  // namespace preflight
