// Sound metadata damaged in the ways that people damage it (tests/data/saml-mutations/make.mjs), and what each file
// must and must not yield.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;

std::vector<Json> of_code(const Json& report, const std::string& code) {
    std::vector<Json> found;
    for (const Json& finding : report["findings"]) {
        if (finding["code"] == code) found.push_back(finding);
    }
    return found;
}

// "OKTA-03 warning": the code, and the severity that every such finding has.
void expect_finding(const Json& report, const std::string& wanted, const std::string& file) {
    const auto blank = wanted.find(' ');
    const std::string code = wanted.substr(0, blank);
    const auto found = of_code(report, code);
    EXPECT_FALSE(found.empty()) << file << " must yield " << code;
    if (blank == std::string::npos) return;
    for (const Json& finding : found) EXPECT_EQ(finding["severity"], wanted.substr(blank + 1)) << file << " " << code;
}

void expect(const Json& one) {
    const std::string file = one["file"];
    const auto text = test::read_file(test::source_path("tests/data/saml-mutations/" + file));
    ASSERT_TRUE(text) << file;
    const Json report = test::check_at(file, *text, "2026-11-23T00:00:00Z");
    for (const Json& wanted : one["must"]) expect_finding(report, wanted, file);
    for (const Json& code : one["not"])
        EXPECT_TRUE(of_code(report, code).empty()) << file << " must not yield " << code;
    for (const auto& [code, words] : one["says"].items()) {
        for (const Json& finding : of_code(report, code))
            EXPECT_NE(finding["message"].get<std::string>().find(words), std::string::npos)
                << file << " " << code << ": " << finding["message"] << " does not say " << words;
    }
    for (const auto& [code, line] : one["line"].items()) {
        for (const Json& finding : of_code(report, code))
            EXPECT_EQ(finding["locations"][0]["line"], line) << file << " " << code;
    }
    for (const Json& code : one["once"]) EXPECT_EQ(of_code(report, code).size(), 1U) << file << " " << code;
    // The remedies of another product's file name its own console.
    for (const auto& [code, console] : one["fix"].items()) {
        for (const Json& finding : report["findings"]) {
            EXPECT_EQ(finding["fix"].dump().find("Okta Admin Console"), std::string::npos) << file << finding["fix"];
            if (finding["code"] == code) {
                EXPECT_NE(finding["fix"].dump().find(console), std::string::npos) << file << finding["fix"];
            }
        }
    }
}

TEST(SamlMutations, YieldWhatTheyMust) {
    const Json all = Json::parse(*test::read_file(test::source_path("tests/data/saml-mutations/expected.json")));
    EXPECT_GT(all.size(), 60U);
    for (const Json& one : all) expect(one);
}

// Egnyte's own metadata beside that of the identity provider is not a fault; alone it is.
TEST(SamlMutations, EgnytesOwnMetadata) {
    const std::string egnyte =
        R"(<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://saml-auth.egnyte.com">)"
        R"(<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">)"
        R"(<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" )"
        R"(Location="https://acme.egnyte.com/samlconsumer/Okta" index="0"/></md:SPSSODescriptor></md:EntityDescriptor>)";
    const auto alone = test::codes(test::check({{"sp.xml", egnyte}}));
    EXPECT_EQ(alone.count("DOC-16"), 1U);
    const auto beside = test::codes(test::check({{"sp.xml", egnyte}, {"idp.xml", test::sound_metadata()}}));
    for (const char* code : {"DOC-16", "ROLE-01", "EGN-04"}) EXPECT_EQ(beside.count(code), 0U) << code;
    const std::string damaged = test::sound_metadata().substr(0, 200);
    EXPECT_EQ(test::codes(test::check({{"sp.xml", egnyte}, {"idp.xml", damaged}})).count("DOC-16"), 1U);
}

TEST(SamlMutations, AResponseInBase64IsNoCertificate) {
    const std::string response =
        R"(<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="r1" Version="2.0"/>)";
    const char* alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string encoded;
    for (std::size_t i = 0; i < response.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8U | (i + k < response.size() ? static_cast<unsigned char>(response[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            encoded += i + k > response.size() ? '=' : alphabet[(bits >> (18U - 6U * k)) & 63U];
    }
    const Json report = test::check({{"response.txt", encoded}});
    EXPECT_EQ(report["inputs"][0]["kinds"], Json::array({"saml-response"}));
    EXPECT_EQ(test::codes(report), (std::multiset<std::string>{"DOC-04", "DOC-05"}));
    EXPECT_EQ(report.dump().find("certificate alone"), std::string::npos);
}

}  // namespace
}  // namespace preflight
