// What one input says, by itself: recognised by content (spec 2) and read, not checked. Problems are data that
// core/rules puts into words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/formats/embedded.h"
#include "core/intake/secret_search.h"
#include "core/okta/model.h"
#include "core/population/table.h"
#include "core/saml/metadata.h"
#include "core/text/source.h"
#include "core/text/span.h"
#include "core/text/unicode.h"

namespace preflight::intake {

struct Input {
    std::size_t slot = 0;  // Location::input and RowPlace::input of everything in it
    std::string name;
    std::string path;  // where it lies, for reports that other tools read: relative to the working directory, with "/"
    std::vector<std::string> kinds;  // kind words of spec 2, in order of appearance, no repeats; "unknown" when none
    std::string org;                 // host of the Okta org that answered, without "-admin"; empty: not known
    std::uint64_t bytes = 0;         // as given, before decoding
    std::string sha256;              // of the bytes as given, lower-case hex
    // Never null. Larger than Limits::kept_text, its text is read again on demand (source->kept() is false).
    std::shared_ptr<const text::Source> source;
    // Of its artefacts: what is recognised and has no influence on any answer, and why (spec 2, "used or not").
    struct Unused {
        std::string kind, why;
    };
    std::vector<Unused> unused;
    // At most kMaxSecrets; with `more_secrets` there are others, and nothing of the input is ever shown. An empty span
    // is a secret in what was left out before reading (saved HTTP headers).
    std::vector<Secret> secrets;
    bool more_secrets = false;
    bool free_text = false;           // neither JSON nor XML nor a known table: nothing of it is ever shown
    bool metadata_candidate = false;  // checked by the DOC checks of PF2 instead of PF1001-1004 (rules PF1)
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
        powershell,          // detail: the text in place of a value
        refused,             // detail: the address of the first request, of those in `refused`
    };
    // Requests that an API did not answer with what was asked for.
    struct Refused {
        std::string_view kind;    // kind word of what it would have been, static
        std::int64_t status = 0;  // of HTTP; 0: no answer came
        std::size_t requests = 0;
    };
    Kind kind = Kind::unrecognised;
    findings::Location at;
    std::string detail;
    std::string extra;
    Refused refused = {};
};

// Tri-state texts and numbers of the scenario (spec 3); absent = unknown.
struct Scenario {
    findings::Location at;
    std::optional<std::string> now;
    std::optional<std::string> application;  // the id of the Okta application that is rehearsed
    findings::Location application_at;
    std::optional<bool> api_integration, create_users, update_user_attributes, deactivate_users;
    std::optional<std::string> domain;
    bool government = false;  // it was stated as a host of egnytegov.com
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
        std::string type;
        std::string user, group;  // whom it concerns; both empty: everybody
        std::string attribute, push_status, template_text;
        std::string expression;                  // empty: Do not map
        std::string rule;                        // id of a group rule
        std::map<std::string, std::string> set;  // attribute -> JSON text of the new value
        findings::Location at;
    };
    bool events_given = false;
    std::vector<Event> events;

    // Whether a username or e-mail address is what is stated of the owner of the API token, ignoring case.
    [[nodiscard]] bool names_token_owner(std::string_view name) const {
        return token_owner && text::equal_ignoring_ascii_case(name, *token_owner);
    }
    // Seats bought of one pool.
    [[nodiscard]] const std::optional<std::int64_t>& seats(bool standard) const {
        return standard ? standard_seats : power_seats;
    }
};

struct MetadataInput {
    std::size_t input = 0;
    // Of metadata that is a text inside its input: the text, its way to the input's bytes and its pointer. Null: the
    // whole input.
    std::shared_ptr<const formats::Embedded> inside;
    std::string pointer;
    saml::Document document;  // always there for a metadata candidate, readable or not; views into its text
};

// How much of a list is there.
enum class Extent : std::uint8_t {
    unknown,
    whole,    // the answer says that nothing is missing
    partial,  // the answer says that something is missing
};

// One list of objects of one kind, as an answer of an API or a file gave it (facts okta-exports 0.4).
struct GivenList {
    std::string_view kind;  // kind word of spec 2, static
    findings::Location at;
    std::size_t size = 0;
    Extent extent = Extent::unknown;
    // As long as a page of that API: the rest may be missing.
    bool full_page = false;
    std::optional<std::int64_t> total;  // totalResults
    std::string self, next;             // addresses of this page and the next one, of the answer's headers
    std::string owner;                  // what the list belongs to: id or name of a group; may be empty

