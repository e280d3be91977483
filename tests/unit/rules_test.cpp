// Every rule of PF1, PF3 to PF6 and PF8 fires on what it is about and stays silent on the nearest thing that is right.
#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;
using Change = std::function<void(Kit&)>;

struct Case {
    const char* code;
    Change fires;
    Change silent;  // the nearest thing that is right
};

const Json& kNull() {
    static const Json null = nullptr;
    return null;
}

// The certificate that the card of this metadata shows: its fingerprint, and its text.
std::string fingerprint_of(const std::string& metadata) {
    return test::check({{"metadata.xml", metadata}})["egnyteSettings"]["certificateSha256"];
}
std::string kit_fingerprint() {
    return fingerprint_of(Kit().metadata);
}
std::string certificate_of(const std::string& metadata) {
    const auto begin = metadata.find("X509Certificate>") + 16;
    return metadata.substr(begin, metadata.find('<', begin) - begin);
}
std::string armoured(const std::string& certificate) {
    return "-----BEGIN CERTIFICATE-----\n\xC2\xA0" + certificate + "\n-----END CERTIFICATE-----\n";
}
std::string another_metadata() {
    return test::read_file(test::source_path("samples/first-day-mistakes/idp-metadata.xml")).value_or("");
}

// `terraform show -json` of a state with the kit's app as a SAML resource.
std::string terraform(const Json& attributes) {
    Json values{{"id", "0oaEgnyte"}, {"name", "egnyte"}, {"label", "Egnyte SCIM 2.0"}};
    values.update(attributes);
    const Json resource{
        {"address", "okta_app_saml.egnyte"}, {"mode", "managed"}, {"type", "okta_app_saml"}, {"values", values}};
    return Json{{"format_version", "1.0"}, {"values", {{"root_module", {{"resources", Json::array({resource})}}}}}}
        .dump();
}

Json& custom(Kit& kit, const char* attribute) {
    return kit.user_schema["definitions"]["custom"]["properties"][attribute];
}

