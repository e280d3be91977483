#include "core/okta/readers.h"

#include <algorithm>
#include <set>

#include "core/text/unicode.h"

namespace preflight::okta {

using formats::json::Node;
using formats::json::Type;

namespace {

PushStatus read_push_status(const Node& node) {
    const std::string_view value = node.as_string();
    if (value == "PUSH") return PushStatus::push;
    if (value == "DONT_PUSH") return PushStatus::dont_push;
    if (value == "NOT_CONFIGURED") return PushStatus::not_configured;
    return PushStatus::unset;
}

std::string string_of(const Node& node) {
    return std::string(node.as_string());
}

MappingEnd read_end(const Node& node) {
    return {string_of(node["id"]), string_of(node["name"]), string_of(node["type"])};
}

}  // namespace

std::string_view segment_behind(std::string_view url, std::string_view before) {
    const auto at = url.find(before);
    if (at == std::string_view::npos) return {};
    url.remove_prefix(at + before.size());
    return url.substr(0, url.find_first_of("/?#"));
}

findings::Location locate(const Origin& origin, const Node& node) {
    findings::Location location;
    location.input = origin.input;
    location.pointer = node.pointer();
    location.span = origin.outer == nullptr ? node.span() : origin.outer->locate(node.span());
    return location;
}

TextField read_text(const Origin& origin, const Node& parent, std::string_view key) {
    TextField field;
    const Node node = parent[key];
    field.at = locate(origin, node.exists() ? node : parent);
    if (!node.exists()) return field;
    if (node.is(Type::null)) {
        field.state = State::null;
        return field;
    }
    if (node.is(Type::array) || node.is(Type::object)) return field;
    field.state = State::present;
    field.text = origin.outer == nullptr ? node.embedded() : node.embedded().within(*origin.outer);
    return field;
}

UserNameTemplate read_user_name_template(const Origin& origin, const Node& node) {
    UserNameTemplate result;
    result.type = read_text(origin, node, "type");
    result.pattern = read_text(origin, node, "template");
    result.suffix = read_text(origin, node, node["suffix"].exists() ? "suffix" : "userSuffix");
    result.push_status = read_push_status(node["pushStatus"]);
    return result;
}

Application read_application(const Origin& origin, const Node& node) {
    Application app;
    app.at = locate(origin, node);
    app.id = read_text(origin, node, "id");
    app.name = read_text(origin, node, "name");
    app.label = read_text(origin, node, "label");
    app.status = read_text(origin, node, "status");
    app.sign_on_mode = read_text(origin, node, "signOnMode");
    app.created = read_text(origin, node, "created");
    app.last_updated = read_text(origin, node, "lastUpdated");
    const Node user_name = node["credentials"]["userNameTemplate"];
    if (user_name.exists()) app.user_name_template = read_user_name_template(origin, user_name);
    app.features_at = app.at;
    if (const Node features = node["features"]; features.is(Type::array)) {
        app.features_given = true;
        app.features_at = locate(origin, features);
        for (Node feature = features.first(); feature.exists(); feature = feature.next())
            app.features.push_back(string_of(feature));
    }
    const Node settings = node["settings"];
    for (Node setting = settings["app"].first(); setting.exists(); setting = setting.next()) {
        const std::string key = text::ascii_lower(setting.key());
        if (key.find("subdomain") == std::string::npos && key != "domain") continue;
        app.tenant_key = std::string(setting.key());
        app.tenant = read_text(origin, settings["app"], setting.key());
        break;
    }
    if (const Node implicit = settings["implicitAssignment"]; implicit.as_bool()) {
        app.implicit_assignment = implicit.as_bool();
        app.implicit_assignment_at = locate(origin, implicit);
    }
    for (const std::string_view key :
         {"ssoAcsUrlOverride", "audienceOverride", "recipientOverride", "destinationOverride"}) {
        TextField value = read_text(origin, settings["signOn"], key);
        if (value.present() && !text::trim(value.value()).empty())
            app.sign_on_overrides.push_back({std::string(key), std::move(value)});
    }
    app.metadata_href = string_of(node["_links"]["metadata"]["href"]);
    return app;
}

namespace {

void read_saml_resource(const Origin& origin, std::string_view type, const Node& values,
                        std::vector<SamlResource>& resources) {
    if (!values.is(Type::object)) return;
    SamlResource resource;
    if (type == "okta_app_saml") {
        resource.app_id = read_text(origin, values, "id");
        resource.name = read_text(origin, values, values["name"].is(Type::string) ? "name" : "preconfigured_app");
        resource.label = read_text(origin, values, "label");
        resource.entity_key = read_text(origin, values, "entity_key");
    } else if (type == "okta_app_metadata_saml") {
        resource.app_id = read_text(origin, values, "app_id");
    } else {
        return;
    }
    resource.certificate = read_text(origin, values, "certificate");
    if (!resource.entity_key.value().empty() || !resource.certificate.value().empty())
        resources.push_back(std::move(resource));
}

}  // namespace

std::vector<SamlResource> read_terraform_saml(const Origin& origin, const Node& document) {
    std::vector<SamlResource> resources;
    // Modules nest; what the reader of JSON let through is no deeper than its limit.
    std::vector<Node> modules = {document["values"]["root_module"], document["prior_state"]["values"]["root_module"]};
    while (!modules.empty()) {
        const Node module = modules.back();
        modules.pop_back();
        for (Node resource = module["resources"].first(); resource.exists(); resource = resource.next())
            read_saml_resource(origin, resource["type"].as_string(), resource["values"], resources);
        for (Node child = module["child_modules"].first(); child.exists(); child = child.next())
            modules.push_back(child);
    }
    for (Node resource = document["resources"].first(); resource.exists(); resource = resource.next()) {
        for (Node instance = resource["instances"].first(); instance.exists(); instance = instance.next())
            read_saml_resource(origin, resource["type"].as_string(), instance["attributes"], resources);
    }
    return resources;
}

ProfileMapping read_mapping(const Origin& origin, const Node& node) {
    ProfileMapping mapping;
    mapping.at = locate(origin, node);
    mapping.id = string_of(node["id"]);
    mapping.source = read_end(node["source"]);
    mapping.target = read_end(node["target"]);
    const Node properties = node["properties"];
    mapping.properties_at = locate(origin, properties.exists() ? properties : node);
    if (!properties.is(Type::object)) return mapping;
    mapping.has_properties = true;
    for (Node property = properties.first(); property.exists(); property = property.next()) {
        MappingEntry entry;
        entry.target = std::string(property.key());
        entry.at = locate(origin, property);
        entry.expression = read_text(origin, property, "expression");
        entry.push_status = read_push_status(property["pushStatus"]);
        mapping.entries.push_back(std::move(entry));
    }
    return mapping;
}

Schema read_schema(const Origin& origin, const Node& node) {
    Schema schema;
    schema.at = locate(origin, node);
    const std::string_view id = node["id"].as_string();
    schema.app_id = segment_behind(id, "/meta/schemas/apps/");
    schema.is_app = !schema.app_id.empty();
    if (!schema.is_app) schema.type_id = segment_behind(id, "/meta/schemas/user/");
    schema.last_updated = string_of(node["lastUpdated"]);
    schema.name = string_of(node["name"]);
    for (const std::string_view part : {"base", "custom"}) {
        const Node definition = node["definitions"][part];
        // The definition's own list says the same as each property (facts 4): take the union.
        std::set<std::string_view> required;
        for (Node name = definition["required"].first(); name.exists(); name = name.next())
            required.insert(name.as_string());
        for (Node property = definition["properties"].first(); property.exists(); property = property.next()) {
            SchemaAttribute attribute;
            attribute.name = std::string(property.key());
            attribute.title = string_of(property["title"]);
            attribute.type = string_of(property["type"]);
            attribute.external_name = string_of(property["externalName"]);
            attribute.external_namespace = string_of(property["externalNamespace"]);
            attribute.required = property["required"].as_bool().value_or(false) || required.count(attribute.name) != 0;
            attribute.custom = part == "custom";
            attribute.union_values = property["union"].as_string() == "ENABLE";
            attribute.at = locate(origin, property);
            if (property["pattern"].exists()) attribute.pattern = string_of(property["pattern"]);
            attribute.min_length = property["minLength"].as_int();
            attribute.max_length = property["maxLength"].as_int();
            // "items" of an array restricts its elements, not the value.
            for (Node value = property["enum"].first(); value.exists(); value = value.next())
                attribute.enum_values.emplace_back(value.text());
            if (attribute.enum_values.empty()) {
                for (Node one = property["oneOf"].first(); one.exists(); one = one.next())
                    if (one["const"].exists()) attribute.enum_values.emplace_back(one["const"].text());
            }
            schema.attributes.push_back(std::move(attribute));
        }
    }
    return schema;
}

PasswordPolicy read_password_policy(const Origin& origin, const Node& node) {
    PasswordPolicy policy;
    policy.at = locate(origin, node);
    policy.id = string_of(node["id"]);
    policy.name = string_of(node["name"]);
    policy.status = string_of(node["status"]);
    policy.last_updated = string_of(node["lastUpdated"]);
    policy.provider = string_of(node["conditions"]["authProvider"]["provider"]);
    policy.priority = node["priority"].as_int().value_or(0);
    policy.system = node["system"].as_bool().value_or(false);
    const Node groups = node["conditions"]["people"]["groups"]["include"];
    for (Node group = groups.first(); group.exists(); group = group.next()) policy.groups.push_back(string_of(group));
    const Node length = node["settings"]["password"]["complexity"]["minLength"];
    policy.min_length = length.as_int();
    policy.min_length_at = locate(origin, length.exists() ? length : node);
    return policy;
}

ApiError read_error(const Origin& origin, const Node& node) {
    return {locate(origin, node["errorCode"]), string_of(node["errorCode"]), string_of(node["errorSummary"])};
}

}  // namespace preflight::okta
