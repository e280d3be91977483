#include "core/verdict/rehearsed_people.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/text/order.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"

namespace preflight::verdict {

namespace {

constexpr std::size_t kLongestLogin = 150;  // bytes of an example; less than a finding quotes of any value

}  // namespace

std::optional<findings::Affected> RehearsedPeople::affected(const findings::Rule& rule) const {
    const simulation::Tally* tally = rehearsal_.tallies().of(rule);
    if (tally == nullptr) return std::nullopt;
    findings::Affected affected;
    affected.users = tally->people;
    for (const simulation::OutcomeNumber number : tally->first_outcomes)
        affected.examples.push_back(
            text::shorten(rehearsal_.people().login(rehearsal_.outcomes()[number].person), kLongestLogin));
    return affected;
}

findings::Affected RehearsedPeople::affected_by(const std::vector<const findings::Rule*>& rules,
                                                const std::vector<std::string>& except, std::size_t most) const {
    std::set<std::string> names;
    for (const std::string& name : except) names.insert(text::ascii_lower(name));
    const simulation::People& people = rehearsal_.people();
    findings::Affected affected;
    for (const simulation::PersonNumber person : rehearsal_.tallies().people_of(rules)) {
        const std::string login = people.login(person);
        if (!names.empty()) {
            if (names.count(text::ascii_lower(login)) > 0) continue;
            const simulation::OutcomeNumber sign_in = rehearsal_.last_sign_in(person);
            const auto name = sign_in == simulation::kNoRow ? std::nullopt : rehearsal_.name_id(sign_in);
            if (name && names.count(text::ascii_lower(*name)) > 0) continue;
        }
        ++affected.users;
        if (affected.examples.size() < most) affected.examples.push_back(text::shorten(login, kLongestLogin));
    }
    return affected;
}

rules::AddressInName RehearsedPeople::address_in_names() const {
    rules::AddressInName result = rules::AddressInName::unknown;
    const auto& outcomes = rehearsal_.outcomes();
    for (simulation::OutcomeNumber i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].kind != simulation::Outcome::Kind::sign_in) continue;
        if (outcomes[i].status == simulation::Status::skipped) continue;
        const std::optional<std::string> name = rehearsal_.name_id(i);
        if (!name) continue;
        if (name->find('@') != std::string::npos) return rules::AddressInName::may_be;
        result = rules::AddressInName::never;
    }
    return result;
}

rules::Rehearsed::Blockers RehearsedPeople::blockers() const {
    Blockers result;
    const simulation::People& people = rehearsal_.people();
    std::array<Blocker, egnyte::kAttributeCount> by_attribute{};
    std::array<simulation::PersonNumber, egnyte::kAttributeCount> first{};
    std::vector<bool> refusing(rules::kPersonRules);
    for (simulation::PersonNumber person = 0; person < people.size(); ++person) {
        const simulation::OutcomeNumber last = rehearsal_.last_request(person);
        if (last == simulation::kNoRow) continue;
        const simulation::Outcome& outcome = rehearsal_.outcomes()[last];
        if (outcome.status != simulation::Status::failed) continue;
        ++result.refused;
        outcome.reasons.for_each([&](std::size_t rule) {
            if (rules::person_rules()[rule]->row->effect == findings::Effect::refuses) refusing[rule] = true;
        });
        if (!outcome.only_blocker) continue;
        const auto attribute = static_cast<std::size_t>(*outcome.only_blocker);
        if (by_attribute[attribute].people++ == 0) first[attribute] = person;
    }
    result.rules = static_cast<std::size_t>(std::count(refusing.begin(), refusing.end(), true));
    for (std::size_t i = 0; i < by_attribute.size(); ++i) {
        if (by_attribute[i].people == 0) continue;
        by_attribute[i].attribute = static_cast<egnyte::Attribute>(i);
        by_attribute[i].first = people.place(first[i]);
        result.ranked.push_back(by_attribute[i]);
    }
    text::sort(result.ranked, [](const Blocker& a, const Blocker& b) { return a.people > b.people; });
    return result;
}

std::vector<bool> RehearsedPeople::accounts_of_people() const {
    std::vector<bool> result(rehearsal_.scene().workspace.egnyte_users->size());
    // The accounts of the world begin with the rows of the table.
    for (simulation::OutcomeNumber i = 0; i < rehearsal_.outcomes().size(); ++i) {
        const simulation::AccountNumber account = rehearsal_.outcomes()[i].account;
        if (account < result.size()) result[account] = true;
    }
    return result;
}

}  // namespace preflight::verdict
