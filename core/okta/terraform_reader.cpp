#include "core/okta/terraform_reader.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "core/text/unicode.h"

namespace preflight::okta {

using formats::json::Node;
using formats::json::Type;

namespace {

std::string string_of(const Node& node) {
    return std::string(node.as_string());
}

PushStatus push_status(const Node& node) {
    return node.as_string() == "PUSH" ? PushStatus::push : PushStatus::dont_push;  // the provider's default
}

void set_text(population::Table& table, std::string_view column, std::string_view text) {
    if (!text.empty()) table.set(table.column(column), table.atoms().text(text));
}

// The members of a JSON text in a string.
void set_profile(population::Table& table, const Node& json) {
    const formats::json::ParseResult parsed = formats::json::parse(json.text());
    for (Node value = parsed.document.root().first(); value.exists(); value = value.next())
        table.set(table.column(std::string(columns::kProfile).append(value.key())), cell_of(table.atoms(), value));
}

}  // namespace

void for_each_terraform_resource(const Node& document, PlanPart part,
                                 const std::function<void(std::string_view, const Node&)>& visit) {
    const Node planned = document["planned_values"]["root_module"];
    const Node prior = document["prior_state"]["values"]["root_module"];
    const bool plan = planned.exists() || prior.exists();
    const bool only_prior = part == PlanPart::prior_state;
    if (only_prior && !plan) return;
    // Modules nest; what the reader of JSON let through is no deeper than its limit. Data sources that were read
    // already are in the prior state only.
    struct Module {
        Node node;
        bool data_sources_only;
    };
    std::vector<Module> modules;
    if (!only_prior) modules.push_back({plan ? planned : document["values"]["root_module"], false});
    if (plan) modules.push_back({prior, !only_prior});
    for (std::size_t i = 0; i < modules.size(); ++i) {
        const auto [module, data_sources_only] = modules[i];
        for (Node resource = module["resources"].first(); resource.exists(); resource = resource.next()) {
            if (!data_sources_only || resource["mode"].as_string() == "data")
                visit(resource["type"].as_string(), resource["values"]);
        }
        for (Node child = module["child_modules"].first(); child.exists(); child = child.next())
            modules.push_back({child, data_sources_only});
    }
    for (Node resource = document["resources"].first(); resource.exists(); resource = resource.next()) {
        for (Node instance = resource["instances"].first(); instance.exists(); instance = instance.next())
            visit(resource["type"].as_string(), instance["attributes"]);
    }
}

Application read_terraform_application(const Origin& origin, const Node& values) {
    Application app;
    app.at = locate(origin, values);
    app.id = read_text(origin, values, "id");
    app.name = read_text(origin, values, values["name"].is(Type::string) ? "name" : "preconfigured_app");
    app.label = read_text(origin, values, "label");
    app.status = read_text(origin, values, "status");
    app.sign_on_mode = read_text(origin, values, "sign_on_mode");
    app.user_name_template.type = read_text(origin, values, "user_name_template_type");
    app.user_name_template.pattern = read_text(origin, values, "user_name_template");
    app.user_name_template.suffix = read_text(origin, values, "user_name_template_suffix");
    const Node pushed = values["user_name_template_push_status"];
    app.user_name_template.push_status = pushed.as_string() == "PUSH"        ? PushStatus::push
                                         : pushed.as_string() == "DONT_PUSH" ? PushStatus::dont_push
                                                                             : PushStatus::unset;
    app.features_at = app.at;
    if (const Node features = values["features"]; features.is(Type::array)) {
        app.features_given = true;
        app.features_at = locate(origin, features);
        for (Node feature = features.first(); feature.exists(); feature = feature.next())
            app.features.push_back(string_of(feature));
    }
    if (const Node implicit = values["implicit_assignment"]; implicit.as_bool()) {
        app.implicit_assignment = implicit.as_bool();
        app.implicit_assignment_at = locate(origin, implicit);
    }
    // A JSON text in a string, without nulls and blank values.
    const Node settings = values["app_settings_json"];
    if (!settings.is(Type::string)) return app;
    const formats::Embedded text = settings.embedded();
    const formats::json::ParseResult parsed = formats::json::parse(text.text(), 0, settings.pointer() + "!");
    const Origin inner{origin.input, &text};
    for (Node setting = parsed.document.root().first(); setting.exists(); setting = setting.next()) {
        const std::string key = text::ascii_lower(setting.key());
        if (key.find("subdomain") == std::string::npos && key != "domain") continue;
        app.tenant_key = std::string(setting.key());
        app.tenant = read_text(inner, parsed.document.root(), setting.key());
        break;
    }
    return app;
}

ProfileMapping read_terraform_mapping(const Origin& origin, const Node& values) {
    ProfileMapping mapping;
    mapping.at = locate(origin, values);
    mapping.id = string_of(values["id"]);
    mapping.source = {string_of(values["source_id"]), string_of(values["source_name"]),
                      string_of(values["source_type"])};
    mapping.target = {string_of(values["target_id"]), string_of(values["target_name"]),
                      string_of(values["target_type"])};
    mapping.has_properties = true;
    mapping.whole = values["delete_when_absent"].as_bool().value_or(false);
    const Node entries = values["mappings"];
    mapping.properties_at = locate(origin, entries.exists() ? entries : values);
    for (Node one = entries.first(); one.exists(); one = one.next()) {
        MappingEntry entry;
        entry.target = string_of(one["id"]);
        entry.at = locate(origin, one);
        entry.expression = read_text(origin, one, "expression");
        entry.push_status = push_status(one["push_status"]);
        mapping.entries.push_back(std::move(entry));
    }
    return mapping;
}

namespace {

struct AttributeType {
    std::string_view type;
    bool app, custom;
};
constexpr AttributeType kAttributeTypes[] = {{"okta_app_user_schema_property", true, true},
                                             {"okta_app_user_schema", true, true},
                                             {"okta_app_user_base_schema_property", true, false},
                                             {"okta_user_schema_property", false, true},
                                             {"okta_user_base_schema_property", false, false}};

SchemaAttribute schema_attribute(const Origin& origin, const Node& values) {
    SchemaAttribute attribute;
    attribute.at = locate(origin, values);
    attribute.name = string_of(values["index"]);
    attribute.title = string_of(values["title"]);
    attribute.type = string_of(values["type"]);
    attribute.external_name = string_of(values["external_name"]);
    attribute.external_namespace = string_of(values["external_namespace"]);
    attribute.required = values["required"].as_bool().value_or(false);
    attribute.union_values = values["union"].as_bool().value_or(false);
    // The provider writes a limit that is not set as 0, and a pattern that is not set as a blank text.
    const auto limit = [&](std::string_view key) {
        const auto value = values[key].as_int();
        return value == std::int64_t{0} ? std::nullopt : value;
    };
    attribute.min_length = limit("min_length");
    attribute.max_length = limit("max_length");
    if (const std::string pattern = string_of(values["pattern"]); !pattern.empty()) attribute.pattern = pattern;
    for (Node value = values["enum"].first(); value.exists(); value = value.next())
        attribute.enum_values.emplace_back(value.text());
    if (attribute.enum_values.empty()) {
        for (Node one = values["one_of"].first(); one.exists(); one = one.next())
            if (one["const"].exists()) attribute.enum_values.emplace_back(one["const"].text());
    }
    return attribute;
}

}  // namespace

bool TerraformSchemas::add(const Origin& origin, std::string_view type, const Node& values) {
    const auto* const known = std::find_if(std::begin(kAttributeTypes), std::end(kAttributeTypes),
                                           [&](const AttributeType& one) { return one.type == type; });
    if (known == std::end(kAttributeTypes)) return false;
    const std::string user_type = string_of(values["user_type"]);
    const std::string owner = known->app          ? string_of(values["app_id"])
                              : user_type.empty() ? std::string("default")
                                                  : user_type;
    const auto [place, fresh] = by_owner_.try_emplace((known->app ? "app " : "user ") + owner, schemas_.size());
    if (fresh) {
        Schema& schema = schemas_.emplace_back();
        schema.at = locate(origin, values);
        schema.whole = false;
        schema.is_app = known->app;
        (known->app ? schema.app_id : schema.type_id) = owner;
    }
    SchemaAttribute attribute = schema_attribute(origin, values);
    attribute.custom = known->custom;
    schemas_[place->second].attributes.push_back(std::move(attribute));
    return true;
}

PasswordPolicy read_terraform_policy(const Origin& origin, const Node& values) {
    PasswordPolicy policy;
    policy.at = locate(origin, values);
    policy.id = string_of(values["id"]);
    policy.name = string_of(values["name"]);
    policy.status = string_of(values["status"]);
    policy.provider = string_of(values["auth_provider"]);
    policy.priority = values["priority"].as_int().value_or(0);
    for (Node group = values["groups_included"].first(); group.exists(); group = group.next())
        policy.groups.push_back(string_of(group));
    const Node length = values["password_min_length"];
    policy.min_length = length.as_int();
    policy.min_length_at = locate(origin, length.exists() ? length : values);
    return policy;
}

PushMapping read_terraform_push_group(const Origin& origin, const Node& values) {
    PushMapping mapping;
    mapping.at = locate(origin, values);
    mapping.id = string_of(values["id"]);
    mapping.app_id = string_of(values["app_id"]);
    mapping.source_group = string_of(values["source_group_id"]);
    mapping.target_group = string_of(values["target_group_id"]);
    mapping.target_name = string_of(values["target_group_name"]);
    mapping.status = string_of(values["status"]);
    return mapping;
}

void read_terraform_app_user(const Node& values, population::Table& app_users) {
    const std::string_view id = values["user_id"].as_string();
    set_text(app_users, columns::kId, id.empty() ? values["id"].as_string() : id);
    set_text(app_users, columns::kAppId, values["app_id"].as_string());
    set_text(app_users, columns::kScope, "USER");
    set_text(app_users, columns::kUserName, values["username"].as_string());
    set_profile(app_users, values["profile"]);
}

void read_terraform_app_group(std::string_view app_id, const Node& group, population::Table& app_groups) {
    const std::string_view id = group["group_id"].as_string();
    set_text(app_groups, columns::kId, id.empty() ? group["id"].as_string() : id);
    set_text(app_groups, columns::kAppId, app_id);
    if (const Node priority = group["priority"]; priority.as_int())
        app_groups.set(app_groups.column(columns::kPriority), cell_of(app_groups.atoms(), priority));
    set_profile(app_groups, group["profile"]);
}

}  // namespace preflight::okta
