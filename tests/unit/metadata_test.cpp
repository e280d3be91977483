// The metadata checks: each fires at its place and stays silent on sound metadata. The corpora are in
// saml_corpus_test.cpp.
#include <gtest/gtest.h>

#include <functional>

#include "core/saml/metadata.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::sound_metadata;
using test::with;

Json judge(const std::string& name, const std::string& text, const char* now = "2026-11-23T12:00:00Z") {
    return test::check_at(name, text, now);
}

// `place`: the text that the finding has to underline, or empty.
struct Case {
    const char* code;
    std::string text;
    std::string place;
};

std::vector<Case> cases() {
    const std::string key = "<md:KeyDescriptor use=\"signing\">";
    const std::string entity = "http://www.okta.com/exk8tideEgnyteSaml7w";
    const std::string url = "https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
    const auto begin = sound_metadata().find("X509Certificate>") + 16;
    const std::string certificate = sound_metadata().substr(begin, sound_metadata().find('<', begin) - begin);
    const auto both = [&](const std::string& to) { return with(with(sound_metadata(), url, to), url, to); };
    const std::string elsewhere = with(both("https://idp.test/sso"), entity, "https://idp.test/");
    const auto attributes = [](const std::string& list) {
        return with(with(sound_metadata(), "<md:EntityDescriptor ",
                         "<md:EntityDescriptor xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" "),
                    "</md:IDPSSODescriptor>", list + "</md:IDPSSODescriptor>");
    };
    const auto made = [](const char* file) {
        return test::read_file(test::source_path(std::string("tests/data/saml-generated/") + file))
            .value_or("missing: " + std::string(file));
    };
    return {
        {"DOC-01", " \n", ""},
        {"DOC-02", "<!DOCTYPE html>\n<title>Sign In</title>", "<!DOCTYPE html>"},
        {"DOC-03", "{\"errorCode\":\"E0000007\",\"errorSummary\":\"Not found\"}", ""},
        {"DOC-04", "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n",
         "-----BEGIN CERTIFICATE-----"},
        {"DOC-05", "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>",
         "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>"},
        {"DOC-06", with(sound_metadata(), "use=\"signing\"", "use=signing"), "s"},
        {"DOC-07",
         with(sound_metadata(), "tidewater-carto.okta",
              "tide\xFF"
              "water.okta"),
         ""},
        {"DOC-09", "\n" + sound_metadata(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"},
        {"DOC-10", with(sound_metadata(), "?><md", "?><!DOCTYPE md:EntityDescriptor [<!ENTITY a \"b\">]><md"),
         "<!DOCTYPE"},
        {"DOC-13", sound_metadata() + sound_metadata().substr(sound_metadata().find("?>") + 2), "<"},
        {"DOC-14", "<a>" + std::string(6U << 20U, ' ') + "</a>", ""},
        {"DOC-15", "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>", ""},
        {"DOC-16",
         "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" "
         "entityID=\"https://saml-auth.egnyte.com\"><md:SPSSODescriptor/></md:EntityDescriptor>",
         "<md:SPSSODescriptor/>"},
        {"DOC-17",
         with(sound_metadata(), "xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"",
              "xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata/\""),
         ""},
        {"DOC-20", sound_metadata().substr(0, sound_metadata().size() / 2), ""},
        {"DOC-21", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", ""},
        {"DOC-23", "https://tidewater-carto.okta.com/app/exk8/sso/saml/metadata\n",
         "https://tidewater-carto.okta.com/app/exk8/sso/saml/metadata"},
        {"ENT-01", with(sound_metadata(), " entityID=\"" + entity + "\"", ""), ""},
        {"ENT-02", with(sound_metadata(), entity, "exk8tideEgnyteSaml7w"), "exk8tideEgnyteSaml7w"},
        {"ENT-05", with(sound_metadata(), entity, entity + " "), entity + " "},
        {"ENT-07", with(sound_metadata(), " entityID", " validUntil=\"2026-11-22T00:00:00Z\" entityID"),
         "2026-11-22T00:00:00Z"},
        {"ENT-14", "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"urn:a\"/>", ""},
        {"ROLE-01", "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"urn:a\"/>", ""},
        {"ROLE-03", with(sound_metadata(), " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"", ""),
         ""},
        {"ROLE-04", with(sound_metadata(), "SAML:2.0:protocol", "SAML:2.0:protocols"),
         "urn:oasis:names:tc:SAML:2.0:protocols"},
        {"KEY-01", with(sound_metadata(), key, "<md:KeyDescriptor use=\"encryption\">"), ""},
        {"KEY-03", with(sound_metadata(), certificate, ""), ""},
        {"CRT-01", with(sound_metadata(), certificate, "*" + certificate), "*"},
        {"CRT-02",
         with(sound_metadata(), certificate,
              "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----"),
         ""},
        {"CRT-04", with(sound_metadata(), certificate, "AAAA"), "AAAA"},
        {"CRT-06", made("cert-rsa2048-expired.xml"), ""},
        {"CRT-07", made("cert-rsa2048-future.xml"), ""},
        {"CRT-08", made("cert-rsa2048-60days.xml"), ""},
        {"CRT-09", made("cert-rsa1024-sha256.xml"), ""},
        {"CRT-12", made("cert-rsa2048-md5.xml"), ""},
        {"CRT-13", made("cert-rsa2048-sha1.xml"), ""},
        {"EP-01",
         [&] {
             std::string text = sound_metadata();
             const auto from = text.find("<md:SingleSignOnService"), to = text.find("</md:IDPSSODescriptor>");
             return text.erase(from, to - from);
         }(),
         ""},
        {"EP-02", with(with(sound_metadata(), "HTTP-POST", "HTTP-Post"), "HTTP-Redirect", "SOAP"), ""},
        {"EP-05", with(sound_metadata(), "Location=\"" + url + "\"", ""), ""},
        {"EP-06", with(sound_metadata(), url, "http" + url.substr(5)), "http" + url.substr(5)},
        {"EP-08", with(sound_metadata(), url, url + " "), url + " "},
        {"OKTA-01", with(sound_metadata(), "\"http://www.okta.com/", "\"https://www.okta.com/"),
         "https://www.okta.com/exk8tideEgnyteSaml7w"},
        {"OKTA-02", with(sound_metadata(), entity, "http://www.okta.com/exkOther"), "http://www.okta.com/exkOther"},
        {"OKTA-05", both("https://tidewater-carto-admin.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml"),
         "https://tidewater-carto-admin.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml"},
        {"OKTA-12",
         "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" "
         "entityID=\"https://www.okta.com/saml2/service-provider/sp1\"><md:SPSSODescriptor/></md:EntityDescriptor>",
         "https://www.okta.com/saml2/service-provider/sp1"},
        {"EGN-01", sound_metadata(), entity},
        {"SCH-11",
         with(sound_metadata(), "<md:IDPSSODescriptor",
              "<md:RoleDescriptor xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"fed:Type\" "
              "protocolSupportEnumeration=\"p\"><x/></md:RoleDescriptor><md:IDPSSODescriptor"),
         "fed:Type"},
        {"SCH-03",
         with(sound_metadata(), "</md:IDPSSODescriptor>",
              "</md:IDPSSODescriptor><md:PDPDescriptor protocolSupportEnumeration=\"p\"/>"),
         ""},
        {"ROLE-08",
         with(sound_metadata(), "\"urn:oasis:names:tc:SAML:2.0:protocol\"",
              "\"urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol\""),
         "urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol"},
        {"ENT-09", elsewhere, ""},
        {"ENT-15",
         "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"urn:a\">"
         "<md:AffiliationDescriptor affiliationOwnerID=\"urn:b\"><md:AffiliateMember>urn:c</md:AffiliateMember>"
         "</md:AffiliationDescriptor></md:EntityDescriptor>",
         "<md:AffiliationDescriptor affiliationOwnerID=\"urn:b\">"},
        {"ROLE-07",
         with(sound_metadata(), "<md:IDPSSODescriptor ", "<md:IDPSSODescriptor errorURL=\"http://a.test/\" "),
         "http://a.test/"},
        {"ROLE-07",
         with(sound_metadata(), "<md:IDPSSODescriptor ", "<md:IDPSSODescriptor errorURL=\"https://a.test/{x}\" "),
         "https://a.test/{x}"},
        {"ROLE-09",
         with(sound_metadata(), "</md:IDPSSODescriptor>",
              "</md:IDPSSODescriptor><md:SPSSODescriptor "
              "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:AssertionConsumerService "
              "index=\"0\" Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" "
              "Location=\"https://a.test/\"/></md:SPSSODescriptor>"),
         ""},
        {"EP-04", with(sound_metadata(), "bindings:HTTP-Redirect", "bindings:PAOS"),
         "urn:oasis:names:tc:SAML:2.0:bindings:PAOS"},
        {"EP-17", elsewhere, ""},
        {"EP-17",
         with(sound_metadata(), "<md:NameIDFormat",
              "<md:SingleLogoutService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" "
              "Location=\"https://a.test/\"/><md:NameIDFormat"),
         ""},
        {"EP-19", with(sound_metadata(), url, url + "?a"), url + "?a"},
        {"EP-20", both("https://idp.test:8443/sso"), "https://idp.test:8443/sso"},
        {"EP-20", both("https://192.0.2.7/sso"), "https://192.0.2.7/sso"},
        {"ATT-01", attributes("<saml:Attribute Name=\"a\"/>"), "<saml:Attribute Name=\"a\"/>"},
        {"ATT-02",
         attributes("<saml:Attribute Name=\"a\" NameFormat=\"f\"/><saml:Attribute NameFormat=\"f\" Name=\"a\"/>"),
         "<saml:Attribute NameFormat=\"f\" Name=\"a\"/>"},
        {"CON-03", elsewhere, ""},
        {"OKTA-04", with(sound_metadata(), url, url + "2"), ""},
        {"OKTA-07", both("https://login.tidewater.test/app/egnyte/exk8tideEgnyteSaml7w/sso/saml"),
         "https://login.tidewater.test/app/egnyte/exk8tideEgnyteSaml7w/sso/saml"},
        {"OKTA-09", made("ok-okta-slo.xml"), ""},
        {"EGN-02", made("ok-okta-two-certs.xml"), ""},
        {"EGN-06", with(sound_metadata(), "WantAuthnRequestsSigned=\"false\"", "WantAuthnRequestsSigned=\"true\""),
         "true"},
        {"EGN-06", made("key-sign-and-encrypt.xml"), ""},
        {"DOC-05",
         "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"urn:a\"><md:RoleDescriptor "
         "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"fed:Type\"/></md:EntityDescriptor>",
         ""},
    };
}

TEST(Metadata, EachCheckFiresAtItsPlace) {
    for (const Case& c : cases()) {
        const Json report = judge("metadata.xml", c.text);
        EXPECT_GE(test::codes(report).count(c.code), 1U) << c.code << " " << report["findings"].dump(1);
        for (const Json& finding : report["findings"]) {
            if (finding["code"] != c.code || c.place.empty()) continue;
            ASSERT_FALSE(finding["locations"].empty()) << c.code;
            const Json& at = finding["locations"][0];
            // Nothing is shown of a web page, a certificate or an address: they may hold anything.
            if (std::set<std::string_view>{"DOC-02", "DOC-04", "DOC-23"}.count(c.code) > 0) continue;
            ASSERT_TRUE(at.contains("excerpt")) << c.code << finding.dump(1);
            const Json& excerpt = at["excerpt"];
            const std::string line = excerpt["text"];
            // These lines are ASCII up to the mark, but for the sign that something was cut off before it.
            std::string text = line;
            std::size_t from = excerpt["from"], to = excerpt["to"];
            if (text.rfind("…", 0) == 0) text = "~" + text.substr(std::string("…").size());
            EXPECT_EQ(text.substr(from, to - from), c.place.substr(0, to - from)) << c.code;
            EXPECT_GE(to - from, std::min<std::size_t>(c.place.size(), 40)) << c.code;
        }
    }
}

TEST(Metadata, SoundMetadataYieldsTheCardAlone) {
    const Json report = judge("metadata.xml", sound_metadata());
    EXPECT_EQ(test::codes(report),
              (std::multiset<std::string>{"CRT-26", "EGN-01", "EGN-04", "EGN-05", "PF3093", "SIG-01"}));
    EXPECT_EQ(report["egnyteSettings"]["fields"][2]["value"],
              "https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml");
    EXPECT_EQ(report["egnyteSettings"]["fields"][3]["value"], "http://www.okta.com/exk8tideEgnyteSaml7w");
    EXPECT_EQ(report["egnyteSettings"]["notAfter"], "2036-10-05T09:12:40Z");
    EXPECT_EQ(report["egnyteSettings"]["fields"][4]["value"].get<std::string>().find("BEGIN"), std::string::npos);
}

// Every check has a file that it fires on: here, in the made corpus (saml_corpus_test.cpp) or, for what is inside
// certificates and signatures, in key_and_signature_test.cpp; and one that it is silent on.
TEST(Metadata, EveryCheckFiresAndIsSilent) {
    std::set<std::string> firing = {"EGN-03", "EGN-04", "EGN-05"};  // below
    for (const Case& c : cases()) firing.insert(c.code);
    const std::string list = test::read_file(test::source_path("tests/data/saml-generated/expected.json")).value();
    for (const Json& expected : Json::parse(list)) {
        for (const Json& id : expected["must"]) firing.insert(id.get<std::string>());
    }
    const std::string inside = test::read_file(test::source_path("tests/unit/key_and_signature_test.cpp")).value();
    const auto silent = test::codes(judge("metadata.xml", sound_metadata()));
    const auto blank = test::codes(judge("metadata.xml", " "));
    const Json checks = Json::parse(metadata_checks("json"))["checks"];
    for (const Json& check : checks) {
        const std::string code = check["code"];
        EXPECT_TRUE(firing.count(code) == 1 || inside.find("\"" + code + "\"") != std::string::npos) << code;
        EXPECT_TRUE(silent.count(code) == 0 || blank.count(code) == 0) << code;
        const std::set<std::string> always = {"EGN-01", "EGN-04", "EGN-05", "CRT-26", "SIG-01"};
        EXPECT_TRUE(silent.count(code) == 0 || always.count(code) == 1) << code << " is reported about sound metadata";
    }
}

TEST(Metadata, TheStatedEntityIdIsANearMiss) {
    for (const char* const stated :
         {"https://www.okta.com/exk8tideEgnyteSaml7w", "http://www.okta.com/exk8tideEgnyteSaml7w/",
          " http://www.okta.com/exk8tideEgnyteSaml7w", "http://www.okta.com/EXK8tideEgnyteSaml7w"}) {
        test::Kit kit;
        kit.scenario["egnyte"]["sso"]["idpEntityId"] = stated;
        const Json report = test::check(kit.files());
        EXPECT_EQ(test::codes(report).count("EGN-03"), 1U) << stated;
        EXPECT_EQ(test::codes(report).count("EGN-05"), 0U) << "the rehearsal answers it";
    }
    for (const char* const stated : {"http://www.okta.com/exk8tideEgnyteSaml7w", "urn:other"}) {
        test::Kit kit;
        kit.scenario["egnyte"]["sso"]["idpEntityId"] = stated;
        EXPECT_EQ(test::codes(test::check(kit.files())).count("EGN-03"), 0U) << stated;
    }
}

// What to type follows from the names that Okta sends, not from what is in Egnyte now.
TEST(Metadata, TheCardNamesTheMappingThatFits) {
    struct Given {
        const char* format;  // empty: no application, so no names either
        const char* stated;  // empty: nothing
        Json value, remark;  // null: none
    };
    const Json user_name = "Egnyte username", address = "Email address";
    const char* const prefix = "${fn:substringBefore(source.email, \"@\")}";
    const Given list[] = {
        {prefix, "username", user_name, nullptr},
        {prefix, "", user_name, "the names that Okta sends carry no e-mail address"},
        {prefix, "email", user_name, "stated is Email address, and the names that Okta sends carry none"},
        {"${source.email}", "username", user_name, nullptr},
        {"${source.email}", "email", address,
         "the username format can send names with @, which Egnyte rejects for new accounts; once it cannot: Egnyte "
         "username"},
        {"", "email", address, nullptr},
        {"", "", nullptr, nullptr},
    };
    for (const Given& given : list) {
        test::Kit kit;
        if (*given.format == '\0') {
            kit.app = kit.app_users = kit.users = nullptr;
        } else {
            kit.username_template()["template"] = given.format;
        }
        if (*given.stated == '\0') {
            kit.scenario["egnyte"]["sso"].erase("defaultUserMapping");
        } else {
            kit.stated("defaultUserMapping") = given.stated;
        }
        const Json report = test::check(kit.files());
        const Json& field = report["egnyteSettings"]["fields"][5];
        EXPECT_EQ(field["value"], given.value) << given.format << " " << given.stated;
        EXPECT_EQ(field.contains("remark") ? field["remark"] : Json(nullptr), given.remark)
            << given.format << " " << given.stated;
    }
}

TEST(Metadata, TheScenarioChoosesOneOfSeveral) {
    const std::string folder = "tests/data/saml-generated/";
    const std::string text = test::read_file(test::source_path(folder + "doc-aggregate-two-idps.xml")).value();
    const auto begin = text.find("entityID=\"") + 10;
    const std::string first = text.substr(begin, text.find('"', begin) - begin);
    const auto ask = [&](const std::string& id) {
        const Json scenario{
            {"preflightScenario", 1}, {"now", "2026-11-23T12:00:00Z"}, {"egnyte", {{"sso", {{"idpEntityId", id}}}}}};
        return test::check({{"metadata.xml", text}, {"scenario.json", scenario.dump()}});
    };
    const Json chosen = ask(first);
    EXPECT_EQ(chosen["summary"]["error"], 0) << chosen["findings"].dump(1);
    EXPECT_EQ(chosen["egnyteSettings"]["fields"][3]["value"], first);
    EXPECT_EQ(ask("urn:none")["summary"]["error"], 1);
}

// Thousands of findings of one kind would bury the others.
TEST(Metadata, RepetitionIsCounted) {
    std::string more;
    for (int i = 0; i < 100; ++i) more += "<md:Wrong/>";
    const Json report = judge("metadata.xml", with(sound_metadata(), "<md:NameIDFormat", more + "<md:NameIDFormat"));
    EXPECT_EQ(test::codes(report).count("SCH-01"), 20U);
    bool said = false;
    for (const Json& finding : report["findings"])
        said = said || finding["message"].get<std::string>().find("80 more like it") != std::string::npos;
    EXPECT_TRUE(said);
}

// Federations publish thousands of entities in one file: what may repeat has no limit.
TEST(Metadata, CollectionsAndListsMayBeLong) {
    const std::string single = sound_metadata();
    const std::string entity = single.substr(single.find("<md:EntityDescriptor"));
    const std::string id = "http://www.okta.com/exk8tideEgnyteSaml7w";
    ASSERT_NE(entity.find(id), std::string::npos);
    std::string collection = "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">";
    for (int i = 0; i < 300; ++i)
        collection += with(entity, "entityID=\"" + id, "entityID=\"" + id + std::to_string(i));
    collection += "</md:EntitiesDescriptor>";
    const Json report = judge("metadata.xml", collection);
    EXPECT_EQ(report["summary"]["error"], 1) << report["findings"].dump(1);
    EXPECT_EQ(test::codes(report).count("DOC-15"), 1U);

    std::string formats;
    for (int i = 0; i < 300; ++i)
        formats += "<md:AttributeProfile>urn:example:" + std::to_string(i) + "</md:AttributeProfile>";
    EXPECT_EQ(judge("metadata.xml", with(sound_metadata(), "</md:IDPSSODescriptor>",
                                         formats + "</md:IDPSSODescriptor>"))["summary"]["error"],
              0);
}

TEST(Metadata, SaysWhatTheFileIs) {
    struct What {
        std::string text;
        const char* code;
        const char* words;
    };
    const What list[] = {
        {"<html><body class=\"okta-sign-in\"></body></html>", "DOC-02", "Okta's sign-in page"},
        {"<!DOCTYPE html><title>Zscaler</title><p>blocked by policy</p>", "DOC-02", "notice of the network"},
        {"<html><title>404 Not Found</title></html>", "DOC-02", "error page"},
        {"{\"issuer\":\"x\",\"authorization_endpoint\":\"y\"}", "DOC-03", "OpenID Connect"},
        {"-----BEGIN PKCS7-----\nMIIB\n-----END PKCS7-----", "DOC-04", "PKCS#7"},
        {"PK\x03\x04xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "DOC-04", "ZIP"},
        {"<S:Envelope xmlns:S=\"http://www.w3.org/2003/05/soap-envelope\"/>", "DOC-05", "SOAP"},
        {"<x:XRDS xmlns:x=\"xri://$xrds\"/>", "DOC-05", "XRDS"},
        {"<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"/>", "DOC-05", "sign-in request"},
        {"-<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>", "DOC-22", "folded"},
        {"<md:EntityDescriptor\xC2\xA0xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>", "DOC-22", "no-break"},
        {"<a>-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----</a>", "DOC-21", "private key"},
        {with(sound_metadata(), "encoding=\"UTF-8\"", "encoding=\"Shift_JIS\""), "DOC-08", "Shift_JIS"},
        {with(with(sound_metadata(), "encoding=\"UTF-8\"", "encoding=\"Shift_JIS\""), "tidewater-carto.okta",
              "\x83\x41.okta"),
         "DOC-07", "Shift_JIS"},
    };
    for (const What& what : list) {
        const Json report = judge("metadata.xml", what.text);
        bool said = false;
        for (const Json& finding : report["findings"]) {
            said = said || (finding["code"] == what.code &&
                            finding["message"].get<std::string>().find(what.words) != std::string::npos);
        }
        EXPECT_TRUE(said) << what.text.substr(0, 80) << report["findings"].dump(1);
        EXPECT_EQ(report.dump().find("AAAA"), std::string::npos) << "a key is never shown";
    }
}

TEST(Metadata, TheTableAndItsPageAgree) {
    const Json checks = Json::parse(metadata_checks("json"))["checks"];
    EXPECT_EQ(checks.size(), 169U);
    std::set<std::string> codes, slugs;
    for (const Json& check : checks) {
        codes.insert(check["code"]);
        slugs.insert(check["rule"]);
        for (const char* words : {"what", "why"}) {
            const std::string text = check[words];
            EXPECT_TRUE(text.size() > 4 && text.back() == '.') << check["code"] << " " << text;
        }
        EXPECT_FALSE(check["fix"]["title"].get<std::string>().empty()) << check["code"];
    }
    EXPECT_EQ(codes.size(), checks.size());
    EXPECT_EQ(slugs.size(), checks.size());
    EXPECT_EQ(metadata_checks("markdown"), test::read_file(test::source_path("docs/saml-checks.md")).value_or(""))
        << "preflight checks --format markdown > docs/saml-checks.md";
    EXPECT_NE(metadata_checks("text").find("CRT-23"), std::string::npos);
}

TEST(Metadata, TheCutOffPlaceIsNamedAtEveryLength) {
    for (std::size_t length = 1; length < sound_metadata().size(); length += 7) {
        const Json report = judge("metadata.xml", sound_metadata().substr(0, length));
        EXPECT_GE(report["summary"]["error"].get<int>(), 1) << length;
    }
}

}  // namespace
}  // namespace preflight
