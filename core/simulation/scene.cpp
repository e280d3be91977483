#include "core/simulation/scene.h"

#include <algorithm>

#include "core/egnyte/user_name.h"
#include "core/okta/model.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

using rules::PersonView;

Scene::Scene(const workspace::Workspace& given, const workspace::Evaluations& evaluated)
    : workspace(given),
      evaluations(evaluated),
      atoms(*given.atoms),
      people(given),
      profiles(given, evaluated, people, changes),
      switches(rules::app_switches(given)),
      targets(given, evaluated),
      metadata(metadata_effect(given, evaluated.now_unix())),
      world(given),
      words_{world.atoms().text("power"), world.atoms().text("sso"), world.atoms().text("egnyte"),
             world.atoms().text("ad")},
      status_(people.users().find(okta::columns::kStatus)),
      provider_(people.users().find(okta::columns::kProvider)),
      email_(people.users().find("profile.email")),
      given_name_(people.users().find("profile.firstName")),
      family_name_(people.users().find("profile.lastName")),
      assignment_status_(people.assignments().find(okta::columns::kStatus)),
      sync_state_(people.assignments().find(okta::columns::kSyncState)) {}

PersonView Scene::view(PersonAt at, Operation operation) const {
    const PersonNumber person = at.person;
    PersonView view(workspace, atoms, switches);
    view.update = operation == Operation::update;
    if (const std::uint32_t row = people.user_row(person); row != kNoRow) {
        view.okta_status = people.users().text(row, status_);
        view.password_provider = people.users().text(row, provider_);
        const auto has = [&](std::string_view name, population::Column column) {
            const auto changed = changes.attribute(at, name);
            const auto value = changed ? atoms.text_of(*changed) : people.users().text(row, column);
            return !text::trim(value).empty();
        };
        view.okta_has_email = has("email", email_);
        view.okta_has_given_name = has("firstName", given_name_);
        view.okta_has_family_name = has("lastName", family_name_);
    }
    if (const std::uint32_t row = people.app_row(person); row != kNoRow) {
        view.assignment_status = people.assignments().text(row, assignment_status_);
        view.sync_state = people.assignments().text(row, sync_state_);
    }
    view.external_id = atoms.text_of(people.external_id(person));
    view.sent[static_cast<std::size_t>(Attribute::userName)] = profiles.value(at, operation, Attribute::userName);
    view.user_name_updates_excluded = profiles.user_name_updates_excluded(at.moment);
    return view;
}

PersonView Scene::view(const Outcome& outcome) const {
    PersonView view = this->view(at(outcome), outcome.is(Outcome::update) ? Operation::update : Operation::create);
    if (outcome.is(Outcome::unassigned)) view.assignment_status = "UNASSIGNED";
    if (outcome.is(Outcome::left)) view.okta_status = "DEPROVISIONED";
    if (outcome.is(Outcome::active)) view.okta_status = "ACTIVE";
    if (outcome.is(Outcome::assigned)) {
        view.assignment_status = "STAGED";
        view.sync_state = {};
    }
    return view;
}

void Scene::add_request(PersonView& view, PersonAt at, Operation operation, bool fresh, bool taken_over,
                        const AccountState* account) const {
    view.fresh = fresh;
    view.taken_over = taken_over;
    view.account = account;
    view.sent = profiles.all(at, operation, view.value(Attribute::userName));
    if (operation == Operation::update && account != nullptr) {
        // Okta keeps what it pushed before: the app profile has what the account has.
        for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
            SentValue& sent = view.sent[i];
            if (!sent.unset() || !account->cells[i].has_value()) continue;
            if (sent.origin == Origin::failed) sent.cell = account->cells[i];
            const bool kept = sent.origin == Origin::unset && profiles.keeps_pushed(at, static_cast<Attribute>(i));
            if (kept) sent = {account->cells[i], Origin::assignment};
        }
    }
    view.misfits = profiles.misfits(at, operation, targets);
    if (view.value(Attribute::userName).unset()) {
        view.user_name_check = egnyte::check_user_name({});
    } else if (view.value(Attribute::userName).known()) {
        view.user_name_check = egnyte::check_user_name(view.text(Attribute::userName));
    }
    view.user_name_on_assignment = atoms.text_of(profiles.user_name_on_assignment(at));
    if (account != nullptr) view.activity = activity_of(*account);
    view.user_name_today = std::string(atoms.text_of(profiles.user_name_by_format(at)));
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i)
        view.on_assignment[i] = profiles.not_sent(at, operation, static_cast<Attribute>(i));
    // What the account would have: the value sent, else what it has; of new accounts Egnyte's default.
    const auto effective = [&](Attribute attribute, std::string_view fallback) -> std::string {
        if (view.value(attribute).known()) return view.text(attribute);
        if (!view.value(attribute).unset()) return {};
        return std::string(fresh ? fallback : view.account_text(attribute));
    };
    set_ways(view, effective(Attribute::userType, "power"), effective(Attribute::authType, "sso"));
}

