#include <algorithm>
#include <array>

#include "core/rules/example_schema.h"
#include "core/rules/rule.h"
#include "core/text/unicode.h"

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

namespace {

// Whether the attribute is one of the four, or may be one under another name.
bool may_be_new(const workspace::Workspace& workspace, const okta::SchemaAttribute& attribute) {
    constexpr std::array<std::string_view, 4> kNew = {"authType", "sendInvite", "isServiceAccount", "twoFactor"};
    const auto canonical = workspace.canonical_of.find(attribute.name);
    if (canonical != workspace.canonical_of.end())
        return std::find(kNew.begin(), kNew.end(), canonical->second) != kNew.end();
    const std::string words = text::ascii_lower(attribute.name + " " + attribute.title + " " + attribute.external_name);
    constexpr std::array<std::string_view, 4> kHints = {"auth", "invit", "service", "factor"};
    return std::any_of(kHints.begin(), kHints.end(),
                       [&](std::string_view hint) { return words.find(hint) != std::string::npos; });
}

}  // namespace

void check(const Context& context, Report& report) {
    const okta::Schema* schema = context.workspace.app_schema;
    if (schema == nullptr || schema->attributes.empty()) return;
    if (std::any_of(schema->attributes.begin(), schema->attributes.end(),
                    [&](const okta::SchemaAttribute& attribute) { return may_be_new(context.workspace, attribute); }))
        return;
    Finding& finding = report.add(
        kRow, "The app profile has no authentication type, invitation, service account or two-factor attribute.");
    finding.locations.push_back(schema->at);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"app-user-schema.json", "", kExampleAppSchema},
              {"app-user-schema.json", "/definitions/base/properties",
               R"({"userName": {"type": "string"}, "givenName": {"type": "string"}, "familyName": {"type": "string"}, "email": {"type": "string"}, "userType": {"type": "string"}})"}}},
        .good = {{{"app-user-schema.json", "", kExampleAppSchema}}})

}  // namespace preflight::rules::mapping_new_attributes_absent
