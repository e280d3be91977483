// The metadata checks: each fires at its place and stays silent on sound metadata; the made corpus and the corpus
// beside a checkout agree in every id that this version knows.
#include <gtest/gtest.h>

#include <functional>

#include "core/saml/metadata.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;

const std::string& sound() {
    static const std::string text = test::read_file(test::source_path("samples/healthy/idp-metadata.xml")).value();
    return text;
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

Json judge(const std::string& name, const std::string& text, const char* now = "2026-11-23T12:00:00Z") {
    Options options;
    options.now = now;
    return Json::parse(test::ask({{name, text}}, &Session::check, options));
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
    const auto begin = sound().find("X509Certificate>") + 16;
    const std::string certificate = sound().substr(begin, sound().find('<', begin) - begin);
    const auto both = [&](const std::string& to) { return with(with(sound(), url, to), url, to); };
    const auto made = [](const char* file) {
        return test::read_file(test::source_path(std::string("tests/data/saml/") + file))
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
        {"DOC-06", with(sound(), "use=\"signing\"", "use=signing"), "s"},
        {"DOC-07",
         with(sound(), "tidewater-carto.okta",
              "tide\xFF"
              "water.okta"),
         ""},
        {"DOC-09", "\n" + sound(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"},
        {"DOC-10", with(sound(), "?><md", "?><!DOCTYPE md:EntityDescriptor [<!ENTITY a \"b\">]><md"), "<!DOCTYPE"},
        {"DOC-13", sound() + sound().substr(sound().find("?>") + 2), "<"},
        {"DOC-14", "<a>" + std::string(6U << 20U, ' ') + "</a>", ""},
        {"DOC-15", "<md:EntitiesDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>", ""},
        {"DOC-16",
         "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" "
         "entityID=\"https://saml-auth.egnyte.com\"><md:SPSSODescriptor/></md:EntityDescriptor>",
         "<md:SPSSODescriptor/>"},
        {"DOC-17",
         with(sound(), "xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\"",
              "xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata/\""),
         ""},
        {"DOC-20", sound().substr(0, sound().size() / 2), ""},
        {"DOC-21", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", ""},
        {"DOC-23", "https://tidewater-carto.okta.com/app/exk8/sso/saml/metadata\n",
         "https://tidewater-carto.okta.com/app/exk8/sso/saml/metadata"},
        {"ENT-01", with(sound(), " entityID=\"" + entity + "\"", ""), ""},
        {"ENT-02", with(sound(), entity, "exk8tideEgnyteSaml7w"), "exk8tideEgnyteSaml7w"},
        {"ENT-05", with(sound(), entity, entity + " "), entity + " "},
        {"ENT-07", with(sound(), " entityID", " validUntil=\"2026-11-22T00:00:00Z\" entityID"), "2026-11-22T00:00:00Z"},
        {"ENT-14", "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"urn:a\"/>", ""},
        {"ROLE-01", "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"urn:a\"/>", ""},
        {"ROLE-03", with(sound(), " protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"", ""), ""},
        {"ROLE-04", with(sound(), "SAML:2.0:protocol", "SAML:2.0:protocols"), "urn:oasis:names:tc:SAML:2.0:protocols"},
        {"KEY-01", with(sound(), key, "<md:KeyDescriptor use=\"encryption\">"), ""},
        {"KEY-03", with(sound(), certificate, ""), ""},
        {"CRT-01", with(sound(), certificate, "*" + certificate), "*"},
        {"CRT-02",
         with(sound(), certificate, "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----"), ""},
        {"CRT-04", with(sound(), certificate, "AAAA"), "AAAA"},
        {"CRT-06", made("cert-rsa2048-expired.xml"), ""},
        {"CRT-07", made("cert-rsa2048-future.xml"), ""},
        {"CRT-08", made("cert-rsa2048-60days.xml"), ""},
        {"CRT-09", made("cert-rsa1024-sha256.xml"), ""},
        {"CRT-12", made("cert-rsa2048-md5.xml"), ""},
        {"CRT-13", made("cert-rsa2048-sha1.xml"), ""},
        {"EP-01",
         [&] {
             std::string text = sound();
             const auto from = text.find("<md:SingleSignOnService"), to = text.find("</md:IDPSSODescriptor>");
             return text.erase(from, to - from);
         }(),
         ""},
        {"EP-02", with(with(sound(), "HTTP-POST", "HTTP-Post"), "HTTP-Redirect", "SOAP"), ""},
        {"EP-05", with(sound(), "Location=\"" + url + "\"", ""), ""},
        {"EP-06", with(sound(), url, "http" + url.substr(5)), "http" + url.substr(5)},
        {"EP-08", with(sound(), url, url + " "), url + " "},
        {"OKTA-01", with(sound(), "\"http://www.okta.com/", "\"https://www.okta.com/"),
         "https://www.okta.com/exk8tideEgnyteSaml7w"},
        {"OKTA-02", with(sound(), entity, "http://www.okta.com/exkOther"), "http://www.okta.com/exkOther"},
        {"OKTA-05", both("https://tidewater-carto-admin.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml"),
         "https://tidewater-carto-admin.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml"},
        {"OKTA-12",
         "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" "
         "entityID=\"https://www.okta.com/saml2/service-provider/sp1\"><md:SPSSODescriptor/></md:EntityDescriptor>",
         "https://www.okta.com/saml2/service-provider/sp1"},
        {"EGN-01", sound(), entity},
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
    const Json report = judge("metadata.xml", sound());
    EXPECT_EQ(test::codes(report), (std::multiset<std::string>{"EGN-01", "PF3093"}));
    EXPECT_EQ(report["egnyteSettings"]["fields"][2]["value"],
              "https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml");
    EXPECT_EQ(report["egnyteSettings"]["fields"][3]["value"], "http://www.okta.com/exk8tideEgnyteSaml7w");
    EXPECT_EQ(report["egnyteSettings"]["notAfter"], "2036-10-05T09:12:40Z");
    EXPECT_EQ(report["egnyteSettings"]["fields"][4]["value"].get<std::string>().find("BEGIN"), std::string::npos);
}

TEST(Metadata, TheTableAndItsPageAgree) {
    const Json checks = Json::parse(metadata_checks(Format::json))["checks"];
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
    EXPECT_EQ(metadata_checks(Format::markdown), test::read_file(test::source_path("docs/saml-checks.md")).value_or(""))
        << "preflight checks --format markdown > docs/saml-checks.md";
    EXPECT_NE(metadata_checks(Format::text).find("CRT-23"), std::string::npos);
}

TEST(Metadata, TheCutOffPlaceIsNamedAtEveryLength) {
    for (std::size_t length = 1; length < sound().size(); length += 7) {
        const Json report = judge("metadata.xml", sound().substr(0, length));
        EXPECT_GE(report["summary"]["error"].get<int>(), 1) << length;
    }
}

// Verdicts of ../shared/corpus, when it lies beside the checkout: every `must` id that this version knows is reported,
// and nothing is said against a valid file.
void judge_corpus(const std::string& folder, const std::set<std::string>& later) {
    const auto list = test::read_file(test::shared_path("corpus/" + folder + "/expected.json"));
    if (!list) GTEST_SKIP() << "../shared/corpus/" << folder << " is not there";
    std::set<std::string> known;
    const Json rows = Json::parse(catalogue(Format::json));
    for (const Json& rule : rows["rules"]) known.insert(rule["code"].get<std::string>());
    std::set<std::string> judged;
    for (const Case& c : cases()) judged.insert(c.code);
    for (const Json& expected : Json::parse(*list)) {
        const std::string file = expected["file"];
        const Json report =
            judge(file, *test::read_file(test::shared_path("corpus/" + folder + "/" + file)), "2026-11-23T00:00:00Z");
        const auto found = test::codes(report);
        for (const Json& id : expected["must"]) {
            const std::string code = id;
            if (known.count(code) == 0 || judged.count(code) == 0 || later.count(file + " " + code) != 0) continue;
            EXPECT_GE(found.count(code), 1U) << file << " " << code;
        }
        const bool valid = expected["verdict"] == "valid";
        EXPECT_TRUE(expected["verdict"] == "invalid" || report["summary"]["error"] == 0) << file;
        EXPECT_TRUE(!valid || report["summary"]["warning"] == 0) << file;
    }
}

TEST(Metadata, MadeCorpus) {
    judge_corpus("saml-generated", {});
}
// An aggregate inside an aggregate, its IdPs are not judged yet.
TEST(Metadata, RealCorpus) {
    judge_corpus("saml", {"spring-nested-aggregate.xml EP-06", "spring-nested-aggregate.xml KEY-01"});
}

}  // namespace
}  // namespace preflight
