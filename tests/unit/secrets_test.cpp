// What counts as a secret, what does not, and what is covered in outputs.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/intake/secret_search.h"
#include "core/report/secrets.h"
#include "tests/unit/kit.h"
#include "tests/unit/linear.h"

namespace preflight {
namespace {

using intake::find_secrets;
using intake::SecretsOf;

std::vector<std::string> found(const std::string& text, SecretsOf where = SecretsOf::input) {
    std::vector<std::string> values;
    for (const intake::Secret& secret : find_secrets(text, where))
        values.push_back(text.substr(secret.span.begin, secret.span.size()));
    return values;
}
using Values = std::vector<std::string>;

struct Case {
    const char* text;
    Values values;
};

TEST(SecretSearch, ByName) {
    const Case cases[] = {
        {R"({"apiToken":"FIRSTsecret","password":"second","x":1})", {"FIRSTsecret", "second"}},
        {R"({"password": {"value" : "a b"}})", {"a b"}},
        {R"({"password":{"hash":{"algorithm":"BCRYPT","workFactor":10,"salt":"rwh3","value":"k2Xy"}}})",
         {"rwh3", "k2Xy"}},
        {R"({"api_tokens":["one1","two2"]})", {"one1", "two2"}},
        {R"({"recovery_question":{"question":"Who?","answer":"Annie Oakley"}})", {"Annie Oakley"}},
        {R"({"client_secret": "s\"t"})", {R"(s\"t)"}},
        {R"x({"API Key":"k1","Password (plain)":"p2"})x", {"k1", "p2"}},
        {R"({"Password":12345})", {"12345"}},
        {R"({"profile":"{\"password\":\"inner\",\"x\":\"y\"}"})", {"inner"}},
        {R"({"a":"{\"b\":\"{\\\"token\\\":\\\"deep\\\"}\"}"})", {"deep"}},
        {R"({"p\u0061ssword":"spelt"})", {"spelt"}},
        {R"(<Password>open sesame</Password><x:ApiKey a="b">k</x:ApiKey><a clientSecret="att1"/>)",
         {"open sesame", "k", "att1"}},
        {R"(<meta name="csrf-token" content="abc"/>)", {"abc"}},
        {"api_token = \"hcl1\"\npassword=abc123\nX-Api-Key: q1w2e3r4\n", {"hcl1", "abc123", "q1w2e3r4"}},
        {R"({"kty":"RSA","d":"0123456789012345678901234567890123456789abc"})",
         {"0123456789012345678901234567890123456789abc"}},
    };
    for (const Case& c : cases) EXPECT_EQ(found(c.text), c.values) << c.text;
}

TEST(SecretSearch, ByShape) {
    const Case cases[] = {
        {"Authorization: SSWS 00abcDEF123", {"SSWS 00abcDEF123"}},
        {"with SSWS 00abcDEF123.", {"00abcDEF123"}},
        {"SSWS%2000abcDEF123", {"00abcDEF123"}},
        {R"("SSW\u0053 00abcDEF123")", {R"(SSW\u0053 00abcDEF123)"}},
        {R"("00QzKp7vRtYwXbNmLhGfDsAqWeRtYuIoP123456789")", {"00QzKp7vRtYwXbNmLhGfDsAqWeRtYuIoP123456789"}},
        {"bearer abc.def123ghi", {"abc.def123ghi"}},
        {"Basic YWRtaW46aHVudGVyMg==", {"YWRtaW46aHVudGVyMg=="}},
        {"Cookie: sid=102abc; DT=x1\nnext", {"sid=102abc; DT=x1"}},
        {"a sid=102abcdefgh; b", {"102abcdefgh"}},
        {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc_def", {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.abc_def"}},
        {"AKIAIOSFODNN7EXAMPLE", {"AKIAIOSFODNN7EXAMPLE"}},
        {"ghp_0123456789abcdefghij", {"ghp_0123456789abcdefghij"}},
        {"xoxb-1234-abcd-5678", {"xoxb-1234-abcd-5678"}},
        {"https://admin:hUnter2pAss@acme.okta.com/x", {"hUnter2pAss"}},
        {R"(https:\/\/u:p1w2@h)", {"p1w2"}},
        {"https://h/x?token=abcd&amp;sessionToken=efgh#access_token=ijkl", {"abcd", "efgh", "ijkl"}},
        {"PuTTY-User-Key-File-2: ssh-rsa\nPrivate-Lines: 2\nAAAAgQC1\nabcd\nPrivate-MAC: 00ff\n",
         {"AAAAgQC1\nabcd", "00ff"}},
    };
    for (const Case& c : cases) EXPECT_EQ(found(c.text), c.values) << c.text;
}

