#include "core/simulation/metadata_effect.h"

#include <utility>

#include "core/saml/sign_in_effect.h"

namespace preflight::simulation {

MetadataEffect metadata_effect(const workspace::Workspace& workspace, std::optional<std::int64_t> now_unix) {
    MetadataEffect result;
    if (workspace.idp_metadata == nullptr) return result;
    const saml::SignInEffect effect = saml::sign_in_effect(workspace.idp_metadata->document, now_unix);
    if (effect.blocked_by != nullptr) result.blocked.push_back({effect.blocked_by, effect.blocked_message});
    for (const rules::PersonRule* rule : rules::person_rules()) {
        if (rule->shared == nullptr) continue;
        for (SharedReason& reason : rule->shared(workspace))
            (reason.certain ? result.blocked : result.undecided).push_back(std::move(reason));
    }
    if (effect.also != nullptr) result.also = SharedReason{effect.also, effect.also_message};
    return result;
}

}  // namespace preflight::simulation