void Scene::set_ways(PersonView& view, std::string user_type, std::string auth_type) const {
    view.user_type = std::move(user_type);
    view.auth_type = std::move(auth_type);
    if (view.auth_type.empty()) return;
    const auto canonical = egnyte::canonical_auth_type(view.auth_type);
    view.auth_type_known = canonical.has_value();
    if (canonical) view.auth_type = *canonical;
}

void Scene::add_others(PersonView& view, const Outcome& outcome, bool taken) const {
    const auto party = [&](PersonNumber other, bool first) -> std::optional<rules::OtherParty> {
        if (other == kNoRow) return std::nullopt;
        return rules::OtherParty{people.login(other), first || other < outcome.person};
    };
    view.same_user_name = party(outcome.same_user_name, taken);
    view.same_email = party(outcome.same_email, false);
    if (outcome.other_account != kNoRow)
        view.email_owner = std::string(atoms.text_of(world.value(outcome.other_account, Attribute::userName)));
}

std::optional<rules::SeatPool> Scene::needed_seat(const PersonView& view) const {
    if (!workspace.scenario || view.value(Attribute::userType).unknown()) return std::nullopt;
    if (!view.fresh && !view.account_in_egnyte) return std::nullopt;
    const std::string_view had = view.account_text(Attribute::userType);
    const bool standard = (view.user_type.empty() ? had : std::string_view(view.user_type)) == "standard";
    const bool held = view.account_in_egnyte &&
                      (view.account->active || world.deactivated_count()) &&
                      (had == "standard") == standard;
    const auto seats = workspace.scenario->seats(standard);
    if (!seats || held) return std::nullopt;
    return rules::SeatPool{standard, *seats};
}

void Scene::add_what_okta_pushed(PersonNumber person, AccountState& account) const {
    if (people.app_row(person) == kNoRow) return;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        if (!egnyte::is_stored(attribute) || !account[attribute].is_unset()) continue;
        // Nothing in Okta is not nothing in Egnyte: an unset value was never sent, and Egnyte has its own default.
        const SentValue pushed = profiles.assigned(person, attribute);
        if (pushed.known()) account[attribute] = pushed.cell;
    }
}

AccountState Scene::account_before(PersonAt at, Operation operation,
                                   const std::optional<AccountState>& in_egnyte) const {
    AccountState account = in_egnyte.value_or(AccountState{});
    if (!account.id.is_atom()) account.id = people.external_id(at.person);
    if (operation == Operation::create) return account;
    if (!in_egnyte) {
        const SentValue name = profiles.value(at, operation, Attribute::userName);
        if (name.known()) account[Attribute::userName] = name.cell;
    }
    add_what_okta_pushed(at.person, account);
    if (!changes.profile_changed(at)) return account;
    // What the account has where neither side says it: what the profile gave before the event.
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        if (!egnyte::is_stored(attribute) || attribute == Attribute::userName || !account[attribute].is_unset())
            continue;
        const SentValue sent = profiles.value(at.before(), operation, attribute);
        if (sent.known()) account[attribute] = sent.cell;
    }
    return account;
}

SentProfile Scene::with_defaults(const PersonView& view, bool created) const {
    SentProfile profile = view.sent;
    if (!view.fresh) return profile;
    const auto set = [&](Attribute attribute, Cell cell) {
        SentValue& value = profile[static_cast<std::size_t>(attribute)];
        if (view.value(attribute).unset()) value = {cell, Origin::egnyte_default};
    };
    set(Attribute::userType, words_.power);
    set(Attribute::authType, words_.sso);
    if (!created) return profile;
    set(Attribute::sendInvite, Cell::truth(true));
    set(Attribute::isServiceAccount, Cell::truth(false));
    const auto& scenario = workspace.scenario;
    set(Attribute::twoFactor,
        scenario && scenario->two_factor_default ? Cell::truth(*scenario->two_factor_default) : Cell::unknown());
    if (view.auth_type == "sso") {
        const auto by = scenario ? scenario->default_user_mapping : std::nullopt;
        set(Attribute::idpUserId, !by              ? Cell::unknown()
                                  : *by == "email" ? view.value(Attribute::email).cell
                                                   : view.value(Attribute::userName).cell);
    }
    return profile;
}

Cell Scene::auth_type_cell(std::string_view word) const {
    return word == "sso" ? words_.sso : word == "egnyte" ? words_.egnyte : words_.ad;
}