TEST(SecretSearch, WhatOnlyNamesASecret) {
    for (
        const char* text : {
            R"({"credentials":{"password":{},"provider":{"type":"OKTA","name":"OKTA"}},"passwordChanged":"2026-01-01T00:00:00.000Z"})",
            R"({"credentials":{"scheme":"EDIT_USERNAME_AND_PASSWORD","userNameTemplate":{"template":"${source.login}","type":"BUILT_IN"}}})",
            R"({"settings":{"password":{"complexity":{"minLength":8,"excludeAttributes":["firstName"]},"age":{}}}})",
            R"({"capabilities":{"update":{"password":{"status":"DISABLED","seed":"RANDOM","change":"KEEP_EXISTING"}}}})",
            R"({"features":["PUSH_PASSWORD_UPDATES"],"type":"PASSWORD","password":""})",
            R"({"properties":{"password":{"title":"Password","type":"string","scope":"NONE"}}})",
            R"({"properties":{"password":{"expression":"user.employeeNumber","pushStatus":"DONT_PUSH"}}})",
            R"({"resource":{"okta_policy_password":{"main":{"name":"Strong one","description":"For field staff"}}}})",
            R"({"variables":{"token":{"description":"The token of Okta","type":"string"}},"api_token":"${var.token}"})",
            R"({"password":"********","token":"[redacted]","secret":"•••","apiKey":"<your key>"})",
            R"({"_links":{"resetPassword":{"href":"https://a.okta.com/api/v1/users/00u1/lifecycle/reset_password","method":"POST"}}})",
            R"({"errorSummary":"Invalid token provided","externalSessionId":"trsAbc123","tokenType":"Bearer"})",
            R"({"id":"00u1a2b3c4d5e6f7g8h9","sha256":"00aabbccddeeff00112233445566778899aabbccddeeff001122334455667788"})",
            R"x(String.substringBefore(user.email, "@") == "x" ? user.token : "none")x",
            "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport Password: at least 8 characters",
            "Basic authentication, Bearer tokens and SSWS are schemes; password is required; token: see below",
            "https://acme.okta.com:443/app?x=1 mailto:a@b.c http://user@host",
            "2026-11-23T00:00:00.000Z 00:00 answer: yes",
        })
        EXPECT_EQ(found(text), Values{}) << text;
}

TEST(SecretSearch, KnowsItsPlace) {
    const std::string text = "é {\"a\":\"b\",\"token\":\"válue1\"}";
    const auto secrets = find_secrets(text, SecretsOf::input);
    ASSERT_EQ(secrets.size(), 1U);
    EXPECT_EQ(secrets[0].span.begin, text.find("válue1"));
    EXPECT_EQ(secrets[0].span.size(), std::string("válue1").size());
}

// Cut anywhere, a text is searched without reading past its end, and every place lies inside it.
TEST(SecretSearch, DamagedTextIsSearchedToo) {
    const std::string text =
        R"({"password":{"value":"x\"y"},"token":"a\\","p\u0061ssword":"Authorization: Basic YWRtaW46aHVudGVyMg==",)"
        R"("u":"https://a:b1@c","d":"0123456789012345678901234567890123456789"} Private-Lines: 1 AAAA Private-MAC: 00)"
        "<Password x=\"1\">abc</Password>Cookie: sid=1&#x20;2";
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        for (const std::string& part : {text.substr(begin), text.substr(0, begin)}) {
            for (const auto& secret : find_secrets(part, SecretsOf::input)) {
                ASSERT_LT(secret.span.begin, secret.span.end);
                ASSERT_LE(secret.span.end, part.size());
            }
        }
    }
}

