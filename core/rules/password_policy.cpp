#include "core/rules/password_policy.h"

namespace preflight::rules {

bool could_apply(const okta::PasswordPolicy& policy, std::string_view provider) {
    if (policy.status == "INACTIVE") return false;
    return policy.provider.empty() || policy.provider == "ANY" || provider.empty() || policy.provider == provider;
}

PolicyAnswer password_policy_answer(const workspace::Workspace& workspace, std::string_view provider) {
    if (!workspace.policies_given) return PolicyAnswer::unknown;
    bool any_long = false;
    bool any_short = false;
    for (const okta::PasswordPolicy& policy : workspace.password_policies) {
        if (!could_apply(policy, provider)) continue;
        if (!policy.min_length) return PolicyAnswer::unknown;
        (*policy.min_length >= kServiceAccountPasswordLength ? any_long : any_short) = true;
    }
    if (any_long == any_short) return PolicyAnswer::unknown;  // none applies, or the group memberships decide
    return any_long ? PolicyAnswer::long_enough : PolicyAnswer::too_short;
}

}  // namespace preflight::rules
