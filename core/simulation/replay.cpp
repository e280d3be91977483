#include "core/simulation/replay.h"

#include <array>

#include "core/text/unicode.h"

namespace preflight::simulation {

namespace {

// The rules that are asked in each stage, by their numbers: several times for every person.
class ByStage {
public:
    ByStage() {
        const auto all = rules::person_rules();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i]->applies != nullptr) stages_[static_cast<std::size_t>(all[i]->stage)].push_back(i);
        }
    }
    [[nodiscard]] const std::vector<std::size_t>& operator[](rules::Stage stage) const {
        return stages_[static_cast<std::size_t>(stage)];
    }

private:
    std::array<std::vector<std::size_t>, 4> stages_;
};

}  // namespace

void add_reasons(const rules::PersonView& view, rules::Stage stage, ReasonSet& reasons) {
    static const ByStage kRules;
    const auto all = rules::person_rules();
    for (const std::size_t rule : kRules[stage]) {
        if (all[rule]->applies(view)) reasons.add(rule);
    }
}

Replay::Replay(Scene& scene, population::Blocks<Outcome>& outcomes, Tallies& tallies, std::vector<std::string>& notes)
    : scene_(scene),
      outcomes_(outcomes),
      tallies_(tallies),
      notes_(notes),
      account_of_(scene.people.size(), kNoRow),
      adopted_(scene.people.size()),
      open_(scene.people.size()),
      forgotten_(scene.people.size()),
      changed_(scene.people.size()),
      last_outcome_(scene.people.size(), kNoRow) {
    // An externalId proves an account, also when no Egnyte export is given (spec 5.1): it holds its seat, its username
    // and its e-mail address before anybody is sent.
    if (scene.world.given()) return;
    for (PersonNumber person = 0; person < scene.people.size(); ++person) {
        const Cell id = scene.people.external_id(person);
        if (!id.is_atom() || scene.world.by_id(id) != kNoRow) continue;
        AccountState account;
        account.id = id;
        const SentValue name = scene.profiles.value(person, Operation::update, Attribute::userName);
        if (name.known()) account[Attribute::userName] = name.cell;
        scene.add_what_okta_pushed(person, account);
        own(person, scene.world.add(account));
    }
}

const std::vector<PersonNumber>& Replay::named(std::string_view user) {
    static const std::vector<PersonNumber> kNobody;
    const People& people = scene_.people;
    if (by_name_.empty()) {
        for (PersonNumber person = 0; person < people.size(); ++person) {
            by_name_[people.id(person)].push_back(person);
            const std::string login = text::ascii_lower(people.login(person));
            if (login != people.id(person)) by_name_[login].push_back(person);
        }
    }
    for (const std::string& name : {std::string(user), text::ascii_lower(user)}) {
        if (const auto found = by_name_.find(name); found != by_name_.end()) return found->second;
    }
    return kNobody;
}

void Replay::change(PersonNumber person, Outcome::Flag how) {
    const bool of_assignment = how == Outcome::unassigned || how == Outcome::assigned;
    const std::uint32_t others = of_assignment ? std::uint32_t{Outcome::unassigned} | Outcome::assigned
                                               : std::uint32_t{Outcome::left} | Outcome::active;
    changed_[person] = (changed_[person] & ~others) | how;
}

Outcome Replay::begin(PersonNumber person) const {
    Outcome outcome;
    outcome.person = person;
    outcome.event = static_cast<std::uint32_t>(event_);
    outcome.flags = changed_[person];
    if (operation(person) == Operation::update) outcome.set(Outcome::update);
    if (open_[person]) outcome.set(Outcome::open);
    return outcome;
}

void Replay::own(PersonNumber person, AccountNumber account) {
    account_of_[person] = account;
    if (account >= owner_of_.size()) owner_of_.resize(account + 1, kNoRow);
    if (owner_of_[account] == kNoRow) owner_of_[account] = person;
}

Operation Replay::operation(PersonNumber person) const {
    const bool known_before = scene_.people.external_id(person).is_atom() && !forgotten_[person];
    return known_before || account_of_[person] != kNoRow ? Operation::update : Operation::create;
}

bool Replay::play(const Event& event, text::Budget& budget) {
    if (budget.empty()) return false;
    budget_ = &budget;
    const bool ended = std::visit([this](const auto& one) { return apply(one, *this); }, event);
    budget_ = nullptr;
    if (!ended) return false;
    ++event_;
    pass_ = 0;
    next_person_ = 0;
    of_event_.reset();
    return true;
}

bool Replay::each(std::size_t pass, std::string_view user, const std::function<void(PersonNumber)>& visit) {
    if (pass < pass_) return true;
    const std::vector<PersonNumber>* const those = user.empty() ? nullptr : &named(user);
    const std::size_t count = those == nullptr ? scene_.people.size() : those->size();
    for (; next_person_ < count; ++next_person_) {
        if (budget_->empty()) return false;
        budget_->spend();
        visit(those == nullptr ? next_person_ : (*those)[next_person_]);
    }
    ++pass_;
    next_person_ = 0;
    return true;
}

void Replay::add(const Outcome& outcome) {
    const auto number = static_cast<OutcomeNumber>(outcomes_.size());
    outcomes_.push_back(outcome);
    outcome.reasons.for_each(
        [&](std::size_t rule) { tallies_.count(*rules::person_rules()[rule]->row, outcome.person, number); });
    if (outcome.kind != Outcome::Kind::sign_in) {
        last_outcome_[outcome.person] = number;
        if (outcome.is(Outcome::adopted)) adopted_[outcome.person] = true;
        return;
    }
    const MetadataEffect& metadata = scene_.metadata;
    const auto count = [&](const SharedReason& reason) { tallies_.count(*reason.rule, outcome.person, number); };
    if (outcome.is(Outcome::blocked)) {
        for (const SharedReason& reason : metadata.blocked) count(reason);
    }
    if (outcome.is(Outcome::also)) count(*metadata.also);
    if (outcome.is(Outcome::undecided)) {
        for (const SharedReason& reason : metadata.undecided) count(reason);
    }
}

}  // namespace preflight::simulation
