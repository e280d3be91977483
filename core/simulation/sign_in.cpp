#include "core/simulation/sign_in.h"

#include <algorithm>

#include "core/egnyte/user_name.h"
#include "core/rules/person_rule.h"
#include "core/saml/checks.h"
#include "core/saml/judge.h"
#include "core/saml/sign_in_effect.h"
#include "core/simulation/metadata_fit.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

bool refuses(const Reason& reason) {
    return reason.rule->effect == findings::Effect::refuses;
}

}  // namespace

MetadataEffect metadata_effect(const intake::Workspace& workspace, std::optional<std::int64_t> now_unix) {
    MetadataEffect result;
    if (workspace.idp_metadata == nullptr) return result;
    const saml::SignInEffect effect = saml::sign_in_effect(workspace.idp_metadata->document, now_unix);
    if (effect.blocked_by != nullptr) result.blocked.push_back({effect.blocked_by, effect.blocked_message, {}});
    const Fit entity_id = entity_id_fit(workspace);
    if (entity_id == Fit::differs || entity_id == Fit::near_miss) {
        // Which of the two rows it is decides the check (EGN-03 speaks of near misses); the effect is the same.
        result.blocked.push_back(
            {entity_id == Fit::differs ? rules::sign_in_issuer_mismatch::kPerson.row : &saml::checks::row("EGN-03"),
             "Okta signs as \"" + saml::cut(workspace.idp_metadata->document.entity->entity_id->value) +
                 "\", Egnyte is stated to expect \"" + saml::cut(*workspace.scenario->idp_entity_id) + "\".",
             {}});
    }
    if (certificate_fit(workspace) == Fit::differs) {
        result.blocked.push_back({rules::sign_in_certificate_mismatch::kPerson.row,
                                  "Egnyte is stated to hold another certificate than those of the metadata.",
                                  {}});
    }
    if (const auto other = other_application(workspace)) {
        result.undecided.push_back({rules::sign_in_other_application::kPerson.row,
                                    "The metadata belongs to the application " + saml::cut(other->name) + " (" +
                                        saml::cut(other->key) + "): which name that one sends is not given.",
                                    {}});
    } else if (const StateCertificate state = state_certificate(workspace);
               state.fit == Fit::differs && !state.in_egnyte) {
        result.undecided.push_back({rules::sign_in_certificate_mismatch::kPerson.row,
                                    "Terraform has another certificate for the application than the metadata; which of "
                                    "them Okta signs with is not given.",
                                    {}});
    }
    if (effect.also != nullptr) result.also = Reason{effect.also, effect.also_message, {}};
    return result;
}

std::optional<SignIn> sign_in(const intake::Workspace& workspace, const Prepared& prepared, const Outcome* provisioned,
                              const World& world, const MetadataEffect& metadata, std::size_t event) {
    SignIn result;
    result.event = event;
    result.login = prepared.person.login;
    result.user_id = prepared.person.id;

    const Computed& user_name = prepared.user_name;
    if (!user_name.value.is_unknown() && !user_name.value.is_null()) result.name_id = user_name.value.to_text();

    std::optional<std::size_t> index = world.of_person(prepared.person.id);
    if (!index && !prepared.person.external_id.empty()) index = world.by_id(prepared.person.external_id);
    if (!index && result.name_id) index = world.by_user_name(*result.name_id);

    if (!index) {
        // No account: nobody to sign in as. Only people whom Okta tried to provision as SSO users are worth a line.
        if (provisioned == nullptr || provisioned->status == "skipped") return std::nullopt;
        const auto auth = provisioned->profile.find("authType");
        const std::string auth_json = auth == provisioned->profile.end() ? "" : auth->second.json.value_or("");
        bool uses_sso = false;  // known to
        if (!auth_json.empty() && auth_json != "null") {
            const auto canonical =
                egnyte::canonical_auth_type(auth_json.substr(1, auth_json.size() >= 2 ? auth_json.size() - 2 : 0));
            if (canonical && *canonical != "sso") return std::nullopt;
            uses_sso = canonical.has_value();
        }
        // Metadata that nobody can sign in with decides, even where it is open whether there will be an account
        // (spec 5.8).
        const bool blocked = !metadata.blocked.empty() && uses_sso;
        result.status = provisioned->status == "unknown" && !blocked ? "unknown" : "failed";
        if (blocked) result.reasons = metadata.blocked;
        if (metadata.also && uses_sso) result.reasons.push_back(*metadata.also);
        result.missing = provisioned->missing;
        std::copy_if(provisioned->reasons.begin(), provisioned->reasons.end(), std::back_inserter(result.reasons),
                     refuses);
        return result;
    }

    const Account& account = world.account(*index);
    if (!egnyte::counts_as_unset(account.text("authType")) &&
        egnyte::canonical_auth_type(account.text("authType")) != std::string_view("sso")) {
        return std::nullopt;
    }
    result.reasons = metadata.blocked;
    if (metadata.also) result.reasons.push_back(*metadata.also);
    // Whom Okta does not let in, or an app that is off, signs nobody in, account or not.
    const std::size_t before_gates = result.reasons.size();
    std::copy_if(prepared.gates.begin(), prepared.gates.end(), std::back_inserter(result.reasons), [](const Reason& r) {
        return r.rule == rules::app_inactive::kPerson.row || r.rule == rules::user_not_active::kPerson.row;
    });
    const bool gated = result.reasons.size() > before_gates;

    const auto mapping = workspace.scenario ? workspace.scenario->default_user_mapping : std::nullopt;
    bool fails = !metadata.blocked.empty() || gated;
    bool undecided = !metadata.undecided.empty();
    if (undecided) {
        result.reasons.insert(result.reasons.end(), metadata.undecided.begin(), metadata.undecided.end());
        result.missing.emplace_back("saml-idp-metadata");
    }
    if (!account.active) {
        // A deactivated account cannot sign in (L6); the provisioning outcome already says why.
        fails = true;
    }
    if (const std::string id = account.text("idpUserId"); !text::trim(id).empty()) {
        result.key = id;
    } else if (account.known_empty("idpUserId")) {
        fails = true;
        result.reasons.push_back({rules::sign_in_idp_username_empty::kPerson.row,
                                  "The Egnyte account signs in by SSO and its IdP Username is empty.", "idpUserId"});
    } else if (mapping) {
        const std::string key = account.text(*mapping == "email" ? "email" : "userName");
        if (!key.empty()) result.key = key;
    } else {
        undecided = true;
        result.reasons.push_back({rules::sign_in_user_mapping_unknown::kPerson.row,
                                  "Egnyte looks this person up by e-mail address or by username, as Default user "
                                  "mapping says; that setting is not given.",
                                  "idpUserId"});
        result.missing.emplace_back("scenario: egnyte.sso.defaultUserMapping");
    }
    if (!result.name_id) {
        undecided = true;
        const auto& what = user_name.value.is_unknown() ? user_name.value.missing() : std::vector<std::string>{};
        result.missing.insert(result.missing.end(), what.begin(), what.end());
    }
    if (result.key && result.name_id && !text::equal_ignoring_ascii_case(*result.key, *result.name_id)) {
        fails = true;
        result.reasons.push_back({rules::sign_in_name_id_mismatch::kPerson.row,
                                  "Okta sends \"" + *result.name_id + "\", Egnyte looks for \"" + *result.key + "\".",
                                  "idpUserId"});
    }
    if (!result.key && !fails) undecided = true;
    result.status = fails ? "failed" : undecided ? "unknown" : "signed-in";
    return result;
}

}  // namespace preflight::simulation
