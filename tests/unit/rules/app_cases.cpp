// PF3: the application.
#include "tests/unit/rules/cases.h"

namespace preflight::test {

std::vector<Case> app_cases() {
    const auto nothing = [](Kit&) {};
    return {
        {"PF3001", [](Kit& k) { k.app["label"] = "Egnyte SCIM 1.0"; }, [](Kit& k) { k.app["label"] = "Egnyte"; }},
        {"PF3002", [](Kit& k) { k.app["status"] = "INACTIVE"; }, nothing},
        {"PF3003", [](Kit& k) { k.app["settings"]["app"]["subDomain"] = ""; },
         [](Kit& k) { k.app["settings"]["app"].erase("subDomain"); }},
        {"PF3004", [](Kit& k) { k.app["settings"]["app"]["subDomain"] = "https://acme.egnyte.com"; },
         [](Kit& k) { k.app["settings"]["app"]["subDomain"] = "ACME"; }},
        {"PF3005", [](Kit& k) { k.app["settings"]["app"]["subDomain"] = "acme2"; },
         [](Kit& k) { k.app["settings"]["app"]["subDomain"] = "Acme"; }},
        {"PF3006", [](Kit& k) { k.app["signOnMode"] = "AUTO_LOGIN"; }, [](Kit& k) { k.app.erase("signOnMode"); }},
        {"PF3007", [](Kit& k) { k.app["features"] = Json::array(); }, [](Kit& k) { k.app.erase("features"); }},
        {"PF3008", [](Kit& k) { k.drop_feature("PUSH_NEW_USERS"); }, nothing},
        {"PF3009", [](Kit& k) { k.drop_feature("PUSH_PROFILE_UPDATES"); }, nothing},
        {"PF3010", [](Kit& k) { k.drop_feature("PUSH_USER_DEACTIVATION"); }, nothing},
        {"PF3011", [](Kit& k) { k.username_template()["template"] = "${source.email}"; },
         [](Kit& k) {
             k.username_template() = {{"type", "CUSTOM"}, {"template", "String.substringBefore(user.email, \"@\")"}};
         }},
        {"PF3011",
         [](Kit& k) {
             k.username_template() = {{"type", "CUSTOM"}, {"template", "user.firstName + \"@\" + user.lastName"}};
         },
         [](Kit& k) {
             k.username_template() = {{"type", "CUSTOM"}, {"template", "user.firstName + \".\" + user.lastName"}};
         }},
        {"PF3012",
         [](Kit& k) {
             k.username_template() = {
                 {"type", "CUSTOM"},
                 {"template", "user.department == \"IT\" ? user.email : String.substringBefore(user.email, \"@\")"}};
         },
         [](Kit& k) {
             k.username_template() = {
                 {"type", "CUSTOM"},
                 {"template",
                  "user.department == \"IT\" ? user.firstName : String.substringBefore(user.email, \"@\")"}};
         }},
        // Found by following the conditions, where no ordinary person shows it.
        {"PF3012", [](Kit& k) { k.username_expression("String.len(user.department) > 10 ? user.login : \"a\""); },
         [](Kit& k) { k.username_expression("String.len(user.department) > 10 ? user.firstName : \"a\""); }},
        {"PF3012",
         [](Kit& k) {
             k.username_expression("isMemberOfGroupName(\"a\") && isMemberOfGroupName(\"b\") ? user.login : \"a\"");
         },
         [](Kit& k) {
             k.username_expression("isMemberOfGroupName(\"a\") && !isMemberOfGroupName(\"a\") ? \"b\" : \"a\"");
         }},
        {"PF3012", [](Kit& k) { k.username_expression("hasWorkdayUser() ? user.login : \"a\""); },
         [](Kit& k) { k.username_expression("user.getInternalProperty(\"id\")"); }},
        {"PF3012",
         [](Kit& k) { k.username_expression("user.login matches \".*@contractor\\.com\" ? user.login : \"a\""); },
         [](Kit& k) { k.username_template()["template"] = "${source.fistName}"; }},
        // PF4003
        // Nothing rules it out, though nobody can be shown.
        {"PF3012", [](Kit& k) { k.username_expression("Time.now() > \"2020\" ? user.login : \"a\""); },
         [](Kit& k) { k.username_expression("Time.now() > \"2020\" ? user.firstName : \"a\""); }},
        {"PF3011",
         [](Kit& k) {
             k.username_template()["template"] = "${source.login}";
             k.login()["pattern"] = "[a-z]+@acme\\.com";
         },
         [](Kit& k) {
             k.username_template()["template"] = "${source.login}";
             k.login()["pattern"] = "^[a-z]+$";
         }},
        {"PF3012",
         [](Kit& k) {
             k.username_template()["template"] = "${source.login}";
             k.login()["pattern"] = "[a-z0-9@.]+";
         },
         [](Kit& k) {
             k.username_template()["template"] = "${source.login}";
             k.login()["pattern"] = "[^@]+";
         }},
        {"PF3013", [](Kit& k) { k.username_template()["template"] = "${source.employeeID}"; },
         [](Kit& k) { k.username_expression("Time.now() > \"2020\" ? user.login : \"a\""); }},
        {"PF3013", [](Kit& k) { k.username_template()["template"] = "${source.firstName}"; },
         [](Kit& k) { k.username_template()["template"] = "${source.fistName}"; }},
        {"PF3013", [](Kit& k) { k.username_template()["template"] = "${fn:toLowerCase(source.firstName)}"; },
         [](Kit& k) { k.username_template()["template"] = "${fn:toLower(source.firstName)}"; }},
        {"PF3013",
         [](Kit& k) {
             k.username_template() = {{"type", "CUSTOM"}, {"template", "user.firstName"}};
         },
         [](Kit& k) { k.username_template()["template"] = "${fn:substringBefore(source.login, \"@\")}"; }},
        {"PF3014",
         [](Kit& k) {
             k.username_template() = {{"type", "NONE"}, {"template", ""}};
         },
         nothing},
        {"PF3015", [](Kit& k) { k.drop_feature("EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH"); },
         [](Kit& k) {
             k.drop_feature("EXCLUDE_USERNAME_UPDATE_ON_PROFILE_PUSH");
             k.username_template() = {{"type", "CUSTOM"},
                                      {"template", "String.substringBefore(user.email, \"@\")"},
                                      {"pushStatus", "DONT_PUSH"}};
         }},
        {"PF3016", [](Kit& k) { k.app["settings"]["implicitAssignment"] = true; },
         [](Kit& k) { k.app["settings"].erase("implicitAssignment"); }},
        {"PF3017",
         [](Kit& k) {
             k.users = k.app_users = kNull();
             k.policies[0]["settings"]["password"]["complexity"]["minLength"] = 8;
         },
         [](Kit& k) { k.policies[0]["settings"]["password"]["complexity"]["minLength"] = 8; }},
        // A policy that asks for enough, or an app that makes no service accounts.
        {"PF3017",
         [](Kit& k) {
             k.users = kNull();
             k.policies[0]["settings"]["password"]["complexity"]["minLength"] = 8;
             k.mapping["properties"].erase("isServiceAccount");
             k.app_users[0]["profile"]["isServiceAccount"] = true;
         },
         [](Kit& k) {
             k.users = k.app_users = kNull();
             k.policies[0]["settings"]["password"]["complexity"]["minLength"] = 8;
             k.expression("isServiceAccount") = "false";
         }},
        {"PF3018",
         [](Kit& k) {
             k.more["connection.json"] =
                 R"({"authScheme": "TOKEN", "status": "DISABLED", "profile": {"authScheme": "TOKEN"}})";
         },
         [](Kit& k) { k.more["connection.json"] = R"({"status": "UNKNOWN", "profile": {"authScheme": "UNKNOWN"}})"; }},
        {"PF3019",
         [](Kit& k) {
             k.app["settings"]["signOn"] = {{"ssoAcsUrlOverride", "https://acme.egnyte.com/samlconsumer/Okta"}};
         },
         [](Kit& k) {
             k.app["settings"]["signOn"] = {{"ssoAcsUrlOverride", nullptr}, {"audienceOverride", ""}};
         }},
        {"PF3090", nothing, [](Kit& k) { k.app = kNull(); }},
        {"PF3091", nothing, [](Kit& k) { k.app = kNull(); }},
        {"PF3092",
         [](Kit& k) {
             k.mapping["properties"]["twoFactor"] = {{"expression", "true"}, {"pushStatus", "PUSH"}};
         },
         [](Kit& k) {
             k.mapping["properties"]["twoFactor"] = {{"expression", "true"}, {"pushStatus", "PUSH"}};
             k.scenario["egnyte"]["twoFactor"] = {{"available", true}};
         }},
        {"PF3020",
         [](Kit& k) {
             k.app["name"] = "zendesk";
             k.app["label"] = "Zendesk";
             k.app["settings"]["app"]["subDomain"] = "tidewater-help";
         },
         [](Kit& k) { k.app["name"] = "tidewater_files_1"; }},
        {"PF3093", nothing, [](Kit& k) { k.metadata.clear(); }},
    };
}

}  // namespace preflight::test
