// Random small integrations: people, mappings, accounts and events. The names are few, so that people and accounts get
// into each other's way.
//
// PREFLIGHT_PROPERTY_ROUNDS is how many random worlds each property is tried on.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <random>
#include <string>

#include "core/intake/intake.h"
#include "core/text/budget.h"
#include "core/workspace/evaluations.h"
#include "core/workspace/workspace.h"
#include "tests/unit/kit.h"

namespace preflight::simulation {

using test::Json;

// The files of a kit, joined and evaluated.
struct JoinedKit {
    explicit JoinedKit(const test::Kit& kit) {
        for (const auto& [name, text] : kit.files()) {
            test::MemoryReader reader(text);
            workspace::put(workspace, intake::parse(workspace.parts.size(), name, reader, {}, workspace.atoms));
        }
        workspace::join(workspace);
        evaluations = std::make_unique<workspace::Evaluations>(workspace, 1'795'000'000);
        text::Budget all = text::Budget::unlimited();
        evaluations->step(all);
    }
    workspace::Workspace workspace;
    std::unique_ptr<workspace::Evaluations> evaluations;
};

inline std::size_t rounds() {
    const char* const given = std::getenv("PREFLIGHT_PROPERTY_ROUNDS");
    const unsigned long count = given == nullptr ? 0 : std::strtoul(given, nullptr, 10);
    return count == 0 ? 60 : count;
}

class RandomWorld {
public:
    explicit RandomWorld(std::uint32_t seed) : random_(seed) {
        kit.users = Json::array();
        kit.app_users = Json::array();
        kit.egnyte_users["resources"] = Json::array();
        kit.metadata.clear();
        const std::size_t people = 1 + below(8);
        for (std::size_t i = 0; i < people; ++i) add_person(i);
        for (std::size_t i = below(6); i > 0; --i) add_account(i);
        if (one_in(4)) kit.egnyte_users = nullptr;
        if (one_in(8)) kit.app_users = nullptr;
        if (one_in(6)) kit.policies = nullptr;
        add_group();
        edit_mapping();
        edit_app();
        edit_scenario();
    }

    // One event, of any type, for somebody, a group or everybody.
    Json event() {
        Json event{
            {"type", pick<std::string>({"provision", "provision", "provision", "sign-in", "push-groups", "assign",
                                        "update-profile", "update-profile", "change-mapping", "change-username-format",
                                        "update-now", "apply-updates", "unassign", "deactivate", "reactivate", "import",
                                        "change-group-rule", "change-group-rule"})}};
        const std::string type = event["type"];
        if (one_in(3)) {
            event["user"] = pick<std::string>({"00u0", "00u1", "ana0@acme.test", "nobody"});
        } else if (one_in(6)) {
            event["group"] = pick<std::string>({"00gA", "A", "00gB", "00gNobodyKnows"});
        }
        if (type == "update-profile") {
            const auto attribute = pick<std::string>({"email", "firstName", "department", "login"});
            event["set"] = {{attribute, one_in(5) ? Json() : Json(email())}};
        }
        if (type == "change-mapping") {
            event["attribute"] = pick<std::string>({"userType", "email", "givenName", "userName", "idpUserId"});
            event["expression"] = one_in(5) ? Json() : Json(expression());
            if (one_in(2)) event["pushStatus"] = pick<std::string>({"PUSH", "DONT_PUSH"});
        }
        if (type == "change-group-rule") {
            event["rule"] = pick<std::string>({"0prA", "0prA", "Second", "0prNobodyKnows"});
            event["expression"] = condition();
        }
        if (type == "change-username-format")
            event["template"] = one_in(2) ? expression() : "${fn:substringBefore(source.email, \"@\")}";
        return event;
    }

    test::Kit kit;

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }
    bool one_in(std::size_t n) { return below(n) == 0; }
    template <typename T>
    T pick(std::initializer_list<T> list) {
        return *(list.begin() + static_cast<std::ptrdiff_t>(below(list.size())));
    }

    // Few names, so that people and accounts get into each other's way.
    std::string name() { return pick<std::string>({"ana", "Ana", "bo", "cy", "dee", "dee.long-name", "-x"}); }
    std::string email() { return name() + pick<std::string>({"@acme.test", "@ACME.test", "@other.test"}); }

    void add_person(std::size_t number) {
        const std::string id = "00u" + std::to_string(number);
        Json profile{{"login", name() + std::to_string(number % 3) + "@acme.test"}};
        if (!one_in(6)) profile["email"] = email();
        if (!one_in(8)) profile["firstName"] = pick<std::string>({"Ana", "Bo", ""});
        if (!one_in(8)) profile["lastName"] = pick<std::string>({"Lee", "Ray"});
        if (one_in(3)) profile["department"] = pick<std::string>({"IT", "Sales"});
        if (one_in(6)) profile["service"] = true;
        if (!one_in(10))
            kit.users.push_back(
                {{"id", id},
                 {"status", pick<std::string>({"ACTIVE", "ACTIVE", "ACTIVE", "DEPROVISIONED", "SUSPENDED"})},
                 {"profile", profile}});
        Json assignment{{"id", id},
                        {"externalId", nullptr},
                        {"scope", pick<std::string>({"USER", "GROUP"})},
                        {"status", "PROVISIONED"},
                        {"credentials", {{"userName", name()}}},
                        {"profile", Json::object()}};
        if (one_in(3)) assignment["externalId"] = one_in(2) ? Json(std::to_string(1 + below(6))) : Json(1 + below(6));
        if (one_in(3)) assignment["profile"]["userType"] = pick<Json>({"power", "standard", "Undefined", nullptr});
        if (one_in(4)) assignment["profile"]["email"] = email();
        if (!one_in(10)) kit.app_users.push_back(assignment);
    }

