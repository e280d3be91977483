#include "core/simulation/world.h"

#include "core/egnyte/account.h"
#include "core/egnyte/user_name.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

void Holders::enter(Cell value, AccountNumber account) {
    const AccountNumber first = first_.insert(value, account);
    next_[account] = account;
    previous_[account] = account;
    if (first == kNoRow) return;
    const AccountNumber last = previous_[first];
    next_[last] = account;
    previous_[account] = last;
    next_[account] = first;
    previous_[first] = account;
}

void Holders::leave(Cell value, AccountNumber account) {
    if (first_.find(value) == kNoRow) return;
    const AccountNumber next = next_[account];
    if (next == account) {
        first_.erase(value);
        return;
    }
    const AccountNumber previous = previous_[account];
    next_[previous] = next;
    previous_[next] = previous;
    if (first_.find(value) == account) first_.assign(value, next);
}

AccountNumber Holders::other_than(AccountNumber own, Cell value) const {
    const AccountNumber first = first_.find(value);
    if (first != own || first == kNoRow) return first;
    const AccountNumber next = next_[first];
    return next == first ? kNoRow : next;
}

World::World(const workspace::Workspace& workspace)
    : atoms_(*workspace.atoms),
      given_(workspace.egnyte_users_given),
      deactivated_count_(workspace.scenario && workspace.scenario->deactivated_users_count.value_or(false)) {
    read(*workspace.egnyte_users);
    bool with_ids = true;
    for (AccountNumber account = 0; account < size() && with_ids; ++account) with_ids = account_ids_[account].is_atom();
    if (with_ids && workspace.extent_of("egnyte-users") == intake::Extent::whole) ids_ = Ids::whole;
}

void World::read(const population::Table& table) {
    std::array<population::Column, egnyte::kAttributeCount> columns{};
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = table.find(egnyte::kCanonicalAttributes[i]);
    const population::Column id = table.find(egnyte::kAccountId);
    const population::Column last_active = table.find(egnyte::kLastActive);
    for (std::size_t row = 0; row < table.size(); ++row) {
        AccountState account;
        for (std::size_t i = 0; i < columns.size(); ++i) account.cells[i] = table.cell(row, columns[i]);
        account.id = table.cell(row, id);
        account.last_active = table.cell(row, last_active);
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

AccountNumber World::by_user_name(std::string_view user_name) const {
    return by_user_name_.find(atoms_.find(population::AtomKind::text, text::ascii_lower(user_name)));
}

AccountNumber World::by_email(Cell email, AccountNumber own) const {
    return by_email_.other_than(own, atoms_.folded(email));
}

AccountNumber World::without_id(Cell user_name, Cell email) const {
    for (const AccountNumber account : {by_user_name(user_name), by_email(email, kNoRow)}) {
        if (account != kNoRow && !account_ids_[account].is_atom()) return account;
    }
    return kNoRow;
}

AccountNumber World::opened_by(Cell name_id, std::optional<Attribute> mapping, AccountNumber own) const {
    const Cell key = atoms_.folded(name_id);
    if (const AccountNumber account = by_idp_user_name_.other_than(own, key); account != kNoRow) return account;
    if (!mapping) return kNoRow;
    const AccountNumber account = *mapping == Attribute::email ? by_email(name_id, own) : by_user_name(name_id);
    if (account == kNoRow || account == own) return kNoRow;
    const AccountState found = state(account);
    return is_sso(found) && idp_user_name(found).is_unset() ? account : kNoRow;
}

bool World::is_sso(const AccountState& account) const {
    return atoms_.text_of(account[Attribute::authType]) == "sso";
}

// Service accounts may share an address (Q7).
Cell World::shared_email(const AccountState& account) const {
    const Cell email = account[Attribute::email];
    const bool counts = !account[Attribute::isServiceAccount].is_true() && !atoms_.text_of(email).empty();
    return counts ? atoms_.folded(email) : Cell::unset();
}

Cell World::idp_user_name(const AccountState& account) const {
    const Cell name = account[Attribute::idpUserId];
    return is_sso(account) && !egnyte::counts_as_unset(atoms_.text_of(name)) ? atoms_.folded(name) : Cell::unset();
}

Cell World::value(AccountNumber account, Attribute attribute) const {
    const auto& column = cells_[static_cast<std::size_t>(attribute)];
    return account < column.size() ? column[account] : Cell::unset();
}

AccountState World::state(AccountNumber account) const {
    AccountState state;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i)
        state.cells[i] = value(account, static_cast<Attribute>(i));
    state.id = account_ids_[account];
    state.last_active = last_active_[account];
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
        } else if (change.what == kLastActive) {
            state.last_active = change.before;
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

// A CSV may write Admin.
bool World::is_active_admin(const AccountState& account) const {
    return account.active && text::equal_ignoring_ascii_case(atoms_.text_of(account[Attribute::userType]), "admin");
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
    account_ids_.push_back(account.id);
    active_.push_back(account.active ? 1 : 0);
    last_change_.push_back(kNoRow);
    last_active_.push_back(account.last_active);
    by_email_.add_account();
    by_idp_user_name_.add_account();
    ++seats_[seat_of(account)];
    if (is_active_admin(account)) ++active_admins_;
    by_id_.insert(account.id, number);
    by_user_name_.insert(atoms_.folded(account[Attribute::userName]), number);
    by_email_.enter(shared_email(account), number);
    by_idp_user_name_.enter(idp_user_name(account), number);
    return number;
}

void World::note(AccountNumber account, OutcomeNumber outcome, std::uint8_t what, Cell before) {
    changes_.push_back({account, outcome, last_change_[account], before, what});
    last_change_[account] = static_cast<std::uint32_t>(changes_.size() - 1);
}

namespace {

void move(Holders& holders, AccountNumber account, Cell before, Cell after) {
    if (before == after) return;
    holders.leave(before, account);
    holders.enter(after, account);
}

}  // namespace

void World::replace(AccountNumber account, const AccountState& after, OutcomeNumber outcome) {
    const AccountState before = state(account);
    move(by_email_, account, shared_email(before), shared_email(after));
    move(by_idp_user_name_, account, idp_user_name(before), idp_user_name(after));
    if (is_active_admin(before)) --active_admins_;
    if (is_active_admin(after)) ++active_admins_;
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
    if (before.last_active != after.last_active) {
        note(account, outcome, kLastActive, before.last_active);
        last_active_[account] = after.last_active;
    }
    // An account that Okta knows by its id, and whose export had none.
    if (before.id != after.id) {
        account_ids_[account] = after.id;
        by_id_.insert(after.id, account);
    }
}

std::size_t World::seats_used(bool standard_pool) const {
    const std::size_t pool = standard_pool ? 1 : 0;
    return seats_[2 + pool] + (deactivated_count_ ? seats_[pool] : 0);
}

}  // namespace preflight::simulation
