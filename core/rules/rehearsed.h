// What configuration rules may ask about the rehearsal, which is above them: whom a rule concerns, and what is known of
// the names that are sent. Implemented by core/verdict.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/egnyte/account.h"
#include "core/findings/finding.h"

namespace preflight::rules {

// Whether the names that Okta sends, which are the application's usernames, can carry an e-mail address.
enum class AddressInName : std::uint8_t { unknown, never, may_be };

class Rehearsed {
public:
    Rehearsed() = default;
    Rehearsed(const Rehearsed&) = delete;
    Rehearsed& operator=(const Rehearsed&) = delete;
    virtual ~Rehearsed() = default;

    // The people whom a rule concerns; nothing when it concerns nobody.
    [[nodiscard]] virtual std::optional<findings::Affected> affected(const findings::Rule& rule) const = 0;
    // The people whom any of the rules concerns, each once, without those of the given names (an app username or a
    // login, case ignored); at most `most` examples.
    [[nodiscard]] virtual findings::Affected affected_by(const std::vector<const findings::Rule*>& rules,
                                                         const std::vector<std::string>& except,
                                                         std::size_t most) const = 0;
    // By the names of those who sign in.
    [[nodiscard]] virtual AddressInName address_in_names() const = 0;
    // For each attribute, those whose request is refused for its value alone; the largest number first.
    struct Blocker {
        egnyte::Attribute attribute{};
        std::size_t people = 0;
        findings::Location first;  // the record of the first of them
    };
    struct Blockers {
        std::size_t refused = 0;  // people whose last request is refused
        std::size_t rules = 0;    // how many rules refuse them
        std::vector<Blocker> ranked;
    };
    [[nodiscard]] virtual Blockers blockers() const = 0;
    // By the row of the Egnyte accounts given: whether it is somebody's who was rehearsed.
    [[nodiscard]] virtual std::vector<bool> accounts_of_people() const = 0;
    // Whether the password policies would settle somebody's outcome.
    [[nodiscard]] virtual bool needs_policies() const = 0;
};

}  // namespace preflight::rules
