// Private keys are found wherever they are and however they were damaged, and nothing of them leaves: DOC-21. The
// keys are those of tests/data/saml-generated, made for tests.
#include <gtest/gtest.h>

#include "core/crypto/base64.h"
#include "core/crypto/private_keys.h"
#include "core/report/secrets.h"
#include "tests/unit/kit.h"
#include "tests/unit/linear.h"

namespace preflight {
namespace {

using test::Json;
using test::with;

std::string made(const std::string& name) {
    return test::read_file(test::source_path("tests/data/saml-generated/" + name)).value_or("missing: " + name);
}
std::string pem(const std::string& name) {
    return made("keys/" + name + ".key");
}
// What is between the BEGIN and END lines, in one line.
std::string body(const std::string& armoured) {
    const auto begin = armoured.find('\n', armoured.find("-----BEGIN"));
    std::string result = armoured.substr(begin, armoured.find("-----END", begin) - begin);
    result.erase(std::remove(result.begin(), result.end(), '\n'), result.end());
    return result;
}
std::string key() {
    return body(pem("rsa2048-sha1"));
}
std::string der(const std::string& base64) {
    return crypto::decode_base64(base64).bytes;
}
std::string base64(const std::string& bytes) {
    return crypto::encode_base64(bytes, 1U << 20U);
}
std::string wrapped(const std::string& text, std::size_t width, const std::string& turn) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); i += width) result += (i == 0 ? "" : turn) + text.substr(i, width);
    return result;
}
std::string replaced(std::string text, char from, char to) {
    std::replace(text.begin(), text.end(), from, to);
    return text;
}
// PKCS#1 and SEC1: what a PKCS#8 holds, behind its head.
std::string inner(const std::string& base64_of_pkcs8, std::size_t head) {
    return base64(der(base64_of_pkcs8).substr(head));
}

std::vector<crypto::PrivateKey> found(const std::string& text) {
    return crypto::find_private_keys(text).keys;
}

TEST(PrivateKeys, EveryStructureIsKnownByItsHead) {
    const std::string ec = body(pem("ec-p256"));
    for (const std::string& one :
         {key(), body(pem("ed25519")), ec, body(pem("dsa2048")), inner(key(), 26), inner(ec, 29)}) {
        const auto keys = found("<a>\n " + one + "</a>");
        ASSERT_EQ(keys.size(), 1U) << one.substr(0, 24);
        EXPECT_EQ(keys[0].at, 5U) << one.substr(0, 24);
        EXPECT_EQ(keys[0].secret.end, 5U + one.find_last_not_of('=') + 1) << one.substr(0, 24);
    }
    // An encrypted PKCS#8 (PBES2).
    const std::string head("\x30\x82\x04\xE3\x30\x1C\x06\x0A\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01\x03", 18);
    EXPECT_EQ(found("x=" + base64(head + std::string(100, 'x'))).size(), 1U);
}

TEST(PrivateKeys, OtherBase64IsNone) {
    for (const auto& entry :
         std::filesystem::directory_iterator(test::source_path("tests/data/saml-generated/certs"))) {
        const std::string text = *test::read_file(entry.path().string());
        EXPECT_TRUE(found(text).empty()) << entry.path();
        EXPECT_EQ(crypto::find_private_keys(text).certificates.size(), 1U) << entry.path();
    }
    // A public key, the parameters of a curve, a signature of two numbers, a request, a PKCS#12, random bytes.
    const std::string spki = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA" + key().substr(60, 300);
    const std::string curve("\x30\x81\xE0\x02\x01\x01\x30\x2C\x06\x07\x2A\x86\x48\xCE\x3D\x01\x01", 17);
    const std::string signature = std::string("\x30\x45\x02\x21\x00", 5) + std::string(66, 'k');
    const std::string small("\x30\x06\x02\x01\x00\x02\x01\x05", 8);
    const std::string pfx("\x30\x82\x09\x59\x02\x01\x03\x30\x82\x09\x1F\x06\x09\x2A\x86\x48\x86\xF7", 18);
    const std::string filler(200, 'x');
    for (const std::string& text : {spki, base64(curve + filler), base64(signature), base64(small + filler),
                                    base64(pfx + filler), key().substr(100), std::string("MIIEvQIBADANBgkqhkiG...")})
        EXPECT_TRUE(found("<a>" + text + "</a>").empty()) << text.substr(0, 40);
    EXPECT_TRUE(found("Your PRIVATE KEY stays in Okta; BEGIN PRIVATE KEY is how such a file starts.").empty());
}

