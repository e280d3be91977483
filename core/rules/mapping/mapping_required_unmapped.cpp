#include "core/rules/example_schema.h"
#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_required_unmapped {

constexpr Rule kRow{
    .code = "PF4021",
    .slug = "mapping-required-unmapped",
    .severity = Severity::error,
    .when = "The mapping leaves a required attribute of the app profile empty.",
    .why = "Okta does not assign a person without a required value, and nothing is sent to Egnyte.",
    .remedy = {"Map the attribute",
               {clicks::kMappings, "Map the attribute, for example from the Okta profile. Save.",
                "Or fill in the value on each assignment."}},
    .sources = "exports-4 exports-1",
    .confidence = Confidence::documented,
    .explains = "PF6013 PF6016",
};

namespace {

// The format on the Sign On tab makes the username, whatever the app calls it.
bool is_user_name(const workspace::Workspace& workspace, const okta::SchemaAttribute& attribute) {
    const auto canonical = workspace.canonical_of.find(attribute.name);
    return attribute.name == "userName" || attribute.external_name == "userName" ||
           (canonical != workspace.canonical_of.end() && canonical->second == "userName");
}

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    const okta::ProfileMapping* mapping = workspace.to_app_mapping;
    if (workspace.app_schema == nullptr || mapping == nullptr || !mapping->has_properties || !mapping->whole) return;
    for (const okta::SchemaAttribute& attribute : workspace.app_schema->attributes) {
        if (!attribute.required || is_user_name(workspace, attribute)) continue;
        if (is_mapped(*mapping, attribute.name) || assignments_set(workspace, attribute.name)) continue;
        Finding& finding = report.add(kRow, "The required attribute \"" + attribute.name + "\" is not mapped" +
                                                (workspace.app_users_given ? ", and no assignment sets it." : "."));
        finding.locations.push_back(mapping->properties_at);
        finding.locations.push_back(attribute.at);
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"app-user-schema.json", "", kExampleAppSchema},
                            {"mapping.json", "/properties/familyName", ""}}},
                   .good = {{{"app-user-schema.json", "", kExampleAppSchema}}})

}  // namespace preflight::rules::mapping_required_unmapped
