// Errors that somebody pastes or that a System Log holds (core/okta/failure.h): every text that the facts know
// (okta-exports 9; egnyte 9.1, E1-E7) has its rule, in whatever it is wrapped.
#include <gtest/gtest.h>

#include "core/okta/failure.h"
#include "core/rules/failure_rule.h"
#include "tests/unit/kit.h"
#include "tests/unit/linear.h"

namespace preflight {
namespace {

using okta::Failure;
using test::Json;
using test::Kit;

constexpr const char* kInvalidUserName =
    "Automatic provisioning of user ana@acme.test to app Egnyte SCIM 2.0 failed: Error while creating user "
    "ana@acme.test: . Errors reported by remote server: constraint violations: "
    "ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, rootBeanClass=class "
    "PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]";

std::vector<std::string> codes(std::string_view pasted) {
    std::vector<std::string> result;
    for (const Failure& failure : okta::read_failures(pasted)) {
        const rules::FailureRule* rule = rules::failure_rule(failure.kind);
        result.emplace_back(rule == nullptr ? "none" : std::string(rule->row->code));
    }
    return result;
}
using Codes = std::vector<std::string>;

TEST(Failure, EveryKnownTextHasItsRule) {
    const std::vector<std::pair<std::string, const char*>> kTexts = {
        {kInvalidUserName, "PF9001"},                                                              // E1
        {"Error authenticating: Unauthorized. Errors reported by remote server(...).", "PF9002"},  // E2
        {R"({"Errors":[{"description":"User 12345678 not found.","code":"404"}]})", "PF9003"},     // E3
        {"HTTP 403 ERR_403_DEVELOPER_OVER_QPS", "PF9004"},                                         // E4
        {"<h1>Forbidden</h1> X-Mashery-Error-Code: ERR_403_DEVELOPER_OVER_RATE", "PF9004"},        // E5
        {"Developer Inactive", "PF9005"},                                                          // E6
        {"Invalid Egnyte domain configured in app profile.", "PF9005"},                            // E7
        {"Error authenticating: Forbidden. Errors reported by remote server: no access", "PF9002"},
        {"Error authenticating: Unauthorized. The connector configuration could not be tested.", "PF9002"},
        {"Error while creating user ana: Conflict. Errors reported by remote server: taken", "PF9011"},
        {"Error while trying to push profile update for ana: Conflict. Errors reported by remote server: x", "PF9011"},
        {"Error while verifying if user ana exists: Unauthorized. Errors reported by remote server: x", "PF9002"},
        {"Matching user not found", "PF9012"},
        {"app.egnyte.username.validation.failure", "PF9001"},
        {"app.egnyte.auth.type.validation.failure", "PF9007"},
        {"app.egnyte.rate.limiting.exceeded", "PF9004"},
        {"The credentials used to connect to the API were invalid; please check your configuration", "PF9002"},
        {"No user returned for user 8812", "PF9003"},
        {"Linked group is missing in Egnyte SCIM 2.0. Change the linked group to resume pushing group memberships.",
         "PF9009"},
        {"User was assigned this application before Provisioning was enabled and not provisioned in the downstream "
         "application. Click Provision User.",
         "PF9013"},
        {"Bad Gateway. Errors reported by remote server: Invalid JSON: unexpected character", "PF9014"},
        {"Automatic profile push of Ana Lee to app Egnyte SCIM 2.0 failed: Error while trying to push profile update "
         "for ana: Not Found. Errors reported by remote server: none",
         "PF9003"},
        {"Error while trying to push profile update for ana: Bad Request. Errors reported by remote server: userName "
         "cannot be modified",
         "PF9006"},
        {"Error while creating user ana: Too Many Requests. Errors reported by remote server: slow down", "PF9004"}};
    for (const auto& [text, code] : kTexts) EXPECT_EQ(codes(text), Codes{code}) << text;
}

TEST(Failure, OtherTextsAreNoFailure) {
    for (const char* text : {"", "hello", "user.firstName", "Ana was created.", "User 12 found", "user not found",
                             "error", R"({"id": "0oa1", "label": "Egnyte"})"})
        EXPECT_EQ(codes(text), Codes{}) << text;
}

TEST(Failure, ThePartsOfTheVerifiedMessage) {
    const Failure failure = okta::read_failures(kInvalidUserName).front();
    EXPECT_EQ(failure.user, "ana@acme.test");
    EXPECT_EQ(failure.app, "Egnyte SCIM 2.0");
    EXPECT_EQ(failure.http_reason, "");
    ASSERT_EQ(failure.violations.size(), 1U);
    EXPECT_EQ(failure.violations[0].property, "userName");
    EXPECT_EQ(failure.violations[0].message, "Invalid user name");
    EXPECT_EQ(okta::without_person(failure).find("ana@"), std::string::npos);
    EXPECT_EQ(okta::read_failures("Error while creating user a'b: Bad Gateway. Errors reported by remote server: x")
                  .front()
                  .http_reason,
              "Bad Gateway");
}

TEST(Failure, EveryFieldOfAViolationIsRead) {
    const Failure failure = okta::read_failure(
        "constraint violations: ConstraintViolationImpl{interpolatedMessage='isn't one of ours', "
        "propertyPath=userType, "
        "rootBeanClass=class X}: ConstraintViolationImpl{interpolatedMessage='must not be blank', "
        "propertyPath=name.familyName, rootBeanClass=class X}: [userType: isn't one of ours, name.familyName: must not "
        "be blank]");
    ASSERT_EQ(failure.violations.size(), 2U);
    EXPECT_EQ(failure.violations[0].property, "userType");
    EXPECT_EQ(failure.violations[0].message, "isn't one of ours");
    EXPECT_EQ(failure.violations[1].property, "name.familyName");
    EXPECT_EQ(failure.kind, okta::FailureKind::constraint_violation);
    const auto causes = rules::failure_rule(failure.kind)->all_causes(failure);
    ASSERT_GE(causes.size(), 2U);
    EXPECT_EQ(causes.front()->code, "PF6001");
    EXPECT_EQ(causes.back()->code, "PF6016");
    const Failure list = okta::read_failure("constraint violations: [email: not an address, authType: unknown]");
    ASSERT_EQ(list.violations.size(), 2U);
    EXPECT_EQ(list.violations[1].message, "unknown");
    // A username that is rejected for another reason than its letters.
    EXPECT_EQ(okta::read_failure("constraint violations: [userName: may not be empty]").kind,
              okta::FailureKind::constraint_violation);
}

TEST(Failure, TheWrappingDoesNotMatter) {
    const std::string text = kInvalidUserName;
    std::string wrapped = "Hello,\n\nThis task failed:\n", quoted = wrapped, printable = wrapped, html;
    for (std::size_t at = 0, line = 0; at < text.size(); ++line) {
        // At blanks, as mail programs wrap.
        std::size_t end = line == 0 ? 60 : at + 60;
        end = end >= text.size() ? text.size() : text.rfind(' ', end) + 1;
        const std::string part = text.substr(at, end - at);
        wrapped += part + "\r\n";
        quoted += "> > " + part + "\n";
        printable += part + "=\n";
        at = end;
    }
    for (const char c : text) html += c == '\'' ? "&#39;" : std::string(1, c);
    html = "<html><body><p>Hello</p><p class=\"x\">" + html + "</p><p>Regards</p></body></html>";
    const std::string curly = test::with_all(text, "'", "\xE2\x80\x99");
    for (const std::string& pasted :
         {text, "  " + text + "\n\n", wrapped + "\n\nRegards", quoted, printable, html, curly}) {
        const auto failures = okta::read_failures(pasted);
        ASSERT_EQ(failures.size(), 1U) << pasted;
        EXPECT_EQ(failures[0].kind, okta::FailureKind::invalid_user_name) << pasted;
        EXPECT_EQ(failures[0].user, "ana@acme.test") << pasted;
        ASSERT_EQ(failures[0].violations.size(), 1U) << pasted;
        EXPECT_EQ(failures[0].violations[0].message, "Invalid user name") << pasted;
    }
}

TEST(Failure, AListOfTasksHasSeveral) {
    EXPECT_EQ(
        codes(std::string(kInvalidUserName) + "\n" + test::with_all(kInvalidUserName, "ana@", "bo@") +
              "\nMatching user not found\n\nError authenticating: Unauthorized. Errors reported by remote server: x"),
        (Codes{"PF9001", "PF9001", "PF9012", "PF9002"}));
    std::string many;
    for (int i = 0; i < 500; ++i) many += "Error while creating user u" + std::to_string(i) + ": Conflict. x\n";
    EXPECT_EQ(okta::read_failures(many).size(), okta::kMaxFailures);
}

TEST(Failure, AnEventSpeaksWithoutAReason) {
    EXPECT_EQ(okta::read_failure("", "application.integration.authentication_failure").kind,
              okta::FailureKind::unauthorized);
    EXPECT_EQ(okta::read_failure("", "application.provision.user.push").kind, okta::FailureKind::other);
    EXPECT_EQ(okta::read_failure("", "application.provision.user.import").kind, okta::FailureKind::import_failed);
    EXPECT_EQ(okta::read_failure("", "application.provision.group_push.pushed").kind,
              okta::FailureKind::group_push_failed);
    EXPECT_EQ(okta::read_failure("", "application.appuser.mapping.invalid.expression").kind,
              okta::FailureKind::expression_invalid);
    EXPECT_EQ(okta::read_failure("", "user.session.start").kind, okta::FailureKind::none);
    // The reason says more than the event.
    EXPECT_EQ(okta::read_failure("Developer Inactive", "application.integration.authentication_failure").kind,
              okta::FailureKind::wrong_environment);
}

TEST(Failure, EveryKindHasOneRuleAndOneWord) {
    for (std::size_t i = 1; i < static_cast<std::size_t>(okta::FailureKind::count); ++i) {
        const auto kind = static_cast<okta::FailureKind>(i);
        ASSERT_NE(rules::failure_rule(kind), nullptr) << i;
        EXPECT_EQ(okta::failure_kind(okta::to_string(kind)), kind);
    }
    EXPECT_EQ(rules::failure_rule(okta::FailureKind::none), nullptr);
}

TEST(Failure, HostileTextCostsLinearTime) {
    for (const char* part : {"error while ", "user 1", "propertypath=", "interpolatedmessage='", "<p ", "&#", "=\n",
                             "> ", "\xE2\x80\x99", "constraint violation[", "automatic provisioning of  to app "}) {
        test::expect_linear(
            part,
            [&](std::size_t times) {
                std::string text;
                while (text.size() < times * 20000) text += part;
                return text;
            },
            [](const std::string& text) { (void)okta::read_failures(text); });
    }
}

// ---- explain

Json explained(const std::string& pasted) {
    const ExplainAnswer answer = explain_error(pasted, "json");
    EXPECT_EQ(answer.known, !Json::parse(answer.output)["failures"].empty());
    return answer.known ? Json::parse(answer.output) : Json();
}

TEST(Explain, SaysWhatToDoAndWhichRulesLookForTheCause) {
    const Json answer = explained(kInvalidUserName);
    ASSERT_EQ(answer["failures"].size(), 1U);
    const Json& failure = answer["failures"][0];
    EXPECT_EQ(failure["code"], "PF9001");
    EXPECT_NE(failure["message"].get<std::string>().find("ana@acme.test"), std::string::npos);
    EXPECT_GE(failure["fix"]["steps"].size(), 3U);
    EXPECT_GE(failure["causes"].size(), 4U);
    EXPECT_EQ(failure["error"]["fields"][0]["property"], "userName");
    EXPECT_FALSE(answer["files"].get<bool>());
    const std::string text = explain_error(kInvalidUserName, "text").output;
    for (const char* part : {"PF9001", "Impact: ", "Fix: ", "  1. Okta Admin Console", "PF5002"})
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    EXPECT_TRUE(explained("nothing of that kind").is_null());
}

TEST(Explain, ReadsEventsOfTheSystemLog) {
    const Json event{{"eventType", "application.provision.user.push"},
                     {"published", "2026-05-04T12:21:02.101Z"},
                     {"outcome", {{"result", "FAILURE"}, {"reason", kInvalidUserName}}},
                     {"target", Json::array({{{"type", "AppUser"}, {"alternateId", "ana@acme.test"}}})}};
    const std::string csv =
        "event_type,display_message,uuid,timestamp,outcome.result,outcome.reason,target0.id,target0.type,target0."
        "alternate_id,target0.display_name\n"
        "application.provision.user.push,Push,1,2026-05-04T12:21:02.101Z,FAILURE,\"" +
        std::string(kInvalidUserName) + "\",0ua1,AppUser,ana@acme.test,Ana\n";
    for (const std::string& pasted :
         {event.dump(), event.dump(2), Json::array({event}).dump(), event.dump() + "\n", csv}) {
        const Json answer = explained(pasted);
        ASSERT_FALSE(answer.is_null()) << pasted;
        ASSERT_EQ(answer["failures"].size(), 1U) << pasted;
        EXPECT_EQ(answer["failures"][0]["code"], "PF9001") << pasted;
        EXPECT_EQ(answer["failures"][0]["error"]["user"], "ana@acme.test") << pasted;
    }
}

TEST(Explain, WithFilesItNamesTheCauseAndEverybodyElse) {
    Kit kit;
    kit.app["credentials"]["userNameTemplate"]["template"] = "${source.login}";
    for (Json& assignment : kit.app_users)
        assignment["credentials"]["userName"] = assignment["credentials"]["userName"].get<std::string>() + "@acme.test";
    Session session{Options{}};
    const auto files = kit.files();
    std::vector<std::unique_ptr<test::MemoryReader>> readers;
    for (const auto& [name, text] : files) {
        readers.push_back(std::make_unique<test::MemoryReader>(text));
        session.add(name, *readers.back());
    }
    const Json answer = Json::parse(session.explain(kInvalidUserName, "json").output);
    ASSERT_EQ(answer["failures"].size(), 1U);
    const Json& failure = answer["failures"][0];
    EXPECT_TRUE(answer["files"].get<bool>());
    // Ana saw it; Bo will.
    EXPECT_EQ(failure["others"]["users"], 1);
    EXPECT_EQ(failure["others"]["examples"], Json::array({"bo@acme.test"}));
    std::set<std::string> causes;
    for (const Json& cause : failure["causes"]) {
        causes.insert(cause["code"]);
        EXPECT_GE(cause["found"].size(), 1U);
    }
    EXPECT_EQ(causes.count("PF3011"), 1U);
    EXPECT_EQ(causes.count("PF5001"), 0U);
    // The page asks the same.
    const Json question{{"ask", "explain"}, {"text", kInvalidUserName}};
    EXPECT_EQ(Json::parse(session.ask(question.dump())), answer);
    EXPECT_EQ(Json::parse(session.ask(R"({"ask": "explain", "text": "good morning"})"))["failures"].size(), 0U);
}

TEST(Explain, ASecretInThePastedTextIsNotRepeated) {
    const std::string pasted =
        "Error while creating user ana: Conflict. Errors reported by remote server: SSWS "
        "00aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789abcd";
    EXPECT_EQ(explain_error(pasted, "text").output.find("00aBcDeFgH"), std::string::npos);
    EXPECT_EQ(explain_error(pasted, "json").output.find("00aBcDeFgH"), std::string::npos);
}

}  // namespace
}  // namespace preflight
