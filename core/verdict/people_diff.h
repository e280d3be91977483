// What becomes of people in two bundles: how many are created, renamed, refused and so on in one of them only, and
// their end states before and after.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/egnyte/account.h"
#include "core/findings/finding.h"
#include "core/simulation/end_state.h"
#include "core/verdict/diff_side.h"

namespace preflight::verdict {

// What can change for a person. A person may be counted in several.
enum class PersonChange : std::uint8_t {
    refused,  // Egnyte or Okta rejects the last request, and did not before
    no_longer_refused,
    created,       // an account where there was none before
    renamed,       // another username is sent (letter case aside)
    overwritten,   // values of an existing account are replaced that were not before
    other_values,  // the new account gets other values
    deactivated,   // the account is deactivated, and was not before
    freed,         // an active account before, and none after: its seat becomes free
    joined,        // the bundle before does not have the person
    left,          // the bundle after does not have the person
    count
};
inline constexpr std::size_t kPersonChanges = static_cast<std::size_t>(PersonChange::count);
[[nodiscard]] std::string_view to_string(PersonChange change);
// What to print before the number: "Newly rejected".
[[nodiscard]] std::string_view title_of(PersonChange change);

// At most findings::kMaxExamples of a count, in processing order. `before` and `after` are words or values of the
// person; empty where there is nothing to say.
struct PersonExample {
    std::string login, before, after;
};
struct CountedPeople {
    std::size_t people = 0;
    std::vector<PersonExample> examples;

    // `login()` is asked for examples only.
    template <typename Login>
    void add(const Login& login, std::string before, std::string after) {
        ++people;
        if (examples.size() < findings::kMaxExamples)
            examples.push_back({login(), std::move(before), std::move(after)});
    }
};

// From one end state to another; none: the bundle does not have the person, or no event sends anything for the person.
struct Transition {
    std::optional<simulation::EndState> before, after;
    CountedPeople people;
};

// Values of one attribute that end up differently.
struct AttributeDiff {
    egnyte::Attribute attribute = egnyte::Attribute::userName;
    bool existing = false;  // in accounts that exist already; false: in new ones
    CountedPeople people;
};

// Seats in use after the last event.
struct SeatsDiff {
    std::string_view pool;  // "power", "standard"
    std::size_t before = 0, after = 0;
    std::optional<std::int64_t> bought_before, bought_after;
};

struct PeopleDiff {
    std::size_t before = 0, after = 0, paired = 0;  // how many people the bundles have, and how many both have
    std::size_t changed = 0;                        // each once, whatever changes
    std::array<CountedPeople, kPersonChanges> changes;
    // Of the renamed, those whose account exists already: Egnyte rejects the new name.
    std::size_t renamed_existing = 0;
    // Whose outcome is known before and unknown after.
    std::size_t newly_unknown = 0;
    // Of those in both: rejected or locked out before and not after; and the other way round, or known before and
    // unknown after.
    std::size_t improved = 0, worsened = 0;
    std::vector<Transition> end_states;     // those that occur, by end state before, then after
    std::vector<AttributeDiff> attributes;  // by name, existing accounts first
    std::array<SeatsDiff, 2> seats;

    [[nodiscard]] const CountedPeople& of(PersonChange change) const {
        return changes[static_cast<std::size_t>(change)];
    }
    // How many people either bundle has.
    [[nodiscard]] std::size_t total() const { return before + after - paired; }
    // Seats that are needed beyond those before, over all pools; a pool that shrinks does not make up for another.
    [[nodiscard]] std::size_t more_seats() const;
};

[[nodiscard]] PeopleDiff diff_people(const DiffSide& before, const DiffSide& after);

}  // namespace preflight::verdict
