// Where to click in Okta and Egnyte, with the names as they are on screen. The one place for the path of a page that
// more than one rule names; UTF-8. Sources: facts okta-exports and egnyte.
#pragma once

#include <string_view>

namespace preflight::findings::clicks {

inline constexpr std::string_view kCredentials =
    "Okta Admin Console › Applications › Egnyte › Sign On › Edit › Credentials Details";
inline constexpr std::string_view kMappings =
    "Okta Admin Console › Applications › Egnyte › Provisioning › To App › Attribute Mappings";
inline constexpr std::string_view kAssignment =
    "Okta Admin Console › Applications › Egnyte › Assignments › the pencil beside the person";
inline constexpr std::string_view kPersonProfile =
    "Okta Admin Console › Directory › People › the person › Profile › Edit";
inline constexpr std::string_view kPersonActivate =
    "Okta Admin Console › Directory › People › the person › More Actions › Activate";
inline constexpr std::string_view kPasswordPolicy =
    "Okta Admin Console › Security › Authenticators › Password › Edit (Security › Authentication › Password in the "
    "older console)";

inline constexpr std::string_view kEgnyteSecurity = "Egnyte › Settings › Configuration › Security & Authentication";

}  // namespace preflight::findings::clicks
