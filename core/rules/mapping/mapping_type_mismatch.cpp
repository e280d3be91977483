#include "core/rules/example_schema.h"
#include "core/rules/mapping_misfits.h"

namespace preflight::rules::mapping_type_mismatch {

constexpr Rule kRow{
    .code = "PF4036",
    .slug = "mapping-type-mismatch",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "A mapping yields a list, boolean, number or text that the type of the app attribute cannot take.",
    .why = "Okta stops the assignment (\"Invalid value data type\") of everybody for whom the mapping yields it.",
    .remedy = {"Yield a value of the right type",
               {clicks::kMappings, "Correct the marked part so that it has the type of the attribute. Save."}},
    .sources = "exports-4",
    .confidence = Confidence::documented,
    .explains = "PF6030",
};

namespace {

std::string sentence(const okta::SchemaAttribute& target, std::string_view what) {
    return "The mapping of " + target.name + " yields " + std::string(what) + "; the attribute takes " +
           std::string(type_in_words(target)) + ".";
}

using Reason = MisfitReason<Misfit::type, sentence>;

}  // namespace

void check(const Context& context, Report& report) {
    report_misfits(context, report, kRow, Misfit::type, sentence);
}

constexpr PersonRule kPerson = Reason::rule(kRow);

PREFLIGHT_EXAMPLES(.bad = {{{"app-user-schema.json", "", kExampleAppSchema},
                            {"mapping.json", "/properties/sendInvite/expression", R"("\"no\"")"}}},
                   .good = {{{"app-user-schema.json", "", kExampleAppSchema},
                             {"mapping.json", "/properties/sendInvite/expression", R"("\"false\"")"}}})

}  // namespace preflight::rules::mapping_type_mismatch
