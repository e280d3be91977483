// One reading of the text of a certificate: whatever clipboards leave in it, the checks, the card to type from and the
// rehearsal of sign-in say the same of it.
#include <gtest/gtest.h>

#include "core/saml/certificate_text.h"
#include "core/saml/metadata.h"
#include "core/saml/sign_in_effect.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::sound_metadata;
using test::with;

constexpr std::string_view kNow = "2026-11-23T12:00:00Z";
constexpr std::int64_t kNowUnix = 1795435200;

// The certificate of the sound metadata, in lines.
const std::string& certificate() {
    static const std::string text = [] {
        const auto begin = sound_metadata().find("X509Certificate>") + 16;
        return sound_metadata().substr(begin, sound_metadata().find('<', begin) - begin);
    }();
    return text;
}

std::string with_text(const std::string& text) {
    return with(sound_metadata(), certificate(), text);
}

std::string inside(const std::string& odd) {
    std::string text = certificate();
    return text.insert(text.size() / 2, odd);
}

// The text on one line, and with another end of line.
std::string with_line_ends(const std::string& end) {
    std::string plain, lines;
    for (const char c : certificate()) {
        if (c != '\n') plain += c;
    }
    for (std::size_t i = 0; i < plain.size(); i += 64) lines += plain.substr(i, 64) + end;
    return lines;
}

std::string armoured(const std::string& text) {
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----";
}

// What leaves a certificate readable, and the checks that tell it.
struct Kept {
    const char* what;
    std::string text;
    std::string codes;
};

std::vector<Kept> kept() {
    return {{"as it is", certificate(), ""},
            {"one line", with_line_ends(""), ""},
            {"lines of 64", with_line_ends("\n"), ""},
            {"CRLF", with_line_ends("\r\n"), ""},
            {"carriage returns alone", with_line_ends("\r"), ""},
            {"written carriage returns", with_line_ends("&#13;\n"), "CRT-03"},
            {"blanks and tabs", "\n\t  " + inside(" \t ") + "  \n", ""},
            {"no-break space", inside("\xC2\xA0"), "CRT-03"},
            {"no-break spaces around", "\xC2\xA0" + certificate() + "\xC2\xA0", "CRT-03"},
            {"no-break space as reference", inside("&#160;"), "CRT-03"},
            {"zero width space as reference", inside("&#x200B;"), "CRT-03"},
            {"narrow no-break space", inside("\xE2\x80\xAF"), "CRT-03"},
            {"zero width space", inside("\xE2\x80\x8B"), "CRT-03"},
            {"word joiner", inside("\xE2\x81\xA0"), "CRT-03"},
            {"byte order mark", inside("\xEF\xBB\xBF"), "CRT-03"},
            {"comment", inside("<!-- x -->"), "CRT-03"},
            {"CDATA", "<![CDATA[" + certificate() + "]]>", "CRT-03"},
            {"armour", armoured(certificate()), "CRT-02"},
            {"armour and CRLF", armoured(with_line_ends("\r\n")), "CRT-02"},
            {"armour with a no-break space in it", armoured(inside("\xC2\xA0")), "CRT-02 CRT-03"},
            {"armour without an end", "-----BEGIN CERTIFICATE-----\n" + certificate(), "CRT-02"}};
}

Json settings_of(const Json& report) {
    return report["egnyteSettings"]["fields"][4]["value"];
}

Json check(const std::string& metadata) {
    Options options;
    options.now = kNow;
    return Json::parse(test::ask({{"metadata.xml", metadata}}, &Session::check, options));
}

TEST(CertificateText, WhatClipboardsLeaveIsPassedOverAndTold) {
    const std::string clean = settings_of(check(sound_metadata()));
    ASSERT_EQ(clean.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n"),
              std::string::npos);
    const auto usual = test::codes(check(sound_metadata()));
    for (const Kept& one : kept()) {
        const std::string metadata = with_text(one.text);
        const Json report = check(metadata);
        const auto codes = test::codes(report);
        EXPECT_EQ(settings_of(report), clean) << one.what;
        EXPECT_EQ(codes.count("CRT-26"), 1U) << one.what << ": the checks read it as well";
        for (const char* const unreadable : {"CRT-01", "CRT-04", "CRT-21", "KEY-03"})
            EXPECT_EQ(codes.count(unreadable), 0U) << one.what << " " << unreadable;
        auto wanted = usual;
        for (std::size_t i = 0; i < one.codes.size(); i += 7) wanted.insert(one.codes.substr(i, 6));
        EXPECT_EQ(codes, wanted) << one.what;
        const saml::Document document = saml::read(metadata);
        EXPECT_EQ(saml::sign_in_effect(document, kNowUnix).blocked_by, nullptr) << one.what;
        test::Kit kit;
        kit.metadata = metadata;
        EXPECT_EQ(test::simulate(kit.files())["summary"]["signIn"], Json({{"signed-in", 2}})) << one.what;
    }
}

