#include "core/verdict/people_diff.h"

#include <algorithm>
#include <utility>

#include "core/rules/person_view.h"
#include "core/text/order.h"
#include "core/text/unicode.h"
#include "core/verdict/end_states.h"
#include "core/verdict/pairing.h"

namespace preflight::verdict {

namespace {

using egnyte::Attribute;
using population::Cell;
using rules::AccountState;
using simulation::AccountNumber;
using simulation::EndState;
using simulation::kNoRow;
using simulation::Outcome;
using simulation::OutcomeNumber;
using simulation::PersonNumber;
using simulation::Status;

// What became of one person in one bundle.
struct Result {
    bool there = false;
    std::optional<Status> request, sign_in;
    std::optional<EndState> end_state;
    EndState alone = EndState::unknown;    // without what hits everybody
    std::optional<std::string> user_name;  // that Okta sends; none: not known, or nothing is sent
    AccountNumber account = kNoRow;
    bool created = false;  // the account was made by the events

    [[nodiscard]] bool has_account() const { return account != kNoRow; }
    [[nodiscard]] bool refused() const { return request == Status::failed; }
    [[nodiscard]] bool fails() const {
        return refused() || alone == EndState::refused || alone == EndState::locked_out;
    }
};

class Side {
public:
    explicit Side(const DiffSide& given)
        : rehearsal_(given.rehearsal),
          world_(given.rehearsal.scene().world),
          atoms_(given.rehearsal.scene().atoms),
          end_states_(given.end_states),
          created_(given.rehearsal.people().size()) {
        const auto& outcomes = rehearsal_.outcomes();
        for (OutcomeNumber i = 0; i < outcomes.size(); ++i) {
            if (outcomes[i].status == Status::created) created_[outcomes[i].person] = true;
        }
    }

    [[nodiscard]] const simulation::People& people() const { return rehearsal_.people(); }
    [[nodiscard]] const population::Atoms& atoms() const { return atoms_; }

    // Users whom an event might have assigned, and did not, are none of the people.
    [[nodiscard]] bool has(PersonNumber person) const {
        return person != kNoRow && (!people().joins(person) || rehearsal_.last_request(person) != kNoRow);
    }

    [[nodiscard]] Result of(PersonNumber person) const {
        Result result;
        if (!has(person)) return result;
        result.there = true;
        const OutcomeNumber request = rehearsal_.last_request(person), sign_in = rehearsal_.last_sign_in(person);
        if (sign_in != kNoRow) result.sign_in = rehearsal_.outcomes()[sign_in].status;
        result.account = account_after(request, sign_in);
        result.created = created_[person];
        if (request == kNoRow) return result;
        result.request = rehearsal_.outcomes()[request].status;
        result.end_state = end_states_.of(person);
        result.alone = end_states_.alone(person);
        if (result.request != Status::skipped) result.user_name = rehearsal_.name_id(request);
        return result;
    }

    [[nodiscard]] bool active(const Result& result) const {
        return result.has_account() && world_.state(result.account).active;
    }
    [[nodiscard]] AccountState at_the_end(const Result& result) const { return world_.state(result.account); }
    // Of an account that was there before the events.
    [[nodiscard]] AccountState at_the_start(const Result& result) const { return world_.before(result.account, 0); }

    // "failed: PF5002 PF6001", "created".
    [[nodiscard]] std::string outcome_words(PersonNumber person) const {
        const OutcomeNumber request = person == kNoRow ? kNoRow : rehearsal_.last_request(person);
        if (request == kNoRow) return {};
        const Outcome& outcome = rehearsal_.outcomes()[request];
        std::string words(simulation::to_string(outcome.status));
        if (outcome.status != Status::failed) return words;
        std::string_view before = ": ";
        outcome.reasons.for_each([&](std::size_t rule) {
            const findings::Rule& row = *rules::person_rules()[rule]->row;
            if (row.effect != findings::Effect::refuses) return;
            words.append(before).append(row.code);
            before = " ";
        });
        return words;
    }

    [[nodiscard]] std::string value_words(Cell cell) const {
        return cell.has_value() ? rules::text_of(atoms_, cell) : std::string();
    }

private:
    [[nodiscard]] AccountNumber account_after(OutcomeNumber request, OutcomeNumber sign_in) const {
        AccountNumber account = kNoRow;
        if (request != kNoRow) account = rehearsal_.outcomes()[request].own_account();
        if (account == kNoRow && sign_in != kNoRow) account = rehearsal_.outcomes()[sign_in].own_account();
        return account;
    }

