// What the plan as a whole comes to, beyond what happens to each person: the invitations that Egnyte sends, the seats
// that are taken and the values that are replaced. Counts only; decides nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/simulation/rehearsal.h"

namespace preflight::simulation {

// Facts egnyte S46, T5.
struct Invitations {
    std::size_t people = 0;          // those who get one, each once
    std::size_t unknown = 0;         // those of whom it is not known
    std::vector<std::string> first;  // logins of the first who get one, at most findings::kMaxExamples
};

// One pool of licences (Q10).
struct Seats {
    // An account that holds a seat and is not used.
    struct Unused {
        std::string user_name;
        bool never_active = false;  // else deactivated, where those count
    };
    bool standard = false;               // else power
    std::optional<std::int64_t> bought;  // as the scenario says
    std::optional<std::size_t> before;   // in use before the plan; none without the whole list of accounts
    std::size_t after = 0;               // and after it, as far as accounts are known
    std::size_t rejected = 0;            // people for whom no seat is left
    std::string first_rejected;          // login of the first of them, in processing order
    std::size_t unused = 0;              // accounts to deactivate or delete first; only where people are rejected
    std::vector<Unused> first_unused;    // at most findings::kMaxExamples
};

// Values in Egnyte that pushes of the app profile replace (PF6034).
struct Overwrites {
    std::size_t people = 0;
    // How many people have another value of the attribute: most first, then by name.
    std::vector<std::pair<egnyte::Attribute, std::size_t>> attributes;
};

struct Forecast {
    Invitations invitations;
    Overwrites overwrites;
    std::vector<Seats> seats;  // of the pools in use, the power pool first
};

// "userType of 12 people, givenName of 1 person"; at most five attributes are named.
[[nodiscard]] std::string in_words(const std::vector<std::pair<egnyte::Attribute, std::size_t>>& attributes);
// The attributes of a tally in that order.
[[nodiscard]] std::vector<std::pair<egnyte::Attribute, std::size_t>> by_attribute(const Tally& tally);

[[nodiscard]] Forecast forecast(const Rehearsal& rehearsal);

}  // namespace preflight::simulation
