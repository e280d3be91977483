#include "core/simulation/scene.h"

#include <algorithm>

#include "core/egnyte/user_name.h"
#include "core/okta/model.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

using rules::PersonView;

Scene::Scene(const workspace::Workspace& given, const workspace::Evaluations& evaluated)
    : workspace(given),
      evaluations(evaluated),
      atoms(*given.atoms),
      people(given),
      profiles(given, evaluated, people),
      switches(rules::app_switches(given)),
      metadata(metadata_effect(given, evaluated.now_unix())),
      world(given),
      words_{world.atoms().text("power"), world.atoms().text("sso"), world.atoms().text("egnyte"),
             world.atoms().text("ad")},
      status_(people.users().find(okta::columns::kStatus)),
      provider_(people.users().find(okta::columns::kProvider)) {}

PersonView Scene::view(PersonNumber person, Operation operation) const {
    PersonView view(workspace, atoms, switches);
    view.update = operation == Operation::update;
    if (const std::uint32_t row = people.user_row(person); row != kNoRow) {
        view.okta_status = people.users().text(row, status_);
        view.password_provider = people.users().text(row, provider_);
    }
    return view;
}

void Scene::add_request(PersonView& view, PersonNumber person, Operation operation, bool fresh, bool taken_over,
                        const AccountState* account) const {
    view.fresh = fresh;
    view.taken_over = taken_over;
    view.account = account;
    view.sent = profiles.all(person, operation);
    if (view.value(Attribute::userName).unset()) {
        view.user_name_check = egnyte::check_user_name({});
    } else if (view.value(Attribute::userName).known()) {
        view.user_name_check = egnyte::check_user_name(view.text(Attribute::userName));
    }
    // What the account would have: the value sent, else what it has; of new accounts Egnyte's default.
    const auto effective = [&](Attribute attribute, std::string_view fallback) -> std::string {
        if (view.value(attribute).known()) return view.text(attribute);
        if (!view.value(attribute).unset()) return {};
        return std::string(fresh ? fallback : view.account_text(attribute));
    };
    view.user_type = effective(Attribute::userType, "power");
    view.auth_type = effective(Attribute::authType, "sso");
    if (view.auth_type.empty()) return;
    const auto canonical = egnyte::canonical_auth_type(view.auth_type);
    view.auth_type_known = canonical.has_value();
    if (canonical) view.auth_type = *canonical;
}

void Scene::add_others(PersonView& view, PersonNumber person, PersonNumber same_user_name, PersonNumber same_email,
                       AccountNumber email_owner) const {
    const auto party = [&](PersonNumber other) -> std::optional<rules::OtherParty> {
        if (other == kNoRow) return std::nullopt;
        return rules::OtherParty{people.login(other), other < person};
    };
    view.same_user_name = party(same_user_name);
    view.same_email = party(same_email);
    if (email_owner != kNoRow)
        view.email_owner = std::string(atoms.text_of(world.value(email_owner, Attribute::userName)));
}

std::optional<rules::SeatPool> Scene::needed_seat(const PersonView& view) const {
    if (!workspace.scenario || view.value(Attribute::userType).unknown()) return std::nullopt;
    if (!view.fresh && !view.account_in_egnyte) return std::nullopt;
    const std::string_view had = view.account_text(Attribute::userType);
    const bool standard = (view.user_type.empty() ? had : std::string_view(view.user_type)) == "standard";
    const bool held = view.account_in_egnyte &&
                      (view.account->active || workspace.scenario->deactivated_users_count.value_or(false)) &&
                      (had == "standard") == standard;
    const auto seats = standard ? workspace.scenario->standard_seats : workspace.scenario->power_seats;
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

AccountState Scene::account_before(PersonNumber person, Operation operation,
                                   const std::optional<AccountState>& in_egnyte) const {
    AccountState account = in_egnyte.value_or(AccountState{});
    if (!account.id.is_atom()) account.id = people.external_id(person);
    if (operation == Operation::create) return account;
    if (!in_egnyte) {
        const SentValue name = profiles.value(person, operation, Attribute::userName);
        if (name.known()) account[Attribute::userName] = name.cell;
    }
    add_what_okta_pushed(person, account);
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
        atoms.text_of(after[Attribute::authType]) == "sso" && after[Attribute::idpUserId].is_unset())
        after[Attribute::idpUserId] = Cell::null();
    return result;
}

void Scene::add_sign_in(PersonView& view, PersonNumber person, const AccountState* account) const {
    view.sent[static_cast<std::size_t>(Attribute::userName)] =
        profiles.value(person, view.update ? Operation::update : Operation::create, Attribute::userName);
    view.name_id = view.text(Attribute::userName);
    if (account == nullptr) return;
    view.account = account;
    const Cell own = (*account)[Attribute::idpUserId];
    const std::string_view id = atoms.text_of(own);
    const auto mapping = workspace.scenario ? workspace.scenario->default_user_mapping : std::nullopt;
    if (!text::trim(id).empty()) {
        view.key = id;
        view.key_by_account = true;
    } else if (!own.is_unset()) {
        view.idp_user_name_empty = true;
    } else if (mapping) {
        view.key = view.account_text(*mapping == "email" ? Attribute::email : Attribute::userName);
    }
}

}  // namespace preflight::simulation
