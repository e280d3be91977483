// Okta sends everybody who is assigned: steps 1 to 6 of the rehearsal (spec 5; facts egnyte 12).
#include "core/rules/person_rule.h"
#include "core/simulation/events/event.h"
#include "core/simulation/replay.h"
#include "core/simulation/undecided.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

using population::CellIndex;
using rules::PersonView;
using rules::Truth;

// Who else gets the same username or e-mail address, among those who are sent. Found before anybody is: the later one
// is refused, and both are told of the other.
class Collisions {
public:
    explicit Collisions(Replay& replay) : replay_(replay), scene_(replay.scene()) {}

    void enter(PersonNumber person) {
        const Operation operation = replay_.operation(person);
        ReasonSet gates;
        add_reasons(scene_.view(person, operation), rules::Stage::gate, gates);
        if (!gates.empty()) return;
        population::Atoms& atoms = scene_.world.atoms();
        const Cell name = name_of(scene_.profiles.value(person, operation, Attribute::userName).cell);
        if (name.is_atom()) names_.enter(atoms.folded(name), person);
        const Cell email = email_of(person, operation);
        if (email.is_atom()) emails_.enter(atoms.folded(email), person);
    }

    [[nodiscard]] PersonNumber with_user_name(PersonNumber person, Cell user_name) const {
        return other(names_, name_of(user_name), person);
    }
    [[nodiscard]] PersonNumber with_email(PersonNumber person, Operation operation) const {
        return other(emails_, email_of(person, operation), person);
    }

private:
    // The first and the second of each value; who comes later than both is told of the first.
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
    [[nodiscard]] Cell email_of(PersonNumber person, Operation operation) const {
        const Cell cell = scene_.profiles.value(person, operation, Attribute::email).cell;
        if (scene_.atoms.text_of(cell).empty()) return Cell::unset();
        const rules::SentValue service = scene_.profiles.value(person, operation, Attribute::isServiceAccount);
        return rules::truth_of(scene_.atoms, service) == Truth::yes ? Cell::unset() : cell;
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
        Outcome outcome;
        outcome.person = person;
        outcome.event = static_cast<std::uint32_t>(replay_.event_number());
        const bool update = operation == Operation::update;
        if (update) outcome.set(Outcome::update);
        PersonView view = scene_.view(person, operation);
        add_reasons(view, rules::Stage::gate, outcome.reasons);
        if (!outcome.reasons.empty()) {
            outcome.status = Status::skipped;
            replay_.add(outcome);
            return;
        }

        // The account that this person has or will take over.
        const Cell name = scene_.profiles.value(person, operation, Attribute::userName).cell;
        AccountNumber account = existing(person, name);
        const bool found = account != kNoRow;
        const bool taken_over = !update && found;
        const bool fresh = !update && !found;
        const AccountState before =
            scene_.account_before(person, operation, found ? std::optional(world_.state(account)) : std::nullopt);
        scene_.add_request(view, person, operation, fresh, taken_over, fresh ? nullptr : &before);
        view.account_in_egnyte = found;
        if (view.truth(Attribute::isServiceAccount) != Truth::yes)
            outcome.email_owner = world_.by_email(view.value(Attribute::email).cell, account);
        outcome.same_user_name = collisions_.with_user_name(person, name);
        outcome.same_email = collisions_.with_email(person, operation);
        scene_.add_others(view, person, outcome.same_user_name, outcome.same_email, outcome.email_owner);
        if (const auto pool = scene_.needed_seat(view)) {
            const bool deactivated_count = scene_.workspace.scenario->deactivated_users_count.value_or(false);
            if (static_cast<std::int64_t>(world_.seats_used(pool->standard, deactivated_count)) >= pool->seats)
                view.exhausted = pool;
        }
        add_reasons(view, rules::Stage::provision, outcome.reasons);

        bool refused = false;
        outcome.reasons.for_each([&](std::size_t i) { refused = refused || rules::person_rules()[i]->refuses(view); });
        const Undecided open = undecided(view);
        const bool unknown = open.any();
        if (open.password_policy && !view.workspace.policies_given) outcome.set(Outcome::needs_policies);
        if (fresh) outcome.set(Outcome::fresh);
        if (found) outcome.set(Outcome::found);
        if (refused || unknown) {
            // Unknown wins over "created" but not over a refusal that is certain (spec 5.10).
            outcome.status = refused ? Status::failed : Status::unknown;
            // The account exists, whatever the update comes to.
            if (update && !found) account = world_.add(before);
        } else {
            outcome.status = accept(view, before, account);
        }
        outcome.account = account;
        if (account != kNoRow && (update || (!refused && !unknown))) replay_.own(person, account);
        replay_.add(outcome);
    }

private:
    [[nodiscard]] AccountNumber existing(PersonNumber person, Cell name) const {
        if (const AccountNumber own = replay_.account_of(person); own != kNoRow) return own;
        if (const AccountNumber known = world_.by_id(scene_.people.external_id(person)); known != kNoRow) return known;
        return text::trim(scene_.atoms.text_of(name)).empty() ? kNoRow : world_.by_user_name(name);
    }

    Status accept(const PersonView& view, const AccountState& before, AccountNumber& account) {
        Scene::Applied applied = scene_.applied(view, scene_.with_defaults(view, true), before);
        AccountState& after = applied.after;
        after.active = true;
        if (view.fresh) {
            // Q4: stored in lower case.
            after[Attribute::userName] = world_.atoms().folded(view.value(Attribute::userName).cell);
            account = world_.add(after);
            return Status::created;
        }
        if (account == kNoRow) {
            account = world_.add(after);
        } else {
            world_.replace(account, after, replay_.next_outcome());
        }
        if (view.account_in_egnyte && !before.active) return Status::reactivated;
        if (view.taken_over) return Status::linked;
        return applied.changed == 0 ? Status::unchanged : Status::updated;
    }

    Replay& replay_;
    Scene& scene_;
    World& world_;
    const Collisions& collisions_;
};

}  // namespace

bool apply(const ProvisionEvent& event, Replay& replay) {
    Collisions& collisions = replay.of_event<Collisions>();
    if (!replay.each(0, {}, [&](PersonNumber person) { collisions.enter(person); })) return false;
    Provisioner provisioner(replay, collisions);
    return replay.each(1, event.stated.user, [&](PersonNumber person) { provisioner.send(person); });
}

}  // namespace preflight::simulation
