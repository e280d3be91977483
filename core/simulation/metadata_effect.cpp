#include "core/simulation/metadata_effect.h"

#include "core/rules/metadata_fit.h"
#include "core/rules/person_rule.h"
#include "core/saml/checks.h"
#include "core/saml/judge.h"
#include "core/saml/sign_in_effect.h"

namespace preflight::simulation {

using rules::Fit;

MetadataEffect metadata_effect(const workspace::Workspace& workspace, std::optional<std::int64_t> now_unix) {
    MetadataEffect result;
    if (workspace.idp_metadata == nullptr) return result;
    const auto row = [](rules::PersonRuleId id) { return rules::person_rule(id).row; };
    const saml::SignInEffect effect = saml::sign_in_effect(workspace.idp_metadata->document, now_unix);
    if (effect.blocked_by != nullptr) result.blocked.push_back({effect.blocked_by, effect.blocked_message});
    const Fit entity_id = rules::entity_id_fit(workspace);
    if (entity_id == Fit::differs || entity_id == Fit::near_miss) {
        // Which of the two rows it is decides the check (EGN-03 speaks of near misses); the effect is the same.
        result.blocked.push_back(
            {entity_id == Fit::differs ? row(rules::PersonRuleId::sign_in_issuer_mismatch)
                                       : &saml::checks::row("EGN-03"),
             "Okta signs as \"" + saml::cut(workspace.idp_metadata->document.entity->entity_id->value) +
                 "\", Egnyte is stated to expect \"" + saml::cut(*workspace.scenario->idp_entity_id) + "\"."});
    }
    if (rules::certificate_fit(workspace) == Fit::differs) {
        result.blocked.push_back({row(rules::PersonRuleId::sign_in_certificate_mismatch),
                                  "Egnyte is stated to hold another certificate than those of the metadata."});
    }
    if (const auto other = rules::other_application(workspace)) {
        result.undecided.push_back({row(rules::PersonRuleId::sign_in_other_application),
                                    "The metadata belongs to the application " + saml::cut(other->name) + " (" +
                                        saml::cut(other->key) + "): which name that one sends is not given."});
    } else if (const rules::StateCertificate state = rules::state_certificate(workspace);
               state.fit == Fit::differs && !state.in_egnyte) {
        result.undecided.push_back({row(rules::PersonRuleId::sign_in_certificate_mismatch),
                                    "Terraform has another certificate for the application than the metadata; which of "
                                    "them Okta signs with is not given."});
    }
    if (effect.also != nullptr) result.also = SharedReason{effect.also, effect.also_message};
    return result;
}

}  // namespace preflight::simulation
