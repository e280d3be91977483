// Every rule of PF1, PF3 to PF6 and PF8 fires on what it is about and stays silent on the nearest thing that is right.
#include <gtest/gtest.h>

#include "tests/unit/rules/cases.h"

namespace preflight {
namespace {

using test::another_metadata;
using test::Case;
using test::cases;
using test::certificate_of;
using test::fingerprint_of;
using test::Json;
using test::Kit;
using test::kit_fingerprint;
using test::terraform;

TEST(Rules, TheKitIsRightInEveryWay) {
    const Json report = test::check(Kit().files());
    EXPECT_EQ(report["summary"]["error"], 0) << report.dump(1);
    EXPECT_EQ(report["summary"]["warning"], 0) << report.dump(1);
    EXPECT_EQ(test::codes(report),
              (std::multiset<std::string>{"CRT-26", "EGN-01", "EGN-04", "PF3090", "PF3091", "PF3093", "SIG-01"}));
}

TEST(Rules, EachFiresAndStaysSilent) {
    for (const Case& c : cases()) {
        Kit broken;
        c.fires(broken);
        const Json report = test::check(broken.files());
        EXPECT_EQ(test::codes(report).count(c.code), 1U)
            << c.code << " should fire once: " << report["findings"].dump(1);
        for (const Json& finding : report["findings"]) {
            if (finding["code"] != c.code) continue;
            EXPECT_GT(finding["message"].get<std::string>().size(), 10U) << c.code;
            EXPECT_FALSE(finding["sources"].empty()) << c.code;
            const bool manual = finding["severity"] == "manual" && finding["affected"].is_null();
            EXPECT_EQ(finding["locations"].empty(), manual) << c.code << " has no place";
        }
        Kit right;
        c.silent(right);
        EXPECT_EQ(test::codes(test::check(right.files())).count(c.code), 0U) << c.code << " should stay silent";
    }
}

// A condition that is always the same hides no other branch that nobody comes to, and is not told twice.
TEST(Rules, EachUnreachedBranchIsToldOnce) {
    Kit kit;
    for (const char* name : {"cy", "di", "eva", "fay"}) kit.add_person(name)["department"] = "Sales";
    const std::string text = "user.department == \"Sale\" ? \"power\" : user.login == null ? \"admin\" : \"standard\"";
    kit.expression("userType") = text;
    std::multiset<std::string> messages;
    const Json report = test::check(kit.files());
    for (const Json& finding : report["findings"]) {
        if (finding["code"] == "PF4012") messages.insert(finding["message"].get<std::string>());
    }
    EXPECT_EQ(messages, (std::multiset<std::string>{
                            "The mapping of userType: none of the 6 given users comes to the marked part.",
                            "The mapping of userType: the condition is always false: its middle part is never used."}));
}

// Examples are people whom the schema allows.
TEST(Rules, ExamplesAreLegalPeople) {
    const auto told = [](const std::string& expression, const Json& login) {
        Kit kit;
        kit.username_expression(expression);
        kit.login().update(login);
        const Json report = test::check(kit.files());
        for (const Json& finding : report["findings"]) {
            const std::string code = finding["code"];
            if (code == "PF3011" || code == "PF3012")
                return finding["severity"].get<std::string>() + ": " + finding["message"].get<std::string>();
        }
        return std::string();
    };
    const auto shown = [](const std::string& person) {
        return "warning: The username format keeps the @ for some people, for example where " + person;
    };
    const std::string conditional = "String.len(user.title) > 3 ? user.login : \"a\"";
    EXPECT_EQ(told(conditional, Json::object()), shown(R"(user.title = "aaaa", user.login = "a@b": "a@b".)"));
    EXPECT_EQ(told(conditional, {{"minLength", 5}}), shown(R"(user.title = "aaaa", user.login = "a@b.c": "a@b.c".)"));
    EXPECT_EQ(told(conditional, {{"pattern", "[a-z]+@acme\\.com"}}),
              shown(R"(user.title = "aaaa", user.login = "a@acme.com": "a@acme.com".)"));
    // Nobody can be shown: no login ends in an @, or begins with one, and some patterns are not read.
    for (const char* condition : {"String.substringAfter(user.login, \"@\") == \"\"",
                                  "String.substringBefore(user.login, \"@\") == \"\"", "Time.now() > \"2020\""}) {
        EXPECT_EQ(told(std::string(condition) + " ? user.login : \"a\"", Json::object()).substr(0, 4), "note");
    }
    EXPECT_EQ(told("user.login", {{"pattern", "(?=x)[a-z]+"}}).substr(0, 4), "note");
}

// What checks say, simulation says: every reason of the rehearsal is a finding with the same number of people.
TEST(Rules, CheckAndSimulateAgree) {
    for (const Case& c : cases()) {
        Kit kit;
        c.fires(kit);
        const Json report = test::check(kit.files());
        std::map<std::string, std::set<std::string>> people;
        const Json rehearsal = test::simulate(kit.files());
        for (const Json& outcome : rehearsal["outcomes"]) {
            for (const Json& reason : outcome["reasons"])
                people[reason["code"]].insert(outcome["user"]["login"].get<std::string>());
        }
        for (const Json& sign_in : rehearsal["signIns"]) {
            for (const Json& reason : sign_in["reasons"])
                people[reason["code"]].insert(sign_in["login"].get<std::string>());
        }
        for (const auto& [code, logins] : people) {
            bool found = false;
            for (const Json& finding : report["findings"]) {
                if (finding["code"] != code || finding["affected"].is_null()) continue;
                found = true;
                EXPECT_EQ(finding["affected"]["users"], logins.size()) << c.code << " " << code;
            }
            EXPECT_TRUE(found) << c.code << ": nobody reports " << code;
        }
    }
}

// Whom a mismatch hits, and what it leaves open.
TEST(Rules, WhatEgnyteIsStatedToHoldDecidesSignIn) {
    struct Hit {
        const char* key;
        std::string value;
        const char* code;
        const char* status;
        const char* severity;
    };
    const std::string url = "https://tidewater-carto.okta.com/";
    const Hit hits[] = {
        {"idpEntityId", "http://www.okta.com/exkAnother", "PF8003", "failed", "error"},
        {"idpEntityId", "https://www.okta.com/exk8tideEgnyteSaml7w", "EGN-03", "failed", "warning"},
        {"certificateSha256", std::string(64, '0'), "PF8004", "failed", "error"},
        // The Okta dashboard does not use the login URL: people still get in there.
        {"idpLoginUrl", url + "app/egnyte/exkAnother/sso/saml", "PF8009", "signed-in", "error"},
        {"idpLoginUrl", url + "app/egnyte/exk8tideEgnyteSaml7w/sso/saml/metadata", "PF8009", "signed-in", "warning"},
    };
    for (const Hit& hit : hits) {
        Kit kit;
        kit.stated(hit.key) = hit.value;
        const Json rehearsed = test::simulate(kit.files()), judged = test::check(kit.files());
        for (const Json& sign_in : rehearsed["signIns"]) EXPECT_EQ(sign_in["status"], hit.status) << hit.code;
        for (const Json& finding : judged["findings"]) {
            if (finding["code"] != hit.code) continue;
            EXPECT_EQ(finding["severity"], hit.severity) << hit.code;
            EXPECT_EQ(finding["affected"].is_null(), std::string(hit.status) == "signed-in") << hit.code;
            bool in_scenario = false;
            for (const Json& at : finding["locations"])
                in_scenario = in_scenario || at["pointer"] == std::string("/egnyte/sso/") + hit.key;
            EXPECT_TRUE(in_scenario) << finding.dump(1);
        }
    }
}

TEST(Rules, AnotherApplicationsMetadataLeavesSignInOpen) {
    Kit kit;
    kit.metadata = test::with_all(kit.metadata, "/app/egnyte/", "/app/salesforce/");
    const auto codes = test::codes(test::check(kit.files()));
    EXPECT_EQ(codes.count("OKTA-10"), 0U) << "said once";
    const Json rehearsed = test::simulate(kit.files());
    for (const Json& sign_in : rehearsed["signIns"]) {
        EXPECT_EQ(sign_in["status"], "unknown");
        EXPECT_EQ(sign_in["missing"], Json::array({"saml-idp-metadata"}));
    }
    kit.app.erase("name");
    EXPECT_EQ(test::codes(test::check(kit.files())).count("OKTA-10"), 1U);
}

TEST(Rules, TerraformIsReadWhereverItHoldsTheApplication) {
    const Json saml{{"type", "okta_app_saml"}, {"values", {{"id", "0oaEgnyte"}, {"entity_key", "exkAnother"}}}};
    const Json list = Json::array({{{"type", "okta_group"}, {"values", {{"id", "00g1"}}}}, saml});
    const Json nested{{"child_modules", Json::array({{{"child_modules", Json::array({{{"resources", list}}})}}})}};
    const Json documents[] = {
        {{"format_version", "1.0"}, {"values", {{"root_module", nested}}}},
        {{"format_version", "1.2"},
         {"terraform_version", "1.9.8"},
         {"planned_values", Json::object()},
         {"prior_state", {{"values", {{"root_module", nested}}}}}},
        {{"version", 4},
         {"terraform_version", "1.9.8"},
         {"resources",
          Json::array({{{"type", "okta_app_saml"}, {"instances", Json::array({{{"attributes", saml["values"]}}})}}})}},
    };
    for (const Json& document : documents) {
        Kit kit;
        kit.more["terraform.json"] = document.dump();
        const Json report = test::check(kit.files());
        EXPECT_EQ(test::codes(report).count("PF8005"), 1U) << document.dump();
        for (const Json& finding : report["findings"]) {
            if (finding["code"] != "PF8005") continue;
            EXPECT_EQ(finding["locations"][1]["input"], "terraform.json");
            EXPECT_NE(finding["locations"][1]["pointer"].get<std::string>().find("entity_key"), std::string::npos);
            EXPECT_EQ(finding["locations"][1]["column"], 1 + document.dump().find("\"exkAnother"));
        }
    }
}

// The state is one line, and its outputs may be sensitive.
TEST(Rules, NothingElseOfTerraformIsShown) {
    Kit kit;
    Json state = Json::parse(terraform({{"admin_note", "hush"}, {"entity_key", "exkAnother"}}));
    Json before{{"format_version", "1.0"}};
    before["values"]["outputs"] = {{"t", {{"sensitive", true}, {"value", "hush"}}}};
    before["values"]["root_module"] = state["values"]["root_module"];
    kit.more["state.json"] = before.dump();
    EXPECT_EQ(test::ask(kit.files(), &Session::check).find("hush"), std::string::npos);
    Session session{Options{}};
    for (const auto& [name, text] : kit.files()) {
        test::MemoryReader reader(text);
        session.add(name, reader);
    }
    const std::string words = session.check("text", {});
    EXPECT_NE(words.find("PF8005"), std::string::npos);
    EXPECT_EQ(words.find("hush"), std::string::npos);
}

TEST(Rules, WhoseCertificateIsRightDecidesSignIn) {
    const auto status = [](const std::string& stated) {
        Kit kit;
        kit.more["state.json"] = terraform({{"certificate", certificate_of(another_metadata())}});
        if (!stated.empty()) kit.stated("certificateSha256") = stated;
        const Json rehearsal = test::simulate(kit.files());
        return rehearsal["signIns"][0]["status"].get<std::string>();
    };
    EXPECT_EQ(status(""), "unknown") << "the metadata or the state is old";
    EXPECT_EQ(status(fingerprint_of(another_metadata())), "signed-in") << "Egnyte holds what Okta signs with";
    EXPECT_EQ(status(std::string(64, '0')), "failed") << "neither";
}

TEST(Rules, OfSeveralMetadataTheOneWithTheApplicationsKeyIsMeant) {
    Kit kit;
    // Nothing tells them apart: the one whose name sorts first.
    kit.more["z.xml"] = test::with_all(kit.metadata, "exk8tideEgnyteSaml7w", "exkOld");
    std::swap(kit.more["z.xml"], kit.metadata);
    EXPECT_EQ(test::check(kit.files())["egnyteSettings"]["fields"][3]["value"], "http://www.okta.com/exkOld");
    kit.more["state.json"] = terraform({{"entity_key", "exk8tideEgnyteSaml7w"}});
    const Json report = test::check(kit.files());
    EXPECT_EQ(report["egnyteSettings"]["fields"][3]["value"], "http://www.okta.com/exk8tideEgnyteSaml7w");
    EXPECT_EQ(test::codes(report).count("PF8005"), 0U);
}

TEST(Rules, NothingIsLeftToConfirmWhenEveryValueIsStated) {
    Kit kit;
    kit.stated("idpEntityId") = "http://www.okta.com/exk8tideEgnyteSaml7w";
    kit.stated("idpLoginUrl") = "https://tidewater-carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
    EXPECT_EQ(test::codes(test::check(kit.files())).count("PF3093"), 1U) << "the certificate is not stated";
    kit.stated("certificateSha256") = kit_fingerprint();
    const auto codes = test::codes(test::check(kit.files()));
    EXPECT_EQ(codes, (std::multiset<std::string>{"CRT-26", "EGN-01", "EGN-04", "PF3090", "PF3091", "SIG-01"}));
}

TEST(Rules, AFingerprintThatIsNoneIsNotCompared) {
    for (const std::string& value :
         {std::string(40, 'a'), std::string(64, 'g'), std::string("secret"), std::string()}) {
        Kit kit;
        kit.stated("certificateSha256") = value;
        const Json report = test::check(kit.files());
        EXPECT_EQ(test::codes(report).count("PF1014"), 1U) << value;
        EXPECT_EQ(test::codes(report).count("PF8004"), 0U) << value;
    }
}

}  // namespace
}  // namespace preflight