    const simulation::Rehearsal& rehearsal_;
    const simulation::World& world_;
    const population::Atoms& atoms_;
    const EndStates& end_states_;
    std::vector<bool> created_;  // by person
};

bool is_known(Cell cell) {
    return cell.has_value() || cell.is_null();
}

class Comparison {
public:
    Comparison(const DiffSide& before, const DiffSide& after) : before_(before), after_(after) {
        for (const Attribute attribute : egnyte::attributes_by_name()) {
            if (!egnyte::is_stored(attribute)) continue;
            attributes_.push_back({attribute, true, {}});
            attributes_.push_back({attribute, false, {}});
        }
    }

    PeopleDiff run() {
        const Pairing pairing = pair_people(before_.people(), after_.people());
        for (PersonNumber person = 0; person < after_.people().size(); ++person)
            count_and_compare(pairing.before_of[person], person);
        for (PersonNumber person = 0; person < before_.people().size(); ++person) {
            if (pairing.after_of[person] == kNoRow) count_and_compare(person, kNoRow);
        }
        end_states();
        for (AttributeDiff& attribute : attributes_) {
            if (attribute.people.people > 0) diff_.attributes.push_back(std::move(attribute));
        }
        text::sort(diff_.attributes,
                   [](const AttributeDiff& a, const AttributeDiff& b) { return a.existing && !b.existing; });
        return std::move(diff_);
    }

private:
    // One of the two may be kNoRow.
    void count_and_compare(PersonNumber before, PersonNumber after) {
        const bool had = before_.has(before), has = after_.has(after);
        if (had) ++diff_.before;
        if (has) ++diff_.after;
        if (had && has) ++diff_.paired;
        if (had || has) compare(before, after);
    }

    void compare(PersonNumber before, PersonNumber after) {
        const Result was = before_.of(before), is = after_.of(after);
        bool changed = was.there != is.there || was.request != is.request || was.sign_in != is.sign_in ||
                       was.end_state != is.end_state;
        const auto login = [&] {
            return after != kNoRow ? after_.people().login(after) : before_.people().login(before);
        };
        const auto add = [&](PersonChange change, std::string from, std::string to) {
            changed = true;
            diff_.changes[static_cast<std::size_t>(change)].add(login, std::move(from), std::move(to));
        };
        const auto add_outcomes = [&](PersonChange change) {
            add(change, before_.outcome_words(before), after_.outcome_words(after));
        };
        const auto name = [](const Result& result) { return result.user_name.value_or(std::string()); };

        if (!was.there) add(PersonChange::joined, {}, std::string(word(is.end_state)));
        if (!is.there) add(PersonChange::left, std::string(word(was.end_state)), {});
        if (is.refused() && !was.refused()) add_outcomes(PersonChange::refused);
        if (was.refused() && is.there && !is.refused()) add_outcomes(PersonChange::no_longer_refused);
        if (is.created && !was.has_account()) add(PersonChange::created, before_.outcome_words(before), name(is));
        if (is.user_name && was.user_name && !text::equal_ignoring_ascii_case(*is.user_name, *was.user_name)) {
            add(PersonChange::renamed, *was.user_name, *is.user_name);
            if (is.has_account() && !is.created) ++diff_.renamed_existing;
        }
        if (is.request == Status::deactivated && was.request != Status::deactivated)
            add_outcomes(PersonChange::deactivated);
        if (is.there && before_.active(was) && !after_.active(is)) add_outcomes(PersonChange::freed);
        if (was.end_state && *was.end_state != EndState::unknown && is.end_state == EndState::unknown)
            ++diff_.newly_unknown;
        if (was.there && is.there) {
            const bool unknown_now = is.alone == EndState::unknown && was.alone != EndState::unknown;
            if (was.fails() && !is.fails() && !unknown_now) ++diff_.improved;
            if (!was.fails() && (is.fails() || unknown_now)) ++diff_.worsened;
        }
        const std::string overwritten =
            is.has_account() && !is.created ? compare_existing(was, is, login) : std::string();
        if (!overwritten.empty()) add(PersonChange::overwritten, {}, overwritten);
        const std::string others = was.created && is.created ? compare_new(was, is, login) : std::string();
        if (!others.empty()) add(PersonChange::other_values, {}, others);
        count_transition(was, is, login);
        if (changed) ++diff_.changed;
    }

    template <typename Login>
    std::string note(std::string names, std::size_t index, const std::string& from, const std::string& to,
                     const Login& login) {
        AttributeDiff& diff = attributes_[index];
        diff.people.add(login, from, to);
        names.append(names.empty() ? "" : ", ").append(egnyte::name_of(diff.attribute));
        return names;
    }

    // The attributes of the existing account that the events after replace, and those before did not, or by another
    // value.
    template <typename Login>
    std::string compare_existing(const Result& was, const Result& is, const Login& login) {
        const AccountState start = after_.at_the_start(is), end = after_.at_the_end(is);
        std::optional<AccountState> start_before, end_before;
        std::string names;
        for (std::size_t index = 0; index < attributes_.size(); index += 2) {
            const Attribute attribute = attributes_[index].attribute;
            const Cell from = start[attribute], to = end[attribute];
            if (from == to || !is_known(from) || !is_known(to)) continue;
            if (was.has_account() && !was.created) {
                if (!start_before) {
                    start_before = before_.at_the_start(was);
                    end_before = before_.at_the_end(was);
                }
                const Cell then = (*end_before)[attribute];
                if (!((*start_before)[attribute] == then) && same(then, to)) continue;
            }
            names = note(std::move(names), index, after_.value_words(from), after_.value_words(to), login);
        }
        return names;
    }

