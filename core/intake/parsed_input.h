// What one input says, by itself: recognised by content (spec 2) and read, not judged. Problems are data that
// core/rules puts into words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/okta/model.h"
#include "core/population/table.h"
#include "core/saml/metadata.h"
#include "core/text/source.h"
#include "core/text/span.h"

namespace preflight::intake {

struct Input {
    std::size_t slot = 0;  // Location::input and RowPlace::input of everything in it
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
        unreadable,          // the front end could not read the bytes (detail: reason)
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
    saml::Document document;  // always there for a metadata candidate, readable or not; views into the input's source
};

// Immutable once parse() returned it, so that it can be shared. Inputs of one session share the pool of their tables.
struct ParsedInput {
    ParsedInput(std::size_t slot, std::shared_ptr<population::Atoms> pool) : atoms(std::move(pool)) {
        input.slot = slot;
    }

    Input input;
    std::vector<Problem> problems;
    std::optional<MetadataInput> metadata;
    std::vector<okta::Application> applications;
    std::vector<okta::SamlResource> saml_resources;  // of Terraform
    std::vector<okta::ProfileMapping> mappings;      // with and without properties
    std::vector<okta::Schema> app_schemas, user_schemas;
    std::vector<okta::PasswordPolicy> password_policies;
    std::vector<okta::ApiError> api_errors;
    std::shared_ptr<population::Atoms> atoms;
    population::Table users{*atoms}, app_users{*atoms}, egnyte_users{*atoms};
    // True for an export without a row, too.
    bool users_given = false, app_users_given = false, egnyte_users_given = false, policies_given = false;
    std::optional<Scenario> scenario;  // the last one
};

}  // namespace preflight::intake