    void add_account(std::size_t number) {
        Json account{{"id", number},
                     {"userName", name()},
                     {"email", email()},
                     {"name", {{"givenName", "G"}, {"familyName", "F"}}},
                     {"active", !one_in(4)},
                     {"authType", pick<std::string>({"sso", "egnyte", "ad"})},
                     {"userType", pick<std::string>({"power", "standard", "admin"})}};
        if (one_in(3)) account["idpUserId"] = pick<Json>({"ana", "", "bo@acme.test"});
        if (one_in(6)) account["isServiceAccount"] = true;
        kit.egnyte_users["resources"].push_back(account);
    }

    std::string expression() {
        return pick<std::string>(
            {"user.email", "user.firstName", "\"power\"", "\"standard\"", "\"Standard\"",
             "user.department == \"IT\" ? \"admin\" : \"power\"", "user.department", "String.toLowerCase(user.email)",
             "String.substringBefore(user.login, \"@\")", "user.nobody", "user.firstName +", "null", "\"sso\"",
             "\"egnyte\"", "user.service == true", "user.department == null ? user.email : user.login", "Time.now()"});
    }

    std::string condition() {
        return pick<std::string>({"user.department == \"IT\"", "user.department == \"Sales\"", "true", "false",
                                  "user.department != null", "String.len(user.email) > 12", "user.department",
                                  "isMemberOfGroupName(\"A\")", "user.department =="});
    }

    void add_rule(const char* id, const char* name) {
        Json rule{{"id", id}, {"type", "group_rule"}, {"name", name}};
        rule["status"] = pick<std::string>({"ACTIVE", "ACTIVE", "INACTIVE"});
        rule["conditions"]["expression"]["value"] = condition();
        rule["actions"]["assignUserToGroups"]["groupIds"] = pick<Json>({{"00gA"}, {"00gB"}, {"00gA", "00gB"}});
        rules_.push_back(rule);
    }

    void add_group() {
        if (one_in(3)) return;
        Json members = Json::array();
        for (const Json& user : kit.users) {
            if (one_in(2)) members.push_back(user);
        }
        if (!members.empty()) kit.more["group-members-00gA.json"] = members.dump();
        kit.more["groups.json"] =
            R"([{"id": "00gA", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "A"}},
                {"id": "00gB", "type": "OKTA_GROUP", "objectClass": ["okta:user_group"], "profile": {"name": "B"}}])";
        if (one_in(2)) kit.more["app-groups.json"] = R"([{"id": "00gA", "priority": 0, "profile": {}}])";
        if (one_in(2)) kit.more["push.json"] = R"([{"id": "gPm1", "sourceGroupId": "00gA", "status": "ACTIVE"}])";
        if (one_in(3)) return;
        add_rule("0prA", "First");
        if (one_in(2)) add_rule("0prB", "Second");
        kit.more["rules.json"] = rules_.dump();
    }

    void edit_mapping() {
        for (auto& [target, entry] : kit.mapping["properties"].items()) {
            if (one_in(4)) entry["expression"] = expression();
            if (one_in(4)) entry["pushStatus"] = "DONT_PUSH";
        }
        if (one_in(4)) kit.mapping["properties"]["idpUserId"] = {{"expression", expression()}, {"pushStatus", "PUSH"}};
        if (one_in(6)) kit.mapping["properties"]["userName"] = {{"expression", expression()}, {"pushStatus", "PUSH"}};
        if (one_in(10)) kit.mapping = nullptr;
    }

    void edit_app() {
        if (one_in(3)) kit.username_expression(expression());
        if (one_in(8)) kit.drop_feature("PUSH_NEW_USERS");
        if (one_in(8)) kit.drop_feature("PUSH_PROFILE_UPDATES");
        if (one_in(10)) kit.app["status"] = "INACTIVE";
        if (one_in(12)) kit.app = nullptr;
    }

    void edit_scenario() {
        Json& egnyte = kit.scenario["egnyte"];
        if (one_in(3)) egnyte["sso"]["defaultUserMapping"] = "email";
        if (one_in(6)) egnyte["sso"].erase("defaultUserMapping");
        if (one_in(2))
            egnyte["licences"] = {{"power", below(6)}, {"standard", below(4)}, {"deactivatedUsersCount", one_in(2)}};
        if (one_in(2)) egnyte["twoFactor"] = {{"default", one_in(2)}};
        if (one_in(4)) return;
        Json events = Json::array();
        for (std::size_t i = 1 + below(6); i > 0; --i) events.push_back(event());
        kit.scenario["events"] = std::move(events);
    }

    std::mt19937 random_;
    Json rules_ = Json::array();
};

}  // namespace preflight::simulation
