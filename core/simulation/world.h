// Egnyte's side while the events replay: the exported accounts and those that the rehearsal made. Q4: usernames and
// e-mail addresses are compared ignoring case; Q8: deactivated accounts keep both.
// Every change is kept with the number of the outcome that made it, so that the account as it was at any outcome can be
// told afterwards without a second replay.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/population/blocks.h"
#include "core/population/cell_index.h"
#include "core/population/table.h"
#include "core/rules/person_view.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

using population::Cell;
using population::kNoRow;
using rules::AccountState;
using rules::Attribute;
using AccountNumber = std::uint32_t;
using OutcomeNumber = std::uint32_t;

class World {
public:
    explicit World(const workspace::Workspace& workspace);

    // Whether an Egnyte export was given; without one the world begins empty.
    [[nodiscard]] bool given() const { return given_; }
    [[nodiscard]] std::size_t size() const { return active_.size(); }

    // kNoRow when there is none. Cells are texts of the workspace's pool.
    [[nodiscard]] AccountNumber by_id(Cell id) const { return by_id_.find(id); }
    [[nodiscard]] AccountNumber by_user_name(Cell user_name) const;
    // The first account but `own` that has the address and is no service account (those may share one, Q7).
    [[nodiscard]] AccountNumber by_email(Cell email, AccountNumber own) const;

    [[nodiscard]] AccountState state(AccountNumber account) const;
    [[nodiscard]] AccountState before(AccountNumber account, OutcomeNumber outcome) const;
    [[nodiscard]] AccountState after(AccountNumber account, OutcomeNumber outcome) const;
    [[nodiscard]] Cell value(AccountNumber account, Attribute attribute) const;

    AccountNumber add(const AccountState& account);
    // The username stays.
    void replace(AccountNumber account, const AccountState& after, OutcomeNumber outcome);

    // Seats in use: Q9 and Q10 (deactivated accounts count only if the scenario says so).
    [[nodiscard]] std::size_t seats_used(bool standard_pool, bool deactivated_count) const;

    [[nodiscard]] population::Atoms& atoms() const { return atoms_; }

private:
    struct Change {
        AccountNumber account = 0;
        OutcomeNumber outcome = 0;
        std::uint32_t previous = kNoRow;  // change of the same account
        Cell before;
        std::uint8_t what = 0;  // the attribute, or kActive
    };
    static constexpr std::uint8_t kActive = 0xFF;

    void read(const population::Table& table);
    [[nodiscard]] AccountState undone(AccountNumber account, OutcomeNumber first) const;
    void note(AccountNumber account, OutcomeNumber outcome, std::uint8_t what, Cell before);
    void set(AccountNumber account, Attribute attribute, Cell cell);
    [[nodiscard]] std::size_t seat_of(const AccountState& account) const;
    void enter_email(AccountNumber account, const AccountState& state);
    void leave_email(AccountNumber account, const AccountState& state);

    population::Atoms& atoms_;
    std::array<population::Blocks<Cell>, egnyte::kAttributeCount> cells_;  // columns as long as their last value
    population::Blocks<Cell> ids_;
    population::Blocks<std::uint8_t> active_;
    population::Blocks<std::uint32_t> last_change_;
    population::Blocks<Change> changes_;
    population::CellIndex by_id_, by_user_name_;
    // Accounts of one address form a ring in the order in which they got it; the index holds its first.
    population::CellIndex first_with_email_;
    population::Blocks<AccountNumber> next_with_email_, previous_with_email_;
    std::array<std::size_t, 4> seats_{};  // by active or not, standard or not
    bool given_ = false;
};

}  // namespace preflight::simulation
