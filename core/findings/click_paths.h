// Where to click in Okta and Egnyte, with the names as they are on screen. The only place for the beginning of a path,
// so that a renamed menu is one edit. UTF-8. Facts okta-exports and egnyte.
#pragma once

#include <string_view>

#include "core/text/literal.h"

namespace preflight::findings::clicks {

using text::join;
using text::Literal;

// For sentences that name the console or continue a path: join<"Sign in to the ", kConsole, ".">.
inline constexpr Literal kConsole = "Okta Admin Console";
inline constexpr std::string_view kConsoleName = join<kConsole>;
inline constexpr Literal kApplication = " › Applications › Egnyte";  // behind kConsole

template <Literal rest>
inline constexpr std::string_view console_page = join<kConsole, rest>;  // console_page<" › Directory › People">
template <Literal rest>
inline constexpr std::string_view app_page = join<kConsole, kApplication, rest>;  // app_page<" › Sign On">

inline constexpr std::string_view kSignOn = app_page<" › Sign On">;
inline constexpr std::string_view kCredentials = app_page<" › Sign On › Edit › Credentials Details">;
inline constexpr std::string_view kMappings = app_page<" › Provisioning › To App › Attribute Mappings">;
inline constexpr std::string_view kImportMappings = app_page<" › Provisioning › To Okta › Attribute Mappings">;
inline constexpr std::string_view kToApp = app_page<" › Provisioning › To App › Edit">;
inline constexpr std::string_view kAppSettings = app_page<" › General › App Settings › Edit">;
inline constexpr std::string_view kAssignment = app_page<" › Assignments › the pencil beside the person">;

inline constexpr std::string_view kAssignments = app_page<" › Assignments">;
inline constexpr std::string_view kImport = app_page<" › Import">;
inline constexpr std::string_view kGroupRules = console_page<" › Directory › Groups › Rules">;
inline constexpr std::string_view kTasks = console_page<" › Dashboard › Tasks">;

inline constexpr std::string_view kPersonProfile = console_page<" › Directory › People › the person › Profile › Edit">;
inline constexpr std::string_view kPersonActivate =
    console_page<" › Directory › People › the person › More Actions › Activate">;
inline constexpr std::string_view kPasswordPolicy = console_page<
    " › Security › Authenticators › Password › Edit (Security › Authentication › Password in the older "
    "console)">;

// Where an Egnyte admin creates the API token. Of a domain of egnytegov.com only its own page is named
// (verdict/verdicts).
inline constexpr Literal kTokenPage = "https://scim-20.egnyte.com/";
inline constexpr Literal kGovernmentTokenPage = "https://scim-20.egnytegov.com/";
inline constexpr Literal kTokenPages = "https://scim-20.egnyte.com/ (government: https://scim-20.egnytegov.com/)";

inline constexpr Literal kSecurityPage = "Egnyte › Settings › Configuration › Security & Authentication";
inline constexpr Literal kSsoPage =
    "Egnyte › Settings › Configuration › Security & Authentication › Single sign-on authentication";
inline constexpr std::string_view kEgnyteSecurity = join<kSecurityPage>;
inline constexpr std::string_view kEgnyteSso = join<kSsoPage>;

}  // namespace preflight::findings::clicks
