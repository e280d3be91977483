// KEY, CRT and SIG checks: over both corpora every id that a file must yield is yielded, nothing worse than a note
// beyond that on valid files; each check at its place; silent on sound metadata.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/saml/certificate_checks.h"
#include "core/saml/checks.h"
#include "core/saml/metadata.h"
#include "core/saml/signature_checks.h"
#include "core/text/time.h"
#include "tests/support/certificates.h"
#include "tests/unit/files.h"

namespace preflight {
namespace {

namespace xml = formats::xml;
using findings::Severity;
using saml::Observation;

const std::int64_t kNow = text::parse_time("2026-11-23T00:00:00Z").value();

std::vector<Observation> check(const std::string& text, std::optional<std::int64_t> now = kNow) {
    std::vector<Observation> result;
    const xml::Tree document = xml::parse(text);
    if (document.error()) return result;
    saml::CertificateCache cache;
    std::size_t entity = xml::kNone;
    for (std::size_t i = 0; i < document.size(); ++i) {
        const xml::Element element = document[i];
        if (element.local() != "IDPSSODescriptor" || element.name_space() != saml::kMetadataNamespace) continue;
        saml::check_keys(document, i, now, cache, result);
        entity = element.parent();
        break;
    }
    const bool aggregate = !document.empty() && document[0].local() == "EntitiesDescriptor";
    saml::check_signatures(document, aggregate ? xml::kNone : entity, now, cache, result);
    return result;
}

// As the table of the facts has them: E unless named here.
Severity severity_of(const Observation& observation) {
    static const std::set<std::string_view> kWarnings = {
        "KEY-04", "KEY-05", "KEY-06", "KEY-10", "KEY-11", "KEY-13", "CRT-03", "CRT-06", "CRT-07", "CRT-08", "CRT-13",
        "CRT-16", "CRT-17", "CRT-18", "CRT-19", "CRT-21", "CRT-24", "SIG-05", "SIG-07", "SIG-12", "SIG-13", "SIG-17"};
    static const std::set<std::string_view> kNotes = {"KEY-07", "KEY-12", "CRT-10", "CRT-20", "CRT-25",
                                                      "CRT-26", "SIG-01", "SIG-14", "SIG-18"};
    if (observation.severity) return *observation.severity;
    return kNotes.count(observation.code) != 0      ? Severity::note
           : kWarnings.count(observation.code) != 0 ? Severity::warning
                                                    : Severity::error;
}

bool ours(const std::string& id) {
    return id.rfind("KEY-", 0) == 0 || id.rfind("CRT-", 0) == 0 || id.rfind("SIG-", 0) == 0;
}

void run_corpus(const std::string& folder, std::size_t least) {
    const auto expected = test::read_file(folder + "/expected.json");
    if (!expected) GTEST_SKIP() << folder << " is not there";
    std::size_t checked = 0;
    for (const auto& row : nlohmann::json::parse(*expected)) {
        const std::string file = row["file"], verdict = row["verdict"];
        const auto text = test::read_file(folder + "/" + file);
        ASSERT_TRUE(text.has_value()) << file;
        const auto observations = check(*text);
        std::set<std::string> found, beyond;
        for (const Observation& observation : observations) {
            const std::string code(observation.code);
            found.insert(code);
            EXPECT_FALSE(observation.message.empty()) << file << " " << code;
            EXPECT_LE(observation.at.span.end, text->size()) << file << " " << code;
            EXPECT_NE(observation.at.element, xml::kNone) << file << " " << code;
            const Severity severity = severity_of(observation);
            const bool due = std::find(row["must"].begin(), row["must"].end(), code) != row["must"].end();
            const bool allowed = severity == Severity::note || (severity == Severity::warning && verdict != "valid") ||
                                 verdict == "invalid";
            EXPECT_TRUE(allowed) << file << " is " << verdict << ": " << code << " " << observation.message;
            if (!due && severity != Severity::note) beyond.insert(code);
        }
        for (const std::string id : row["must"]) {
            if (!ours(id)) continue;
            EXPECT_EQ(found.count(id), 1U) << file << " must report " << id;
            ++checked;
        }
        if (std::getenv("SHOW_BEYOND") != nullptr) {
            for (const std::string& code : beyond)
                std::printf("%s %s %s\n", file.c_str(), verdict.c_str(), code.c_str());
        }
    }
    EXPECT_GE(checked, least);
}

TEST(KeyAndSignatureCorpus, Made) {
    run_corpus(test::shared_path("corpus/saml-generated"), 80);
}
TEST(KeyAndSignatureCorpus, FromPublicRepositories) {
    run_corpus(test::shared_path("corpus/saml"), 45);
}

// ---- one check at a time -------------------------------------------------------------------------------------------

constexpr std::string_view kDs = "http://www.w3.org/2000/09/xmldsig#";

std::string base64(const std::string& der) {
    return crypto::encode_base64(der, 64);
}
std::string x509(const std::string& der) {
    return "<ds:X509Certificate>" + base64(der) + "</ds:X509Certificate>";
}
// An entity with one key descriptor around this KeyInfo content.
std::string entity(const std::string& key_info, const std::string& use = " use=\"signing\"",
                   const std::string& before = "", const std::string& behind = "") {
    return "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" xmlns:ds=\"" + std::string(kDs) +
           "\" ID=\"_e\" entityID=\"http://www.okta.com/exk1\">" + before + "<md:IDPSSODescriptor><md:KeyDescriptor" +
           use + "><ds:KeyInfo>" + key_info + "</ds:KeyInfo>" + behind +
           "</md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>";
}
std::string with_certificate(const test::CertificateRecipe& recipe) {
    return entity("<ds:X509Data>" + x509(test::make_certificate(recipe)) + "</ds:X509Data>");
}
std::string signature(const std::string& method, const std::string& key_info, const std::string& more = "",
                      const std::string& digest = "http://www.w3.org/2001/04/xmlenc#sha256",
                      const std::string& uri = "#_e") {
    return "<ds:Signature><ds:SignedInfo><ds:CanonicalizationMethod "
           "Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/><ds:SignatureMethod Algorithm=\"" +
           method + "\"/><ds:Reference URI=\"" + uri +
           "\"><ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"
           "</ds:Transforms><ds:DigestMethod Algorithm=\"" +
           digest +
           "\"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue>AAAA"
           "</ds:SignatureValue>" +
           (key_info.empty() ? "" : "<ds:KeyInfo>" + key_info + "</ds:KeyInfo>") + more + "</ds:Signature>";
}

const Observation* find(const std::vector<Observation>& observations, std::string_view code) {
    const auto found =
        std::find_if(observations.begin(), observations.end(), [&](const Observation& o) { return o.code == code; });
    return found == observations.end() ? nullptr : &*found;
}

struct Case {
    const char* code;
    std::string text;
    std::string place;  // what is underlined, or its beginning
    Severity severity;
};

std::vector<Case> cases() {
    const std::string sound = test::make_certificate({});
    const std::string other = test::make_certificate({.common_name = "other"});
    const std::string data = "<ds:X509Data>" + x509(sound) + "</ds:X509Data>";
    const std::string text = base64(sound);
    const auto beside = [&](const std::string& more) {
        return entity("<ds:X509Data>" + more + x509(sound) + "</ds:X509Data>");
    };
    const auto recipe = [](auto change) {
        test::CertificateRecipe result;
        change(result);
        return with_certificate(result);
    };
    using R = test::CertificateRecipe;
    std::string even(256, '\xB5');
    even.back() = '\xB4';
    const std::string rsa256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    const std::string key_value = "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>" + base64(std::string(256, '\xC3')) +
                                  "</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>";
    std::string usage = test::der(0x30, test::der(0x06, "\x55\x1D\x0F") + test::der(0x04, test::der(0x03, "\x05\x20")));
    return {
        {"KEY-02", entity(data, " use=\"Signing\""), "Signing", Severity::error},
        {"KEY-03", entity(""), "<md:KeyDescriptor", Severity::error},
        {"KEY-04", entity("<ds:X509Data>" + x509(sound) + x509(other) + "</ds:X509Data>"), "<ds:X509Certificate>",
         Severity::warning},
        {"KEY-08", entity(data + "<ds:KeyName>k</ds:KeyName>"), "<ds:KeyName>", Severity::note},
        {"KEY-08", entity("<ds:KeyName>k</ds:KeyName>"), "<ds:KeyName>", Severity::error},
        {"KEY-08", entity(key_value), "<ds:KeyValue>", Severity::warning},
        {"KEY-09", entity(key_value + data), "<ds:KeyValue>", Severity::error},
        {"KEY-10",
         entity(data, " use=\"encryption\"", "",
                "<md:EncryptionMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#rsa-1_5\"/>"),
         "<md:EncryptionMethod", Severity::warning},
        {"KEY-11", entity(data + "<ds:RetrievalMethod URI=\"#k\"/>"), "<ds:RetrievalMethod", Severity::warning},
        {"KEY-11", beside("<ds:X509CRL>AAAA</ds:X509CRL>"), "<ds:X509CRL>", Severity::warning},
        {"KEY-12", entity(data, ""), "<md:KeyDescriptor>", Severity::note},
        {"KEY-13", beside("<ds:X509SubjectName>CN=other</ds:X509SubjectName>"), "<ds:X509SubjectName>",
         Severity::warning},
        {"KEY-13",
         beside("<ds:X509IssuerSerial><ds:X509IssuerName>CN=acme</ds:X509IssuerName><ds:X509SerialNumber>292</"
                "ds:X509SerialNumber></ds:X509IssuerSerial>"),
         "<ds:X509IssuerSerial>", Severity::warning},
        {"KEY-14",
         entity("<x:X509Data xmlns:x=\"https://www.w3.org/2000/09/xmldsig#\">" + x509(sound) + "</x:X509Data>"),
         "<x:X509Data", Severity::error},
        {"CRT-01", entity("<ds:X509Data><ds:X509Certificate>AB!D</ds:X509Certificate></ds:X509Data>"), "!",
         Severity::error},
        {"CRT-02",
         entity("<ds:X509Data><ds:X509Certificate>-----BEGIN CERTIFICATE-----\n" + text +
                "\n-----END CERTIFICATE-----</ds:X509Certificate></ds:X509Data>"),
         "-----BEGIN", Severity::error},
        {"CRT-03", entity("<ds:X509Data><ds:X509Certificate>" + text + "&#13;</ds:X509Certificate></ds:X509Data>"),
         "&#13;", Severity::warning},
        {"CRT-03", entity("<ds:X509Data><ds:X509Certificate>\xC2\xA0" + text + "</ds:X509Certificate></ds:X509Data>"),
         "\xC2\xA0", Severity::warning},
        {"CRT-04", entity("<ds:X509Data><ds:X509Certificate>" + base64(text) + "</ds:X509Certificate></ds:X509Data>"),
         base64(text).substr(0, 20), Severity::error},
        {"CRT-04", recipe([](R& r) { r.exponent.clear(); }), "", Severity::error},
        {"CRT-05", entity("<ds:X509Data>" + x509(sound + other) + "</ds:X509Data>"), text.substr(0, 20),
         Severity::error},
        {"CRT-05", entity("<ds:X509Data>" + x509(sound + "\n") + "</ds:X509Data>"), text.substr(0, 20),
         Severity::warning},
        {"CRT-06", recipe([](R& r) { r.not_after = "260101000000Z"; }), "", Severity::warning},
        {"CRT-07", recipe([](R& r) { r.not_before = "300101000000Z"; }), "", Severity::warning},
        {"CRT-08", recipe([](R& r) { r.not_after = "261201000000Z"; }), "", Severity::warning},
        {"CRT-09", recipe([](R& r) { r.modulus = std::string(255, '\x7F'); }), "", Severity::error},
        {"CRT-10", with_certificate({}), "", Severity::note},
        {"CRT-11", recipe([](R& r) { r.exponent = "\x03"; }), "", Severity::warning},
        {"CRT-11", recipe([](R& r) { r.exponent = "\x04"; }), "", Severity::error},
        {"CRT-11", recipe([](R& r) { r.exponent = "\x01"; }), "", Severity::error},
        {"CRT-11", recipe([](R& r) { r.exponent = "\x11"; }), "", Severity::note},
        {"CRT-18", recipe([&](R& r) { r.extensions = usage; }), "", Severity::warning},
        {"CRT-20", recipe([](R& r) {
             r.not_after = "990101000000Z";
             r.not_before = "240101000000Z";
             r.not_after = "491231000000Z";
         }),
         "", Severity::note},
        {"CRT-21", with_certificate({}), "", Severity::warning},
        {"CRT-23", recipe([](R& r) { r.modulus = test::published_modulus(); }), "", Severity::error},
        {"CRT-24", recipe([](R& r) { r.modulus = std::string(1025, '\xB5'); }), "", Severity::warning},
        {"CRT-24", recipe([&](R& r) { r.modulus = even; }), "", Severity::warning},
        {"CRT-25", recipe([](R& r) { r.version = "\x01"; }), "", Severity::note},
        {"CRT-25", recipe([](R& r) { r.version.clear(); }), "", Severity::note},
        {"CRT-25", recipe([](R& r) { r.serial = "\x80"; }), "", Severity::note},
        {"CRT-25", recipe([](R& r) { r.serial = std::string(1, '\0'); }), "", Severity::note},
        {"CRT-25", recipe([](R& r) { r.common_name.clear(); }), "", Severity::note},
        {"CRT-25", recipe([](R& r) { r.not_after = "99999999"; }), "", Severity::note},
        {"CRT-26", with_certificate({}), "", Severity::note},
        {"SIG-01", entity(data), "<md:EntityDescriptor", Severity::note},
        {"SIG-03", entity(data, "", "<ds:Signature/>"), "<ds:Signature/>", Severity::error},
        {"SIG-04",
         entity(data, "",
                signature(rsa256, data, "", "http://www.w3.org/2001/04/xmlenc#sha256", "#xpointer(id('_e'))")),
         "#xpointer", Severity::error},
        {"SIG-04", entity(data, "", signature(rsa256, data, "", "http://www.w3.org/2001/04/xmlenc#sha256", "#_nobody")),
         "#_nobody", Severity::error},
        {"SIG-07",
         entity(data, "", signature(rsa256, data))
             .replace(entity(data, "", signature(rsa256, data)).find("http://www.w3.org/2001/10/xml-exc-c14n#"), 39,
                      "http://www.w3.org/2006/12/xml-c14n11"),
         "http://www.w3.org/2006", Severity::warning},
        {"SIG-09", entity(data, "", signature(rsa256, data, "", "http://www.w3.org/2001/04/xmldsig-more#md5")),
         "http://www.w3.org/2001/04/xmldsig-more#md5", Severity::error},
        {"SIG-09", entity(data, "", signature(rsa256, data, "", "http://www.w3.org/2000/09/xmldsig#sha1")),
         "http://www.w3.org/2000/09/xmldsig#sha1", Severity::warning},
        {"SIG-10", entity(data, "", signature(rsa256, data)), "<md:EntityDescriptor", Severity::error},
        {"SIG-13",
         entity(data, "",
                signature(rsa256, "<ds:X509Data>" + x509(test::make_certificate({.not_after = "260101000000Z"})) +
                                      "</ds:X509Data>")),
         "<ds:X509Certificate>", Severity::warning},
        {"SIG-15", entity(data, "", signature(rsa256, data, "<ds:Object/>")), "<ds:Object/>", Severity::error},
        {"SIG-16", entity(data, "", signature("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", data)),
         "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256", Severity::error},
        {"SIG-17", entity(data, "", signature(rsa256, "<ds:X509Data>" + x509(sound) + x509(other) + "</ds:X509Data>")),
         "<ds:X509Certificate>", Severity::warning},
        {"SIG-17", entity(data, "", signature(rsa256, data + "<ds:RetrievalMethod URI=\"#k\"/>")),
         "<ds:RetrievalMethod", Severity::warning},
        {"SIG-18", entity(data, "", signature("http://example.test/mine", data)), "http://example.test/mine",
         Severity::note},
        {"SIG-18", entity(data, "", signature("http://www.w3.org/2009/xmldsig11#dsa-sha256", data)),
         "http://www.w3.org/2009/xmldsig11#dsa-sha256", Severity::note},
    };
}

TEST(KeyAndSignatureChecks, FireAtTheirPlaceAndNowhereElse) {
    const std::string sound = with_certificate({});
    for (const Case& c : cases()) {
        const auto observations = check(c.text);
        const Observation* observation = find(observations, c.code);
        ASSERT_NE(observation, nullptr) << c.code << "\n" << c.text;
        EXPECT_EQ(severity_of(*observation), c.severity) << c.code << ": " << observation->message;
        const text::Span span = observation->at.span;
        ASSERT_LE(span.end, c.text.size());
        EXPECT_EQ(c.text.compare(span.begin, c.place.size(), c.place), 0)
            << c.code << " is at " << c.text.substr(span.begin, 60);
        const xml::Tree tree = xml::parse(c.text);
        ASSERT_LT(observation->at.element, tree.size()) << c.code;
        EXPECT_LE(tree[observation->at.element].start_tag().begin, span.begin) << c.code;
    }
    std::set<std::string_view> quiet;
    for (const Observation& observation : check(sound)) quiet.insert(observation.code);
    // The made certificate has no true signature; real ones are in the corpus.
    EXPECT_EQ(quiet, (std::set<std::string_view>{"CRT-10", "CRT-21", "CRT-26", "SIG-01"}));
}

// CRT-21 is arithmetic: where the key cannot be read nothing was computed, and CRT-04 is about the key.
TEST(KeyAndSignatureChecks, NothingIsSaidOfASignatureThatCouldNotBeTried) {
    std::string der = test::make_certificate({});
    const std::string rsa = "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01";
    ASSERT_NE(der.find(rsa), std::string::npos);
    der[der.find(rsa) + rsa.size() - 1] = '\x7F';
    const auto observations = check(entity("<ds:X509Data>" + x509(der) + "</ds:X509Data>"));
    EXPECT_NE(find(observations, "CRT-04"), nullptr);
    EXPECT_EQ(find(observations, "CRT-21"), nullptr);
}

TEST(KeyAndSignatureChecks, TheNewestIsCalledInDateOnlyWhenItIs) {
    const std::string old = test::make_certificate({.common_name = "old", .not_after = "250101000000Z"});
    const std::string newer =
        test::make_certificate({.common_name = "newer", .not_before = "250101000000Z", .not_after = "260101000000Z"});
    const std::string text = entity("<ds:X509Data>" + x509(old) + "</ds:X509Data>", " use=\"signing\"", "",
                                    "</md:KeyDescriptor><md:KeyDescriptor use=\"signing\"><ds:KeyInfo><ds:X509Data>" +
                                        x509(newer) + "</ds:X509Data></ds:KeyInfo>");
    const auto said = [&](std::optional<std::int64_t> now) {
        const auto observations = check(text, now);
        const Observation* observation = find(observations, "KEY-05");
        return observation == nullptr ? std::string() : observation->message;
    };
    EXPECT_NE(said(kNow).find("All are out of date; the newest is "), std::string::npos) << said(kNow);
    EXPECT_NE(said(text::parse_time("2025-06-01T00:00:00Z")).find("The newest in date is "), std::string::npos);
    EXPECT_NE(said(std::nullopt).find("The newest is "), std::string::npos);
    EXPECT_FALSE(saml::egnyte_settings(saml::read(text), kNow)->in_date);
}

// A chain in one X509Data (KEY-04): assertions are signed with the key of the last, not with that of its authority.
TEST(KeyAndSignatureChecks, TheAuthorityOfAChainIsNotForEgnyte) {
    const std::string leaf = test::make_certificate({.common_name = "leaf", .issuer = "authority"});
    const std::string authority = test::make_certificate({.common_name = "authority", .not_before = "250101000000Z"});
    for (const bool first : {false, true}) {
        const std::string text = entity(
            "<ds:X509Data>" + (first ? x509(authority) + x509(leaf) : x509(leaf) + x509(authority)) + "</ds:X509Data>");
        const auto settings = saml::egnyte_settings(saml::read(text), kNow);
        ASSERT_TRUE(settings.has_value());
        EXPECT_EQ(settings->certificate, crypto::encode_base64(leaf, 64));
        EXPECT_FALSE(settings->several_signing_keys);
    }
    // Two that issued each other are not a chain; both are shown.
    const std::string one = test::make_certificate({.common_name = "one", .issuer = "two"});
    const std::string two = test::make_certificate({.common_name = "two", .issuer = "one"});
    const std::string ring = entity("<ds:X509Data>" + x509(one) + x509(two) + "</ds:X509Data>");
    EXPECT_TRUE(saml::egnyte_settings(saml::read(ring), kNow)->several_signing_keys);
}

TEST(KeyAndSignatureChecks, NamesBesideTheCertificateAreComparedAsPeopleWriteThem) {
    const std::string der = test::make_certificate({.common_name = "acme, inc"});
    for (const char* name : {"CN=acme\\, inc", "cn = ACME\\, Inc", "CN=\"acme, inc\"", "2.5.4.3=#0C04"}) {
        EXPECT_EQ(find(check(entity("<ds:X509Data><ds:X509SubjectName>" + std::string(name) + "</ds:X509SubjectName>" +
                                    x509(der) + "</ds:X509Data>")),
                       "KEY-13"),
                  nullptr)
            << name;
    }
    // RFC 2253 writes bytes beyond ASCII as pairs of hexadecimal digits.
    const std::string other = test::make_certificate({.common_name = "M\xC3\xBCller, S\xC3\xB6hne"});
    for (const auto& [name, fits] : {std::pair<std::string, bool>{"CN=M\\C3\\BCller\\, S\\C3\\B6hne", true},
                                     {"CN=M\\c3\\bcller\\2C S\xC3\xB6hne", true},
                                     {"CN=M\\C3\\BDller\\, S\\C3\\B6hne", false}}) {
        const bool silent = find(check(entity("<ds:X509Data><ds:X509SubjectName>" + name + "</ds:X509SubjectName>" +
                                              x509(other) + "</ds:X509Data>")),
                                 "KEY-13") == nullptr;
        EXPECT_EQ(silent, fits) << name;
    }
    EXPECT_EQ(find(check(entity("<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=acme\\, "
                                "inc</ds:X509IssuerName><ds:X509SerialNumber>0291</ds:X509SerialNumber></"
                                "ds:X509IssuerSerial>" +
                                x509(der) + "</ds:X509Data>")),
                   "KEY-13"),
              nullptr);
}

TEST(KeyAndSignatureChecks, SecretsAreNotShown) {
    const std::string secret =
        base64(test::der(0x30, test::der_integer(std::string(1, '\0')) + test::der_integer("12345")));
    const std::string text =
        entity("<ds:X509Data><ds:X509Certificate>" + secret + "</ds:X509Certificate></ds:X509Data>");
    const auto observations = check(text);
    ASSERT_NE(find(observations, "DOC-21"), nullptr);
    ASSERT_NE(find(observations, "CRT-04"), nullptr);
    for (const Observation& observation : observations) {
        EXPECT_EQ(observation.message.find(secret.substr(0, 8)), std::string::npos);
        EXPECT_FALSE(observation.replacement.has_value());
    }
}

TEST(KeyAndSignatureChecks, TheCorrectedTextIsOffered) {
    test::CertificateRecipe recipe;
    recipe.modulus = std::string(256, '\xFB');
    const std::string text = base64(test::make_certificate(recipe));
    std::string url = text;
    std::replace(url.begin(), url.end(), '+', '-');
    std::replace(url.begin(), url.end(), '/', '_');
    ASSERT_NE(url, text);
    for (const std::string& wrong : {url, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----"}) {
        const auto observations =
            check(entity("<ds:X509Data><ds:X509Certificate>" + wrong + "</ds:X509Certificate></ds:X509Data>"));
        const Observation* observation = find(observations, wrong == url ? "CRT-01" : "CRT-02");
        ASSERT_NE(observation, nullptr);
        EXPECT_EQ(observation->replacement, text);
    }
}

TEST(KeyAndSignatureChecks, DatesAreNotJudgedWithoutAClock) {
    test::CertificateRecipe old;
    old.not_after = "250101000000Z";
    const auto observations = check(with_certificate(old), std::nullopt);
    EXPECT_EQ(find(observations, "CRT-06"), nullptr);
    EXPECT_NE(find(observations, "CRT-26"), nullptr);
}

TEST(KeyAndSignatureChecks, EachCertificateIsReadOnce) {
    const std::string data = "<ds:X509Data>" + x509(test::make_certificate({})) + "</ds:X509Data>";
    const std::string text = entity(data + data + data);
    const xml::Tree document = xml::parse(text);
    ASSERT_FALSE(document.error().has_value());
    saml::CertificateCache cache;
    std::vector<Observation> observations;
    saml::check_keys(document, 1, kNow, cache, observations);
    EXPECT_EQ(cache.size(), 1U);
    EXPECT_EQ(std::count_if(observations.begin(), observations.end(),
                            [](const Observation& o) { return o.code == "CRT-26"; }),
              1);
}

}  // namespace
}  // namespace preflight
