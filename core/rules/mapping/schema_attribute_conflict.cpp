#include <algorithm>

#include "core/rules/example_schema.h"
#include "core/rules/rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::schema_attribute_conflict {

constexpr Rule kRow{
    .code = "PF4037",
    .slug = "schema-attribute-conflict",
    .severity = Severity::warning,
    .when = "A custom attribute of the app profile collides with a base one, or its external namespace is not a URN.",
    .why = "Okta refuses to renew the API credentials of an app whose profile has such an attribute.",
    .remedy = {"Delete the custom attribute and add it again",
               {clicks::console_page<" › Directory › Profile Editor › Egnyte">,
                "Delete the custom attribute. If a base attribute has the same purpose, use that one.",
                "Else add it with another name and a namespace such as urn:ietf:params:scim:schemas:core:2.0:User."}},
    .sources = "exports-4",
    .confidence = Confidence::observed,
};

namespace {

// The base attribute whose name differs by letter case at most, which Okta does not tell apart.
const okta::SchemaAttribute* base_twin(const okta::Schema& schema, const okta::SchemaAttribute& custom) {
    const auto found =
        std::find_if(schema.attributes.begin(), schema.attributes.end(), [&](const okta::SchemaAttribute& base) {
            return !base.custom && text::equal_ignoring_ascii_case(base.name, custom.name);
        });
    return found == schema.attributes.end() ? nullptr : &*found;
}

bool is_urn(std::string_view name) {
    return text::equal_ignoring_ascii_case(name.substr(0, 4), "urn:");
}

}  // namespace

void check(const Context& context, Report& report) {
    const okta::Schema* schema = context.workspace.app_schema;
    if (schema == nullptr) return;
    for (const okta::SchemaAttribute& attribute : schema->attributes) {
        if (!attribute.custom) continue;
        if (const okta::SchemaAttribute* base = base_twin(*schema, attribute)) {
            Finding& finding = report.add(kRow, "The custom attribute \"" + attribute.name +
                                                    "\" collides with the base attribute \"" + base->name + "\".");
            finding.locations.push_back(attribute.at);
            finding.locations.push_back(base->at);
        }
        const std::string_view name_space = text::trim(attribute.external_namespace);
        if (name_space.empty() || is_urn(name_space)) continue;
        Finding& finding = report.add(kRow,
                                      "The external namespace of the custom attribute \"" + attribute.name +
                                          "\" is \"" + attribute.external_namespace + "\", which is not a URN.",
                                      "Okta cannot address the attribute in a SCIM request, so assignments fail.");
        finding.locations.push_back(attribute.at);
        finding.confidence = Confidence::inferred;
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"app-user-schema.json", "", kExampleAppSchema},
                            {"app-user-schema.json", "/definitions/custom/properties/usertype",
                             R"({"title": "User type", "type": "string"})"}}},
                   .good = {{{"app-user-schema.json", "", kExampleAppSchema},
                             {"app-user-schema.json", "/definitions/custom/properties/costUnit",
                              R"({"title": "Cost unit", "type": "string", "externalNamespace": "urn:acme:cost"})"}}})

}  // namespace preflight::rules::schema_attribute_conflict
