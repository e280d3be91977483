// Egnyte's side while the events replay: the exported accounts and those that the rehearsal made. Q4: usernames and
// e-mail addresses are compared ignoring case; Q8: deactivated accounts keep both.
// Every change is kept with the number of the outcome that made it, so that the account as it was at any outcome can be
// told afterwards without a second replay.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
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

// Which accounts have a value that several may have. Those of one value form a ring in the order in which they got it.
class Holders {
public:
    // Before the first enter() of an account.
    void add_account() {
        const auto number = static_cast<AccountNumber>(next_.size());
        next_.push_back(number);
        previous_.push_back(number);
    }
    // `value` must not be entered twice for one account. Unset is not a value.
    void enter(Cell value, AccountNumber account);
    void leave(Cell value, AccountNumber account);
    // The first account but `own`; kNoRow when there is none.
    [[nodiscard]] AccountNumber other_than(AccountNumber own, Cell value) const;

private:
    population::CellIndex first_;
    population::Blocks<AccountNumber> next_, previous_;
};

class World {
public:
    explicit World(const workspace::Workspace& workspace);

    // Whether an Egnyte export was given; without one the world begins empty.
    [[nodiscard]] bool given() const { return given_; }
    // What an id that no account has says of an export that was given.
    enum class Ids : std::uint8_t {
        whole,   // every account is there with its id: the account is gone
        partial  // some may be missing, or have no id (the CSV has none): nothing
    };
    [[nodiscard]] Ids ids() const { return ids_; }
    [[nodiscard]] std::size_t size() const { return active_.size(); }

    // kNoRow when there is none. Cells are texts of the workspace's pool.
    [[nodiscard]] AccountNumber by_id(Cell id) const { return by_id_.find(id); }
    [[nodiscard]] AccountNumber by_user_name(Cell user_name) const;
    [[nodiscard]] AccountNumber by_user_name(std::string_view user_name) const;
    // The first account but `own` that has the address and is not a service account (those may share one, Q7).
    [[nodiscard]] AccountNumber by_email(Cell email, AccountNumber own) const;
    // The account that Okta knows by an id, in an export without ids: by username, else by e-mail address.
    [[nodiscard]] AccountNumber without_id(Cell user_name, Cell email) const;
    // The SSO account but `own` that Egnyte opens for a NameID: by its IdP username, or where that is not set by
    // `mapping` (none: not stated).
    [[nodiscard]] AccountNumber opened_by(Cell name_id, std::optional<Attribute> mapping, AccountNumber own) const;

    [[nodiscard]] bool is_active(AccountNumber account) const { return active_[account] != 0; }
    [[nodiscard]] AccountState state(AccountNumber account) const;
    [[nodiscard]] AccountState before(AccountNumber account, OutcomeNumber outcome) const;
    [[nodiscard]] AccountState after(AccountNumber account, OutcomeNumber outcome) const;
    [[nodiscard]] Cell value(AccountNumber account, Attribute attribute) const;

    AccountNumber add(const AccountState& account);
    // The username stays.
    void replace(AccountNumber account, const AccountState& after, OutcomeNumber outcome);

    // Seats in use (Q9).
    [[nodiscard]] std::size_t seats_used(bool standard_pool) const;
    // Whether deactivated accounts hold a seat: only if the scenario says so (Q10).
    [[nodiscard]] bool deactivated_count() const { return deactivated_count_; }

    // Active accounts of type admin.
    [[nodiscard]] std::size_t active_admins() const { return active_admins_; }
    [[nodiscard]] bool is_active_admin(const AccountState& account) const;

    [[nodiscard]] population::Atoms& atoms() const { return atoms_; }

private:
    struct Change {
        AccountNumber account = 0;
        OutcomeNumber outcome = 0;
        std::uint32_t previous = kNoRow;  // change of the same account
        Cell before;
        std::uint8_t what = 0;  // the attribute, or one of the two below
    };
    static constexpr std::uint8_t kActive = 0xFF, kLastActive = 0xFE;

    void read(const population::Table& table);
    [[nodiscard]] AccountState undone(AccountNumber account, OutcomeNumber first) const;
    void note(AccountNumber account, OutcomeNumber outcome, std::uint8_t what, Cell before);
    void set(AccountNumber account, Attribute attribute, Cell cell);
    [[nodiscard]] std::size_t seat_of(const AccountState& account) const;
    [[nodiscard]] Cell shared_email(const AccountState& account) const;
    [[nodiscard]] Cell idp_user_name(const AccountState& account) const;
    [[nodiscard]] bool is_sso(const AccountState& account) const;

    population::Atoms& atoms_;
    std::array<population::Blocks<Cell>, egnyte::kAttributeCount> cells_;  // columns as long as their last value
    population::Blocks<Cell> account_ids_;
    population::Blocks<std::uint8_t> active_;
    population::Blocks<std::uint32_t> last_change_;
    population::Blocks<Change> changes_;
    population::Blocks<Cell> last_active_;  // as the export says it
    population::CellIndex by_id_, by_user_name_;
    Holders by_email_, by_idp_user_name_;
    std::array<std::size_t, 4> seats_{};  // by active or not, standard or not
    std::size_t active_admins_ = 0;
    bool given_ = false, deactivated_count_ = false;
    Ids ids_ = Ids::partial;
};

}  // namespace preflight::simulation
