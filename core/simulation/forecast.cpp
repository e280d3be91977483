#include "core/simulation/forecast.h"

#include "core/findings/finding.h"
#include "core/rules/person_rule.h"
#include "core/text/numbers.h"
#include "core/text/order.h"

namespace preflight::simulation {

namespace {

Invitations invitations_of(const Rehearsal& rehearsal) {
    enum Mark : std::uint8_t { nobody, may_get, gets };
    std::vector<Mark> marks(rehearsal.people().size(), nobody);
    Invitations result;
    const auto& outcomes = rehearsal.outcomes();
    for (OutcomeNumber i = 0; i < outcomes.size(); ++i) {
        Mark& mark = marks[outcomes[i].person];
        if (outcomes[i].is(Outcome::may_invite) && mark == nobody) {
            mark = may_get;
            ++result.unknown;
        }
        if (!outcomes[i].is(Outcome::invites) || mark == gets) continue;
        if (mark == may_get) --result.unknown;
        mark = gets;
        ++result.people;
        if (result.first.size() < findings::kMaxExamples)
            result.first.push_back(rehearsal.people().login(outcomes[i].person));
    }
    return result;
}

// Those who were rejected for want of a seat, and still are after the last event.
void count_rejected(const Rehearsal& rehearsal, Seats& seats) {
    constexpr auto kExhausted = static_cast<std::size_t>(rules::PersonRuleId::licence_exhausted);
    for (PersonNumber person = 0; person < rehearsal.people().size(); ++person) {
        const OutcomeNumber last = rehearsal.last_request(person);
        if (last == kNoRow) continue;
        const Outcome& outcome = rehearsal.outcomes()[last];
        if (!outcome.reasons.has(kExhausted) || outcome.is(Outcome::standard_seat) != seats.standard) continue;
        if (seats.rejected++ == 0) seats.first_rejected = rehearsal.people().login(person);
    }
}

// Accounts that were never used and belong to nobody who is rehearsed, and deactivated ones where they count.
void find_unused(const Rehearsal& rehearsal, Seats& seats) {
    const Scene& scene = rehearsal.scene();
    std::vector<bool> of_somebody(scene.world.size());
    for (OutcomeNumber i = 0; i < rehearsal.outcomes().size(); ++i) {
        const AccountNumber account = rehearsal.outcomes()[i].account;
        if (account < of_somebody.size()) of_somebody[account] = true;
    }
    for (const bool never_active : {false, true}) {
        for (AccountNumber number = 0; number < scene.world.size(); ++number) {
            const AccountState account = scene.world.state(number);
            if ((scene.atoms.text_of(account[Attribute::userType]) == "standard") != seats.standard) continue;
            const bool unused = never_active ? account.active && account.last_active.is_null() && !of_somebody[number]
                                             : !account.active && scene.world.deactivated_count();
            if (!unused) continue;
            ++seats.unused;
            if (seats.first_unused.size() < findings::kMaxExamples)
                seats.first_unused.push_back(
                    {std::string(scene.atoms.text_of(account[Attribute::userName])), never_active});
        }
    }
}

}  // namespace

std::vector<std::pair<Attribute, std::size_t>> by_attribute(const Tally& tally) {
    std::vector<std::pair<Attribute, std::size_t>> result;
    for (const Attribute attribute : egnyte::attributes_by_name()) {
        const auto number = static_cast<std::size_t>(attribute);
        const std::size_t people = number < tally.by_attribute.size() ? tally.by_attribute[number] : 0;
        if (people > 0) result.emplace_back(attribute, people);
    }
    text::sort(result, [](const auto& a, const auto& b) { return a.second > b.second; });
    return result;
}

std::string in_words(const std::vector<std::pair<Attribute, std::size_t>>& attributes) {
    constexpr std::size_t kNamed = 5;
    std::string words;
    for (std::size_t i = 0; i < attributes.size() && i < kNamed; ++i) {
        words += (i == 0 ? "" : ", ") + std::string(egnyte::name_of(attributes[i].first)) + " of " +
                 text::counted(attributes[i].second, "person", "people");
    }
    if (attributes.size() > kNamed) words += " and " + text::counted(attributes.size() - kNamed, "more attribute");
    return words;
}

Forecast forecast(const Rehearsal& rehearsal) {
    Forecast result;
    result.invitations = invitations_of(rehearsal);
    if (const Tally* tally = rehearsal.tallies().of(*rules::person_rule(rules::PersonRuleId::profile_overwrite).row))
        result.overwrites = {tally->people, by_attribute(*tally)};
    const Scene& scene = rehearsal.scene();
    const auto& scenario = scene.workspace.scenario;
    const bool whole = scene.world.given() && scene.workspace.extent_of("egnyte-users") != intake::Extent::partial;
    for (const bool standard : {false, true}) {
        Seats seats;
        seats.standard = standard;
        if (scenario) seats.bought = scenario->seats(standard);
        if (whole) seats.before = rehearsal.seats_before(standard);
        seats.after = scene.world.seats_used(standard);
        count_rejected(rehearsal, seats);
        if (seats.bought.value_or(0) == 0 && seats.after == 0 && seats.rejected == 0) continue;
        if (seats.rejected > 0) find_unused(rehearsal, seats);
        result.seats.push_back(std::move(seats));
    }
    return result;
}

}  // namespace preflight::simulation
