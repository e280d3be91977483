// PF1: inputs.
#include "tests/unit/rules/cases.h"

namespace preflight::test {

std::vector<Case> input_cases() {
    const auto nothing = [](Kit&) {};
    return {
        {"PF1001", [](Kit& k) { k.more["x.json"] = R"({"hello": "world"})"; },
         [](Kit& k) { k.more["x.json"] = R"([{"wrapped": {"preflightScenario": 1}}])"; }},
        {"PF1002", [](Kit& k) { k.more["x.json"] = R"([{"id": "00u9", "status")"; },
         [](Kit& k) { k.more["x.json"] = "\xEF\xBB\xBF {\"preflightScenario\": 1}\r\n"; }},
        {"PF1003", [](Kit& k) { k.more["apps.json"] = "<!DOCTYPE html><html><title>Sign In</title></html>"; },
         [](Kit& k) { k.more["metadata.xml"] = "<!DOCTYPE html><html></html>"; }},
        {"PF1004",
         [](Kit& k) { k.more["x.json"] = R"({"errorCode":"E0000011","errorSummary":"Invalid token provided"})"; },
         [](Kit& k) { k.more["x.json"] = R"({"preflightScenario":1,"description":"E0000011"})"; }},
        {"PF1005", [](Kit& k) { k.egnyte_users["totalResults"] = 250; },
         [](Kit& k) { k.egnyte_users["totalResults"] = k.egnyte_users["resources"].size(); }},
        {"PF1006", [](Kit& k) { k.app["features"] = "System.Object[]"; },
         [](Kit& k) { k.app["label"] = "Egnyte @{x} System.Object[]"; }},
        {"PF1007", [](Kit& k) { k.more["x.json"] = std::string(300, '[') + std::string(300, ']'); },
         [](Kit& k) { k.more["x.json"] = std::string(200, '[') + std::string(200, ']'); }},
        {"PF1008",
         [](Kit& k) {
             k.mapping.erase("properties");
             k.mapping = Json::array({k.mapping});
         },
         [](Kit& k) {
             Json item = k.mapping;
             item.erase("properties");
             k.more["list.json"] = Json::array({item}).dump();
         }},
        {"PF1009",
         [](Kit& k) {
             k.more["x.json"] = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{\"preflightScenario\":1}";
         },
         nothing},
        {"PF1010", [](Kit& k) { k.more["x.json"] = R"({"preflightScenario":1,"description":"SSWS 00abcDEF12345"})"; },
         [](Kit& k) { k.more["x.json"] = R"({"preflightScenario":1,"description":"password: see the vault"})"; }},
        {"PF1014", [](Kit& k) { k.scenario["egnyte"]["sso"]["defaultUserMaping"] = "email"; },
         [](Kit& k) {
             k.scenario["egnyte"]["licences"] = {{"power", 5}};
         }},
        {"PF1015",
         [](Kit& k) {
             k.more["x.har"] = R"({"log": {"entries": [{"request": {"method": "GET",
                 "url": "https://acme.okta.com/api/v1/groups"}, "response": {"status": 200, "content": {}}}]}})";
         },
         [](Kit& k) {
             k.more["x.har"] = R"({"log": {"entries": [{"request": {"method": "GET",
                 "url": "https://acme.okta.com/api/v1/groups"}, "response": {"status": 200,
                 "content": {"text": "[]"}}}]}})";
         }},
        {"PF1011", [](Kit& k) { k.mapping["target"]["id"] = "0oaZendesk"; },
         [](Kit& k) { k.mapping["target"].erase("id"); }},
        {"PF1012",
         [](Kit& k) {
             k.app["_links"] = {{"metadata", {{"href", "https://tidewater-carto.okta.com/api/v1/apps/1"}}}};
             k.users[0]["_links"] = {{"self", {{"href", "https://tidewater-carto.oktapreview.com/api/v1/users/1"}}}};
         },
         [](Kit& k) {
             k.app["_links"] = {{"metadata", {{"href", "https://tidewater-carto-admin.okta.com/api/v1/apps/1"}}}};
         }},
        {"PF1013", [](Kit& k) { k.more["users (1).json"] = k.users.dump(); },
         [](Kit& k) { k.more["another.json"] = Json::array({k.app_users[0]["id"]}).dump(); }},
        {"PF1016",
         [](Kit& k) {
             k.more["features.json"] = R"([{"name": "USER_PROVISIONING", "status": "ENABLED", "capabilities": {}}])";
         },
         nothing},
        {"PF1017",
         [](Kit& k) {
             Json second = k.app;
             second["id"] = "0oaSecond";
             second["settings"]["app"]["subDomain"] = "acme-eu";
             k.more["app-2.json"] = second.dump();
         },
         [](Kit& k) {
             Json second = k.app;
             second["id"] = "0oaSecond";
             second["status"] = "INACTIVE";
             second["settings"]["app"]["subDomain"] = "acme-eu";
             k.more["app-2.json"] = second.dump();
         }},
    };
}

}  // namespace preflight::test
