// What the plan as a whole comes to, beyond what happens to each person: the invitations that Egnyte sends and the
// seats that are taken. Counts only; decides nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
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

struct Forecast {
    Invitations invitations;
    std::vector<Seats> seats;  // of the pools in use, the power pool first
};

[[nodiscard]] Forecast forecast(const Rehearsal& rehearsal);

}  // namespace preflight::simulation
