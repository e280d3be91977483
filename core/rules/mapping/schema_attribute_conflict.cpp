#include <map>
#include <string>

#include "core/rules/example_schema.h"
#include "core/rules/rule.h"
#include "core/text/unicode.h"
#include "core/text/work.h"

namespace preflight::rules::schema_attribute_conflict {

constexpr Rule kRow{
    .code = "PF4037",
    .slug = "schema-attribute-conflict",
    .severity = Severity::warning,
    .when = "A custom attribute of the app profile collides with a base one, or its external namespace is not a URN.",
    .why = "Okta does not renew the API credentials of an app whose profile has such an attribute.",
    .remedy = {"Delete the custom attribute and add it again",
               {clicks::console_page<" › Directory › Profile Editor › Egnyte">,
                "Delete the custom attribute. If a base attribute has the same purpose, use that one.",
                "Else add it with another name and a namespace such as urn:ietf:params:scim:schemas:core:2.0:User."}},
    .sources = "exports-4",
    .confidence = Confidence::observed,
};

namespace {

// The base attributes by their names in lower case: Okta does not distinguish names that differ by letter case alone.
std::map<std::string, const okta::SchemaAttribute*> base_attributes(const okta::Schema& schema) {
    std::map<std::string, const okta::SchemaAttribute*> result;
    for (const okta::SchemaAttribute& attribute : schema.attributes) {
        text::count_work();
        if (!attribute.custom) result.emplace(text::ascii_lower(attribute.name), &attribute);
    }
    return result;
}

bool is_urn(std::string_view name) {
    return text::equal_ignoring_ascii_case(name.substr(0, 4), "urn:");
}

}  // namespace

void check(const Context& context, Report& report) {
    const okta::Schema* schema = context.workspace.app_schema;
    if (schema == nullptr) return;
    const auto base_of = base_attributes(*schema);
    for (const okta::SchemaAttribute& attribute : schema->attributes) {
        if (!attribute.custom) continue;
        if (const auto found = base_of.find(text::ascii_lower(attribute.name)); found != base_of.end()) {
            const okta::SchemaAttribute* base = found->second;
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
