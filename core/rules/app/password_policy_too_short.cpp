#include "core/rules/mapping_values.h"
#include "core/rules/password_policy.h"
#include "core/text/unicode.h"

namespace preflight::rules::password_policy_too_short {

constexpr Rule kRow{
    .code = "PF3017",
    .slug = "password-policy-too-short",
    .severity = Severity::error,
    .when =
        "The mapping or an assignment can make a service account, and the password policy allows fewer than 12 "
        "characters.",
    .why = "The password that Okta generates can be too short for Egnyte, which then rejects the service account.",
    .remedy = {"Require 12 characters",
               {clicks::kPasswordPolicy, "Minimum length: 12. Update Policy.",
                "Dashboard › Tasks › Retry Selected for service accounts that already failed."}},
    .sources = "S50 exports-7",
    .confidence = Confidence::documented,
};

namespace {

bool may_be_true(const expression::Case& a) {
    if (!a.constant) return a.sort == expression::Sort::boolean || a.sort == expression::Sort::text;
    return text::equal_ignoring_ascii_case(a.constant->to_text(), "true");
}

// Whether the mapping can make a service account, or without a mapping a value on an assignment.
bool makes_service_accounts(const Context& context, const Listed* mapped) {
    if (mapped != nullptr) {
        const auto& cases = mapped->analysis.possible.cases;
        return std::any_of(cases.begin(), cases.end(), may_be_true);
    }
    const workspace::Workspace& workspace = context.workspace;
    const auto variable = workspace.variable_of.find("isServiceAccount");
    if (variable == workspace.variable_of.end()) return false;
    const population::Table& rows = *workspace.app_users;
    const population::Column column = rows.find(std::string(okta::columns::kProfile) + variable->second);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const population::Found found = population::spell(rows.atoms(), rows.cell(row, column));
        if (text::equal_ignoring_ascii_case(found.text, "true")) return true;
    }
    return false;
}

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    // With people, PF6010 names the accounts.
    if (workspace.users_given || password_policy_answer(workspace, {}) != PolicyAnswer::too_short) return;
    const Listed* mapped = parsed_mapping_of(context, "isServiceAccount");
    if (!makes_service_accounts(context, mapped)) return;
    Finding& finding = report.add(kRow, "Service accounts are possible, but the password policy requires fewer than " +
                                            std::to_string(kServiceAccountPasswordLength) + " characters.");
    for (const okta::PasswordPolicy& policy : workspace.password_policies) {
        if (could_apply(policy, {}) &&
            policy.min_length.value_or(kServiceAccountPasswordLength) < kServiceAccountPasswordLength)
            finding.locations.push_back(policy.min_length_at);
    }
    if (mapped != nullptr)
        finding.locations.push_back(mapped->subject.text->part(0, mapped->subject.text->value().size()));
}

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "", ""},
                            {"app-users.json", "", ""},
                            {"policies.json", "/0/settings/password/complexity/minLength", "8"}}},
                   .good = {{{"users.json", "", ""}, {"app-users.json", "", ""}}})

}  // namespace preflight::rules::password_policy_too_short