    template <typename Login>
    std::string compare_new(const Result& was, const Result& is, const Login& login) {
        const AccountState one = before_.at_the_end(was), other = after_.at_the_end(is);
        std::string names;
        for (std::size_t index = 1; index < attributes_.size(); index += 2) {
            const Attribute attribute = attributes_[index].attribute;
            const Cell from = one[attribute], to = other[attribute];
            // A username that differs is a renaming.
            if (attribute == Attribute::userName || !is_known(from) || !is_known(to) || same(from, to)) continue;
            names = note(std::move(names), index, before_.value_words(from), after_.value_words(to), login);
        }
        return names;
    }

    // A cell of the side before and one of the side after.
    [[nodiscard]] bool same(Cell before, Cell after) const {
        if (!before.is_atom() || !after.is_atom()) return before == after;
        return before_.atoms().kind(before) == after_.atoms().kind(after) &&
               before_.atoms().view(before) == after_.atoms().view(after);
    }

    // 0: none.
    static std::size_t number_of(const std::optional<EndState>& state) {
        return state ? static_cast<std::size_t>(*state) + 1 : 0;
    }
    static std::optional<EndState> state_of(std::size_t number) {
        return number == 0 ? std::nullopt : std::optional(static_cast<EndState>(number - 1));
    }
    static std::string_view word(const std::optional<EndState>& state) {
        return state ? simulation::to_string(*state) : std::string_view();
    }

    template <typename Login>
    void count_transition(const Result& was, const Result& is, const Login& login) {
        const std::size_t from = number_of(was.end_state), to = number_of(is.end_state);
        CountedPeople& people = transitions_[from * kStates + to];
        // Those who are in one bundle only are named elsewhere.
        if (from == to || from == 0 || to == 0) ++people.people;
        else people.add(login, {}, {});
    }

    void end_states() {
        for (std::size_t i = 0; i < transitions_.size(); ++i) {
            if (transitions_[i].people > 0)
                diff_.end_states.push_back({state_of(i / kStates), state_of(i % kStates), std::move(transitions_[i])});
        }
    }

    static constexpr std::size_t kStates = static_cast<std::size_t>(EndState::unknown) + 2;
    const Side before_, after_;
    PeopleDiff diff_;
    std::array<CountedPeople, kStates * kStates> transitions_;
    std::vector<AttributeDiff> attributes_;  // of existing accounts and of new ones, in turn
};

void add_seats(const DiffSide& before, const DiffSide& after, PeopleDiff& diff) {
    for (const bool standard : {false, true}) {
        const auto used = [&](const DiffSide& side) { return side.rehearsal.scene().world.seats_used(standard); };
        const auto bought = [&](const DiffSide& side) -> std::optional<std::int64_t> {
            const auto& scenario = side.workspace.scenario;
            return scenario ? scenario->seats(standard) : std::nullopt;
        };
        diff.seats[standard ? 1 : 0] = {standard ? "standard" : "power", used(before), used(after), bought(before),
                                        bought(after)};
    }
}

}  // namespace

std::string_view to_string(PersonChange change) {
    constexpr std::array<std::string_view, kPersonChanges> kWords = {
        "refused",      "no-longer-refused", "created", "renamed", "overwritten",
        "other-values", "deactivated",       "freed",   "joined",  "left"};
    return change < PersonChange::count ? kWords[static_cast<std::size_t>(change)] : std::string_view();
}

std::string_view title_of(PersonChange change) {
    constexpr std::array<std::string_view, kPersonChanges> kTitles = {
        "Newly rejected",
        "No longer rejected",
        "Newly created accounts",
        "Sent with another username",
        "Existing accounts with newly replaced values",
        "New accounts with other values",
        "Newly deactivated",
        "Accounts that free a seat",
        "Only in the files after",
        "Only in the files before",
    };
    return change < PersonChange::count ? kTitles[static_cast<std::size_t>(change)] : std::string_view();
}

std::size_t PeopleDiff::more_seats() const {
    std::size_t more = 0;
    for (const SeatsDiff& pool : seats) more += pool.after > pool.before ? pool.after - pool.before : 0;
    return more;
}

PeopleDiff diff_people(const DiffSide& before, const DiffSide& after) {
    PeopleDiff diff = Comparison(before, after).run();
    add_seats(before, after, diff);
    return diff;
}

}  // namespace preflight::verdict
