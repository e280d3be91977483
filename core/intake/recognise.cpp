#include "core/intake/recognise.h"

namespace preflight::intake {

using formats::json::Node;
using formats::json::Type;

namespace {

bool has(const Node& node, std::string_view key) {
    return node[key].exists();
}

bool starts(const Node& node, std::string_view key, std::string_view prefix) {
    return node[key].as_string().rfind(prefix, 0) == 0;
}

bool is_scim_user(const Node& node) {
    if (!has(node, "userName")) return false;
    return has(node, "emails") || has(node, "userType") || has(node, "authType") || has(node, "email") ||
           has(node, "name");
}

}  // namespace

Artefact recognise(const Node& object) {
    if (!object.is(Type::object)) return Artefact::none;
    if (has(object, "preflightScenario")) return Artefact::scenario;
    if (has(object, "errorCode") && (has(object, "errorSummary") || has(object, "errorId")))
        return Artefact::okta_error;
    if (object["source"].is(Type::object) && object["target"].is(Type::object) && has(object["source"], "type") &&
        has(object["target"], "type")) {
        return object["properties"].is(Type::object) ? Artefact::mapping : Artefact::mapping_list_item;
    }
    if (object["definitions"].is(Type::object) && (has(object, "$schema") || has(object, "id"))) {
        return object["id"].as_string().find("/meta/schemas/apps/") != std::string_view::npos ? Artefact::app_schema
                                                                                              : Artefact::user_schema;
    }
    if (has(object, "terraform_version") || (has(object, "format_version") && has(object, "values")))
        return Artefact::terraform;
    if (!unused_words(object).empty()) return Artefact::known_unused;
    if (object["type"].as_string() == "PASSWORD" && (has(object, "settings") || has(object, "conditions")))
        return Artefact::password_policy;
    if (has(object, "signOnMode") ||
        (has(object, "label") && has(object, "name") && (has(object, "features") || has(object, "settings"))))
        return Artefact::application;
    if (has(object, "scope") && (has(object, "credentials") || has(object, "syncState") || has(object, "profile")))
        return Artefact::app_user;
    if (has(object, "syncState") && has(object, "profile")) return Artefact::app_user;
    if (object["profile"].is(Type::object)) {
        const Node profile = object["profile"];
        if (has(profile, "login") || (starts(object, "id", "00u") && has(object, "status"))) return Artefact::user;
    }
    if (is_scim_user(object)) return Artefact::egnyte_account;
    return Artefact::none;
}

std::string_view unused_words(const Node& object) {
    if (has(object, "eventType") && has(object, "published"))
        return "a System Log, which this version does not read yet";
    if (object["profile"].is(Type::object) && has(object, "objectClass"))
        return "a list of Okta groups, which this version does not read yet";
    if (has(object, "sourceGroupId") || has(object, "userGroupId"))
        return "group push mappings, which this version does not read yet";
    if (has(object, "capabilities") && has(object, "name"))
        return "the application's features; Okta's answer is not meant for Egnyte, the application itself says more";
    if (has(object, "authScheme")) return "a provisioning connection; Okta's answer is not meant for Egnyte";
    if (has(object, "actions") && has(object, "conditions"))
        return "policy rules, which this version does not read yet";
    if (starts(object, "id", "00g") && has(object, "priority"))
        return "application groups, which this version does not read yet";
    return {};
}

std::string_view kind_word(Artefact artefact) {
    switch (artefact) {
        case Artefact::application:
            return "okta-application";
        case Artefact::mapping:
            return "okta-profile-mapping";
        case Artefact::mapping_list_item:
            return "okta-profile-mapping-list";
        case Artefact::app_schema:
            return "okta-app-user-schema";
        case Artefact::user_schema:
            return "okta-user-schema";
        case Artefact::password_policy:
            return "okta-password-policies";
        case Artefact::user:
            return "okta-users";
        case Artefact::app_user:
            return "okta-app-users";
        case Artefact::egnyte_account:
            return "egnyte-users";
        case Artefact::scenario:
            return "preflight-scenario";
        case Artefact::okta_error:
            return "okta-error";
        case Artefact::terraform:
            return "terraform-json";
        case Artefact::none:
        case Artefact::known_unused:
            break;
    }
    return "unknown";
}

}  // namespace preflight::intake
