#include <algorithm>

#include "core/rules/failure_rule.h"
#include "core/text/unicode.h"

namespace preflight::rules::log_constraint_violation {

constexpr Rule kRow{
    .code = "PF9007",
    .slug = "log-constraint-violation",
    .severity = Severity::error,
    .when = "Egnyte rejected a field of the request (ConstraintViolationImpl).",
    .why = "Egnyte rejects the whole request until this value is corrected.",
    .remedy = {"Correct the value and retry",
               {clicks::kMappings, "Correct what the named attribute is mapped to. Save.", clicks::kTasks,
                "Select the failed tasks. Retry Selected."}},
    .sources = "E1 egnyte-9 exports-9",
    .confidence = Confidence::inferred,
};

namespace {

std::string message(const okta::Failure& failure, const std::string& who) {
    std::string fields;
    for (const okta::Violation& violation : failure.violations) {
        fields += (fields.empty() ? "" : ", ") + violation.property;
        if (!violation.message.empty()) fields += ": \"" + violation.message + "\"";
    }
    return "Egnyte rejected a value of " + (who.empty() ? "a person" : who) +
           (fields.empty() ? std::string(".") : " (" + fields + ").");
}

// The rules that check a field, by Egnyte's name of it.
std::array<const Rule*, kMaxCauses> causes_of(const okta::Failure& failure) {
    struct Field {
        std::string_view name;
        std::array<const Rule*, 4> rules;
    };
    static constexpr Field kFields[] = {
        {"username", {&username_collision::kRow, &username_unusual_length::kRow, &username_missing::kRow}},
        {"email", {&email_missing::kRow, &email_invalid::kRow, &email_duplicate::kRow}},
        {"usertype", {&user_type_invalid::kRow, &mapping_user_type_value::kRow}},
        {"authtype", {&auth_type_invalid::kRow, &sso_not_enabled::kRow, &mapping_auth_type_value::kRow}},
        {"givenname", {&name_missing::kRow}},
        {"familyname", {&name_missing::kRow}},
        {"name", {&name_missing::kRow}},
        {"sendinvite", {&service_account_with_invite::kRow, &boolean_text_invalid::kRow}},
        {"isserviceaccount", {&boolean_text_invalid::kRow, &service_account_standard::kRow}},
    };
    std::array<const Rule*, kMaxCauses> result{};
    std::size_t count = 0;
    for (const okta::Violation& violation : failure.violations) {
        const std::string property = text::ascii_lower(violation.property.substr(violation.property.rfind('.') + 1));
        for (const Field& field : kFields) {
            if (field.name != property) continue;
            for (const Rule* rule : field.rules) {
                const bool known = std::find(result.begin(), result.end(), rule) != result.end();
                if (rule != nullptr && !known && count < result.size()) result[count++] = rule;
            }
        }
    }
    return result;
}

}  // namespace

constexpr FailureRule kFailure{
    .kind = okta::FailureKind::constraint_violation,
    .row = &kRow,
    .message = message,
    .causes_of = causes_of,
    .each_text = true,
};

void check(const Context& context, Report& report) {
    check_failures(context, report, kFailure);
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"log.json", "",
               R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while creating user ana: . Errors reported by remote server: constraint violations: ConstraintViolationImpl{interpolatedMessage='must not be blank', propertyPath=email, rootBeanClass=class PublicUserRepresentation, messageTemplate='{blank}'}: [email: must not be blank]"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaEgnyte", "displayName": "Egnyte SCIM 2.0"}]}])json"}}},
        .good = {
            {{"log.json", "",
              R"json([{"eventType": "application.provision.user.push", "published": "2026-05-04T12:21:02.101Z", "displayMessage": "Provisioning", "outcome": {"result": "FAILURE", "reason": "Error while creating user ana: . Errors reported by remote server: constraint violations: ConstraintViolationImpl{interpolatedMessage='must not be blank', propertyPath=email, rootBeanClass=class PublicUserRepresentation, messageTemplate='{blank}'}: [email: must not be blank]"}, "target": [{"type": "AppUser", "id": "0uaAna", "alternateId": "ana"}, {"type": "AppInstance", "id": "0oaZendesk", "displayName": "Zendesk"}]}])json"}}})

}  // namespace preflight::rules::log_constraint_violation
