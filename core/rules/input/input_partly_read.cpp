#include "core/rules/input_problems.h"

namespace preflight::rules::input_partly_read {

constexpr Rule kRow{
    .code = "PF1015",
    .slug = "input-partly-read",
    .severity = Severity::warning,
    .when = "Only a part of the file is read by this version.",
    .why = "The rest of it is not judged; what it would have said counts as not given.",
    .remedy = {"Give Okta's own answers as well",
               {"Save GET /api/v1/apps/{id}, the mapping, the schema and the assignments as JSON and give them beside "
                "this file."}},
    .sources = "exports-11",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::partly_read,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         return report.add(kRow, name + " is used in part: " + problem.detail + ".");
                     });
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"state.json", "",
               R"({"format_version": "1.0", "values": {"root_module": {"resources": [{"address": "okta_app_saml.egnyte", "mode": "managed", "type": "okta_app_saml", "values": {"id": "0oaEgnyte", "name": "egnyte", "entity_key": "exk8tideEgnyteSaml7w"}}]}}})"}}},
        .good = {{{"state.json", "", R"({"format_version": "1.0", "values": {"root_module": {"resources": []}}})"}}})

}  // namespace preflight::rules::input_partly_read
