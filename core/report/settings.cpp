#include "core/report/settings.h"

#include <utility>

#include "core/report/excerpt.h"

#include "core/rules/address_in_name.h"

namespace preflight::report {

namespace {

// What belongs there follows from the names that Okta sends (A10); what the scenario states is what is there now.
Settings::Field default_user_mapping(const workspace::Workspace& workspace, const rules::Rehearsed* rehearsed) {
    constexpr std::string_view kUserName = "Egnyte username";
    Settings::Field field{"Default user mapping", ""};
    const bool stated = workspace.scenario && workspace.scenario->default_user_mapping;
    const bool by_email = stated && *workspace.scenario->default_user_mapping == "email";
    if (stated) field.value = by_email ? "Email address" : kUserName;
    switch (rules::address_in_name(workspace, rehearsed)) {
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
                "the username format can send names with @, which Egnyte rejects for new accounts; once it cannot: "
                "Egnyte username";
            break;
    }
    return field;
}

}  // namespace

std::optional<Settings> settings_of(const workspace::Workspace& workspace, const rules::Rehearsed* rehearsed,
                                    std::optional<std::int64_t> now_unix) {
    if (workspace.idp_metadata == nullptr) return std::nullopt;
    const intake::MetadataInput& metadata = *workspace.idp_metadata;
    auto read = saml::egnyte_settings(metadata.document, now_unix);
    if (!read) return std::nullopt;
    Settings settings;
    settings.fields = {{"Single sign-on authentication", "SAML 2.0"},
                       {"Identity provider", "Okta"},
                       {"Identity provider login URL", read->login_url},
                       {"Identity provider entity ID", read->entity_id},
                       {"Identity provider certificate", read->certificate, true},
                       default_user_mapping(workspace, rehearsed)};
    settings.certificate_sha256 = std::move(read->certificate_sha256);
    settings.not_after = read->not_after;
    settings.several_signing_keys = read->several_signing_keys;
    settings.binding = std::move(read->binding);
    for (saml::Ending& ending : saml::endings(metadata.document, now_unix)) {
        Place place = place_of(workspace, {metadata.input, ending.at.path, ending.at.span});
        settings.calendar.push_back({std::move(ending), std::move(place)});
    }
    return settings;
}

}  // namespace preflight::report