    // Rows are missing, or may be: what is not in the list is unknown.
    [[nodiscard]] bool may_lack_rows() const { return extent == Extent::partial || full_page; }
};

// What is read into objects: one list for each kind, in the order of reading.
struct Objects {
    std::vector<okta::Application> applications;
    std::vector<okta::SamlResource> saml_resources;  // of Terraform
    std::vector<okta::ProfileMapping> mappings;      // with and without properties
    std::vector<okta::Schema> app_schemas, user_schemas;
    std::vector<okta::PasswordPolicy> password_policies;
    std::vector<okta::PolicyRule> policy_rules;
    std::vector<okta::PushMapping> push_mappings;
    std::vector<okta::GroupRule> group_rules;
    std::vector<okta::UserType> user_types;
    std::vector<okta::Org> orgs;
    std::vector<okta::Connection> connections;
    std::vector<okta::AppFeature> app_features;
    std::vector<okta::ApiError> api_errors;
    std::vector<GivenList> lists;

    // Calls `visit` for each pair of lists.
    template <class A, class B, class Visit>
    static void for_each(A& a, B& b, Visit&& visit) {
        visit(a.applications, b.applications);
        visit(a.saml_resources, b.saml_resources);
        visit(a.mappings, b.mappings);
        visit(a.app_schemas, b.app_schemas);
        visit(a.user_schemas, b.user_schemas);
        visit(a.password_policies, b.password_policies);
        visit(a.policy_rules, b.policy_rules);
        visit(a.push_mappings, b.push_mappings);
        visit(a.group_rules, b.group_rules);
        visit(a.user_types, b.user_types);
        visit(a.orgs, b.orgs);
        visit(a.connections, b.connections);
        visit(a.app_features, b.app_features);
        visit(a.api_errors, b.api_errors);
        visit(a.lists, b.lists);
    }
};

// Which tables and lists were given, be it without a row.
struct Given {
    bool users_given = false, app_users_given = false, egnyte_users_given = false, policies_given = false;
    bool groups_given = false, group_members_given = false, app_groups_given = false, push_mappings_given = false;
    bool user_types_given = false, egnyte_groups_given = false, log_given = false;

    void add(const Given& other) {
        users_given = users_given || other.users_given;
        app_users_given = app_users_given || other.app_users_given;
        egnyte_users_given = egnyte_users_given || other.egnyte_users_given;
        policies_given = policies_given || other.policies_given;
        groups_given = groups_given || other.groups_given;
        group_members_given = group_members_given || other.group_members_given;
        app_groups_given = app_groups_given || other.app_groups_given;
        push_mappings_given = push_mappings_given || other.push_mappings_given;
        user_types_given = user_types_given || other.user_types_given;
        egnyte_groups_given = egnyte_groups_given || other.egnyte_groups_given;
        log_given = log_given || other.log_given;
    }
};

// Immutable once parse() returned it, so that it can be shared. Inputs of one session share the pool of their tables.
struct ParsedInput : Objects, Given {
    ParsedInput(std::size_t slot, std::shared_ptr<population::Atoms> pool) : atoms(std::move(pool)) {
        input.slot = slot;
    }

    Input input;
    std::vector<Problem> problems;
    std::vector<MetadataInput> metadata;
    std::shared_ptr<population::Atoms> atoms;
    population::Table users{*atoms}, app_users{*atoms}, egnyte_users{*atoms};
    population::Table groups{*atoms}, app_groups{*atoms}, egnyte_groups{*atoms};
    population::Table group_members{*atoms};  // Okta users, each with the group of the list
    population::Table log_events{*atoms};
    std::optional<Scenario> scenario;  // the last one

    // All of the above tables.
    static constexpr std::size_t kTables = 8;
    [[nodiscard]] std::array<population::Table*, kTables> tables() {
        return {&users, &app_users, &egnyte_users, &groups, &app_groups, &egnyte_groups, &group_members, &log_events};
    }
};

}  // namespace preflight::intake
