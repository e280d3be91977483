// What a person rule may ask: one person at one moment of the rehearsal, with what Okta would send, the account that is
// there and who else is in the way. The simulation fills it, while it rehearses and again when somebody reads the
// person's story; so a rule gives the same answer in `check`, in `simulate` and on the page. Nothing here is worded.
// Views and cells belong to the workspace's pool and live as long as it does.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/egnyte/account.h"
#include "core/egnyte/user_name.h"
#include "core/population/atoms.h"
#include "core/rules/app_switches.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

using egnyte::Attribute;

// Where a value comes from (spec 5.1).
enum class Origin : std::uint8_t {
    mapping,
    username_template,
    assignment,
    group,
    egnyte_default,
    unset,
    failed,
    unknown
};
[[nodiscard]] std::string_view to_string(Origin origin);

// What Okta would send for one attribute. Blank text and "Undefined" are unset already (facts egnyte S39, Q13).
struct SentValue {
    population::Cell cell = population::Cell::null();
    Origin origin = Origin::unset;

    [[nodiscard]] bool unset() const { return cell.is_null() || cell.is_unset(); }
    [[nodiscard]] bool unknown() const { return cell.is_unknown() || cell.is_failed(); }
    [[nodiscard]] bool known() const { return cell.has_value(); }
};

// A yes/no attribute as Egnyte reads it: true and false, and their words in any letter case.
enum class Truth : std::uint8_t { yes, no, unset, unknown, invalid };

[[nodiscard]] Truth truth_of(const population::Atoms& atoms, const SentValue& sent);

// An Egnyte account as cells; `unset` is not known.
struct AccountState {
    std::array<population::Cell, egnyte::kAttributeCount> cells{};
    population::Cell id;
    population::Cell last_active;  // see egnyte::kLastActive
    bool active = true;

    [[nodiscard]] population::Cell operator[](Attribute attribute) const {
        return cells[static_cast<std::size_t>(attribute)];
    }
    [[nodiscard]] population::Cell& operator[](Attribute attribute) {
        return cells[static_cast<std::size_t>(attribute)];
    }
};

// Somebody else of the population with the same username or e-mail address.
struct OtherParty {
    std::string login;
    bool comes_first = false;  // in processing order: then this person is refused
};

// What the export says of the last use of an account (spec 5.8).
enum class Activity : std::uint8_t { recent, never, not_said };  // recent: within 90 days; not_said: or longer ago

struct SeatPool {
    bool standard = false;  // else power
    std::int64_t seats = 0;
};

// Why the app profile cannot take a mapped value: Okta stops the assignment (okta-exports 1, 4).
enum class Misfit : std::uint8_t { none, type, outside_enum };
struct MisfitValue {
    Misfit why = Misfit::none;
    const okta::SchemaAttribute* target = nullptr;
    population::Cell cell;
    std::optional<Attribute> attribute;  // what the target is for Egnyte; none: not resolved
};

struct PersonView {
    PersonView(const workspace::Workspace& given, const population::Atoms& pool, const AppSwitches& gates)
        : workspace(given), atoms(pool), switches(gates) {}

    const workspace::Workspace& workspace;
    const population::Atoms& atoms;
    const AppSwitches& switches;

    // ---- the Okta user and the assignment; empty when not exported
    std::string_view okta_status, password_provider;
    std::string_view assignment_status, sync_state, external_id;

    // ---- what Okta sends
    bool update = false;      // Okta knows the account; else it creates one or takes one over
    bool fresh = false;       // there is no account yet
    bool taken_over = false;  // a creation that finds the account of that username
    std::array<SentValue, egnyte::kAttributeCount> sent{};
    std::array<population::Cell, egnyte::kAttributeCount> on_assignment{};  // of attributes that a mapping makes
    std::vector<MisfitValue> misfits;       // mapped values that the app profile cannot take
    egnyte::UserNameCheck user_name_check;  // of a known or unset username
    std::string user_name_today;            // what the username format yields; empty: not known
    std::string_view user_name_on_assignment;
    bool user_name_updates_excluded = false;  // username_updates.h
    // The profile of the Okta user, which mappings are made from, has the three values that Egnyte requires.
    bool okta_has_email = false, okta_has_given_name = false, okta_has_family_name = false;
    // The type and the authentication that the account would have; empty when unknown.
    std::string user_type, auth_type;
    bool auth_type_known = true;  // false: auth_type is none of Egnyte's words

    // ---- the account before, as far as it is known; null when there is none
    const AccountState* account = nullptr;
    bool account_in_egnyte = false;  // it was found there, not only concluded from Okta's side
    bool account_gone = false;       // Okta knows its id, and Egnyte has no such account any more
    bool account_not_shown = false;  // Okta knows its id, and the export cannot tell whether it is there

    // ---- who is in the way
    std::optional<OtherParty> same_user_name, same_email;  // of the population
    std::optional<std::string> email_owner;                // username of another Egnyte account
    std::optional<SeatPool> exhausted;                     // the pool in which no seat is left for this person

    // ---- what Egnyte's answer does, once the request is accepted
    bool deactivates = false;    // the request deactivates the account
    bool loses_admin = false;    // an active admin's account is deactivated or gets another type
    bool token_owner = false;    // the account belongs to the owner of the API token, as the scenario says
    bool no_admin_left = false;  // after all events Egnyte has no active admin, and had one before them

    // ---- sign-in
    std::string name_id, key;     // empty: not known
    bool key_by_account = false;  // the account's own IdP username
    bool idp_user_name_empty = false;
    Activity activity = Activity::not_said;
    std::optional<std::string> opens_other;  // username of another person's account that the name opens

    [[nodiscard]] const SentValue& value(Attribute attribute) const {
        return sent[static_cast<std::size_t>(attribute)];
    }
    // The text of a known value ("true" for true); empty when unset or unknown.
    [[nodiscard]] std::string text(Attribute attribute) const;
    [[nodiscard]] Truth truth(Attribute attribute) const { return truth_of(atoms, value(attribute)); }
    // The text that the account has; empty when unset, unknown or no text.
    [[nodiscard]] std::string_view account_text(Attribute attribute) const {
        return account == nullptr ? std::string_view{} : atoms.text_of((*account)[attribute]);
    }
    [[nodiscard]] bool refused_by_earlier() const {
        return (same_user_name && same_user_name->comes_first) || (same_email && same_email->comes_first);
    }
};

// What the state of the assignment means (facts okta-exports 6); a person whose assignment was not exported is
// assigned.
enum class Assignment : std::uint8_t {
    assigned,
    ended,
    not_confirmed,   // imported, and waits for Confirm Assignments
    not_documented,  // what Okta does in this state is not known
};
[[nodiscard]] Assignment assignment_of(const PersonView& person);
// The Okta user is active, as far as it is known.
[[nodiscard]] bool active_in_okta(const PersonView& person);
// Whether the account is there under the person's username, and with an e-mail address that is not the person's.
[[nodiscard]] bool has_other_email(const PersonView& person);

// Of an attribute that Egnyte requires and that is unset: whether the mapping is to blame and not the Okta profile.
// `okta_has`: the profile has such a value.
[[nodiscard]] inline bool blank_by_mapping(const PersonView& person, Attribute attribute, bool okta_has) {
    const bool unmapped = person.value(attribute).origin == Origin::unset && person.workspace.to_app_mapping != nullptr;
    return okta_has || unmapped;
}

// The text of a cell with a value, as PersonView::text gives it.
[[nodiscard]] std::string text_of(const population::Atoms& atoms, population::Cell cell);

[[nodiscard]] inline std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

}  // namespace preflight::rules
