#include "core/report/people.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/formats/json/document.h"
#include "core/rules/person_rule.h"
#include "core/text/case_map.h"
#include "core/text/order.h"

namespace preflight::report {

namespace {

using simulation::EndState;
using simulation::Outcome;
using simulation::OutcomeNumber;
using simulation::PersonNumber;

constexpr std::string_view kNoSignIn = "skipped";

// The order in which outcomes are listed: what needs somebody first.
constexpr std::array kStatusOrder = std::to_array<std::string_view>(
    {"failed", "unknown", "skipped", "created", "linked", "reactivated", "updated", "unchanged", "deactivated"});

constexpr std::array kEndStateOrder = {EndState::refused, EndState::locked_out, EndState::unknown,
                                       EndState::nothing_sent, EndState::works};

// The codes of everything that concerns the person in an outcome, each once.
template <typename Visit>
void for_each_rule(const simulation::Rehearsal& rehearsal, const Outcome& outcome, Visit visit) {
    const simulation::MetadataEffect& metadata = rehearsal.scene().metadata;
    if (outcome.is(Outcome::blocked)) {
        for (const simulation::SharedReason& reason : metadata.blocked) visit(*reason.rule);
    }
    if (outcome.is(Outcome::also)) visit(*metadata.also->rule);
    if (outcome.is(Outcome::undecided)) {
        for (const simulation::SharedReason& reason : metadata.undecided) visit(*reason.rule);
    }
    outcome.reasons.for_each([&](std::size_t rule) { visit(*rules::person_rules()[rule]->row); });
}

// Both of a person's outcomes that count; null where there is none.
struct Latest {
    const Outcome* request = nullptr;
    const Outcome* sign_in = nullptr;
};
Latest latest_of(const simulation::Rehearsal& rehearsal, PersonNumber person) {
    const auto outcome = [&](OutcomeNumber number) {
        return number == simulation::kNoRow ? nullptr : &rehearsal.outcomes()[number];
    };
    return {outcome(rehearsal.last_request(person)), outcome(rehearsal.last_sign_in(person))};
}

template <typename Visit>
void for_each_rule(const simulation::Rehearsal& rehearsal, const Latest& latest, Visit visit) {
    std::vector<const findings::Rule*> seen;
    const auto once = [&](const findings::Rule& rule) {
        if (std::find(seen.begin(), seen.end(), &rule) != seen.end()) return;
        seen.push_back(&rule);
        visit(rule);
    };
    for_each_rule(rehearsal, *latest.request, once);
    if (latest.sign_in != nullptr) for_each_rule(rehearsal, *latest.sign_in, once);
}

std::string_view sign_in_of(const Latest& latest) {
    return latest.sign_in == nullptr ? kNoSignIn : simulation::to_string(latest.sign_in->status);
}

bool has(const std::vector<std::string>& words, std::string_view word) {
    return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

// A word as the page shows it.
std::string shown(std::string_view word) {
    std::string text(word);
    std::replace(text.begin(), text.end(), '-', ' ');
    return text;
}

std::string text_of(const std::optional<expression::Value>& value) {
    return value && !value->is_null() ? value->to_text() : std::string();
}

// The rule that decides where a person ends: what refuses, else the most severe of those that concern the person.
const findings::Rule* deciding(const simulation::Rehearsal& rehearsal, const Latest& latest, EndState state) {
    const findings::Rule* best = nullptr;
    for_each_rule(rehearsal, latest, [&](const findings::Rule& rule) {
        const auto rank = [&](const findings::Rule& of) {
            const bool refuses = state == EndState::refused && of.effect == findings::Effect::refuses;
            const bool skips = state == EndState::nothing_sent && of.effect == findings::Effect::skips;
            return refuses || skips ? 0 : 1 + static_cast<int>(of.severity);
        };
        if (best == nullptr || rank(rule) < rank(*best)) best = &rule;
    });
    return best;
}

// The words of the rule for the person.
std::string words_of(const simulation::Rehearsal& rehearsal, PersonNumber person, const Latest& latest,
                     const findings::Rule& rule) {
    const simulation::MetadataEffect& metadata = rehearsal.scene().metadata;
    for (const auto* shared : {&metadata.blocked, &metadata.undecided}) {
        for (const simulation::SharedReason& reason : *shared) {
            if (reason.rule == &rule) return reason.message;
        }
    }
    if (metadata.also && metadata.also->rule == &rule) return metadata.also->message;
    const auto concerned = [&](const Outcome* outcome) {
        bool found = false;
        if (outcome == nullptr) return found;
        outcome->reasons.for_each(
            [&](std::size_t number) { found = found || rules::person_rules()[number]->row == &rule; });
        return found;
    };
    const OutcomeNumber number =
        concerned(latest.request) ? rehearsal.last_request(person) : rehearsal.last_sign_in(person);
    return number == simulation::kNoRow ? std::string() : rehearsal.blame(number, rule).message;
}

std::string why_of(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states, PersonNumber person,
                   const Latest& latest, EndState state) {
    const bool stopped = state == EndState::refused || state == EndState::locked_out;
    if (stopped && !states.blocked_by().empty()) return states.blocked_by();
    const findings::Rule* rule = deciding(rehearsal, latest, state);
    return rule == nullptr ? std::string() : words_of(rehearsal, person, latest, *rule);
}

PersonRow row_of(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states, PersonNumber person) {
    const Latest latest = latest_of(rehearsal, person);
    const OutcomeNumber number = rehearsal.last_request(person);
    const simulation::PersonCard card = rehearsal.card(number);
    PersonRow row;
    row.row = number;
    row.name = card.name;
    row.login = rehearsal.people().login(person);
    row.user_name = card.user_name;
    row.user_type = card.user_type;
    row.auth_type = card.auth_type;
    row.status = simulation::to_string(latest.request->status);
    const EndState state = states.of(person);
    row.end_state = simulation::to_string(state);
    row.why = why_of(rehearsal, states, person, latest, state);
    for_each_rule(rehearsal, latest, [&](const findings::Rule& rule) { row.codes.push_back(rule.code); });
    if (latest.sign_in != nullptr) row.sign_in = sign_in_of(latest);
    return row;
}

// Everything that a search looks through, in lower case.
std::string searched(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states, PersonNumber person) {
    const PersonRow row = row_of(rehearsal, states, person);
    std::string text = row.name + '\n' + row.login + '\n' + text_of(row.user_name) + '\n' + text_of(row.user_type) +
                       '\n' + text_of(row.auth_type) + '\n' + row.why + '\n' + shown(row.end_state);
    for_each_rule(rehearsal, latest_of(rehearsal, person), [&](const findings::Rule& rule) {
        text.append(1, '\n').append(rule.code).append(1, '\n').append(shown(rule.slug));
    });
    return text::to_lower(text);
}

// What a column is sorted by; equal keys keep the order of the rows.
std::string sort_key(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states, PersonNumber person,
                     std::string_view column) {
    const Latest latest = latest_of(rehearsal, person);
    if (column == "status") {
        const auto* place =
            std::find(kStatusOrder.begin(), kStatusOrder.end(), simulation::to_string(latest.request->status));
        return std::string(1, static_cast<char>('a' + (place - kStatusOrder.begin())));
    }
    if (column == "endState") {
        const auto* place = std::find(kEndStateOrder.begin(), kEndStateOrder.end(), states.of(person));
        return std::string(1, static_cast<char>('a' + (place - kEndStateOrder.begin())));
    }
    if (column == "signIn") return latest.sign_in == nullptr ? std::string() : std::string(sign_in_of(latest));
    if (column == "login") return text::to_lower(rehearsal.people().login(person));
    const PersonRow row = row_of(rehearsal, states, person);
    std::string key;
    if (column == "name") key = row.name;
    if (column == "userName") key = text_of(row.user_name);
    if (column == "userType") key = text_of(row.user_type);
    if (column == "authType") key = text_of(row.auth_type);
    if (column == "why") key = row.why;
    if (column == "reasons") {
        for (const std::string_view code : row.codes) key.append(code).append(1, ' ');
    }
    return text::to_lower(key);
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    const std::string lowered = text::to_lower(text);
    for (std::size_t at = 0; at < lowered.size();) {
        const std::size_t end = std::min(lowered.find_first_of(" \t\r\n", at), lowered.size());
        if (end > at) words.push_back(lowered.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

}  // namespace

PeopleQuery people_query(std::string_view json) {
    using formats::json::Node;
    PeopleQuery query;
    const formats::json::ParseResult parsed = formats::json::parse(json);
    if (!parsed.ok()) return query;
    const Node root = parsed.document.root();
    const auto list = [&](std::string_view key) {
        std::vector<std::string> words;
        for (Node word = root[key].first(); word.exists(); word = word.next()) words.emplace_back(word.as_string());
        return words;
    };
    query.text = root["text"].as_string();
    query.statuses = list("statuses");
    query.sign_ins = list("signIns");
    query.end_states = list("endStates");
    query.login = root["login"].as_string();
    query.code = root["code"].as_string();
    if (const std::string_view sort = root["sort"].as_string(); !sort.empty()) query.sort = sort;
    query.down = root["down"].as_bool().value_or(false);
    if (const auto find = root["find"].as_int(); find && *find >= 0) query.find = static_cast<std::size_t>(*find);
    return query;
}

PeopleList::PeopleList(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states, PeopleQuery query)
    : rehearsal_(rehearsal), states_(states), query_(std::move(query)) {
    query_.find.reset();
    const std::vector<std::string> words = words_of(query_.text);
    const std::string login = text::to_lower(query_.login);
    for (PersonNumber person = 0; person < rehearsal.people().size(); ++person) {
        const Latest latest = latest_of(rehearsal, person);
        if (latest.request == nullptr || !has(query_.statuses, simulation::to_string(latest.request->status)) ||
            !has(query_.sign_ins, sign_in_of(latest)) ||
            !has(query_.end_states, simulation::to_string(states.of(person))))
            continue;
        if (!login.empty() && text::to_lower(rehearsal.people().login(person)) != login) continue;
        if (!query_.code.empty()) {
            bool concerned = false;
            for_each_rule(rehearsal, latest,
                          [&](const findings::Rule& rule) { concerned = concerned || rule.code == query_.code; });
            if (!concerned) continue;
        }
        if (!words.empty()) {
            const std::string text = searched(rehearsal, states, person);
            if (!std::all_of(words.begin(), words.end(),
                             [&](const std::string& word) { return text.find(word) != std::string::npos; }))
                continue;
        }
        people_.push_back(person);
    }
    if (query_.sort == "row") {
        if (query_.down) std::reverse(people_.begin(), people_.end());
        return;
    }
    std::vector<std::pair<std::string, PersonNumber>> keyed;
    keyed.reserve(people_.size());
    for (const PersonNumber person : people_)
        keyed.emplace_back(sort_key(rehearsal, states, person, query_.sort), person);
    text::sort(keyed,
               [&](const auto& a, const auto& b) { return query_.down ? b.first < a.first : a.first < b.first; });
    std::transform(keyed.begin(), keyed.end(), people_.begin(), [](const auto& entry) { return entry.second; });
}

bool PeopleList::answers(PeopleQuery query) const {
    query.find.reset();
    return query == query_;
}

PersonRow PeopleList::row(std::size_t index) const {
    return row_of(rehearsal_, states_, people_[index]);
}

std::optional<std::size_t> PeopleList::index_of(std::size_t row) const {
    const auto place = std::find_if(people_.begin(), people_.end(),
                                    [&](PersonNumber person) { return rehearsal_.last_request(person) == row; });
    if (place == people_.end()) return std::nullopt;
    return static_cast<std::size_t>(place - people_.begin());
}

PeopleCounts count_people(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states) {
    PeopleCounts counts;
    for (PersonNumber person = 0; person < rehearsal.people().size(); ++person) {
        const Latest latest = latest_of(rehearsal, person);
        if (latest.request == nullptr) continue;
        ++counts.total;
        ++counts.statuses[simulation::to_string(latest.request->status)];
        ++counts.sign_ins[sign_in_of(latest)];
        ++counts.end_states[simulation::to_string(states.of(person))];
        for_each_rule(rehearsal, latest, [&](const findings::Rule& rule) { ++counts.codes[rule.code]; });
    }
    return counts;
}

PeopleReport build_people(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states,
                          const PeopleCounts& counts, const PeopleList& list, std::size_t from, std::size_t count,
                          std::optional<std::size_t> find) {
    PeopleReport report;
    report.counts = counts;
    report.matching = list.size();
    report.from = std::min(from, list.size());
    const std::size_t end = report.from + std::min({count, kMaxPage, list.size() - report.from});
    for (std::size_t i = report.from; i < end; ++i) report.rows.push_back(list.row(i));
    if (!find || *find >= rehearsal.outcomes().size()) return report;
    report.found = list.index_of(*find);
    const Outcome& outcome = rehearsal.outcomes()[*find];
    if (outcome.kind != Outcome::Kind::sign_in && rehearsal.last_request(outcome.person) == *find)
        report.found_person = row_of(rehearsal, states, outcome.person);
    return report;
}

}  // namespace preflight::report
