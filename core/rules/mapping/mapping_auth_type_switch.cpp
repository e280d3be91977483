#include <algorithm>

#include "core/egnyte/user_name.h"
#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_auth_type_switch {

constexpr Rule kRow{
    .code = "PF4032",
    .slug = "mapping-auth-type-switch",
    .severity = Severity::warning,
    .when = "The authentication type can change to sso later, and the IdP username is not mapped.",
    .why =
        "Egnyte fills in the IdP username only when it creates an SSO account. After the switch it stays empty, and "
        "sign-in fails.",
    .remedy = {"Map the IdP username",
               {clicks::kMappings, "IdP Username: map it to the value that Okta sends as NameID. Save.",
                "For accounts already switched: fill in the IdP username in Egnyte by hand."}},
    .sources = "S44 S45",
    .confidence = Confidence::documented,
    .explains = "PF6018",
};

void check(const Context& context, Report& report) {
    const Listed* auth_type = parsed_mapping_of(context, "authType");
    if (auth_type == nullptr || !surely_unmapped(context, "idpUserId", "idp")) return;
    const okta::MappingEntry* entry = context.workspace.to_app_mapping->find(auth_type->subject.target);
    if (entry == nullptr || entry->push_status != okta::PushStatus::push) return;
    // A switch needs both: a value that is sso, and another one that was sent before.
    const expression::Case* sso = nullptr;
    bool other = false;
    for (const expression::Case& a : auth_type->analysis.possible.cases) {
        if (!a.constant || !a.constant->is_string()) continue;
        const auto canonical = egnyte::canonical_auth_type(a.constant->as_string());
        if (canonical == "sso") sso = &a;
        else if (canonical) other = true;
    }
    if (sso == nullptr || !other) return;
    Finding& finding =
        report.add(kRow,
                   "The authentication type can change to \"sso\" for an existing account, and the IdP username "
                   "is not mapped.");
    finding.locations.push_back(auth_type->subject.text->part(sso->span.begin, sso->span.end));
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/authType/expression",
                             R"("user.department == \"IT\" ? \"egnyte\" : \"sso\"")"}}},
                   .good = {{{"mapping.json", "/properties/authType/expression",
                              R"("user.department == \"IT\" ? \"egnyte\" : \"sso\"")"},
                             {"mapping.json", "/properties/idpUserId",
                              R"({"expression": "user.email", "pushStatus": "PUSH"})"}}})

}  // namespace preflight::rules::mapping_auth_type_switch
