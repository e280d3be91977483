#include "core/rules/example_schema.h"
#include "core/rules/mapping_misfits.h"

namespace preflight::rules::mapping_value_outside_enum {

constexpr Rule kRow{
    .code = "PF4035",
    .slug = "mapping-value-outside-enum",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "A mapping yields a value that is not in the list of values of the app attribute.",
    .why = "Okta stops the assignment of everybody for whom the mapping yields it, before any call to Egnyte.",
    .remedy = {"Yield a value of the list",
               {clicks::kMappings, "Correct the marked part so that it yields a value of the list. Save."}},
    .sources = "exports-1 exports-4",
    .confidence = Confidence::documented,
    .explains = "PF6001",
};

namespace {

std::string sentence(const okta::SchemaAttribute& target, std::string_view what) {
    return "The mapping of " + target.name + " yields " + std::string(what) + "; the attribute takes only " +
           enum_in_words(target) + ".";
}

using Reason = MisfitReason<Misfit::outside_enum, sentence>;

}  // namespace

void check(const Context& context, Report& report) {
    report_misfits(context, report, kRow, Misfit::outside_enum, sentence);
}

constexpr PersonRule kPerson = Reason::rule(kRow);

PREFLIGHT_EXAMPLES(.bad = {{{"app-user-schema.json", "", kExampleAppSchema},
                            {"app-user-schema.json", "/definitions/base/properties/userType/enum",
                             R"(["admin", "standard"])"}}},
                   .good = {{{"app-user-schema.json", "", kExampleAppSchema},
                             {"app-user-schema.json", "/definitions/base/properties/userType/enum",
                              R"(["admin", "power", "standard"])"}}})

}  // namespace preflight::rules::mapping_value_outside_enum
