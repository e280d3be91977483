// Steps 1 to 6 of the rehearsal for one person after the other (spec 5; facts egnyte 12).
#include "core/simulation/requests.h"

#include "core/rules/person_rule.h"
#include "core/simulation/effects.h"
#include "core/simulation/undecided.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

using population::CellIndex;
using rules::PersonView;
using rules::Truth;

bool skips(const ReasonSet& reasons) {
    bool result = false;
    reasons.for_each([&](std::size_t rule) {
        result = result || rules::person_rules()[rule]->row->effect == findings::Effect::skips;
    });
    return result;
}

// Whether a request for the person, of whom the view shows who it is, gets through the gates.
bool is_sent(const Replay& replay, PersonNumber person, Operation operation, PersonView& view) {
    const Cell name = view.value(Attribute::userName).cell;
    view.account_in_egnyte = replay.account_of(person) != kNoRow ||
                             replay.scene().find_account(replay.at(person), operation, name).account != kNoRow;
    ReasonSet gates;
    add_reasons(view, rules::Stage::gate, gates);
    return !skips(gates);
}

// The others who get the same username or e-mail address, among those who are sent. Found before anybody is: the later
// one is refused, and each is named to the other.
class Collisions {
public:
    explicit Collisions(Replay& replay) : replay_(replay), scene_(replay.scene()) {}

    void enter(PersonNumber person) {
        const Operation operation = replay_.operation(person);
        PersonView view = scene_.view(replay_.begin(person));
        if (!is_sent(replay_, person, operation, view)) return;
        population::Atoms& atoms = scene_.world.atoms();
        const Cell name = name_of(view.value(Attribute::userName).cell);
        if (name.is_atom()) names_.enter(atoms.folded(name), person);
        const Cell email = email_of(scene_.profiles.value(replay_.at(person), operation, Attribute::email),
                                    scene_.profiles.value(replay_.at(person), operation, Attribute::isServiceAccount));
        if (email.is_atom()) emails_.enter(atoms.folded(email), person);
    }

    [[nodiscard]] PersonNumber with_user_name(PersonNumber person, Cell user_name) const {
        return other(names_, name_of(user_name), person);
    }
    // `view` has the request.
    [[nodiscard]] PersonNumber with_email(PersonNumber person, const PersonView& view) const {
        return other(emails_, email_of(view.value(Attribute::email), view.value(Attribute::isServiceAccount)), person);
    }

private:
    // The first and the second of each value; later ones refer to the first.
    struct Parties {
        CellIndex first, second;
        void enter(Cell key, PersonNumber person) {
            if (first.insert(key, person) != kNoRow) second.insert(key, person);
        }
    };

    [[nodiscard]] Cell name_of(Cell cell) const {
        const std::string_view name = scene_.atoms.text_of(cell);
        return text::trim(name).empty() || name == "null" ? Cell::unset() : cell;
    }
    // Service accounts may share an address (Q7).
    [[nodiscard]] Cell email_of(const rules::SentValue& email, const rules::SentValue& service) const {
        if (scene_.atoms.text_of(email.cell).empty()) return Cell::unset();
        return rules::truth_of(scene_.atoms, service) == Truth::yes ? Cell::unset() : email.cell;
    }
    [[nodiscard]] PersonNumber other(const Parties& parties, Cell cell, PersonNumber person) const {
        const Cell key = scene_.world.atoms().folded(cell);
        const PersonNumber first = parties.first.find(key);
        return first == person ? parties.second.find(key) : first;
    }

    Replay& replay_;
    Scene& scene_;
    Parties names_, emails_;
};

class Provisioner {
public:
    Provisioner(Replay& replay, const Collisions& collisions)
        : replay_(replay), scene_(replay.scene()), world_(scene_.world), collisions_(collisions) {}

