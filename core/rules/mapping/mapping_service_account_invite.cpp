#include "core/expression/analysis/witness.h"
#include "core/rules/mapping_values.h"
#include "core/text/unicode.h"

namespace preflight::rules::mapping_service_account_invite {

constexpr Rule kRow{
    .code = "PF4026",
    .slug = "mapping-service-account-invite",
    .severity = Severity::error,
    .when = "The mapping can make a service account whose invitation is not off.",
    .why = "Egnyte rejects such an account.",
    .remedy = {"Switch the invitation off for service accounts",
               {clicks::kMappings, "Sending Invite Email: false wherever Is user a Service Account is true. Save."}},
    .sources = "S48 SX5",
    .confidence = Confidence::documented,
    .explains = "PF6007",
};

namespace {

bool is_true(const expression::Value& value) {
    if (value.kind() == expression::Kind::boolean) return value.as_boolean();
    return value.kind() == expression::Kind::string && text::equal_ignoring_ascii_case(value.as_string(), "true");
}
bool is_false(const expression::Value& value) {
    if (value.kind() == expression::Kind::boolean) return !value.as_boolean();
    return value.kind() == expression::Kind::string && text::equal_ignoring_ascii_case(value.as_string(), "false");
}

// An invented person for whom the account is a service account and the invitation is not off; `invite` null: unmapped.
std::optional<expression::Witness> invited_service_account(const Listed& service, const Listed* invite,
                                                           const AttributeFacts& facts) {
    std::vector<const expression::Program*> programs = {&*service.subject.parsed.program};
    if (invite != nullptr) programs.push_back(&*invite->subject.parsed.program);
    return expression::find_witness(programs, facts, [](const expression::Trial& trial) {
        const auto& outcomes = trial.outcomes();
        if (outcomes[0].error || !is_true(outcomes[0].value)) return false;
        if (outcomes.size() == 1) return true;
        return !outcomes[1].error && !outcomes[1].value.is_unknown() && !is_false(outcomes[1].value);
    });
}

// An unset attribute as a condition fails (okta-el 3); compared with true it does not.
std::string equals_true(const std::string& condition) {
    if (condition.find("==") != std::string::npos) return condition;
    return (condition.find(' ') == std::string::npos ? condition : "(" + condition + ")") + " == true";
}

}  // namespace

void check(const Context& context, Report& report) {
    const Listed* service = parsed_mapping_of(context, "isServiceAccount");
    if (service == nullptr) return;
    const Listed* invite = mapping_of(context, "sendInvite");
    const bool decided = invite == nullptr ? surely_unmapped(context, "sendInvite", "invite")
                                          : invite->subject.parsed.program.has_value();
    if (!decided) return;
    const auto person = invited_service_account(*service, invite, context.facts());
    if (!person) return;
    Finding& finding = report.add(
        kRow, "The mapping can make a service account whose invitation is not off, " +
                  (person->person.empty() ? "for everybody" : "for example where " + person->in_words()) + ".");
    for (const Listed* listed : {service, invite}) {
        if (listed == nullptr) continue;
        finding.locations.push_back(listed->subject.text->part(0, listed->subject.text->value().size()));
    }
    finding.fix.steps[1] = "Sending Invite Email: false wherever Is user a Service Account is true, for example: " +
                           equals_true(service->subject.text->value()) + " ? false : true. Save.";
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/sendInvite/expression", R"("true")"}}},
                   .good = {{{"mapping.json", "/properties/sendInvite/expression",
                              R"("user.service == true ? false : true")"}}})

}  // namespace preflight::rules::mapping_service_account_invite
