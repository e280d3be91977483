#include "core/intake/inputs_document.h"

#include <array>
#include <string_view>

#include "core/intake/artefact.h"

namespace preflight::intake {

namespace {

struct Kind {
    std::string_view word, what, reads;
};

// In the order of spec 2. A row of artefacts.def says how to get it and what it unlocks.
constexpr std::array<Kind, 33> kKinds = {{
    {"saml-idp-metadata", "SAML metadata of the identity provider",
     "entity ID, endpoints, signing certificates, NameID formats, signature"},
    {"saml-sp-metadata", "SAML metadata of a service provider; Egnyte's settles the entity ID and the ACS URL",
     "entity ID, assertion consumers"},
    {"saml-aggregate", "several entities in one file", "every identity provider; the scenario chooses one"},
    {"saml-response", "a SAML response, also in base64", "that it is one; its content is not checked"},
    {"okta-application", "an application, or a list of them",
     "name, label, status, sign-on method, features, username format, Subdomain"},
    {"okta-profile-mapping", "a profile mapping with its expressions", "every expression and its push status"},
    {"okta-profile-mapping-list", "the list of mappings, which has no expressions", "ids, sources and targets"},
    {"okta-app-user-schema", "the schema of the application's users", "variables, types, limits, external names"},
    {"okta-user-schema", "the schema of Okta users", "variables, types, limits, the pattern of the login"},
    {"okta-app-features", "provisioning features of an application", "the switches, where Okta answers"},
    {"okta-connection", "the provisioning connection of an application", "its status"},
    {"okta-app-users", "assignments of people, with or without the people (expand=user)",
     "state, username, external id, group, profile"},
    {"okta-app-groups", "assignments of groups", "priority and the values set on each group"},
    {"okta-users", "Okta users", "id, status, type, provider, profile"},
    {"okta-groups", "Okta groups", "id, name, type"},
    {"okta-group-members", "members of one group; the address or the file name says of which", "the same as of users"},
    {"okta-group-push-mappings", "groups that Okta pushes", "source, target, status, error"},
    {"okta-password-policies", "password policies", "priority, groups, provider, minimum length"},
    {"okta-password-policy-rules", "rules of a password policy", "that they are there"},
    {"okta-group-rules", "rules that add people to groups", "expression, groups, exclusions"},
    {"okta-user-types", "user types of the org", "ids and names"},
    {"okta-org", "the org", "its subdomain"},
    {"okta-system-log", "events of the System Log: JSON, NDJSON or the console's CSV",
     "failures and changes of settings: type, result, reason, targets"},
    {"okta-error", "an error answer saved in place of an export", "the code"},
    {"terraform-json", "terraform show -json of a state or a plan",
     "applications, mappings, assignments, pushed groups, password policies, attributes of schemas, metadata"},
    {"terraform-state", "a terraform.tfstate of version 4", "the same"},
    {"rockstar-csv", "CSV exports of the Rockstar extension", "people, assignments, members of a group"},
    {"okta-report-csv", "CSV reports of the console", "that they are there; they have neither ids nor attributes"},
    {"users-csv", "people as a table, from HR or another system",
     "columns by the variable's name or its title; an attribute without a column is unknown"},
    {"egnyte-users", "Egnyte accounts: CSV, the API's list or a SCIM ListResponse",
     "id, username, e-mail address, names, type, authentication, activity"},
    {"egnyte-groups", "Egnyte groups", "id, name, members"},
    {"har", "a browser's HAR 1.2, saved with content",
     "the body of each answer of an Okta or Egnyte API, with its address and its next page"},
    {"preflight-bundle", "what the collector writes", "each answer, with its address and its next page"},
}};

const Artefact* row_of(std::string_view kind) {
    for (const Artefact* one : artefacts()) {
        if (one->kind == kind) return one;
    }
    return nullptr;
}

// In a cell of a table.
std::string cell(std::string text) {
    for (auto at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) text.insert(at, 1, '\\');
    return text;
}

}  // namespace

std::string inputs_document() {
    std::string out =
        "# Inputs\n\n"
        "Preflight recognises files by their content, in any order and with any name. Several artefacts in one file "
        "are all found: arrays, NDJSON, a wrapper object, Terraform, a HAR. Addresses begin with the address of your "
        "org; open them in the browser where you are signed in as admin and save the answer.\n\n"
        "| kind | what it is | how to get it | what is read | what is known only with it |\n"
        "| --- | --- | --- | --- | --- |\n";
    for (const Kind& kind : kKinds) {
        const Artefact* row = row_of(kind.word);
        const std::string how = row == nullptr ? std::string() : how_to_get(*row, "{app id, 0oa…}");
        out += "| `" + std::string(kind.word) + "` | " + cell(std::string(kind.what)) + " | " + cell(how) + " | " +
               cell(std::string(kind.reads)) + " | " +
               (row == nullptr ? std::string() : cell(std::string(row->unlocks))) + " |\n";
    }
    out +=
        "\nA scenario (`preflight-scenario`) states what no export contains. `html-page` and `unknown` are what a file "
        "is called that is none of these.\n";
    return out;
}

}  // namespace preflight::intake