std::vector<Case> cases() {
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
        {"PF1014", [](Kit& k) { k.scenario["egnyte"]["sso"]["defaultUserMaping"] = "email"; },
         [](Kit& k) {
             k.scenario["egnyte"]["licences"] = {{"power", 5}};
         }},

        {"PF1015",
         [](Kit& k) {
             k.more["state.json"] = terraform({{"entity_key", "exk8tideEgnyteSaml7w"}});
         },
         [](Kit& k) {
             k.more["state.json"] = R"({"format_version":"1.0","values":{"root_module":{"resources":[]}}})";
         }},
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
         [](Kit& k) { k.username_template()["template"] = "${source.fistName}"; }},  // PF4003
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
        {"PF3093", nothing, [](Kit& k) { k.metadata.clear(); }},

        {"PF4001", [](Kit& k) { k.expression("email") = "user.email +"; }, [](Kit& k) { k.expression("email") = ""; }},
        {"PF4002", [](Kit& k) { k.expression("email") = "String.toLower(user.email)"; },
         [](Kit& k) { k.expression("email") = "String.toLowerCase(user.email)"; }},
        {"PF4002", [](Kit& k) { k.expression("email") = "string.toLowerCase(user.email)"; },
         [](Kit& k) { k.expression("email") = "String.toLowerCase(user.email)"; }},
        {"PF4003", [](Kit& k) { k.expression("givenName") = "fristName"; },
         [](Kit& k) { k.expression("givenName") = "firstName"; }},
        {"PF4003", [](Kit& k) { k.expression("email") = "user.mail"; },
         [](Kit& k) { k.expression("email") = "user.access == \"x\" ? user.email : user.email"; }},
        {"PF4004", [](Kit& k) { k.expression("email") = "String.len(user.email, 1) > 0 ? user.email : user.email"; },
         [](Kit& k) { k.expression("email") = "String.len(user.email) > 0 ? user.email : user.login"; }},
        {"PF4004", [](Kit& k) { k.expression("familyName") = "user.lastName == \"\" ? -\"x\" : user.lastName"; },
         [](Kit& k) { k.expression("familyName") = "user.lastName == \"\" ? \"-x\" : user.lastName"; }},
        {"PF4005", [](Kit& k) { k.expression("sendInvite") = "user.service ? false : true"; },
         [](Kit& k) { k.expression("sendInvite") = "user.service == true ? false : true"; }},
        {"PF4005", [](Kit& k) { k.expression("familyName") = "Arrays.toCsvString(Arrays.flatten(user.lastName))"; },
         [](Kit& k) {
             k.expression("familyName") =
                 "Arrays.toCsvString(Arrays.flatten(user.lastName != null ? user.lastName : {}))";
         }},
        {"PF4005", [](Kit& k) { k.expression("familyName") = "getManagerUser(\"active_directory\").lastName"; },
         [](Kit& k) { k.expression("familyName") = "getManagerUser(\"active_directory\")?.lastName"; }},
        {"PF4006", [](Kit& k) { k.expression("sendInvite") = "user.service = true ? false : true"; },
         [](Kit& k) { k.expression("sendInvite") = "user.service == true ? false : true"; }},
        {"PF4007", [](Kit& k) { k.expression("givenName") = "\"Team \" + user.department"; },
         [](Kit& k) {
             k.expression("givenName") =
                 "user.firstName == null ? \"\" : user.firstName + (user.department == null ? \"\" : user.department)";
         }},
        {"PF4008",
         [](Kit& k) {
             k.expression("familyName") = "user.access != null ? user.access + \" \" : \"\" + user.lastName";
         },
         [](Kit& k) {
             k.expression("familyName") = "(user.access != null ? user.access + \" \" : \"\") + user.lastName";
         }},
        {"PF4008", [](Kit& k) { k.expression("givenName") = "user.department ? user.firstName : user.lastName"; },
         [](Kit& k) { k.expression("givenName") = "user.department == \"IT\" ? \"IT\" : \"No \" + user.department"; }},
        {"PF4009", [](Kit& k) { k.expression("email") = "toLowerCase(user.email)"; },
         [](Kit& k) { k.expression("email") = "String.toLowerCase(user.email)"; }},
        {"PF4010", [](Kit& k) { k.expression("userType") = "isMemberOfGroupName(\"IT\") ? \"power\" : \"standard\""; },
         [](Kit& k) { k.expression("userType") = "user.department == \"IT\" ? \"power\" : \"standard\""; }},
        {"PF4011", [](Kit& k) { k.expression("givenName") = "firstName"; },
         [](Kit& k) { k.expression("givenName") = "user[firstName]"; }},
        {"PF4011", [](Kit& k) { k.expression("email") = "profile.email"; },
         [](Kit& k) { k.expression("email") = "source.email"; }},
        {"PF4012",
         [](Kit& k) {
             k.expression("userType") = "String.toLowerCase(user.department) == \"IT\" ? \"power\" : \"standard\"";
         },
         [](Kit& k) {
             k.expression("userType") = "String.toLowerCase(user.department) == \"it\" ? \"power\" : \"standard\"";
         }},
        {"PF4012",
         [](Kit& k) {
             for (const char* name : {"cy", "di", "eva", "fay"}) k.add_person(name)["department"] = "Sales";
             k.expression("userType") = "user.department == \"Sale\" ? \"power\" : \"standard\"";
         },
         [](Kit& k) {
             for (const char* name : {"cy", "di", "eva", "fay"}) k.add_person(name)["department"] = "Sales";
             k.expression("userType") = "user.department == \"Sales\" ? \"power\" : \"standard\"";
         }},
        // Numbers and cleared texts are values of an enum as well; what an array holds is none of the array.
        {"PF4012",
         [](Kit& k) {
             custom(k, "level") = {{"type", "integer"}, {"enum", {1, 5}}};
             k.expression("userType") = "user.level == 4 ? \"power\" : \"standard\"";
         },
         [](Kit& k) {
             custom(k, "level") = {{"type", "integer"}, {"enum", {1, 5}}};
             k.expression("userType") = "user.level > 3 ? \"power\" : \"standard\"";
         }},
        {"PF4012",
         [](Kit& k) {
             custom(k, "access") = {{"type", "string"}, {"enum", {"admin", "power"}}, {"required", true}};
             k.expression("userType") = "user.access == \"\" ? \"power\" : user.access";
         },
         [](Kit& k) {
             custom(k, "access") = {{"type", "string"}, {"enum", {"admin", "power"}}};
             k.expression("userType") = "user.access == \"\" ? \"power\" : user.access";
         }},
        {"PF4012",
         [](Kit& k) {
             custom(k, "access") = {{"type", "string"}, {"oneOf", {{{"const", "a"}, {"title", "A"}}}}};
             k.expression("userType") = "user.access == \"b\" ? \"power\" : \"standard\"";
         },
         [](Kit& k) {
             custom(k, "tags") = {{"type", "array"}, {"items", {{"type", "string"}, {"enum", {"x", "y"}}}}};
             k.expression("userType") = "Arrays.size(user.tags) > 1 ? \"power\" : \"standard\"";
         }},
        {"PF4022", [](Kit& k) { k.mapping["properties"].erase("userType"); },
         [](Kit& k) {
             k.mapping["properties"].erase("userType");
             for (Json& user : k.app_users) user["profile"]["userType"] = "power";
         }},
        {"PF4023", [](Kit& k) { k.expression("userType") = "user.department == \"IT\" ? \"Power\" : \"standard\""; },
         [](Kit& k) { k.expression("userType") = "user.department == \"IT\" ? \"admin\" : \"Undefined\""; }},
        {"PF4023", [](Kit& k) { k.expression("userType") = "user.access ?: \"Power\""; },
         [](Kit& k) { k.expression("userType") = "user.access ?: String.toLowerCase(user.department)"; }},
        {"PF4023", [](Kit& k) { k.expression("userType") = "String.toUpperCase(user.email)"; },
         [](Kit& k) { k.expression("userType") = "String.toLowerCase(user.department)"; }},
        {"PF4023", [](Kit& k) { k.expression("userType") = "user.service"; },
         [](Kit& k) { k.expression("userType") = "user.service == true ? \"admin\" : \"power\""; }},
        {"PF4023", [](Kit& k) { k.expression("userType") = "String.len(user.lastName)"; },
         [](Kit& k) { k.expression("userType") = "String.substring(user.lastName, 0, 0)"; }},
        {"PF4023", [](Kit& k) { k.expression("userType") = "String.toUpperCase(user.lastName)"; },
         [](Kit& k) { k.expression("userType") = "user.lastName"; }},
        {"PF4024", [](Kit& k) { k.expression("userType") = "user.userType != null ? user.userType : \"power\""; },
         [](Kit& k) { k.expression("userType") = "user.access ?: \"power\""; }},
        {"PF4024", [](Kit& k) { k.expression("userType") = "user.userType"; },
         [](Kit& k) { k.expression("userType") = "user.userType == \"Employee\" ? \"power\" : \"standard\""; }},
        {"PF4025", [](Kit& k) { k.expression("authType") = "\"SAML\""; },
         [](Kit& k) { k.expression("authType") = "user.department == \"IT\" ? \"sso\" : \"egnyte\""; }},
        {"PF4025", [](Kit& k) { k.expression("authType") = "\"okta_\" + user.firstName"; },
         [](Kit& k) { k.expression("authType") = "String.toUpperCase(user.firstName)"; }},
        {"PF4025", [](Kit& k) { k.expression("authType") = "user.service"; },
         [](Kit& k) { k.expression("authType") = "user.access"; }},
        {"PF4026",
         [](Kit& k) {
             custom(k, "level") = {{"type", "integer"}, {"enum", {1, 5}}};
             k.expression("isServiceAccount") = "user.level == 5";
             k.expression("sendInvite") = "user.level == 1 ? false : true";
         },
         [](Kit& k) {
             custom(k, "level") = {{"type", "integer"}, {"enum", {1, 5}}};
             k.expression("isServiceAccount") = "user.level == 5";
             k.expression("sendInvite") = "user.level != 5";
         }},
        {"PF4026", [](Kit& k) { k.expression("sendInvite") = "true"; },
         [](Kit& k) { k.expression("sendInvite") = "user.service == true ? false : true"; }},
        {"PF4026",
         [](Kit& k) {
             k.expression("sendInvite") = "true";
             k.expression("isServiceAccount") = "String.len(user.department) > 9 && hasDirectoryUser()";
         },
         [](Kit& k) {
             k.expression("sendInvite") = "!hasDirectoryUser()";
             k.expression("isServiceAccount") = "String.len(user.department) > 9 && hasDirectoryUser()";
         }},
        {"PF4033", [](Kit& k) { k.mapping["properties"].erase("sendInvite"); }, nothing},

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
        {"PF6030", [](Kit& k) { k.expression("sendInvite") = "\"maybe\""; },
         [](Kit& k) { k.expression("sendInvite") = "\"false\""; }},

        {"PF8001", [](Kit& k) { k.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email"; },
         [](Kit& k) {
             k.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email";
             k.expression("authType") = "\"egnyte\"";
             k.expression("sendInvite") = "true";
             k.expression("isServiceAccount") = "false";
         }},
        {"PF8002", [](Kit& k) { k.scenario["egnyte"]["sso"].erase("defaultUserMapping"); },
         [](Kit& k) {
             k.scenario["egnyte"]["sso"].erase("defaultUserMapping");
             for (const char* name : {"ana", "bo"}) k.account(name, Json::object());
         }},
        {"PF8003", [](Kit& k) { k.stated("idpEntityId") = "http://www.okta.com/exkAnother"; },
         [](Kit& k) { k.stated("idpEntityId") = "http://www.okta.com/exk8tideEgnyteSaml7w"; }},
        {"PF8003", [](Kit& k) { k.stated("idpEntityId") = "urn:acme"; },
         // A near miss is EGN-03's.
         [](Kit& k) { k.stated("idpEntityId") = "https://www.okta.com/exk8tideEgnyteSaml7w"; }},
        {"PF8004", [](Kit& k) { k.stated("certificateSha256") = std::string(64, 'a'); },
         [](Kit& k) { k.stated("certificateSha256") = test::spelt_out(kit_fingerprint()); }},
        {"PF8004", [](Kit& k) { k.stated("certificateSha256") = std::string(64, 'a'); },
         [](Kit& k) {
             // Nothing is proved by what cannot be read.
             k.stated("certificateSha256") = std::string(64, 'a');
             k.metadata = test::with(k.metadata, "X509Certificate>MII", "X509Certificate>*MII");
         }},
        {"PF8004",
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", certificate_of(another_metadata())}});
         },
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", certificate_of(k.metadata)}});
         }},
        {"PF8004",
         [](Kit& k) {
             // Read as the metadata's own: with BEGIN and END lines, and what clipboards leave.
             k.more["state.json"] = terraform({{"certificate", armoured(certificate_of(another_metadata()))}});
         },
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", armoured(certificate_of(k.metadata))}});
         }},
        {"PF8004",
         [](Kit& k) {
             // Egnyte holds what Terraform says: it is the metadata that is old.
             k.more["state.json"] = terraform({{"certificate", certificate_of(another_metadata())}});
             k.stated("certificateSha256") = fingerprint_of(another_metadata());
         },
         [](Kit& k) {
             // Of another application of the same Terraform.
             k.more["state.json"] =
                 terraform({{"id", "0oaOther"}, {"certificate", certificate_of(another_metadata())}});
         }},
        {"PF8010",
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", "*" + certificate_of(k.metadata)}});
         },
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", certificate_of(k.metadata)}});
         }},
        {"PF8005",
         [](Kit& k) {
             k.more["state.json"] = terraform({{"entity_key", "exkAnother"}});
         },
         [](Kit& k) {
             k.more["state.json"] = terraform({{"entity_key", "exk8tideEgnyteSaml7w"}});
         }},
        {"PF8005",
         [](Kit& k) {
             k.app = nullptr;
             k.more["state.json"] = terraform({{"entity_key", "exkAnother"}});
         },
         [](Kit& k) {
             // Two states that disagree prove nothing.
             k.more["state.json"] = terraform({{"entity_key", "exkAnother"}});
             k.more["state2.json"] = terraform({{"entity_key", "exkThird"}});
         }},
        {"PF8005", [](Kit& k) { k.metadata = test::with_all(k.metadata, "/app/egnyte/", "/app/salesforce/"); },
         [](Kit& k) { k.metadata = test::with_all(k.metadata, "/app/egnyte/", "/app/Egnyte/"); }},
        {"PF8005",
         [](Kit& k) {
             Json old = k.app;
             old["id"] = "0oaOld";
             old["name"] = "egnyte_old";
             old["label"] = "Egnyte SCIM 1.0";
             k.more["old.json"] = old.dump();
             k.metadata = test::with_all(k.metadata, "/app/egnyte/", "/app/egnyte_old/");
         },
         [](Kit& k) {
             k.app["name"] = "acme_files_1";
             k.metadata = test::with_all(k.metadata, "/app/egnyte/", "/app/acme_files_1/");
         }},
        {"PF8005",
         [](Kit& k) {
             k.metadata = test::with_all(k.metadata, "tidewater-carto.okta.com/app/egnyte", "sso.acme.test/app/box");
         },
         [](Kit& k) {
             // Another product's path of the same form.
             k.metadata = test::with_all(k.metadata, "tidewater-carto.okta.com/app/egnyte", "sso.acme.test/app/box");
             k.metadata = test::with(k.metadata, "http://www.okta.com/exk8", "https://sso.acme.test/exk8");
         }},
        {"PF8007",
         [](Kit& k) { k.metadata = test::with(k.metadata, "nameid-format:unspecified", "nameid-format:emailAddress"); },
         nothing},
        {"PF8007",
         [](Kit& k) {
             k.metadata = test::with(k.metadata, "nameid-format:unspecified", "nameid-format:emailAddress");
             k.app["credentials"]["userNameTemplate"] = {{"type", "NONE"}};
         },
         [](Kit& k) {
             k.metadata = test::with(k.metadata, "nameid-format:unspecified", "nameid-format:emailAddress");
             k.username_template()["template"] = "${source.login}";
         }},
        {"PF8009",
         [](Kit& k) { k.stated("idpLoginUrl") = "https://tidewater-carto.okta.com/app/egnyte/exkAnother/sso/saml"; },
         [](Kit& k) {
             k.stated("idpLoginUrl") = " https://Tidewater-Carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
         }},
        {"PF8009",
         [](Kit& k) {
             k.stated("idpLoginUrl") =
                 "https://tidewater-carto-admin.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
         },
         [](Kit& k) {
             k.stated("idpLoginUrl") = "https://login.tidewater.test/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
         }},
        {"PF8008",
         [](Kit& k) {
             k.account("ana", {{"idpUserId", ""}});
         },
         [](Kit& k) { k.account("ana", Json::object()); }},
    };
}

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
            const bool manual = finding["severity"] == "manual";
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

// A rule that nobody wrote a fixture for would go unnoticed otherwise.
TEST(Rules, EveryRowOfTheCatalogueHasAFixture) {
    std::set<std::string> covered;
    for (const Case& c : cases()) covered.insert(c.code);
    const Json rows = Json::parse(catalogue("json"));
    for (const Json& rule : rows["rules"]) {
        const std::string code = rule["code"];
        EXPECT_TRUE(code.rfind("PF", 0) != 0 || covered.count(code) == 1) << code;
    }
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
    EXPECT_NE(words.find("PF1015"), std::string::npos);
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
    kit.more["a.xml"] = test::with_all(kit.metadata, "exk8tideEgnyteSaml7w", "exkOld");
    std::swap(kit.more["a.xml"], kit.metadata);
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