TEST(PrivateKeys, BehindACertificateInTheSameBase64) {
    for (const char* name : {"rsa2048-sha256", "ec-p256", "rsa2048-expired"}) {
        const std::string certificate = der(body(made(std::string("certs/") + name + ".pem")));
        for (const std::string& front : {certificate, certificate + certificate}) {
            for (const std::size_t width : {64U, 4096U}) {
                const std::string text = "<x>" + wrapped(base64(front + der(key())), width, "\n") + "</x>";
                const auto keys = found(text);
                ASSERT_EQ(keys.size(), 1U) << name << width;
                const std::size_t characters = front.size() * 4 / 3;
                EXPECT_EQ(keys[0].at, 3 + characters + characters / width) << name << width;
            }
        }
    }
}

struct Case {
    std::string what, text, place;  // where DOC-21 points: the first occurrence of this
    std::string secret = {};        // the key in one line, when it is not key()
};

std::vector<Case> cases() {
    const std::string sound = *test::read_file(test::source_path("samples/healthy/idp-metadata.xml"));
    const std::string k = key(), head = k.substr(0, 40), armoured = pem("rsa2048-sha1");
    std::string one_line = replaced(armoured, '\n', ' ');
    const auto begin = sound.find("X509Certificate>") + 16;
    const std::string certificate = sound.substr(begin, sound.find('<', begin) - begin);
    const std::string entity =
        sound.substr(sound.find("entityID=\"") + 10,
                     sound.find('"', sound.find("entityID=\"") + 10) - sound.find("entityID=\"") - 10);
    const auto in_certificate = [&](const std::string& text) { return with(sound, certificate, text); };
    const std::string role_end = "</md:IDPSSODescriptor>", descriptor = "<md:KeyDescriptor use=\"signing\">";
    const std::string ec = body(pem("ec-p256"));
    const std::string pkcs1 = inner(k, 26);
    return {
        {"the certificate", in_certificate(k), head},
        {"in lines of 64", in_certificate(wrapped(k, 64, "\n")), head},
        {"in lines, indented, by references", in_certificate(wrapped(k, 64, "&#13;&#10;   ")), head},
        {"one wrong character", in_certificate(k.substr(0, 600) + "!" + k.substr(600)), head},
        {"several wrong characters",
         in_certificate(k.substr(0, 300) + "\xE2\x80\xA6" + k.substr(300, 300) + "%%" + k.substr(600)), head},
        {"the URL alphabet", in_certificate(replaced(replaced(k, '+', '-'), '/', '_')), head},
        {"without padding", in_certificate(k.substr(0, k.find_last_not_of('='))), head},
        {"cut off", in_certificate(k.substr(0, 800)), head},
        {"the file cut off", in_certificate(k).substr(0, sound.find(certificate) + 900), head},
        {"of an elliptic curve", in_certificate(ec), ec.substr(0, 40), ec},
        {"PKCS#1", in_certificate(pkcs1), pkcs1.substr(0, 40), pkcs1},
        {"armoured", in_certificate(armoured), "-----BEGIN"},
        {"armoured, without its end", in_certificate(armoured.substr(0, 900)), "-----BEGIN"},
        {"armoured and not well-formed", in_certificate(replaced(armoured, '\n', '&')), "-----BEGIN"},
        {"dashes by references",
         in_certificate("&#45;&#45;&#45;&#45;&#45;BEGIN PRIVATE KEY&#45;&#45;&#45;&#45;&#45;" + k), "&#45;"},
        {"entityID", with(sound, entity, k), head},
        {"entityID, armoured", with(sound, entity, one_line), "-----BEGIN"},
        {"Location", with(sound, "Location=\"", "Location=\"https://x.test/" + k), head},
        {"text of a role", with(sound, role_end, k + role_end), head},
        {"text of a role, armoured", with(sound, role_end, one_line + role_end), "-----BEGIN"},
        {"text of a key descriptor", with(sound, descriptor, descriptor + k), head},
        {"a comment", with(sound, role_end, "<!-- " + k + " -->" + role_end), head},
        {"a CDATA section", in_certificate("<![CDATA[" + k + "]]>"), head},
        {"a comment inside", in_certificate(k.substr(0, 500) + "<!-- x -->" + k.substr(500)), head},
        {"a name identifier format",
         with(sound, "<md:NameIDFormat>", "<md:NameIDFormat>" + k + "</md:NameIDFormat><md:NameIDFormat>"), head},
        {"a wrong namespace", with(sound, role_end, "<x:y xmlns:x=\"urn:x\">" + k + "</x:y>" + role_end), head},
        {"a service provider's certificate",
         with(sound, "</md:EntityDescriptor>",
              "<md:SPSSODescriptor "
              "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:KeyDescriptor>"
              "<ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:X509Data><ds:X509Certificate>" +
                  k +
                  "</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor></md:SPSSODescriptor>"
                  "</md:EntityDescriptor>"),
         head},
        {"a member of an RSA key",
         with(sound, descriptor,
              descriptor + "<RSAKeyValue><Modulus>" + k.substr(60, 344) + "</Modulus><Exponent>AQAB</Exponent><D>" +
                  k.substr(500, 300) + "</D></RSAKeyValue>"),
         k.substr(500, 40), k.substr(500, 300)},
        {"nothing but the key", k, head},
        {"a name in front of it", "key=" + k, head},
    };
}

