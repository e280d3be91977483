// PF4: what the mapping fills, and the profile that it fills.
#include "core/rules/example_schema.h"
#include "tests/unit/rules/cases.h"

namespace preflight::test {

namespace {

// An app user schema beside the other files, changed by `change`, which gets its "definitions".
Break with_schema(const std::function<void(Json&)>& change, const Break& more = nullptr) {
    return [change, more](Kit& kit) {
        Json schema = Json::parse(rules::kExampleAppSchema);
        change(schema["definitions"]);
        kit.more["app-user-schema.json"] = schema.dump();
        if (more) more(kit);
    };
}
Break with_schema() {
    return with_schema([](Json&) {});
}

Json& base(Json& definitions) {
    return definitions["base"]["properties"];
}

Break mapped(const std::string& target, const std::string& expression, const std::string& push = "PUSH") {
    return [=](Kit& kit) { kit.mapping["properties"][target] = {{"expression", expression}, {"pushStatus", push}}; };
}

Break unmapped(const std::string& target) {
    return [target](Kit& kit) { kit.mapping["properties"].erase(target); };
}

}  // namespace

std::vector<Case> mapping_target_cases() {
    const auto nothing = [](Json&) {};
    return {
        {"PF4020", with_schema(nothing, mapped("usertype", "\"power\"")), with_schema()},
        {"PF4020", with_schema(nothing, mapped("costUnit", "user.department")), mapped("costUnit", "user.department")},
        // The username belongs to the assignment, and a blank expression maps nothing.
        {"PF4020", with_schema([](Json& d) { base(d).erase("sendInvite"); }),
         with_schema([](Json& d) { base(d).erase("userName"); },
                     [](Kit& k) {
                         mapped("userName", "user.firstName")(k);
                         mapped("nothing", " ")(k);
                     })},

        {"PF4021", with_schema(nothing, unmapped("familyName")), with_schema()},
        {"PF4021", with_schema(nothing, mapped("familyName", "")),
         with_schema(nothing,
                     [](Kit& k) {
                         unmapped("familyName")(k);
                         for (Json& user : k.app_users) user["profile"]["familyName"] = "Lee";
                     })},
        // The definition's own list says it, too; the username is the format's, whatever its variable is called.
        {"PF4021", with_schema([](Json& d) {
             d["custom"] = {{"properties", {{"costUnit", {{"type", "string"}}}}}, {"required", {"costUnit"}}};
         }),
         with_schema([](Json& d) {
             base(d).erase("userName");
             base(d)["account"] = {{"type", "string"}, {"externalName", "userName"}, {"required", true}};
         })},
        // Without a whole mapping nobody can tell what is not mapped.
        {"PF4021", with_schema(nothing, unmapped("email")),
         with_schema(nothing, [](Kit& k) { k.mapping.erase("properties"); })},

        {"PF4027", mapped("role", "user.title"), mapped("role", "")},
        {"PF4028", mapped("userName", "String.substringBefore(user.login, \"@\")"), mapped("userName", "")},
        {"PF4028",
         with_schema(
             [](Json& d) {
                 base(d).erase("userName");
                 base(d)["account"] = {{"type", "string"}, {"externalName", "userName"}};
             },
             mapped("account", "user.email")),
         [](Kit& k) {
             mapped("userName", "String.substringBefore(user.login, \"@\")")(k);
             k.username_template() = {{"type", "NONE"}, {"template", ""}};
         }},

        {"PF4029", with_schema([](Json& d) {
             for (const char* name : {"authType", "sendInvite", "isServiceAccount", "twoFactor"}) base(d).erase(name);
         }),
         with_schema()},
        // One of them is enough, and an attribute of another name may be one of them.
        {"PF4029", with_schema([](Json& d) {
             for (const char* name : {"authType", "sendInvite", "isServiceAccount", "twoFactor"}) base(d).erase(name);
         }),
         with_schema([](Json& d) {
             for (const char* name : {"sendInvite", "isServiceAccount", "twoFactor"}) base(d).erase(name);
             base(d)["egnyteAuth"] = {{"type", "string"}};
         })},

        {"PF4030", [](Kit& k) { std::swap(k.mapping["source"], k.mapping["target"]); },
         [](Kit& k) {
             Json import = k.mapping;
             std::swap(import["source"], import["target"]);
             k.more["import.json"] = import.dump();
         }},
        {"PF4030", [](Kit& k) { std::swap(k.mapping["source"], k.mapping["target"]); },
         [](Kit& k) {
             std::swap(k.mapping["source"], k.mapping["target"]);
             k.mapping["source"]["id"] = "0oaOther";
         }},

        {"PF4031", [](Kit& k) { k.mapping["properties"]["email"]["pushStatus"] = "DONT_PUSH"; },
         [](Kit& k) {
             k.mapping["properties"]["isServiceAccount"]["pushStatus"] = "DONT_PUSH";
             k.mapping["properties"]["userType"]["pushStatus"] = "DONT_PUSH";  // the same for everybody
         }},
        {"PF4031",
         [](Kit& k) {
             for (Json& entry : k.mapping["properties"]) entry["pushStatus"] = "DONT_PUSH";
         },
         [](Kit& k) { k.mapping["properties"]["email"].erase("pushStatus"); }},

        {"PF4032", mapped("authType", "user.department == \"IT\" ? \"egnyte\" : \"sso\""),
         mapped("authType", "\"sso\"")},
        {"PF4032", mapped("authType", "user.department == \"IT\" ? \"egnyte\" : \"SSO\""),
         mapped("authType", "user.department == \"IT\" ? \"egnyte\" : \"sso\"", "DONT_PUSH")},
        {"PF4032", mapped("authType", "user.department == \"IT\" ? \"egnyte\" : \"sso\""),
         [](Kit& k) {
             mapped("authType", "user.department == \"IT\" ? \"egnyte\" : \"sso\"")(k);
             mapped("idpUserId", "user.email")(k);
         }},

        // A list of values: constants, texts that can be none of them, and what people have.
        {"PF4035", with_schema([](Json& d) {
             base(d)["userType"]["enum"] = {"admin", "standard"};
         }),
         with_schema([](Json& d) {
             base(d)["userType"]["enum"] = {"admin", "power"};
         })},
        {"PF4035",
         with_schema(
             [](Json& d) {
                 base(d)["userType"]["enum"] = {"admin", "power", "standard"};
             },
             mapped("userType", "user.department == \"IT\" ? \"power\" : \"Standard\"")),
         with_schema(
             [](Json& d) {
                 base(d)["userType"]["enum"] = {"admin", "power", "standard"};
             },
             mapped("userType", "user.department == \"IT\" ? \"power\" : user.access"))},
        {"PF4035",
         with_schema(
             [](Json& d) {
                 base(d)["userType"]["enum"] = {"admin", "power", "standard"};
             },
             [](Kit& k) {
                 mapped("userType", "user.userType")(k);
                 k.users[0]["profile"]["userType"] = "Employee";
             }),
         with_schema(
             [](Json& d) {
                 base(d)["userType"]["enum"] = {"admin", "power", "standard"};
             },
             [](Kit& k) {
                 mapped("userType", "user.userType")(k);
                 k.users[0]["profile"]["userType"] = "power";
                 k.users[1]["profile"]["userType"] = "";
             })},
        // An attribute that is not Egnyte's own stops the assignment, too.
        {"PF4035",
         with_schema(
             [](Json& d) {
                 d["custom"]["properties"]["region"] = {{"type", "string"}, {"oneOf", {{{"const", "emea"}}}}};
             },
             mapped("region", "\"apac\"")),
         with_schema(
             [](Json& d) {
                 d["custom"]["properties"]["region"] = {{"type", "string"}, {"oneOf", {{{"const", "emea"}}}}};
             },
             mapped("region", "\"emea\""))},

        {"PF4036", with_schema(nothing, mapped("sendInvite", "\"no\"")),
         with_schema(nothing, mapped("sendInvite", "\"False\""))},
        {"PF4036", with_schema(nothing, mapped("sendInvite", "\"no_\" + user.firstName")),
         with_schema(nothing, mapped("sendInvite", "user.access"))},
        {"PF4036",
         with_schema(nothing,
                     [](Kit& k) {
                         custom(k, "roles") = {{"type", "array"}, {"items", {{"type", "string"}}}};
                         mapped("userType", "user.roles")(k);
                     }),
         with_schema(nothing,
                     [](Kit& k) {
                         custom(k, "roles") = {{"type", "array"}, {"items", {{"type", "string"}}}};
                         mapped("userType", "Arrays.toCsvString(user.roles)")(k);
                     })},
        {"PF4036", with_schema(nothing, mapped("authType", "user.service == true")),
         mapped("authType", "user.service == true")},
        {"PF4036", with_schema(nothing, mapped("idpUserId", "String.len(user.email)")),
         with_schema(nothing, mapped("idpUserId", "user.email"))},
        {"PF4036",
         with_schema(
             [](Json& d) {
                 d["custom"]["properties"]["seats"] = {{"type", "integer"}};
             },
             mapped("seats", "\"many\"")),
         with_schema(
             [](Json& d) {
                 d["custom"]["properties"]["seats"] = {{"type", "integer"}};
             },
             mapped("seats", "\"7\""))},

        {"PF4037", with_schema([](Json& d) {
             d["custom"]["properties"]["usertype"] = {{"type", "string"}};
         }),
         with_schema([](Json& d) {
             d["custom"]["properties"]["costUnit"] = {{"type", "string"}};
         })},
        {"PF4037", with_schema([](Json& d) {
             d["custom"]["properties"]["costUnit"] = {{"type", "string"}, {"externalNamespace", "acme"}};
         }),
         with_schema([](Json& d) {
             d["custom"]["properties"]["costUnit"] = {{"type", "string"}, {"externalNamespace", "URN:acme:cost"}};
             base(d)["email"]["externalNamespace"] = "core";
         })},
    };
}

}  // namespace preflight::test
