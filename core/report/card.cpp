#include "core/report/card.h"

#include <utility>

namespace preflight::report {

std::optional<Card> card_of(const intake::Workspace& workspace, std::optional<std::int64_t> now_unix) {
    if (workspace.idp_metadata == nullptr) return std::nullopt;
    auto settings = saml::egnyte_settings(workspace.idp_metadata->document, now_unix);
    if (!settings) return std::nullopt;
    const auto& scenario = workspace.scenario;
    std::string mapping;
    if (scenario && scenario->default_user_mapping)
        mapping = *scenario->default_user_mapping == "email" ? "Email address" : "Egnyte username";
    Card card;
    card.fields = {{"Single sign-on authentication", "SAML 2.0"},
                   {"Identity provider", "Okta"},
                   {"Identity provider login URL", settings->login_url},
                   {"Identity provider entity ID", settings->entity_id},
                   {"Identity provider certificate", settings->certificate, true},
                   {"Default user mapping", std::move(mapping)}};
    card.settings = std::move(*settings);
    card.calendar = saml::endings(workspace.idp_metadata->document, now_unix);
    return card;
}

std::string_view short_binding(std::string_view binding) {
    const auto colon = binding.rfind(':');
    return colon == std::string_view::npos ? binding : binding.substr(colon + 1);
}

}  // namespace preflight::report
