#include "core/rules/example_schema.h"
#include "core/rules/newer_attributes.h"
#include "core/rules/rule.h"

namespace preflight::rules::mapping_new_attributes_absent {

constexpr Rule kRow{
    .code = "PF4029",
    .slug = "mapping-new-attributes-absent",
    .severity = Severity::warning,
    .when = "The app profile has none of the attributes that came with Egnyte SCIM 2.0.",
    .why =
        "Okta cannot set authentication type, invitation, service account or two-factor. An existing app does not gain "
        "them.",
    .remedy = {"Add a new Egnyte SCIM 2.0 app",
               {clicks::console_page<" › Applications › Browse App Catalog › Egnyte SCIM 2.0 › Add Integration">,
                "Move the assignments to the new app, and turn off the old app as the last step."}},
    .sources = "S19 S20",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    if (!lacks_newer_attributes(context.workspace)) return;
    Finding& finding = report.add(
        kRow, "The app profile has no authentication type, invitation, service account or two-factor attribute.");
    finding.locations.push_back(context.workspace.app_schema->at);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app-user-schema.json", "", kExampleAppSchema},
              {"app-user-schema.json", "/definitions/base/properties",
               R"({"userName": {"type": "string"}, "givenName": {"type": "string"}, "familyName": {"type": "string"}, "email": {"type": "string"}, "userType": {"type": "string"}})"}}},
        .good = {{{"app-user-schema.json", "", kExampleAppSchema}}})

}  // namespace preflight::rules::mapping_new_attributes_absent