TEST(SecretSearch, IsLinear) {
    for (const char* piece : {R"({"password":{)",
                              R"("token":)",
                              R"("token":")",
                              R"("token":"\)",
                              "password",
                              "password=",
                              "SSWS ",
                              "Authorization: ",
                              "://",
                              "://a:",
                              "\\u00",
                              "\"\\u0061",
                              "<password>",
                              "<password ",
                              "Private-Lines: 1 ",
                              R"("password":[)",
                              R"({"password":{"title":1,)",
                              "Basic AAAA",
                              "eyJ",
                              "sid=",
                              "\"00",
                              R"(\"password\":\")"}) {
        test::expect_linear(
            piece,
            [&](std::size_t times) {
                std::string text;
                while (text.size() < times * 20'000) text += piece;
                return text;
            },
            [](const std::string& text) { EXPECT_LE(find_secrets(text, SecretsOf::input).size(), text.size()); });
    }
}

std::string redacted(const std::string& input, const std::string& output,
                     report::Markup markup = report::Markup::none) {
    report::Secrets secrets;
    secrets.add(input);
    return secrets.redacted(output, markup);
}

TEST(Redaction, ValuesOfTheInputs) {
    const std::string input = R"({"apiToken":"an0ther\/Secret<Token>\"Value\"98765"})";
    for (const char* output : {
             R"(is an0ther/Secret<Token>"Value"98765, )",
             R"(is an0ther\/Secret<Token>\"Value\"98765, )",
             R"(is an0ther/Secret&lt;Token&gt;&quot;Value&quot;98765, )",
             R"(is an0ther/Secret\<Token\>\"Value\"98765, )",
             R"(is an0ther/Secret<Token>""Value""98765, )",
             "is AN0THER/SECRET<TOKEN>\n        \"VALUE\"98765, ",
         }) {
        const std::string result = redacted(input, output);
        EXPECT_EQ(result, "is [redacted], ") << output;
    }
    EXPECT_EQ(redacted(input, "begins an0therSe…"), "begins [redacted]…");
    EXPECT_EQ(redacted(input, "ends …alue98765."), "ends …[redacted].");
    EXPECT_EQ(redacted(input, "part thersecrettoken."), "part [redacted].");
}

TEST(Redaction, OrdinaryDataStays) {
    const std::string input =
        R"({"token":"acme-egnyte-production-T0ken-1","password":"springfield","answer":"admin","secret":"1234"})";
    for (const char* output : {"acme.egnyte.com in production for admin of springfield, 1234", "the user acme-egnyte"})
        EXPECT_EQ(redacted(input, output), output);
    // A word of the same beginning is another word.
    EXPECT_EQ(redacted(R"({"password":"hunter2x"})", "hunter2xy ahunter2x hunter2x"), "hunter2xy ahunter2x [redacted]");
    EXPECT_EQ(redacted(R"({"password":"Sun4ny"})", "Sun4nyDay and Sun4ny."), "Sun4nyDay and [redacted].");
}

TEST(Redaction, JsonStaysJson) {
    const std::string input = R"({"token":"abcd1234efgh5678"})";
    const test::Json answer{{"a", "x abcd1234efgh5678\\\"\n"},
                            {"abcd1234", "efgh5678"},
                            {"b", test::Json::array({"abcd1234", "efgh5678", "Authorization: SSWS 00abcdef12345"})},
                            {"password", "pw"},
                            {"c", "https://u:p1p1@h/?token=\"q\"&token=abcd"}};
    for (const int indent : {-1, 1}) {
        const std::string out = redacted(input, answer.dump(indent), report::Markup::strict);
        const test::Json covered = test::Json::parse(out);
        EXPECT_EQ(covered["a"], "x [redacted]\\\"\n");
        EXPECT_EQ(covered["abcd1234"], "efgh5678");
        EXPECT_EQ(covered["b"][2], "Authorization: SSWS [redacted]");
        EXPECT_EQ(covered["password"], "[redacted]");
        EXPECT_EQ(covered["c"], "https://u:[redacted]@h/?token=\"q\"&token=[redacted]");
    }
}

// Nothing in Preflight's own words looks like a secret.
TEST(Redaction, OwnWordsStay) {
    for (const std::string& text : {catalogue("text"), catalogue("json"), catalogue("markdown"), functions("text"),
                                    functions("json"), metadata_checks("markdown"), metadata_checks("json")})
        EXPECT_EQ(text.find("[redacted]"), std::string::npos) << text.substr(text.find("[redacted]"), 200);
}

}  // namespace
}  // namespace preflight
