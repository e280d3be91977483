// What Okta's exports say, as data with places. Readers are in core/okta/*_reader.h; no rule and no wording here.
// Follows facts okta-exports sections 1, 2, 4, 5, 7. Wire spellings and their OpenAPI twins are both accepted (section
// 0.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/formats/embedded.h"

namespace preflight::okta {

enum class State : std::uint8_t { absent, null, present };

// A string of an export with its place. `text` maps decoded offsets back into the document.
struct TextField {
    State state = State::absent;
    formats::Embedded text;
    findings::Location at;

    [[nodiscard]] bool present() const { return state == State::present; }
    [[nodiscard]] const std::string& value() const { return text.text(); }
    // The place of a part of the decoded text.
    [[nodiscard]] findings::Location part(std::size_t begin, std::size_t end) const {
        findings::Location result = at;
        result.span = text.locate(begin, end);
        return result;
    }
};

enum class PushStatus : std::uint8_t { unset, push, dont_push, not_configured };

struct UserNameTemplate {
    TextField type;     // BUILT_IN CUSTOM NONE or ""
    TextField pattern;  // "template" on the wire
    TextField suffix;   // wire "suffix", OpenAPI "userSuffix"
    PushStatus push_status = PushStatus::unset;

    // False where Okta makes no username, or the export does not say how: (None), absent, blank.
    [[nodiscard]] bool given() const;
    // "No ${ means expression" (okta-el 10): the type says the same, but is not always exported.
    [[nodiscard]] bool is_expression() const;
};

struct Application {
    findings::Location at;
    TextField id, name, label, status, sign_on_mode, created, last_updated;
    UserNameTemplate user_name_template;
    bool features_given = false;
    std::vector<std::string> features;
    findings::Location features_at;  // the array; `at` when absent
    // The tenant setting: the key of settings.app whose lower-case name contains "subdomain" or equals "domain" (facts
    // 2).
    std::string tenant_key;
    TextField tenant;
    std::optional<bool> implicit_assignment;
    findings::Location implicit_assignment_at;
    // What replaces the address or audience that Okta keeps for the application: ssoAcsUrlOverride, audienceOverride,
    // recipientOverride, destinationOverride of settings.signOn that are filled.
    struct SignOnOverride {
        std::string key;
        TextField value;
    };
    std::vector<SignOnOverride> sign_on_overrides;
    std::string metadata_href;

    [[nodiscard]] bool has_feature(std::string_view feature) const;
    // PUSH_*, IMPORT_*, REACTIVATE_USERS or GROUP_PUSH: only with one of them an absent feature is one that is off.
    [[nodiscard]] bool has_provisioning_feature() const;
    // A status that was not given says nothing against it.
    [[nodiscard]] bool is_active() const;
    // Name or label contains "egnyte", any case (facts 12).
    [[nodiscard]] bool looks_like_egnyte() const;
};

// The SAML side of an application as Terraform's state has it (facts 11, 13): resource or data source okta_app_saml, or
// data source okta_app_metadata_saml, which has no name and no key.
struct SamlResource {
    TextField app_id, name, label;
    TextField entity_key;   // "exk...", the <key> of /app/<name>/<key>/sso/saml
    TextField certificate;  // base64 of the DER, as a rule without BEGIN and END lines
};

// What the files say that provisioning features of an application are (facts 3).
struct AppFeature {
    findings::Location at;
    std::string app_id;  // of its links; may be empty
    std::string name;    // USER_PROVISIONING or INBOUND_PROVISIONING
    std::string status;
    std::optional<bool> create, update, deactivate;
};

// The provisioning connection of an application; Okta answers UNKNOWN for most applications (facts 0.1, 8).
struct Connection {
    findings::Location at;
    std::string app_id;  // of its links; may be empty
    TextField status;    // ENABLED DISABLED UNKNOWN
    std::string base_url;
};

struct MappingEnd {
    std::string id, name, type;
};

struct MappingEntry {
    std::string target;     // variable name of the target attribute
    findings::Location at;  // the entry's value
    TextField expression;
    PushStatus push_status = PushStatus::unset;
};

struct ProfileMapping {
    findings::Location at;
    std::string id;
    MappingEnd source, target;
    bool has_properties = false;  // false: an item of the list call (facts 0.2)
    bool whole = true;            // false: a partial list (Terraform without delete_when_absent)
    findings::Location properties_at;
    std::vector<MappingEntry> entries;