Scene::Applied Scene::applied(const PersonView& view, const SentProfile& profile, const AccountState& before) const {
    Applied result{before, 0};
    AccountState& after = result.after;
    for (std::size_t i = 0; i < egnyte::kAttributeCount; ++i) {
        const auto attribute = static_cast<Attribute>(i);
        Cell cell = profile[i].cell;
        // Null is never stored: a new account has Egnyte's default, an existing one keeps what it has (a failing
        // expression leaves it as it was, spec 5.1).
        if (!egnyte::is_stored(attribute) || !cell.has_value()) continue;
        if (atoms.text_of(cell) == "true") cell = Cell::truth(true);
        if (atoms.text_of(cell) == "false") cell = Cell::truth(false);
        if (attribute == Attribute::authType && !view.auth_type.empty() && view.auth_type_known)
            cell = auth_type_cell(view.auth_type);
        const Cell old = before[attribute];
        // Addresses are compared ignoring case (Q4).
        const bool same = old == cell || (attribute == Attribute::email && old.is_atom() && cell.is_atom() &&
                                          text::equal_ignoring_ascii_case(atoms.view(old), atoms.view(cell)));
        if (!view.fresh && !old.is_unset() && !same) result.changed |= std::uint32_t{1} << i;
        after[attribute] = cell;
    }
    // A switch to SSO does not fill the IdP username (S45, Q16).
    if (!view.fresh && atoms.text_of(before[Attribute::authType]) == "egnyte" &&
        atoms.text_of(after[Attribute::authType]) == "sso") {
        if (after[Attribute::idpUserId].is_unset()) after[Attribute::idpUserId] = Cell::null();
        // Use by password says nothing of SSO.
        after.last_active = Cell::unset();
    }
    return result;
}

Scene::Found Scene::find_account(PersonAt at, Operation operation, Cell name) const {
    Found found;
    const Cell id = people.external_id(at.person);
    if (!id.is_atom() || operation == Operation::create) {
        if (!text::trim(atoms.text_of(name)).empty()) found.account = world.by_user_name(name);
        return found;
    }
    found.account = world.by_id(id);
    if (found.account != kNoRow || !world.given()) return found;
    found.account = world.without_id(name, profiles.value(at, operation, Attribute::email).cell);
    if (found.account != kNoRow) return found;
    (world.ids() == World::Ids::whole ? found.gone : found.not_shown) = true;
    return found;
}

std::optional<Attribute> Scene::default_user_mapping() const {
    const auto mapping = workspace.scenario ? workspace.scenario->default_user_mapping : std::nullopt;
    if (!mapping) return std::nullopt;
    return *mapping == "email" ? Attribute::email : Attribute::userName;
}

rules::Activity Scene::activity_of(const AccountState& account) const {
    constexpr std::int64_t kRecent = 90 * text::kDay;
    if (account.last_active.is_null()) return rules::Activity::never;
    const auto day = egnyte::last_active_day(atoms.text_of(account.last_active));
    const auto now = evaluations.now_unix();
    return day && now && *now - *day <= kRecent ? rules::Activity::recent : rules::Activity::not_said;
}

void Scene::add_sign_in(PersonView& view, PersonAt at, std::optional<Operation> sent,
                        const AccountState* account) const {
    SentValue& name = view.sent[static_cast<std::size_t>(Attribute::userName)];
    if (const Cell stored = profiles.user_name_on_assignment(at); !sent && stored.is_atom()) {
        name = {stored, Origin::assignment};
    } else {
        name = profiles.value(at, sent.value_or(Operation::create), Attribute::userName);
    }
    const Operation operation = view.update ? Operation::update : Operation::create;
    for (const Attribute attribute : {Attribute::email, Attribute::isServiceAccount})
        view.sent[static_cast<std::size_t>(attribute)] = profiles.value(at, operation, attribute);
    view.name_id = view.text(Attribute::userName);
    if (account == nullptr) {
        const SentValue way = profiles.value(at, operation, Attribute::authType);
        set_ways(view, {}, std::string(way.unset() ? std::string_view("sso") : atoms.text_of(way.cell)));
        return;
    }
    view.account = account;
    if (const Cell service = (*account)[Attribute::isServiceAccount]; !service.is_unset())
        view.sent[static_cast<std::size_t>(Attribute::isServiceAccount)].cell = service;
    set_ways(view, std::string(view.account_text(Attribute::userType)),
             std::string(view.account_text(Attribute::authType)));
    const Cell own = (*account)[Attribute::idpUserId];
    const std::string_view id = atoms.text_of(own);
    const auto by_default = [&] {
        if (const auto mapping = default_user_mapping()) view.key = view.account_text(*mapping);
    };
    if (!egnyte::counts_as_unset(id)) {
        view.key = id;
        view.key_by_account = true;
    } else if (own.is_unset()) {
        by_default();
    } else {
        view.idp_user_name_empty = true;
        view.activity = activity_of(*account);
        if (view.activity == rules::Activity::recent) by_default();
    }
}

void Scene::add_unplayed(Moment from, std::string_view missing) {
    const bool known =
        std::any_of(unplayed_.begin(), unplayed_.end(), [&](const auto& earlier) { return earlier.second == missing; });
    if (!known) unplayed_.emplace_back(from, missing);
}

std::vector<std::string> Scene::missing_since_unplayed(Moment moment) const {
    std::vector<std::string> result;
    for (const auto& [from, missing] : unplayed_) {
        if (from <= moment) result.emplace_back(missing);
    }
    return result;
}

}  // namespace preflight::simulation
