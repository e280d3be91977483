#include "core/rules/failure_rule.h"

namespace preflight::rules::log_expression_invalid {

constexpr Rule kRow{
    .code = "PF9008",
    .slug = "log-expression-invalid",
    .severity = Severity::error,
    .when = "Okta could not evaluate an expression of the mapping to the app.",
    .why =
        "The attributes with an invalid expression are not set: they stay empty on new people and unchanged on others.",
    .remedy = {"Correct the expressions",
               {clicks::kMappings, "Correct the expression, preview it with a real person, save and apply."}},
    .sources = "exports-9",
    .confidence = Confidence::documented,
};

namespace {

std::string message(const okta::Failure& failure, const std::string&) {
    const std::size_t at = failure.text.find("invalid_expressions: ");
    if (at == std::string::npos) return "Okta found invalid expressions in the mapping to the app.";
    return "Okta found invalid expressions in the mapping to the app: " + failure.text.substr(at + 21) + ".";
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::expression_invalid,
    .row = &kRow,
    .message = message,
    .causes = {&expression_syntax::kRow, &expression_unknown_function::kRow, &expression_unknown_attribute::kRow,
               &expression_type_error::kRow, &expression_may_fail::kRow, &expression_wrong_root::kRow},
    .each_text = true,
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.appuser.mapping.invalid.expression", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": null}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.appuser.mapping.invalid.expression", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": null}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_expression_invalid
