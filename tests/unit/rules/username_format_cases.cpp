// PF3: what the username format yields.
#include "tests/unit/rules/cases.h"

namespace preflight::test {

namespace {

Break custom_format(const std::string& expression) {
    return [expression](Kit& kit) { kit.username_expression(expression); };
}
Break built_in(const std::string& text) {
    return [text](Kit& kit) { kit.username_template() = {{"type", "BUILT_IN"}, {"template", text}}; };
}

Break with(const Break& first, const Break& second) {
    return [first, second](Kit& kit) {
        first(kit);
        second(kit);
    };
}

// Ana has no username yet, and comes from `provider`.
Break new_person_from(const std::string& provider) {
    return [provider](Kit& kit) {
        kit.app_users[0]["credentials"].erase("userName");
        kit.users[0]["credentials"] = {{"provider", {{"type", provider}}}};
    };
}

}  // namespace

std::vector<Case> username_format_cases() {
    return {
        // A user principal name has an @; its prefix has none, and the UID of LDAP is something else.
        {"PF3011", built_in("${source.userName}"), built_in("${fn:substringBefore(source.userName, \"@\")}")},
        {"PF3011", built_in("${fn:toLowerCase(source.userName)}"),
         built_in("${source.userName}${instance.userSuffix}")},
        {"PF3011", custom_format("source.userName"), with(built_in("${source.userName}"), new_person_from("LDAP"))},
        // The mapped value is what is sent, whatever the format is.
        {"PF3011",
         [](Kit& k) {
             k.mapping["properties"]["userName"] = {{"expression", "user.email"}, {"pushStatus", "PUSH"}};
         },
         [](Kit& k) {
             k.username_template()["template"] = "${source.email}";
             k.mapping["properties"]["userName"] = {{"expression", "String.substringBefore(user.email, \"@\")"},
                                                    {"pushStatus", "PUSH"}};
         }},

        // A domain and a backslash before the name.
        {"PF3021", custom_format("\"ACME\\\" + user.lastName"), custom_format("\"acme.\" + user.lastName")},
        {"PF3021", custom_format("user.firstName + \" \" + user.lastName"),
         custom_format("user.firstName + \"-\" + user.lastName")},
        {"PF3021", built_in("_${fn:substringBefore(source.email, \"@\")}"),
         built_in("x_${fn:substringBefore(source.email, \"@\")}")},
        {"PF3021", built_in("${source.firstName}/${source.lastName}"),
         built_in("${source.firstName}${source.lastName}")},
        // Every branch is illegal, each in its own way.
        {"PF3021", custom_format("user.department == \"IT\" ? \"it/\" + user.lastName : \"_\" + user.lastName"),
         custom_format("user.department == \"IT\" ? \"it/\" + user.lastName : user.lastName")},
        // The same for everybody.
        {"PF3021", custom_format("String.toLowerCase(\"Scan-Desk\")"),
         custom_format("String.toLowerCase(user.lastName)")},
        {"PF3021", custom_format("user.department == \"IT\" ? \"it\" : \"staff\""),
         custom_format("user.department == \"IT\" ? \"it\" : user.lastName")},
        {"PF3021", built_in("egnyte-${org.subDomain}"), built_in("${org.subDomain}-${source.lastName}")},
        {"PF3021", custom_format("app.name + \"-user\""), custom_format("app.name + user.getInternalProperty(\"id\")")},
        {"PF3021", custom_format("\"\""), custom_format("user.lastName == \"\" ? \"\" : user.lastName")},
        // Logins that are not addresses have nothing before an @.
        {"PF3021",
         with(built_in("${fn:substringBefore(source.login, \"@\")}"),
              [](Kit& k) { k.login()["pattern"] = "^[a-z]+$"; }),
         with(built_in("${fn:substringBefore(source.login, \"@\")}"), [](Kit& k) { k.login()["pattern"] = ".+"; })},
        // ${...} needs type BUILT_IN, and Terraform's escape of it is none.
        {"PF3021", custom_format("${fn:substringBefore(source.email, \"@\")}"),
         built_in("${fn:substringBefore(source.email, \"@\")}")},
        {"PF3021", custom_format("$${fn:substringBefore(source.email, \"@\")}"), custom_format("user.email +")},
        {"PF3021", built_in("$${fn:substringBefore(source.email, \"@\")}"), built_in("${source.email}")},
        {"PF3021", built_in("\"ACME\\\" + user.lastName"), built_in("user.lastName")},

        // A cut whose separator ordinary names lack.
        {"PF3022", custom_format("String.substringBefore(user.firstName, \" \") + \"_\" + user.lastName"),
         custom_format(
             "(String.stringContains(user.firstName, \" \") ? String.substringBefore(user.firstName, \" \") : "
             "user.firstName) + \"_\" + user.lastName")},
        {"PF3022", custom_format("String.substringAfter(user.lastName, \"-\")"),
         custom_format("String.substring(user.firstName, 0, 1) + user.lastName")},
        {"PF3022", custom_format("String.substring(user.lastName, 3, 6) + \".\" + user.firstName"),
         custom_format("String.substring(user.lastName, 0, 3) + \".\" + user.firstName")},
        // A display name has a blank.
        {"PF3022", built_in("${source.displayName}"), custom_format("String.replace(user.displayName, \" \", \".\")")},
        {"PF3022",
         custom_format(
             "isMemberOfGroupName(\"x\") ? \"_\" + user.lastName : String.substringBefore(user.email, \"@\")"),
         custom_format(
             "isMemberOfGroupName(\"x\") ? \"x_\" + user.lastName : String.substringBefore(user.email, \"@\")")},
        // The recommended formats, in other letters too; a missing value; odd characters; what PF3012 says already.
        {"PF3022", custom_format("user.mobilePhone"),
         with(custom_format(
                  "String.toLowerCase(String.replace(String.substringBefore(user.login, \"@\"), \"+\", \"\"))"),
              [](Kit& k) { k.login()["pattern"] = ".+"; })},
        {"PF3022", custom_format("user.streetAddress"), custom_format("user.middleName + \".\" + user.lastName")},
        {"PF3022", built_in("${source.displayName}"),
         custom_format("user.department == \"IT\" ? user.email : String.substringBefore(user.firstName, \" \")")},

        {"PF3023", with(built_in("${source.samAccountName}"), new_person_from("OKTA")),
         with(built_in("${source.samAccountName}"), new_person_from("ACTIVE_DIRECTORY"))},
        {"PF3023", with(built_in("${fn:substringBefore(source.userName, \"@\")}"), new_person_from("FEDERATION")),
         with(built_in("${source.employeeNumber}"), new_person_from("OKTA"))},
        // People keep a username they have; nothing is reported about anybody in particular.
        {"PF3023", with(built_in("${source.employeeID}"), new_person_from("OKTA")),
         with(built_in("${source.samAccountName}"),
              [](Kit& k) {
                  k.users[0]["credentials"] = {{"provider", {{"type", "OKTA"}}}};
              })},

        {"PF3024", built_in("String.substringBefore(user.email, \"@\")"),
         custom_format("String.substringBefore(user.email, \"@\")")},
        {"PF3024", built_in("user.lastName"),
         [](Kit& k) {
             k.username_template() = {{"template", "String.substringBefore(user.email, \"@\")"}};
         }},

        // Old exports double the quotes inside the text.
        {"PF3013", built_in("${fn:replace(source.firstName, \"\"x\"\", \"\"y\"\")}"),
         built_in("${fn:substringBefore(source.email, \"\"@\"\")}")},
    };
}

}  // namespace preflight::test
