// The catalogue rows of everything that can happen to one person: the simulation gives them as reasons, core/rules
// groups them into findings. Codes, slugs, severities and facts follow the catalogue; the facts ids are those of facts
// egnyte.
#pragma once

#include "core/findings/finding.h"

namespace preflight::simulation {

// Whether a reason refuses the person, means that nothing is sent, or only informs (the marks of the catalogue).
enum class Effect { none, refuses, skips };

struct UserRule {
    findings::RuleInfo info;
    Effect effect = Effect::none;
};

namespace user_rules {

using findings::Confidence;
using findings::Severity;

// Gates
inline constexpr UserRule kAppInactive{
    {"PF3002", "app-inactive", Severity::error,
     "The Okta app is not ACTIVE: nothing is provisioned and nobody signs in.", "exports-2", Confidence::documented},
    Effect::skips};
inline constexpr UserRule kApiIntegrationDisabled{
    {"PF3007", "api-integration-disabled", Severity::error, "API integration is off: Okta sends nothing to Egnyte.",
     "S16 exports-2", Confidence::documented},
    Effect::skips};
inline constexpr UserRule kCreateUsersDisabled{
    {"PF3008", "create-users-disabled", Severity::error, "Create Users is off: new people get no Egnyte account.",
     "S18", Confidence::documented},
    Effect::skips};
inline constexpr UserRule kUpdateAttributesDisabled{
    {"PF3009", "update-attributes-disabled", Severity::warning,
     "Update User Attributes is off: changes in Okta never reach Egnyte.", "S18", Confidence::documented},
    Effect::skips};
inline constexpr UserRule kUserNotActive{
    {"PF6024", "user-not-active", Severity::note,
     "The Okta user is STAGED, PROVISIONED, SUSPENDED or DEPROVISIONED: nothing is sent.", "exports-6",
     Confidence::documented},
    Effect::skips};

// Usernames
inline constexpr UserRule kUserNameMissing{
    {"PF5001", "username-missing", Severity::error, "The username is empty, null or the word null.", "T1",
     Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kUserNameHasAtSign{
    {"PF5002", "username-has-at-sign", Severity::error, "The username contains @.", "S28 E1", Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kUserNameInvalidCharacter{
    {"PF5003", "username-invalid-character", Severity::error,
     "The username has characters other than letters, digits, period, hyphen and underscore.", "S30 T1 Q1",
     Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kUserNameInvalidStart{
    {"PF5004", "username-invalid-start", Severity::error, "The username does not start with a letter or digit.", "T1",
     Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kUserNameCollision{
    {"PF5005", "username-collision", Severity::error, "Two assigned people get the same username, ignoring case.",
     "K12 Q4", Confidence::inferred},
    Effect::refuses};
inline constexpr UserRule kUserNameUnusualLength{
    {"PF5006", "username-unusual-length", Severity::warning,
     "The username is shorter than 2 or longer than 64 characters.", "Q2", Confidence::inferred},
    Effect::none};
inline constexpr UserRule kUserNameChange{
    {"PF5008", "username-change", Severity::error, "An update would rename an existing Egnyte account.", "S32 Q18",
     Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kUserNameAdoptsOther{
    {"PF5009", "username-adopts-other-account", Severity::error,
     "The username exists in Egnyte with another e-mail address.", "Q5", Confidence::inferred},
    Effect::none};
inline constexpr UserRule kUserNameCaseOnly{
    {"PF5010", "username-case-only-difference", Severity::note,
     "The username differs from the Egnyte account by case only.", "Q4", Confidence::inferred},
    Effect::none};

// Other attributes
inline constexpr UserRule kUserTypeInvalid{
    {"PF6001", "user-type-invalid", Severity::error,
     "The user type is not admin, power or standard in exactly this spelling.", "S35 S36 Q12", Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kUserTypeDefaulted{
    {"PF6002", "user-type-defaulted", Severity::warning, "The user type is unset: the person becomes a Power User.",
     "S37 S38 S39 S40", Confidence::documented},
    Effect::none};
inline constexpr UserRule kAuthTypeInvalid{
    {"PF6003", "auth-type-invalid", Severity::error, "The authentication type is not sso, egnyte or ad.",
     "egnyte-2 Q14", Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kAuthTypeAd{
    {"PF6004", "auth-type-ad", Severity::warning,
     "Authentication type ad needs Active Directory in Egnyte and is not among the app's known choices.", "Q15",
     Confidence::inferred},
    Effect::none};
inline constexpr UserRule kStandardUserWithSso{
    {"PF6005", "standard-user-with-sso", Severity::warning, "Standard Users cannot use SSO, by Egnyte's own FAQ.",
     "T3 Q6", Confidence::documented},
    Effect::none};
inline constexpr UserRule kSsoNotEnabled{
    {"PF6006", "sso-not-enabled", Severity::error, "The authentication type is sso while SSO is off in Egnyte.", "U4",
     Confidence::inferred},
    Effect::refuses};
inline constexpr UserRule kServiceAccountWithInvite{
    {"PF6007", "service-account-with-invite", Severity::error, "A service account whose invite is not explicitly off.",
     "S48 SX5", Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kServiceAccountStandard{
    {"PF6008", "service-account-standard", Severity::error, "Only admin and power users may be service accounts.",
     "L12 L13", Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kServiceAccountPasswordPolicy{
    {"PF6010", "service-account-password-policy", Severity::error,
     "The password policy that applies to a service account asks for fewer than 12 characters.", "S50",
     Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kInviteWithoutEffect{
    {"PF6012", "invite-without-effect", Severity::note,
     "Invite off has no effect with authentication type egnyte: the mail goes out.", "T5 Q27", Confidence::documented},
    Effect::none};
inline constexpr UserRule kEmailMissing{
    {"PF6013", "email-missing", Severity::error, "There is no e-mail address.", "egnyte-2", Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kEmailInvalid{
    {"PF6014", "email-invalid", Severity::error, "The e-mail address is not an address.", "Q31", Confidence::inferred},
    Effect::refuses};
inline constexpr UserRule kEmailDuplicate{
    {"PF6015", "email-duplicate", Severity::error,
     "The e-mail address belongs to another Egnyte user or to somebody earlier in the list.", "Q7",
     Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kNameMissing{
    {"PF6016", "name-missing", Severity::error, "The given or family name is blank.", "Q30", Confidence::documented},
    Effect::refuses};
inline constexpr UserRule kLicenceExhausted{{"PF6023", "licence-exhausted", Severity::error,
                                             "No seat is left for this person.", "U6 Q10 Q11", Confidence::inferred},
                                            Effect::refuses};
inline constexpr UserRule kBooleanTextInvalid{
    {"PF6030", "boolean-text-invalid", Severity::error, "A boolean attribute whose text is neither true nor false.",
     "egnyte-2", Confidence::inferred},
    Effect::refuses};

// Sign-in
inline constexpr UserRule kNameIdMismatch{
    {"PF8001", "sign-in-name-id-mismatch", Severity::error,
     "The username that Okta sends in the assertion differs from the one Egnyte looks the person up by.", "A10 K4",
     Confidence::inferred},
    Effect::none};
inline constexpr UserRule kUserMappingUnknown{
    {"PF8002", "sign-in-user-mapping-unknown", Severity::note,
     "Default user mapping in Egnyte is not given and sign-in depends on it.", "Q17", Confidence::inferred},
    Effect::none};
inline constexpr UserRule kIdpUserNameEmpty{
    {"PF8008", "sign-in-idp-username-empty", Severity::error,
     "The Egnyte account uses SSO and its IdP Username is empty.", "S45 T9 K4", Confidence::inferred},
    Effect::none};

// The same for everybody: rules/sign_in.cpp finds and words them.
inline constexpr UserRule kIssuerMismatch{
    {"PF8003", "sign-in-issuer-mismatch", Severity::error,
     "The entity ID of the metadata differs from the one stated for Egnyte.", "S27 A7", Confidence::documented},
    Effect::none};
inline constexpr UserRule kCertificateMismatch{
    {"PF8004", "sign-in-certificate-mismatch", Severity::error,
     "The certificate stated for Egnyte is none of the metadata's signing certificates.", "S27 A7",
     Confidence::documented},
    Effect::none};
inline constexpr UserRule kOtherApplication{
    {"PF8005", "sign-in-other-application", Severity::error,
     "The metadata belongs to another application than the one that provisions.", "S26 S27 exports-13",
     Confidence::observed},
    Effect::none};

// Every row above, by code: the catalogue and the grouping of reasons go through this list.
inline constexpr const UserRule* kAll[] = {&kAppInactive,
                                           &kApiIntegrationDisabled,
                                           &kCreateUsersDisabled,
                                           &kUpdateAttributesDisabled,
                                           &kUserNameMissing,
                                           &kUserNameHasAtSign,
                                           &kUserNameInvalidCharacter,
                                           &kUserNameInvalidStart,
                                           &kUserNameCollision,
                                           &kUserNameUnusualLength,
                                           &kUserNameChange,
                                           &kUserNameAdoptsOther,
                                           &kUserNameCaseOnly,
                                           &kUserTypeInvalid,
                                           &kUserTypeDefaulted,
                                           &kAuthTypeInvalid,
                                           &kAuthTypeAd,
                                           &kStandardUserWithSso,
                                           &kSsoNotEnabled,
                                           &kServiceAccountWithInvite,
                                           &kServiceAccountStandard,
                                           &kServiceAccountPasswordPolicy,
                                           &kInviteWithoutEffect,
                                           &kEmailMissing,
                                           &kEmailInvalid,
                                           &kEmailDuplicate,
                                           &kNameMissing,
                                           &kLicenceExhausted,
                                           &kUserNotActive,
                                           &kBooleanTextInvalid,
                                           &kNameIdMismatch,
                                           &kUserMappingUnknown,
                                           &kIdpUserNameEmpty,
                                           &kIssuerMismatch,
                                           &kCertificateMismatch,
                                           &kOtherApplication};

}  // namespace user_rules
}  // namespace preflight::simulation
