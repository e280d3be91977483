// What the rehearsal keeps of each outcome: a row of numbers. Nothing that can be computed again is kept; a person's
// story (profile, words, exchange) is made from it on demand (story.h).
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/rules/person_rule.h"
#include "core/simulation/okta_changes.h"
#include "core/simulation/people.h"
#include "core/simulation/world.h"

namespace preflight::simulation {

// The words of spec 5, in the order of the table in outcome.cpp.
enum class Status : std::uint8_t {
    created,
    linked,
    reactivated,
    updated,
    unchanged,
    deactivated,
    skipped,
    failed,
    unknown,
    signed_in
};
[[nodiscard]] std::string_view to_string(Status status);

// Which person rules apply, by their number in the registry.
class ReasonSet {
public:
    void add(std::size_t rule) { words_[rule / 64] |= std::uint64_t{1} << (rule % 64); }
    [[nodiscard]] bool has(std::size_t rule) const { return ((words_[rule / 64] >> (rule % 64)) & 1U) != 0; }
    [[nodiscard]] bool empty() const { return (words_[0] | words_[1]) == 0; }
    template <typename Visit>
    void for_each(Visit visit) const {
        for (std::size_t word = 0; word < 2; ++word) {
            for (std::uint64_t left = words_[word]; left != 0; left &= left - 1)
                visit(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
        }
    }

private:
    std::uint64_t words_[2] = {0, 0};
};
static_assert(rules::kPersonRules <= 128, "a set of reasons has 128 bits");

struct Outcome {
    enum class Kind : std::uint8_t { provision, sign_in };
    enum Flag : std::uint32_t {
        update = 1,                // Okta knew the account: an update, not a creation
        fresh = 2,                 // there was no account
        found = 4,                 // the account was there before the event (`account` says which)
        needs_policies = 8,        // the password policies would settle it
        blocked = 16,              // sign-in: the metadata stops everybody
        also = 32,                 // sign-in: the metadata adds a reason that decides nothing
        undecided = 64,            // sign-in: the metadata may not be what Okta signs by
        gone = 128,                // Okta knows the account's id, and Egnyte has it no longer
        not_shown = 256,           // Okta knows the account's id, and the export cannot tell
        adopted = 512,             // the account was another person's when Okta linked it
        others = 1024,             // `account` is that of another person to rehearse
        unassigned = 8192,         // an event ended the assignment
        left = 16384,              // an event deactivated the Okta user
        assigned = 65536,          // an event assigned the person, whatever the export says
        active = 131072,           // an event made the Okta user active, whatever the export says
        deactivation = 32768,      // the request deactivates the account
        open = 4096,               // an event that cannot be played concerned the person
        requested = 2048,          // sign-in: Okta has the username of a request (`update` says of which kind)
        standard_seat = 1U << 27,  // the seat that was not left is one of the standard pool
        loses_admin = 1U << 28,    // the account was an active admin's, and the request ends that
        token_owner = 1U << 29,    // it belongs to the owner of the API token
        invites = 1U << 30,        // Egnyte sends an invitation
        may_invite = 1U << 31,     // whether it does is unknown
    };

    PersonNumber person = 0;
    std::uint32_t event = 0;
    Kind kind = Kind::provision;
    Status status = Status::unknown;
    std::optional<Attribute>
        only_blocker;  // the one attribute whose value refuses the request; none: several, or other causes
    std::uint32_t flags = 0;
    AccountNumber account = kNoRow;                             // that the event is about
    PersonNumber same_user_name = kNoRow, same_email = kNoRow;  // others of the population
    AccountNumber other_account = kNoRow;                       // has the address; sign-in: is opened by the name
    OutcomeNumber provisioned = kNoRow;                         // sign-in: the last outcome of the person before it
    ReasonSet reasons;

    // The account of the person after the event; kNoRow when there is none.
    [[nodiscard]] AccountNumber own_account() const { return is(others) ? kNoRow : account; }
    void set(Flag flag) { flags = flags | flag; }
    void clear(Flag flag) { flags = flags & ~flag; }
    [[nodiscard]] bool is(Flag flag) const { return (flags & flag) != 0; }
};
static_assert(sizeof(Outcome) <= 64);

// The person when the outcome was made.
[[nodiscard]] inline PersonAt at(const Outcome& outcome) {
    return {outcome.person, outcome.event + 1};
}

}  // namespace preflight::simulation
