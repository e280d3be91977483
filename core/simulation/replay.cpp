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

Replay::Replay(Scene& scene, population::Blocks<Outcome>& outcomes, Tallies& tallies, std::vector<std::string>& notes,
               GroupPushes& groups, Imports& imports)
    : scene_(scene),
      outcomes_(outcomes),
      tallies_(tallies),
      notes_(notes),
      groups_(groups),
      imports_(imports),
      whom_(scene.workspace, scene.people),
      group_assignments_(scene.workspace, scene.people, whom_),
      group_rules_(scene, whom_),
      account_of_(scene.people.size(), kNoRow),
      adopted_(scene.people.size()),
      open_(scene.people.size()),
      forgotten_(scene.people.size()),
      changed_(scene.people.size()),
      last_outcome_(scene.people.size(), kNoRow) {
    for (PersonNumber person = 0; person < scene.people.size(); ++person) {
        if (scene.people.joins(person)) changed_[person] = Outcome::unassigned;
    }
    // An externalId proves an account, also when no Egnyte export is given (spec 5.1): it holds its seat, its username
    // and its e-mail address before anybody is sent.
    if (scene.world.given()) return;
    for (PersonNumber person = 0; person < scene.people.size(); ++person) {
        const Cell id = scene.people.external_id(person);
        if (!id.is_atom() || scene.world.by_id(id) != kNoRow) continue;
        AccountState account;
        account.id = id;
        const SentValue name = scene.profiles.value({person, 0}, Operation::update, Attribute::userName);
        if (name.known()) account[Attribute::userName] = name.cell;
        scene.add_what_okta_pushed(person, account);
        own(person, scene.world.add(account));
    }
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
    const intake::Scenario::Event& stated = stated_in(event);
    const bool ended = concerns_unknown_people(stated)
                           ? apply(UnplayedEvent{stated, UnplayedEvent::Why::unknown_group}, *this)
                           : std::visit([this](const auto& one) { return apply(one, *this); }, event);
    budget_ = nullptr;
    if (!ended) return false;
    ++event_;
    pass_ = 0;
    next_person_ = 0;
    of_event_.clear();
    return true;
}

bool Replay::concerns_unknown_people(const intake::Scenario::Event& stated) {
    return !stated.group.empty() && !whom_.group(stated.group).known;
}

std::string Replay::event_name(const intake::Scenario::Event& stated) const {
    return "Event " + std::to_string(event_ + 1) + " (" + stated.type + ")";
}

bool Replay::is_refused_by_okta(const intake::Scenario::Event& stated, const ChangedExpression& expression) {
    const auto& error = expression.parsed.error;
    if (expression.parsed.program || !error || error->kind == expression::ErrorKind::limit) return false;
    note(event_name(stated) + ": Okta does not save the expression, so nothing changes: " + error->message + ".");
    return true;
}

void Replay::begin_walk(const intake::Scenario::Event& stated) {
    const std::string event = event_name(stated);
    if (!stated.user.empty() && whom_.named(stated.user).empty())
        note(event + ": nobody in the files has the login or id \"" + stated.user + "\".");
    if (stated.group.empty()) return;
    const Whom::Group& group = whom_.group(stated.group);
    for (const PersonNumber person : group.undecided) leave_open(person, "okta-users");
    if (group.whole) return;
    for (PersonNumber person = 0; person < scene_.people.size(); ++person) {
        if (!group.has(person)) leave_open(person, "okta-group-members");
    }
    note(event + ": the member list of the group \"" + stated.group +
         "\" is incomplete. The outcomes of people who are not in the list are unknown.");
}

bool Replay::each(std::size_t pass, const intake::Scenario::Event& stated,
                  const std::function<void(PersonNumber)>& visit, Whose whose) {
    if (pass < pass_) return true;
    if (begins() && !budget_->empty()) begin_walk(stated);
    const std::vector<PersonNumber>* const those = !stated.user.empty()    ? &whom_.named(stated.user)
                                                   : !stated.group.empty() ? &whom_.group(stated.group).members
                                                                           : nullptr;
    const std::size_t count = those == nullptr ? scene_.people.size() : those->size();
    for (; next_person_ < count; ++next_person_) {
        if (budget_->empty()) return false;
        budget_->spend();
        const PersonNumber person = those == nullptr ? next_person_ : (*those)[next_person_];
        if (those != nullptr || whose == Whose::okta_users || !is_yet_to_join(person)) visit(person);
    }
    ++pass_;
    next_person_ = 0;
    return true;
}

void Replay::leave_open(PersonNumber person, std::string_view missing) {
    open_[person] = true;
    scene_.add_unplayed(moment(), missing);
}

void Replay::count_attributes(const rules::PersonView& view, const Outcome& outcome) {
    static const std::vector<std::size_t> kRules = [] {
        std::vector<std::size_t> result;
        const auto all = rules::person_rules();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i]->attributes != nullptr) result.push_back(i);
        }
        return result;
    }();
    for (const std::size_t rule : kRules) {
        const rules::PersonRule& one = *rules::person_rules()[rule];
        if (outcome.reasons.has(rule)) tallies_.count_attributes(*one.row, outcome.person, one.attributes(view));
    }
}

void Replay::add(const Outcome& outcome) {
    const auto number = static_cast<OutcomeNumber>(outcomes_.size());
    outcomes_.push_back(outcome);
    scene_.profiles.keep_values(simulation::at(outcome), scene_.targets);
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