    void send(PersonNumber person) {
        const Operation operation = replay_.operation(person);
        Outcome outcome = replay_.begin(person);
        const bool update = outcome.is(Outcome::update);
        PersonView view = scene_.view(outcome);
        // The account that this person has or will take over.
        Scene::Found found = existing(person, operation, view.value(Attribute::userName).cell);
        AccountNumber account = found.account;
        const bool in_egnyte = account != kNoRow;
        const bool fresh = !update && !in_egnyte;
        const AccountState before = scene_.account_before(
            replay_.at(person), operation, in_egnyte ? std::optional(world_.state(account)) : std::nullopt);
        if (fresh) outcome.set(Outcome::fresh);
        if (in_egnyte) outcome.set(Outcome::found);
        if (found.gone) outcome.set(Outcome::gone);
        if (found.not_shown) outcome.set(Outcome::not_shown);
        if (outcome.is(Outcome::open)) {
            keep(outcome, account);
            return;
        }
        view.account_in_egnyte = in_egnyte;
        if (in_egnyte) view.account = &before;
        add_reasons(view, rules::Stage::gate, outcome.reasons);
        if (skips(outcome.reasons)) {
            outcome.status = Status::skipped;
            keep(outcome, account);
            return;
        }

        scene_.add_request(view, replay_.at(person), operation, fresh, !update && in_egnyte, fresh ? nullptr : &before);
        view.account_in_egnyte = in_egnyte;
        view.account_gone = found.gone;
        view.account_not_shown = found.not_shown;
        const Cell name = view.value(Attribute::userName).cell;
        // Without a username the account that has the address may be the one that would be linked.
        const bool own_is_known = update || !view.value(Attribute::userName).unknown();
        if (own_is_known && view.truth(Attribute::isServiceAccount) != Truth::yes)
            outcome.other_account = world_.by_email(view.value(Attribute::email).cell, account);
        outcome.same_user_name = collisions_.with_user_name(person, name);
        // The account was made or linked for somebody else before: the username is taken (Q4).
        const bool taken = !update && is_of_another(person, account);
        if (taken) outcome.same_user_name = replay_.owner_of(account);
        outcome.same_email = collisions_.with_email(person, view);
        scene_.add_others(view, outcome, taken);
        if (const auto pool = scene_.needed_seat(view)) {
            if (static_cast<std::int64_t>(world_.seats_used(pool->standard)) >= pool->seats) view.exhausted = pool;
            if (view.exhausted && pool->standard) outcome.set(Outcome::standard_seat);
        }
        add_reasons(view, rules::Stage::provision, outcome.reasons);
        replay_.count_attributes(view, outcome);

        const bool refused = is_refused(view, outcome);
        const Undecided open = undecided(view);
        const bool unknown = open.any();
        if (open.password_policy && !view.workspace.policies_given) outcome.set(Outcome::needs_policies);
        if (refused || unknown) {
            // Unknown wins over "created" but not over a refusal that is certain (spec 5.10).
            outcome.status = refused ? Status::failed : Status::unknown;
            // The account exists, whatever the update comes to.
            if (update && !in_egnyte && !found.gone && !found.not_shown) account = world_.add(before);
        } else {
            const AccountState after = accept(view, before, account, outcome.status);
            add_effects(scene_, view, fresh ? AccountState{} : before, after, outcome);
        }
        const bool accepted = !refused && !unknown;
        if (accepted && !update && in_egnyte && has_other_email(view)) outcome.set(Outcome::adopted);
        if (account != kNoRow && (update || accepted)) replay_.own(person, account);
        keep(outcome, account);
    }

private:
    [[nodiscard]] Scene::Found existing(PersonNumber person, Operation operation, Cell user_name) const {
        if (const AccountNumber own = replay_.account_of(person); own != kNoRow) return {own, false, false};
        return scene_.find_account(replay_.at(person), operation, user_name);
    }

    // Also notes the one value that is to blame alone. No value is to blame for a pool without seats.
    static bool is_refused(const PersonView& view, Outcome& outcome) {
        bool refused = false;
        bool only = !view.exhausted;
        outcome.reasons.for_each([&](std::size_t i) {
            const rules::PersonRule& rule = *rules::person_rules()[i];
            if (!rule.refuses(view)) return;
            const auto blamed = rule.blamed(view);
            only = only && blamed && (!refused || blamed == outcome.only_blocker);
            outcome.only_blocker = blamed;
            refused = true;
        });
        if (!only) outcome.only_blocker.reset();
        return refused;
    }

    void keep(Outcome& outcome, AccountNumber account) {
        outcome.account = account;
        if (is_of_another(outcome.person, account) && replay_.account_of(outcome.person) != account)
            outcome.set(Outcome::others);
        replay_.add(outcome);
    }

    // Somebody whose request was not accepted has no part in the account that another person got.
    [[nodiscard]] bool is_of_another(PersonNumber person, AccountNumber account) const {
        if (account == kNoRow) return false;
        const PersonNumber owner = replay_.owner_of(account);
        return owner != kNoRow && owner != person;
    }

    AccountState accept(const PersonView& view, const AccountState& before, AccountNumber& account, Status& status) {
        Scene::Applied applied = scene_.applied(view, scene_.with_defaults(view, true), before);
        AccountState& after = applied.after;
        after.active = true;
        if (view.fresh) {
            // Q4: stored in lower case.
            after[Attribute::userName] = world_.atoms().folded(view.value(Attribute::userName).cell);
            account = world_.add(after);
            status = Status::created;
            return after;
        }
        if (account == kNoRow) {
            account = world_.add(after);
        } else {
            world_.replace(account, after, replay_.next_outcome());
        }
        status = view.account_in_egnyte && !before.active ? Status::reactivated
                 : view.taken_over                        ? Status::linked
                 : applied.changed == 0                   ? Status::unchanged
                                                          : Status::updated;
        return after;
    }

    Replay& replay_;
    Scene& scene_;
    World& world_;
    const Collisions& collisions_;
};

}  // namespace

bool is_recipient(const Replay& replay, PersonNumber person, Recipients recipients) {
    if (recipients == Recipients::everybody || replay.is_open(person)) return true;
    if (replay.operation(person) != Operation::update) return false;
    return recipients == Recipients::with_account || replay.scene().changes.changes_user_name(replay.at(person));
}

bool send_requests(Replay& replay, std::size_t pass, const intake::Scenario::Event& stated, Recipients recipients) {
    return send_requests(replay, pass, stated,
                         [&](PersonNumber person) { return is_recipient(replay, person, recipients); });
}

bool send_requests(Replay& replay, std::size_t pass, const intake::Scenario::Event& stated,
                   const std::function<bool(PersonNumber)>& is_chosen) {
    Collisions& collisions = replay.of_event<Collisions>();
    const auto enter = [&](PersonNumber person) {
        if (!is_chosen(person)) return;
        replay.scene().profiles.keep_changed(replay.at(person));
        collisions.enter(person);
    };
    if (!replay.each(pass, stated, enter)) return false;
    Provisioner provisioner(replay, collisions);
    return replay.each(pass + 1, stated, [&](PersonNumber person) {
        if (is_chosen(person)) provisioner.send(person);
    });
}

}  // namespace preflight::simulation
