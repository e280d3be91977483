// `terraform show -json` of a state or a plan, or a terraform.tfstate (facts okta-exports 11): the application, its
// mapping, assignments, pushed groups, password policies and single attributes of schemas, and the metadata that is in
// a string.
#include "core/intake/artefact.h"
#include "core/okta/readers.h"
#include "core/okta/terraform_reader.h"

namespace preflight::intake {

namespace {

using formats::json::Node;
using formats::json::Type;

bool recognises(const Keys& keys) {
    return keys.has("terraform_version") ||
           (keys.has("format_version") &&
            (keys.has("values") || keys.has("planned_values") || keys.has("resource_changes")));
}

void read_metadata_string(const Node& values, Reading& reading) {
    const Node metadata = values["metadata"];
    if (!metadata.is(Type::string) || metadata.text().empty()) return;
    Reading::InnerText inner;
    inner.text = std::make_shared<const formats::Embedded>(metadata.embedded());
    inner.pointer = metadata.pointer();
    reading.read_inner(inner);
}

// False for a type that is not read.
bool read_resource(std::string_view type, const Node& values, okta::TerraformSchemas& schemas, Reading& reading) {
    ParsedInput& parsed = reading.parsed();
    const okta::Origin origin = reading.origin();
    if (type == "okta_app_saml" || type == "okta_app_metadata_saml") {
        // A state that was cut down to what is compared with metadata says nothing else about the application.
        if (type == "okta_app_saml" && values["label"].exists() &&
            (values["features"].exists() || values["user_name_template"].exists() || values["status"].exists())) {
            reading.kind("okta-application");
            parsed.applications.push_back(okta::read_terraform_application(origin, values));
        }
        read_metadata_string(values, reading);
    } else if (type == "okta_profile_mapping") {
        reading.kind("okta-profile-mapping");
        parsed.mappings.push_back(okta::read_terraform_mapping(origin, values));
    } else if (type == "okta_policy_password" || type == "okta_policy_password_default") {
        reading.kind("okta-password-policies");
        parsed.policies_given = true;
        parsed.password_policies.push_back(okta::read_terraform_policy(origin, values));
        parsed.password_policies.back().system = type == "okta_policy_password_default";
    } else if (type == "okta_push_group") {
        reading.kind("okta-group-push-mappings");
        parsed.push_mappings_given = true;
        parsed.push_mappings.push_back(okta::read_terraform_push_group(origin, values));
    } else if (type == "okta_app_user") {
        reading.kind("okta-app-users");
        parsed.app_users_given = true;
        okta::read_terraform_app_user(values, reading.begin_row(parsed.app_users, values));
    } else if (type == "okta_app_group_assignment") {
        reading.kind("okta-app-groups");
        parsed.app_groups_given = true;
        okta::read_terraform_app_group(values["app_id"].as_string(), values,
                                       reading.begin_row(parsed.app_groups, values));
    } else if (type == "okta_app_group_assignments") {
        reading.kind("okta-app-groups");
        parsed.app_groups_given = true;
        const Node app = values["app_id"].exists() ? values["app_id"] : values["id"];
        for (Node group = values["group"].first(); group.exists(); group = group.next())
            okta::read_terraform_app_group(app.as_string(), group, reading.begin_row(parsed.app_groups, group));
    } else {
        return schemas.add(origin, type, values);
    }
    return true;
}

void read(const Node& object, Reading& reading) {
    const std::string_view kind = object["format_version"].exists() ? "terraform-json" : "terraform-state";
    reading.kind(kind);
    bool used = false;
    okta::TerraformSchemas schemas;
    const auto part = reading.prior_state_of_plans() ? okta::PlanPart::prior_state : okta::PlanPart::planned;
    okta::for_each_terraform_resource(object, part, [&](std::string_view type, const Node& values) {
        used = (values.is(Type::object) && read_resource(type, values, schemas, reading)) || used;
    });
    for (okta::Schema& schema : schemas.schemas()) {
        reading.kind(schema.is_app ? "okta-app-user-schema" : "okta-user-schema");
        auto& list = schema.is_app ? reading.parsed().app_schemas : reading.parsed().user_schemas;
        list.push_back(std::move(schema));
    }
    for (okta::SamlResource& resource : okta::read_terraform_saml(reading.origin(), object)) {
        used = true;
        // Terraform prints sensitive values in clear, all in one line: places without an excerpt.
        for (okta::TextField* field : {&resource.entity_key, &resource.certificate})
            field->at.span.end = field->at.span.begin;
        reading.parsed().saml_resources.push_back(std::move(resource));
    }
    if (!used) reading.not_used(kind, "none of its resources is about an application of Okta");
}

}  // namespace

constexpr Artefact artefacts_rows::terraform = {
    .recognises = &recognises,
    .keys = "format_version terraform_version values planned_values resource_changes resources serial lineage",
    .read = &read,
    .mixed_lists = true,
};

}  // namespace preflight::intake
