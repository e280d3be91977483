// PF5: usernames.
#include "tests/unit/rules/cases.h"

namespace preflight::test {

std::vector<Case> username_cases() {
    const auto nothing = [](Kit&) {};
    return {
        {"PF5001", [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "null"; }, nothing},
        {"PF5002", [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "ana@acme.test"; }, nothing},
        {"PF5003", [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "o'neil"; },
         [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "a.n-a_9"; }},
        {"PF5004", [](Kit& k) { k.app_users[0]["credentials"]["userName"] = ".ana"; },
         [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "9ana"; }},
        {"PF5005", [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "BO"; },
         [](Kit& k) {
             k.app_users[0]["credentials"]["userName"] = "bo";
             k.users[1]["status"] = "SUSPENDED";
         }},
        {"PF5006", [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "a"; },
         [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "al"; }},
        {"PF5007",
         [](Kit& k) {
             k.drop_feature("EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH");
             k.account("anna", {{"id", 77}, {"email", "ana@acme.test"}});
             k.app_users[0]["externalId"] = "77";
             k.app_users[0]["credentials"]["userName"] = "anna";
         },
         [](Kit& k) {
             k.account("anna", {{"id", 77}, {"email", "ana@acme.test"}});
             k.app_users[0]["externalId"] = "77";
             k.app_users[0]["credentials"]["userName"] = "anna";
         }},
        {"PF5008",
         [](Kit& k) {
             k.account("anna", {{"id", 77}});
             k.app_users[0]["externalId"] = "77";
         },
         [](Kit& k) {
             k.account("ana", {{"id", 77}});
             k.app_users[0]["externalId"] = "77";
         }},
        {"PF5009",
         [](Kit& k) {
             k.account("ana", {{"email", "other@acme.test"}});
         },
         [](Kit& k) { k.account("ana", Json::object()); }},
        {"PF5010",
         [](Kit& k) {
             k.account("Ana", {{"email", "ana@acme.test"}});
         },
         [](Kit& k) { k.account("ana", Json::object()); }},
    };
}

}  // namespace preflight::test
