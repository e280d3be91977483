#include "core/report/card.h"

#include <utility>

#include "core/rules/sign_in.h"

namespace preflight::report {

namespace {

// What belongs there follows from the names that Okta sends (A10); what the scenario states is what stands there now.
Card::Field default_user_mapping(const intake::Workspace& workspace, const simulation::Result* simulation) {
    constexpr std::string_view kUserName = "Egnyte username";
    Card::Field field{"Default user mapping", ""};
    const bool stated = workspace.scenario && workspace.scenario->default_user_mapping;
    const bool by_email = stated && *workspace.scenario->default_user_mapping == "email";
    if (stated) field.value = by_email ? "Email address" : kUserName;
    switch (rules::address_in_name(workspace, simulation)) {
        case rules::AddressInName::unknown:
            break;
        case rules::AddressInName::never:
            if (by_email) field.remark = "stated is Email address, and the names that Okta sends carry none";
            else if (!stated) field.remark = "the names that Okta sends carry no e-mail address";
            field.value = kUserName;
            break;
        case rules::AddressInName::may_be:
            if (stated && !by_email) break;
            field.remark =
                "the username format can send names with @, which Egnyte refuses for new accounts; once it cannot: "
                "Egnyte username";
            break;
    }
    return field;
}

}  // namespace

std::optional<Card> card_of(const intake::Workspace& workspace, const simulation::Result* simulation,
                            std::optional<std::int64_t> now_unix) {
    if (workspace.idp_metadata == nullptr) return std::nullopt;
    auto settings = saml::egnyte_settings(workspace.idp_metadata->document, now_unix);
    if (!settings) return std::nullopt;
    Card card;
    card.fields = {{"Single sign-on authentication", "SAML 2.0"},
                   {"Identity provider", "Okta"},
                   {"Identity provider login URL", settings->login_url},
                   {"Identity provider entity ID", settings->entity_id},
                   {"Identity provider certificate", settings->certificate, true},
                   default_user_mapping(workspace, simulation)};
    card.settings = std::move(*settings);
    card.calendar = saml::endings(workspace.idp_metadata->document, now_unix);
    return card;
}

std::string_view short_binding(std::string_view binding) {
    const auto colon = binding.rfind(':');
    return colon == std::string_view::npos ? binding : binding.substr(colon + 1);
}

}  // namespace preflight::report