// What makes it unreadable: the rehearsal gives a reason that is among the errors of the checks.
TEST(CertificateText, WhatCannotBeReadStopsEverybodyForTheReasonOfTheChecks) {
    const std::string signing = "<md:KeyDescriptor use=\"signing\">";
    const std::string element = "<ds:X509Certificate>" + certificate() + "</ds:X509Certificate>";
    ASSERT_NE(sound_metadata().find(element), std::string::npos);
    const auto in_place = [&](const std::string& info) {
        const auto begin = sound_metadata().find("<ds:X509Data>"), end = sound_metadata().find("</ds:X509Data>") + 14;
        return sound_metadata().substr(0, begin) + info + sound_metadata().substr(end);
    };
    const std::pair<const char*, std::string> list[] = {
        {"KEY-01", with(sound_metadata(), signing, "<md:KeyDescriptor use=\"encryption\">")},
        {"KEY-02", with(sound_metadata(), signing, "<md:KeyDescriptor use=\"Signing\">")},
        {"KEY-03", with_text("")},
        {"KEY-03", with_text(" \n ")},
        {"KEY-03", with_text("\xC2\xA0")},
        {"KEY-03", in_place("")},
        {"KEY-08", in_place("<ds:KeyName>acme</ds:KeyName>")},
        {"CRT-01", with_text(inside("*"))},
        {"CRT-01", with_text(inside("\xC2\xA0*"))},
        {"CRT-01", with_text(inside("\xC3\xA9"))},
        {"CRT-01", with_text(certificate().substr(0, certificate().size() - 2))},
        {"CRT-04", with_text("AAAA")},
        {"CRT-04", with_text(armoured("AAAA"))},
        {"CRT-04", with_text("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n-----END RSA PRIVATE KEY-----")},
    };
    for (const auto& [code, metadata] : list) {
        const Json report = check(metadata);
        bool error = false;
        for (const Json& finding : report["findings"])
            error = error || (finding["code"] == code && finding["severity"] == "error");
        EXPECT_TRUE(error) << code << report["findings"].dump(1);
        EXPECT_EQ(settings_of(report), Json(nullptr)) << code;
        test::Kit kit;
        kit.metadata = metadata;
        const Json simulated = test::simulate(kit.files());
        EXPECT_EQ(simulated["summary"]["signIn"], Json({{"failed", 2}})) << code;
        for (const Json& sign_in : simulated["signIns"]) EXPECT_EQ(sign_in["reasons"][0]["code"], code);
    }
    // The address likewise; the text of the certificate is sound there.
    const std::string url = "https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
    for (const auto& [code, place] : {std::pair<const char*, std::string>{"EP-05", " "},
                                      {"EP-06", "http" + url.substr(5)},
                                      {"EP-06", "/app/egnyte/sso/saml"},
                                      {"EP-07", "javascript:alert(1)"},
                                      {"EP-08", " " + url}}) {
        const std::string metadata = test::with_all(sound_metadata(), url, place);
        EXPECT_EQ(test::codes(check(metadata)).count(code), 1U) << place << ": one address, two bindings";
        const findings::Rule* why = saml::sign_in_effect(saml::read(metadata), kNowUnix).blocked_by;
        ASSERT_NE(why, nullptr) << place;
        EXPECT_EQ(why->code, code) << place;
    }
    // A bare key value is a key, with nothing to paste.
    const std::string value = in_place(
        "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>wu8D</ds:Modulus><ds:Exponent>AQAB</ds:Exponent></ds:RSAKeyValue>"
        "</ds:KeyValue>");
    EXPECT_EQ(saml::sign_in_effect(saml::read(value), kNowUnix).blocked_by, nullptr);
    EXPECT_EQ(settings_of(check(value)), Json(nullptr));
}

// Over the made corpus: what stops sign-in is an error of the checks.
TEST(CertificateText, WhatStopsSignInIsAnErrorOfTheChecks) {
    const std::string folder = test::source_path("tests/data/saml-generated");
    std::size_t stopped = 0;
    for (const Json& expected : Json::parse(*test::read_file(folder + "/expected.json"))) {
        const std::string text = test::read_file(folder + "/" + expected["file"].get<std::string>()).value();
        const saml::Document document = saml::read(text);
        const findings::Rule* why = saml::sign_in_effect(document, kNowUnix).blocked_by;
        if (why == nullptr) continue;
        ++stopped;
        bool error = false;
        const Json report = check(text);
        for (const Json& finding : report["findings"])
            error = error || (finding["code"] == std::string(why->code) && finding["severity"] == "error");
        EXPECT_TRUE(error) << expected["file"] << " " << why->code;
    }
    EXPECT_GE(stopped, 15U);
}

}  // namespace
}  // namespace preflight
