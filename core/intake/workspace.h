// Everything the given files say, joined by ids: what the simulation and the rules look at.
// Intake recognises by content (spec 2) and reads; it judges nothing: problems are data that core/rules puts into
// words.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/intake/limits.h"
#include "core/okta/model.h"
#include "core/population/cell_index.h"
#include "core/population/found.h"
#include "core/population/table.h"
#include "core/saml/metadata.h"
#include "core/text/source.h"

namespace preflight::intake {

struct Input {
    std::string name;
    std::string path;  // where it lies, for reports that other tools read: relative to the working directory, with "/"
    std::vector<std::string> kinds;  // kind words of spec 2, in order of appearance, no repeats; "unknown" when none
    std::uint64_t bytes = 0;         // as given, before decoding
    std::string sha256;              // of the bytes as given, lower-case hex
    // Never null. Larger than Limits::kept_text, its text is read again on demand (source->kept() is false).
    std::shared_ptr<const text::Source> source;
    // Where private keys stand in a text that is not kept, at most kMaxKeyWindows pieces.
    std::vector<text::Span> key_windows;
    bool metadata_candidate = false;  // judged by the DOC checks of PF2 instead of PF1001-1004 (rules PF1)
};

// PF1001-PF1008 and the notes, without words.
struct Problem {
    enum class Kind : std::uint8_t {
        unrecognised,        // detail: nearest match, may be empty
        not_well_formed,     // detail: what the parser expected
        html_page,           // detail: title of the page
        okta_error,          // detail: "E0000011", extra: errorSummary
        over_limit,          // detail: the limit's name and value
        unreadable,          // the face could not read the bytes (detail: reason)
        encoding_converted,  // detail: what was removed
        partly_read,         // detail: what is read and what is not
        scenario_ignored,    // detail: which key or value of the scenario, and why
    };
    Kind kind = Kind::unrecognised;
    findings::Location at;
    std::string detail;
    std::string extra;
};

// Tri-state texts and numbers of the scenario (spec 3); absent = unknown.
struct Scenario {
    findings::Location at;
    std::optional<std::string> now;
    std::optional<bool> api_integration, create_users, update_user_attributes, deactivate_users;
    std::optional<std::string> domain;
    findings::Location domain_at;
    std::optional<bool> sso_enabled;
    std::optional<std::string> default_user_mapping;  // "email" or "username"
    findings::Location default_user_mapping_at;
    std::optional<std::string> idp_entity_id, idp_login_url, certificate_sha256;  // the last: 64 hex digits, lower case
    findings::Location idp_entity_id_at, idp_login_url_at, certificate_sha256_at;
    std::optional<bool> two_factor_available, two_factor_default;
    std::optional<std::int64_t> power_seats, standard_seats;
    std::optional<bool> deactivated_users_count;
    std::optional<std::string> token_owner;
    std::map<std::string, std::string> egnyte_attributes;  // canonical -> variable name
    struct Event {
        std::string type, user, attribute, expression, push_status, template_text;
        std::map<std::string, std::string> set;  // attribute -> JSON text of the new value
        findings::Location at;
    };
    bool events_given = false;
    std::vector<Event> events;
};

struct MetadataInput {
    std::size_t input = 0;
    saml::Document document;  // always there for a metadata candidate, readable or not
};

struct Workspace {
    std::vector<Input> inputs;
    std::vector<Problem> problems;

    std::vector<MetadataInput> metadata;
    std::vector<okta::Application> applications;
    std::vector<okta::SamlResource> saml_resources;  // of Terraform
    std::vector<okta::ProfileMapping> mappings;      // with and without properties
    std::vector<okta::Schema> app_schemas, user_schemas;
    std::vector<okta::PasswordPolicy> password_policies;
    std::vector<okta::ApiError> api_errors;
    // The values of all tables. Tables hold its address, so it stays where it is when the workspace moves.
    std::shared_ptr<population::Atoms> atoms = std::make_shared<population::Atoms>();
    population::Table users{*atoms}, app_users{*atoms}, egnyte_users{*atoms};
    bool users_given = false, app_users_given = false, egnyte_users_given = false, policies_given = false;
    std::optional<Scenario> scenario;

    // The joins. Pointers into the vectors above, null when there is none; set by join().
    const okta::Application* application = nullptr;        // the Egnyte app (the SCIM 2.0 one when two are given)
    const okta::SamlResource* saml_key = nullptr;          // the app's resource that says its key
    const okta::SamlResource* saml_certificate = nullptr;  // and the one that says its certificate
    const okta::ProfileMapping* to_app_mapping = nullptr;
    const okta::Schema* app_schema = nullptr;
    const okta::Schema* user_schema = nullptr;
    const MetadataInput* idp_metadata = nullptr;

    // Canonical Egnyte attribute (spec 4) -> the app's variable name, learned; canonical names without an entry are
    // unresolved.
    std::map<std::string, std::string, std::less<>> variable_of;
    std::map<std::string, std::string, std::less<>> canonical_of;

    // Rows of the users by Okta id; set by join().
    population::CellIndex user_row_by_id;
};

// Chooses the application, mapping, schemas and metadata that belong together and learns the attribute names.
void join(Workspace& workspace);

}  // namespace preflight::intake