    [[nodiscard]] bool to_app() const { return target.type == "appuser"; }
    [[nodiscard]] const MappingEntry* find(std::string_view target_attribute) const;
};

struct SchemaAttribute {
    std::string name, title, type, external_name, external_namespace;
    bool required = false;
    bool union_values = false;
    bool custom = false;                   // of "definitions.custom": added by the org
    std::vector<std::string> enum_values;  // of a value as a whole, as JSON writes them; texts without quotes
    // "pattern": absent when not exported; null (for login: must look like an e-mail address) is an empty string (facts
    // 5).
    std::optional<std::string> pattern;
    std::optional<std::int64_t> min_length, max_length;
    findings::Location at;
};

struct Schema {
    findings::Location at;
    bool is_app = false;
    std::string app_id;   // from the id, for app schemas
    std::string type_id;  // from the id, for user schemas: "default" or osc...
    std::string name, last_updated;
    bool whole = true;  // false: single attributes of it (Terraform); what they lack may exist
    std::vector<SchemaAttribute> attributes;

    [[nodiscard]] const SchemaAttribute* find(std::string_view attribute) const;
};

struct PasswordPolicy {
    findings::Location at;
    std::string id, name, status, provider, last_updated;
    std::int64_t priority = 0;
    bool system = false;
    std::vector<std::string> groups;
    std::optional<std::int64_t> min_length;  // complexity.minLength
    findings::Location min_length_at;
};

struct PolicyRule {
    findings::Location at;
    std::string id, name, status;
};

// A group that Okta pushes to the application (facts 6).
struct PushMapping {
    findings::Location at;
    std::string id, app_id, source_group, target_group, status, error_summary;
    std::string target_name;     // only Terraform says it
    bool pushed_before = false;  // "lastPush" is there
};

// A rule that adds people to groups (facts 6).
struct GroupRule {
    findings::Location at;
    std::string id, name, status;
    TextField expression;
    std::vector<std::string> groups, excluded_users, excluded_groups;
};

struct UserType {
    findings::Location at;
    std::string id, name, display_name;
    bool is_default = false;
};

struct Org {
    findings::Location at;
    std::string id, company, subdomain;
};

struct ApiError {
    findings::Location at;
    std::string code, summary;
};

// Columns of the people tables (core/population/table.h). Profile attributes are "profile." + variable name.
namespace columns {
inline constexpr std::string_view kId = "id", kStatus = "status", kProvider = "credentials.provider.type",
                                  kTypeId = "type.id",
                                  kProfile = "profile.";  // okta-users
inline constexpr std::string_view kExternalId = "externalId", kScope = "scope", kSyncState = "syncState",
                                  kUserName = "credentials.userName", kGroupId = "group.id", kGroupName = "group.name",
                                  kAppId = "app.id";                                             // okta-app-users
inline constexpr std::string_view kPriority = "priority";                                        // okta-app-groups
inline constexpr std::string_view kName = "name", kType = "type", kDescription = "description";  // okta-groups
// okta-system-log
inline constexpr std::string_view kEventType = "eventType", kResult = "outcome.result", kReason = "outcome.reason",
                                  kPublished = "published", kUuid = "uuid", kTargetUser = "target.user",
                                  kTargetLogin = "target.login", kTargetApp = "target.app",
                                  kTargetLabel = "target.label", kTargetGroup = "target.group",
                                  kTargetAppUser = "target.appUser", kAppName = "appName", kChanges = "changeDetails",
                                  kMessage = "displayMessage", kDebug = "debugData";
}  // namespace columns

}  // namespace preflight::okta
