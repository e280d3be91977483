// PF4: the mapping and its expressions.
#include "tests/unit/rules/cases.h"

namespace preflight::test {

std::vector<Case> mapping_cases() {
    const auto nothing = [](Kit&) {};
    return {
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
        // Behind a condition on an attribute of unknown type, as without it.
        {"PF4005",
         [](Kit& k) {
             k.user_schema = kNull();
             k.expression("userType") = "user.yard == \"North\" AND !user.isSeasonal ? \"standard\" : \"power\"";
         },
         [](Kit& k) {
             k.user_schema = kNull();
             k.expression("userType") =
                 "user.yard == \"North\" AND user.isSeasonal == false ? \"standard\" : \"power\"";
         }},
        {"PF4005",
         [](Kit& k) {
             k.user_schema = kNull();
             k.expression("userType") = "user.grade > 3 ? (user.isTemp ? \"standard\" : \"power\") : \"power\"";
         },
         [](Kit& k) {
             k.user_schema = kNull();
             k.expression("userType") = "user.grade != null AND user.grade > 3 ? \"standard\" : \"power\"";
         }},
        // A display name is filled in by Okta.
        {"PF4012",
         [](Kit& k) { k.expression("givenName") = "user.displayName == null ? user.firstName : user.displayName"; },
         [](Kit& k) { k.expression("givenName") = "user.nickName == null ? user.firstName : user.nickName"; }},
        {"PF4012", [](Kit& k) { k.expression("givenName") = "user.displayName ?: user.firstName"; },
         [](Kit& k) { k.expression("givenName") = "user.nickName ?: user.firstName"; }},
        // The Identity Engine's way to read an attribute, and names in other letters.
        {"PF4011", [](Kit& k) { k.expression("email") = "user.profile.email"; },
         [](Kit& k) { k.expression("email") = "user.email"; }},
        {"PF4003", [](Kit& k) { k.expression("givenName") = "user.firstname"; },
         [](Kit& k) { k.expression("givenName") = "user.profile.firstName"; }},
        // What looks like something else.
        {"PF4038", [](Kit& k) { k.expression("givenName") = "String.replace(user.firstName, \"\\s+\", \"\")"; },
         [](Kit& k) { k.expression("givenName") = "String.replace(user.firstName, \"[External]\", \"\")"; }},
        {"PF4038",
         [](Kit& k) { k.expression("userType") = "isMemberOfAnyGroup(\"Sales\") ? \"power\" : \"standard\""; },
         [](Kit& k) {
             k.expression("userType") = "isMemberOfAnyGroup(\"00g1a2b3c4d5e6f7g8h9\") ? \"power\" : \"standard\"";
         }},
        {"PF4038",
         [](Kit& k) {
             k.expression("userType") = "isMemberOfGroupName(\"00g1a2b3c4d5e6f7g8h9\") ? \"power\" : \"standard\"";
         },
         [](Kit& k) { k.expression("userType") = "isMemberOfGroupName(\"00 Sales\") ? \"power\" : \"standard\""; }},
        {"PF4038", [](Kit& k) { k.expression("givenName") = "user.getInternalProperty(\"department\")"; },
         [](Kit& k) { k.expression("givenName") = "user.getInternalProperty(\"id\")"; }},
        {"PF4034", [](Kit& k) { k.users[0]["type"]["id"] = "otyContractor"; },
         [](Kit& k) {
             k.users[0]["type"]["id"] = "otyContractor";
             k.users[1]["type"]["id"] = "oty1";
             Json other = k.mapping;
             other["id"] = "prmContractor";
             other["source"]["id"] = "otyContractor";
             k.more["mapping-contractor.json"] = other.dump();
         }},
        {"PF4033", [](Kit& k) { k.mapping["properties"].erase("sendInvite"); }, nothing},
    };
}

}  // namespace preflight::test
