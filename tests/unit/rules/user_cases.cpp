// PF6: other attributes of people.
#include "tests/unit/rules/cases.h"

namespace preflight::test {

std::vector<Case> user_cases() {
    const auto nothing = [](Kit&) {};
    return {
        {"PF6001", [](Kit& k) { k.expression("userType") = "\"Power\""; }, nothing},
        {"PF6002", [](Kit& k) { k.expression("userType") = "user.access"; }, nothing},
        {"PF6003", [](Kit& k) { k.expression("authType") = "\"saml\""; },
         [](Kit& k) { k.expression("authType") = "\"SSO\""; }},
        {"PF6004", [](Kit& k) { k.expression("authType") = "\"ad\""; }, nothing},
        {"PF6005", [](Kit& k) { k.expression("userType") = "\"standard\""; },
         [](Kit& k) {
             k.expression("userType") = "\"standard\"";
             k.expression("authType") = "\"egnyte\"";
         }},
        {"PF6006", [](Kit& k) { k.scenario["egnyte"]["sso"]["enabled"] = false; },
         [](Kit& k) {
             k.scenario["egnyte"]["sso"]["enabled"] = false;
             k.expression("authType") = "\"egnyte\"";
         }},
        {"PF6007",
         [](Kit& k) {
             k.add_person("svc")["service"] = true;
             k.expression("sendInvite") = "true";
         },
         [](Kit& k) { k.add_person("svc")["service"] = true; }},
        {"PF6008",
         [](Kit& k) {
             k.add_person("svc")["service"] = true;
             k.expression("userType") = "\"standard\"";
         },
         [](Kit& k) { k.add_person("svc")["service"] = true; }},
        {"PF6010",
         [](Kit& k) {
             k.add_person("svc")["service"] = true;
             k.policies[0]["settings"]["password"]["complexity"]["minLength"] = 11;
         },
         [](Kit& k) {
             k.add_person("svc")["service"] = true;
             k.policies[0]["settings"]["password"]["complexity"]["minLength"] = 12;
         }},
        {"PF6012", [](Kit& k) { k.expression("authType") = "\"egnyte\""; },
         [](Kit& k) {
             k.expression("authType") = "\"egnyte\"";
             k.expression("sendInvite") = "true";
             k.expression("isServiceAccount") = "false";
         }},
        {"PF6013", [](Kit& k) { k.users[0]["profile"]["email"] = nullptr; }, nothing},
        {"PF6014", [](Kit& k) { k.users[0]["profile"]["email"] = "ana at acme"; },
         [](Kit& k) { k.users[0]["profile"]["email"] = "ana+x@sub.acme.test"; }},
        {"PF6015", [](Kit& k) { k.users[0]["profile"]["email"] = "BO@acme.test"; },
         [](Kit& k) {
             k.add_person("svc")["service"] = true;
             k.users[2]["profile"]["email"] = "bo@acme.test";
         }},
        {"PF6016", [](Kit& k) { k.users[0]["profile"]["lastName"] = " "; },
         [](Kit& k) { k.users[0]["profile"]["lastName"] = "Ø"; }},
        {"PF6023",
         [](Kit& k) {
             k.scenario["egnyte"]["licences"] = {{"power", 1}, {"standard", 0}};
         },
         [](Kit& k) {
             k.scenario["egnyte"]["licences"] = {{"power", 3}, {"standard", 0}};
         }},
        {"PF6024", [](Kit& k) { k.users[0]["status"] = "SUSPENDED"; },
         [](Kit& k) { k.users[0]["status"] = "PASSWORD_EXPIRED"; }},
        {"PF6009", [](Kit& k) { k.add_person("svc")["service"] = true; },
         [](Kit& k) {
             k.add_person("svc")["service"] = true;
             k.expression("authType") = "user.service == true ? \"egnyte\" : \"sso\"";
         }},
        {"PF6017",
         [](Kit& k) {
             k.account("ana", {{"idpUserId", ""}});
         },
         [](Kit& k) {
             k.account("ana", {{"idpUserId", ""}, {"lastActiveDate", "2026-09-01T00:00:00Z"}});
         }},
        {"PF6018",
         [](Kit& k) {
             k.account("ana", {{"id", 77}, {"authType", "egnyte"}, {"idpUserId", ""}});
             k.app_users[0]["externalId"] = "77";
         },
         [](Kit& k) {
             k.account("ana", {{"id", 77}, {"authType", "egnyte"}});
             k.app_users[0]["externalId"] = "77";
         }},
        {"PF6028",
         [](Kit& k) {
             k.app_users[0]["status"] = "ACTIVE";
             k.app_users[0]["syncState"] = "DISABLED";
         },
         [](Kit& k) {
             k.app_users[0]["status"] = "ACTIVE";
             k.app_users[0]["syncState"] = "DISABLED";
             k.app["features"] = Json::array();
         }},
        {"PF6029", [](Kit& k) { k.app_users[0]["syncState"] = "ERROR"; },
         [](Kit& k) { k.app_users[0]["syncState"] = "OUT_OF_SYNC"; }},
        {"PF6031", [](Kit& k) { k.app_users[0]["externalId"] = "77"; },
         [](Kit& k) {
             k.app_users[0]["externalId"] = "77";
             k.egnyte_users["totalResults"] = 250;  // a page of them
         }},
        {"PF6032",
         [](Kit& k) {
             k.account("ana", {{"id", 77}});
             k.app_users[0]["externalId"] = "77";
             k.users[0]["status"] = "DEPROVISIONED";
         },
         [](Kit& k) {
             k.account("ana", {{"id", 77}, {"active", false}});
             k.app_users[0]["externalId"] = "77";
             k.users[0]["status"] = "DEPROVISIONED";
         }},
        {"PF6032",
         [](Kit& k) {
             k.account("ana", Json::object());
             k.app_users[0]["status"] = "UNASSIGNED";
         },
         [](Kit& k) {
             k.account("ana", Json::object());
             k.users[0]["status"] = "SUSPENDED";  // may come back
         }},
        {"PF6034",
         [](Kit& k) {
             k.account("ana", {{"id", 77}});
             k.app_users[0]["externalId"] = "77";
             k.mapping["properties"]["userType"]["pushStatus"] = "DONT_PUSH";
             k.app_users[0]["profile"]["userType"] = "standard";
         },
         [](Kit& k) {
             k.account("ana", {{"id", 77}});  // Egnyte keeps what Okta does not send
             k.app_users[0]["externalId"] = "77";
             k.mapping["properties"].erase("userType");
         }},
        {"PF6034",
         [](Kit& k) {
             k.account("ana", {{"id", 77}});
             k.app_users[0]["externalId"] = "77";
             k.mapping["properties"].erase("authType");
             k.app_users[0]["profile"]["authType"] = "egnyte";
         },
         [](Kit& k) {
             k.account("ana", {{"id", 77}});
             k.app_users[0]["externalId"] = "77";
             k.mapping["properties"].erase("authType");
             k.app_users[0]["profile"]["authType"] = "SSO";  // the same to Egnyte
         }},
        {"PF6022",
         [](Kit& k) {
             k.mapping["properties"]["externalId"] = {{"expression", "user.email"}, {"pushStatus", "PUSH"}};
             k.account("ana", {{"externalId", "A-1"}});
         },
         [](Kit& k) {
             k.mapping["properties"]["externalId"] = {{"expression", "user.email"}, {"pushStatus", "PUSH"}};
             k.account("ana", {{"externalId", ""}});
         }},
        {"PF6035", [](Kit& k) { k.app_users[0]["profile"]["userType"] = "standard"; },
         [](Kit& k) { k.app_users[0]["profile"]["userType"] = "power"; }},
        {"PF6036", [](Kit& k) { k.app_users[0]["status"] = "REVOKED"; },
         [](Kit& k) { k.app_users[0]["status"] = "ACTIVE"; }},
        {"PF6037", [](Kit& k) { k.app_users[0]["status"] = "IMPORTED"; },
         [](Kit& k) { k.app_users[0]["status"] = "ACTIVE"; }},
        {"PF6038",
         [](Kit& k) {
             k.account("ana", {{"id", 77}});
             k.app_users[0].update({{"externalId", "77"}, {"status", "PROVISIONED"}, {"syncState", "ERROR"}});
         },
         [](Kit& k) {
             k.account("ana", {{"id", 77}});
             k.app_users[0].update({{"externalId", "77"}, {"status", "PROVISIONED"}, {"syncState", "SYNCHRONIZED"}});
         }},
        {"PF6011", [](Kit& k) { k.add_person("svc")["service"] = true; },
         [](Kit& k) {  // rejected, so that there is no account
             k.add_person("svc")["service"] = true;
             k.expression("sendInvite") = "true";
         }},
        {"PF6019",
         [](Kit& k) {
             k.mapping["properties"]["idpUserId"] = {{"expression", "user.email"}, {"pushStatus", "PUSH"}};
             k.expression("authType") = "\"egnyte\"";
         },
         [](Kit& k) {  // the same value with sso
             k.mapping["properties"]["idpUserId"] = {{"expression", "user.email"}, {"pushStatus", "PUSH"}};
         }},
        {"PF6020",
         [](Kit& k) {
             k.mapping["properties"]["twoFactor"] = {{"expression", "true"}, {"pushStatus", "PUSH"}};
             k.scenario["egnyte"]["twoFactor"]["available"] = false;
         },
         [](Kit& k) {  // turned off
             k.mapping["properties"]["twoFactor"] = {{"expression", "false"}, {"pushStatus", "PUSH"}};
             k.scenario["egnyte"]["twoFactor"]["available"] = false;
         }},
        {"PF6021",
         [](Kit& k) {
             k.mapping["properties"]["twoFactor"] = {{"expression", "true"}, {"pushStatus", "PUSH"}};
         },
         [](Kit& k) {
             k.mapping["properties"]["twoFactor"] = {{"expression", "true"}, {"pushStatus", "PUSH"}};
             k.expression("authType") = "\"egnyte\"";
             k.expression("isServiceAccount") = "false";
         }},
        {"PF6025",  // by an event
         [](Kit& k) {
             k.egnyte_users["resources"][0]["userName"] = "ana";
             k.expression("userType") = "\"admin\"";
             k.scenario["events"] = {{{"type", "deactivate"}, {"user", "ana@acme.test"}}};
         },
         [](Kit& k) {  // an admin of the plan is left
             k.egnyte_users["resources"][0]["userName"] = "ana";
             k.expression("userType") = "\"admin\"";
             k.scenario["events"] = {{{"type", "provision"}, {"user", "bo@acme.test"}},
                                     {{"type", "deactivate"}, {"user", "ana@acme.test"}}};
         }},
        {"PF6025",  // by the mapping
         [](Kit& k) {
             k.account("ana", {{"userType", "admin"}});
             k.egnyte_users["resources"].erase(0);
         },
         [](Kit& k) {  // the list is not complete
             k.account("ana", {{"userType", "admin"}});
             k.egnyte_users["resources"].erase(0);
             k.egnyte_users["totalResults"] = 300;
         }},
        {"PF6025",
         [](Kit& k) {
             k.account("ana", {{"userType", "Admin"}});
             k.egnyte_users["resources"].erase(0);
         },
         [](Kit& k) {  // there was none before
             k.account("ana", {{"userType", "admin"}, {"active", false}});
             k.egnyte_users["resources"].erase(0);
         }},
        {"PF6026", [](Kit& k) { k.egnyte_users["resources"][0]["active"] = false; },
         [](Kit& k) { k.scenario["egnyte"]["tokenOwner"] = "ROOT@acme.test"; }},
        {"PF6026", [](Kit& k) { k.egnyte_users["resources"][0]["userType"] = "power"; },
         [](Kit& k) { k.egnyte_users["resources"][0].erase("userType"); }},
        {"PF6026", [](Kit& k) { k.scenario["egnyte"]["tokenOwner"] = "nobody"; },
         [](Kit& k) {
             k.scenario["egnyte"]["tokenOwner"] = "nobody";
             k.egnyte_users["totalResults"] = 300;
         }},
        {"PF6026",
         [](Kit& k) {
             k.account("ana", {{"userType", "admin"}});
             k.scenario["egnyte"]["tokenOwner"] = "ana";
             k.scenario["events"] = {{{"type", "unassign"}, {"user", "ana@acme.test"}}};
         },
         [](Kit& k) {  // nothing is sent
             k.account("ana", {{"userType", "admin"}});
             k.scenario["egnyte"]["tokenOwner"] = "ana";
             k.scenario["events"] = {{{"type", "unassign"}, {"user", "ana@acme.test"}}};
             k.drop_feature("PUSH_USER_DEACTIVATION");
         }},
        {"PF6027",
         [](Kit& k) {
             k.users[0]["profile"]["email"] = "ana at acme";
             k.app_users[1]["credentials"]["userName"] = "b@o";
         },
         [](Kit& k) {  // each has two wrong values
             for (const std::size_t person : {0U, 1U}) {
                 k.users[person]["profile"]["email"] = "at acme";
                 k.app_users[person]["credentials"]["userName"] = person == 0 ? "a@na" : "b@o";
             }
         }},
        {"PF6033", [](Kit& k) { k.account("zoe", Json::object()); },
         [](Kit& k) {
             k.account("zoe", {{"active", false}});
         }},
        {"PF6033", [](Kit& k) { k.scenario["egnyte"].erase("tokenOwner"); },
         [](Kit& k) {
             k.account("svc.backup", {{"isServiceAccount", true}});
         }},
        {"PF6033", [](Kit& k) { k.account("zoe", Json::object()); },
         [](Kit& k) {  // in Okta, not assigned
             k.account("zoe", Json::object());
             k.add_person("zoe");
             k.app_users.erase(k.app_users.size() - 1);
         }},
        {"PF6030", [](Kit& k) { k.expression("sendInvite") = "\"maybe\""; },
         [](Kit& k) { k.expression("sendInvite") = "\"false\""; }},
    };
}

}  // namespace preflight::test
