#include <vector>

#include "core/rules/example_schema.h"
#include "core/rules/rule.h"
#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::rules::mapping_unknown_target {

constexpr Rule kRow{
    .code = "PF4020",
    .slug = "mapping-unknown-target",
    .severity = Severity::warning,
    .when = "The mapping fills an attribute that the app profile does not have.",
    .why = "Okta has nowhere to store the value, so it never reaches Egnyte.",
    .remedy = {"Map an attribute of the app profile",
               {clicks::console_page<" › Directory › Profile Editor › Egnyte › Mappings">,
                "Correct the attribute name, or export the app user schema again if the attribute is new. Save."}},
    .sources = "exports-4",
    .confidence = Confidence::documented,
};

namespace {

// So many names get a suggestion: each is compared with every attribute of the schema.
constexpr std::size_t kMostSuggestions = 100;

// The attribute of the schema with the same letters, else the nearest name; empty when there is no near one.
std::string nearest(const okta::Schema& schema, std::string_view name) {
    std::vector<std::string_view> names;
    for (const okta::SchemaAttribute& attribute : schema.attributes) {
        if (text::equal_ignoring_ascii_case(attribute.name, name)) return attribute.name;
        names.emplace_back(attribute.name);
    }
    return std::string(text::nearest_name(name, names).value_or(std::string_view{}));
}

}  // namespace

void check(const Context& context, Report& report) {
    const okta::Schema* schema = context.workspace.whole_app_schema();
    const okta::ProfileMapping* mapping = context.workspace.to_app_mapping;
    // A schema without attributes was cut off: it says nothing about what the app has.
    if (schema == nullptr || schema->attributes.empty() || mapping == nullptr) return;
    std::size_t suggestions = 0;
    for (const okta::MappingEntry& entry : mapping->entries) {
        const bool mapped = entry.expression.present() && !text::trim(entry.expression.value()).empty();
        // The username belongs to the assignment, whether or not the schema lists it (okta-exports 1).
        if (!mapped || entry.target == "userName" || schema->find(entry.target) != nullptr) continue;
        const std::string near = ++suggestions <= kMostSuggestions ? nearest(*schema, entry.target) : std::string();
        Finding& finding =
            report.add(kRow, "The mapping fills \"" + entry.target + "\", which the app profile does not have" +
                                 (near.empty() ? "." : "; did you mean \"" + near + "\"?"));
        finding.locations.push_back(entry.at);
        if (!near.empty()) finding.fix.title = "Map \"" + near + "\" instead";
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"app-user-schema.json", "", kExampleAppSchema},
                            {"mapping.json", "/properties/usertype",
                             R"({"expression": "\"power\"", "pushStatus": "PUSH"})"}}},
                   .good = {{{"app-user-schema.json", "", kExampleAppSchema}}})

}  // namespace preflight::rules::mapping_unknown_target