// All pieces of 24 characters that the answer has in common with the key, white space aside.
std::size_t pieces_shown(std::string answer, const std::string& secret) {
    for (auto at = answer.find("\\n"); at != std::string::npos; at = answer.find("\\n", at)) answer.erase(at, 2);
    answer.erase(std::remove_if(answer.begin(), answer.end(), [](char c) { return c == ' ' || c == '\n'; }),
                 answer.end());
    answer = replaced(replaced(answer, '-', '+'), '_', '/');
    std::size_t count = 0;
    for (std::size_t i = 0; i + 24 <= secret.size(); ++i)
        count += answer.find(secret.substr(i, 24)) != std::string::npos ? 1U : 0U;
    return count;
}

TEST(PrivateKeys, NothingOfThemIsShownAndTheirBeginningIsNamed) {
    for (const Case& c : cases()) {
        SCOPED_TRACE(c.what);
        const std::string secret = c.secret.empty() ? key() : c.secret;
        Options options;
        options.now = "2026-11-23T12:00:00Z";
        test::MemoryReader reader(c.text), again(c.text), before_reader(c.text);
        Session session(options), before(options);
        session.add("metadata.xml", reader);
        const std::string json = session.check("json");
        EXPECT_EQ(pieces_shown(json, secret), 0U);
        EXPECT_EQ(pieces_shown(session.check("text"), secret), 0U);
        EXPECT_EQ(pieces_shown(session.simulate("json"), secret), 0U);
        before.add("metadata.xml", before_reader);
        for (const char* format : {"json", "text", "markdown"})
            EXPECT_EQ(pieces_shown(Session::diff(before, session, format).output, secret), 0U);

        const Json report = Json::parse(json);
        std::size_t said = 0;
        for (const Json& finding : report["findings"]) {
            for (const Json& location : finding["locations"])
                EXPECT_FALSE(location.contains("excerpt")) << finding["code"];
            if (finding["code"] != "DOC-21") continue;
            ++said;
            const text::Source source("metadata.xml", c.text);
            const text::Position place = source.position(c.text.find(c.place)).value();
            EXPECT_EQ(finding["locations"][0]["line"], place.line);
            EXPECT_EQ(finding["locations"][0]["column"], place.column);
        }
        EXPECT_EQ(said, 1U);
    }
}

