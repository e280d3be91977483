#include "core/okta/org_readers.h"

namespace preflight::okta {

using formats::json::Node;

namespace {

std::string string_of(const Node& node) {
    return std::string(node.as_string());
}

std::optional<bool> enabled(const Node& node) {
    const std::string_view status = node["status"].as_string();
    if (status == "ENABLED") return true;
    if (status == "DISABLED") return false;
    return std::nullopt;
}

}  // namespace

Org read_org(const Origin& origin, const Node& node) {
    return {locate(origin, node), string_of(node["id"]), string_of(node["companyName"]), string_of(node["subdomain"])};
}

UserType read_user_type(const Origin& origin, const Node& node) {
    return {locate(origin, node), string_of(node["id"]), string_of(node["name"]), string_of(node["displayName"]),
            node["default"].as_bool().value_or(false)};
}

PolicyRule read_policy_rule(const Origin& origin, const Node& node) {
    return {locate(origin, node), string_of(node["id"]), string_of(node["name"]), string_of(node["status"])};
}

Connection read_connection(const Origin& origin, const Node& node) {
    Connection connection;
    connection.at = locate(origin, node);
    connection.app_id = segment_behind(node["_links"]["self"]["href"].as_string(), "/apps/");
    connection.status = read_text(origin, node, "status");
    connection.base_url = string_of(node["baseUrl"]);
    return connection;
}

AppFeature read_app_feature(const Origin& origin, const Node& node) {
    AppFeature feature;
    feature.at = locate(origin, node);
    feature.app_id = segment_behind(node["_links"]["self"]["href"].as_string(), "/apps/");
    feature.name = string_of(node["name"]);
    feature.status = string_of(node["status"]);
    const Node capabilities = node["capabilities"];
    feature.create = enabled(capabilities["create"]["lifecycleCreate"]);
    feature.update = enabled(capabilities["update"]["profile"]);
    feature.deactivate = enabled(capabilities["update"]["lifecycleDeactivate"]);
    return feature;
}

}  // namespace preflight::okta
