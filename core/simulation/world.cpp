#include "core/simulation/world.h"

#include "core/egnyte/account.h"
#include "core/egnyte/user_name.h"

namespace preflight::simulation {

World::World(const workspace::Workspace& workspace) : atoms_(*workspace.atoms), given_(workspace.egnyte_users_given) {
    read(*workspace.egnyte_users);
}

void World::read(const population::Table& table) {
    std::array<population::Column, egnyte::kAttributeCount> columns{};
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = table.find(egnyte::kCanonicalAttributes[i]);
    const population::Column id = table.find(egnyte::kAccountId);
    for (std::size_t row = 0; row < table.size(); ++row) {
        AccountState account;
        for (std::size_t i = 0; i < columns.size(); ++i) account.cells[i] = table.cell(row, columns[i]);
        account.id = table.cell(row, id);
        account.active = account[Attribute::active] != Cell::truth(false);
        account[Attribute::active] = Cell::unset();  // told by `active` alone
        // The CSV writes SSO and Egnyte.
        if (const auto way = egnyte::canonical_auth_type(atoms_.text_of(account[Attribute::authType])))
            account[Attribute::authType] = atoms_.text(*way);
        add(account);
    }
}

AccountNumber World::by_user_name(Cell user_name) const {
    return by_user_name_.find(atoms_.folded(user_name));
}

AccountNumber World::by_email(Cell email, AccountNumber own) const {
    const AccountNumber first = first_with_email_.find(atoms_.folded(email));
    if (first != own || first == kNoRow) return first;
    const AccountNumber next = next_with_email_[first];
    return next == first ? kNoRow : next;
}

Cell World::value(AccountNumber account, Attribute attribute) const {
    const auto& column = cells_[static_cast<std::size_t>(attribute)];
    return account < column.size() ? column[account] : Cell::unset();
}

AccountState World::state(AccountNumber account) const {
    AccountState state;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i)
        state.cells[i] = value(account, static_cast<Attribute>(i));
    state.id = ids_[account];
    state.active = active_[account] != 0;
    return state;
}

AccountState World::undone(AccountNumber account, OutcomeNumber first) const {
    AccountState state = this->state(account);
    for (std::uint32_t i = last_change_[account]; i != kNoRow && changes_[i].outcome >= first;
         i = changes_[i].previous) {
        const Change& change = changes_[i];
        if (change.what == kActive) {
            state.active = change.before.is_true();
        } else {
            state.cells[change.what] = change.before;
        }
    }
    return state;
}

AccountState World::before(AccountNumber account, OutcomeNumber outcome) const {
    return undone(account, outcome);
}
AccountState World::after(AccountNumber account, OutcomeNumber outcome) const {
    return undone(account, outcome + 1);
}

std::size_t World::seat_of(const AccountState& account) const {
    return (account.active ? 2U : 0U) + (atoms_.text_of(account[Attribute::userType]) == "standard" ? 1U : 0U);
}

void World::set(AccountNumber account, Attribute attribute, Cell cell) {
    auto& column = cells_[static_cast<std::size_t>(attribute)];
    if (account >= column.size()) {
        if (cell.is_unset()) return;
        column.resize(account + 1);
    }
    column[account] = cell;
}

AccountNumber World::add(const AccountState& account) {
    const auto number = static_cast<AccountNumber>(active_.size());
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) set(number, static_cast<Attribute>(i), account.cells[i]);
    ids_.push_back(account.id);
    active_.push_back(account.active ? 1 : 0);
    last_change_.push_back(kNoRow);
    next_with_email_.push_back(number);
    previous_with_email_.push_back(number);
    ++seats_[seat_of(account)];
    by_id_.insert(account.id, number);
    by_user_name_.insert(atoms_.folded(account[Attribute::userName]), number);
    enter_email(number, account);
    return number;
}

void World::note(AccountNumber account, OutcomeNumber outcome, std::uint8_t what, Cell before) {
    changes_.push_back({account, outcome, last_change_[account], before, what});
    last_change_[account] = static_cast<std::uint32_t>(changes_.size() - 1);
}

void World::replace(AccountNumber account, const AccountState& after, OutcomeNumber outcome) {
    const AccountState before = state(account);
    leave_email(account, before);
    enter_email(account, after);
    --seats_[seat_of(before)];
    ++seats_[seat_of(after)];
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        if (before.cells[i] == after.cells[i]) continue;
        note(account, outcome, static_cast<std::uint8_t>(i), before.cells[i]);
        set(account, static_cast<Attribute>(i), after.cells[i]);
    }
    if (before.active != after.active) {
        note(account, outcome, kActive, Cell::truth(before.active));
        active_[account] = after.active ? 1 : 0;
    }
    // An account that Okta knows by its id, and whose export had none.
    if (before.id != after.id) {
        ids_[account] = after.id;
        by_id_.insert(after.id, account);
    }
}

void World::enter_email(AccountNumber account, const AccountState& state) {
    if (state[Attribute::isServiceAccount].is_true() || atoms_.text_of(state[Attribute::email]).empty()) return;
    const AccountNumber first = first_with_email_.insert(atoms_.folded(state[Attribute::email]), account);
    next_with_email_[account] = account;
    previous_with_email_[account] = account;
    if (first == kNoRow || first == account) return;
    const AccountNumber last = previous_with_email_[first];
    next_with_email_[last] = account;
    previous_with_email_[account] = last;
    next_with_email_[account] = first;
    previous_with_email_[first] = account;
}

void World::leave_email(AccountNumber account, const AccountState& state) {
    if (state[Attribute::isServiceAccount].is_true() || atoms_.text_of(state[Attribute::email]).empty()) return;
    const Cell email = atoms_.folded(state[Attribute::email]);
    const AccountNumber next = next_with_email_[account];
    if (next == account) {
        first_with_email_.erase(email);
        return;
    }
    const AccountNumber previous = previous_with_email_[account];
    next_with_email_[previous] = next;
    previous_with_email_[next] = previous;
    if (first_with_email_.find(email) == account) first_with_email_.assign(email, next);
}

std::size_t World::seats_used(bool standard_pool, bool deactivated_count) const {
    const std::size_t pool = standard_pool ? 1 : 0;
    return seats_[2 + pool] + (deactivated_count ? seats_[pool] : 0);
}

}  // namespace preflight::simulation