TEST(PrivateKeys, EveryKeyOfAFileIsNamed) {
    const std::string text = "<a><b c='" + key() + "'/>" + pem("ec-p256") + "<d>" + body(pem("ed25519")) + "</d></a>";
    const Json report = Json::parse(test::ask({{"metadata.xml", text}}, &Session::check, Options{}));
    std::vector<std::string> places;
    for (const Json& finding : report["findings"]) {
        if (finding["code"] != "DOC-21") continue;
        for (const Json& location : finding["locations"]) places.push_back(location["pointer"]);
    }
    EXPECT_EQ(places, (std::vector<std::string>{"/a/b/@c", "/a", "/a/d"}));
}

TEST(PrivateKeys, ACertificateStaysWholeBesideItsOwnKey) {
    // PKCS#1 and the certificate share the modulus; the card's text is there to be pasted.
    const std::string certificate = body(made("certs/rsa2048-sha1.pem"));
    report::Secrets secrets;
    secrets.add("<x>" + key() + "</x><y>" + inner(key(), 26) + "</y><c>" + certificate + "</c>");
    const auto redacted = [&](const std::string& text) { return secrets.redacted(text, report::Markup::none); };
    EXPECT_EQ(redacted(certificate), certificate);
    EXPECT_EQ(redacted("a " + key() + "."), "a [redacted]" + key().substr(key().find_last_not_of('=') + 1) + ".");
    EXPECT_EQ(redacted("a " + key().substr(700, 40) + " b."), "a +[redacted] b.");
}

TEST(PrivateKeys, AnAnswerInJsonStaysJson) {
    report::Secrets secrets;
    secrets.add(key());
    const Json answer{
        {"a", "1 " + wrapped(key(), 61, "\n") + " 2"}, {"b", "\"" + replaced(key(), '/', '_') + "\\"}, {"c", 1}};
    const Json covered = Json::parse(secrets.redacted(answer.dump(1), report::Markup::strict));
    EXPECT_EQ(pieces_shown(covered.dump(), key()), 0U);
    EXPECT_EQ(covered["a"].get<std::string>().substr(0, 12), "1 [redacted]");
    EXPECT_EQ(covered["b"].get<std::string>().substr(0, 2), "\"[");
    EXPECT_EQ(covered["c"], 1);
}

// Made to be walked through again and again.
TEST(PrivateKeys, HostileTextIsWalkedThroughOnce) {
    const std::string certificate =
        base64(std::string("\x30\x82\xFF\xFF\x30\x82\xFF\xF0\xA0\x03\x02\x01\x02\x02\x01\x01", 16));
    const std::string cut_key = base64(std::string("\x30\x82\xFF\xFF\x02\x01\x00\x02\x82\xFF\xF0\x00", 12));
    for (const std::string& piece :
         {certificate, certificate + "\"", certificate + std::string(1000, ' '), cut_key, cut_key + "\"", cut_key + "!",
          cut_key + "<!--", std::string("BEGIN PRIVATE KEY "), std::string("-----BEGIN PRIVATE KEY-----"),
          std::string("<RSAKeyValue><D>"), std::string("MII"), std::string("RSAKeyValue"),
          std::string("RSAKeyValue<D "), std::string("MA&#10;"), std::string("<D>RSAKeyValue")}) {
        test::expect_linear(
            piece.c_str(),
            [&](std::size_t times) {
                std::string text;
                while (text.size() < times * 30'000) text += piece;
                return text;
            },
            [](const std::string& text) { EXPECT_LE(found(text).size(), text.size() / 4); });
    }
}

}  // namespace
}  // namespace preflight
