#include "core/verdict/causes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "core/rules/person_rule.h"

namespace preflight::verdict {

namespace {

using findings::Finding;
using findings::Rule;
using simulation::EndState;
using simulation::Outcome;

// Calls visit with each code. A family ("PF5*") says which rules come later, not which findings go away: it is left
// out.
template <typename Visit>
void for_each_explained(const Rule& rule, Visit visit) {
    std::string_view rest = rule.explains;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (const std::string_view code = rest.substr(0, end); code.back() != '*') visit(code);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

using CauseNumbers = std::vector<std::uint32_t>;

class Causes {
public:
    Causes(const simulation::Rehearsal& rehearsal, const EndStates& states, const std::vector<Finding>& findings)
        : rehearsal_(rehearsal), states_(states), findings_(findings) {}

    std::vector<Cause> in_order() {
        group();
        count_people();
        return ordered();
    }

private:
    // Each finding belongs to one cause: itself, or the first finding that explains it.
    void group() {
        const std::size_t none = findings_.size();
        std::map<std::string_view, std::size_t> explainer;  // code -> the first finding that explains it
        for (std::size_t i = 0; i < findings_.size(); ++i) {
            if (!findings_[i].is_alarm()) continue;
            for_each_explained(*findings_[i].rule, [&](std::string_view code) { explainer.emplace(code, i); });
        }
        std::vector<std::size_t> explained_by(findings_.size(), none);
        for (std::size_t i = 0; i < findings_.size(); ++i) {
            const auto found = explainer.find(findings_[i].rule->code);
            if (!findings_[i].is_alarm() || found == explainer.end()) continue;
            // Two that explain each other: the first one is the cause.
            if (root(found->second, explained_by) != i) explained_by[i] = found->second;
        }
        std::map<std::size_t, std::size_t> cause_of;  // finding -> cause
        for (std::size_t i = 0; i < findings_.size(); ++i) {
            if (!findings_[i].is_alarm() || explained_by[i] != none) continue;
            cause_of.emplace(i, causes_.size());
            Cause& cause = causes_.emplace_back();
            cause.finding = i;
        }
        for (std::size_t i = 0; i < findings_.size(); ++i) {
            if (!findings_[i].is_alarm()) continue;
            const std::size_t cause = cause_of.at(root(i, explained_by));
            if (explained_by[i] != none) causes_[cause].effects.push_back(i);
            by_code_.emplace(findings_[i].rule->code, static_cast<std::uint32_t>(cause));
        }
    }

    [[nodiscard]] std::size_t root(std::size_t finding, const std::vector<std::size_t>& explained_by) const {
        while (explained_by[finding] != findings_.size()) finding = explained_by[finding];
        return finding;
    }

    // The causes of everything that stops the person, in ascending order; nothing when a reason has no cause.
    [[nodiscard]] std::optional<CauseNumbers> causes_of(simulation::PersonNumber person) const {
        CauseNumbers numbers;
        bool known = true;
        const auto add = [&](const Rule& rule) {
            const auto cause = by_code_.find(rule.code);
            if (cause == by_code_.end()) {
                known = false;
            } else if (std::find(numbers.begin(), numbers.end(), cause->second) == numbers.end()) {
                numbers.push_back(cause->second);
            }
        };
        for (const Rule* rule : states_.blockers()) add(*rule);
        const EndState alone = states_.alone(person);
        const auto person_rules = rules::person_rules();
        const Outcome& request = rehearsal_.outcomes()[rehearsal_.last_request(person)];
        if (alone == EndState::refused) {
            request.reasons.for_each([&](std::size_t number) {
                if (person_rules[number]->row->effect == findings::Effect::refuses) add(*person_rules[number]->row);
            });
        }
        const simulation::OutcomeNumber sign_in = rehearsal_.last_sign_in(person);
        if (sign_in != simulation::kNoRow && rehearsal_.outcomes()[sign_in].status == simulation::Status::failed) {
            const Outcome& outcome = rehearsal_.outcomes()[sign_in];
            if (outcome.is(Outcome::blocked)) {
                for (const simulation::SharedReason& reason : rehearsal_.scene().metadata.blocked) add(*reason.rule);
            }
            outcome.reasons.for_each([&](std::size_t number) {
                const Rule& rule = *person_rules[number]->row;
                if (rule.severity == findings::Severity::error) add(rule);
            });
        }
        if (!known) return std::nullopt;
        std::sort(numbers.begin(), numbers.end());
        return numbers;
    }

    void count_people() {
        for (simulation::PersonNumber person = 0; person < rehearsal_.people().size(); ++person) {
            if (rehearsal_.last_request(person) == simulation::kNoRow) continue;
            const EndState state = states_.of(person);
            works_ += state == EndState::works ? 1 : 0;
            if (state != EndState::refused && state != EndState::locked_out) continue;
            // Whoever would stay unknown is not helped.
            if (states_.alone(person) == EndState::unknown) continue;
            const std::optional<CauseNumbers> causes = causes_of(person);
            if (!causes || causes->empty()) continue;
            ++people_[*causes];
        }
        for (const auto& [numbers, count] : people_) {
            for (const std::uint32_t number : numbers) causes_[number].holds_back += count;
            if (numbers.size() == 1) causes_[numbers.front()].helps += count;
        }
    }

    [[nodiscard]] bool hits_everybody(const Cause& cause) const {
        const auto& blockers = states_.blockers();
        return std::find(blockers.begin(), blockers.end(), findings_[cause.finding].rule) != blockers.end();
    }

    // How many more people work once this one is corrected, too.
    [[nodiscard]] std::size_t gain(std::uint32_t next, const std::vector<bool>& corrected) const {
        std::size_t gain = 0;
        for (const auto& [numbers, count] : people_) {
            const bool works = std::all_of(numbers.begin(), numbers.end(),
                                           [&](std::uint32_t number) { return number == next || corrected[number]; });
            if (works && std::find(numbers.begin(), numbers.end(), next) != numbers.end()) gain += count;
        }
        return gain;
    }

    [[nodiscard]] std::vector<Cause> ordered() {
        std::vector<Cause> result;
        std::vector<bool> corrected(causes_.size());
        std::vector<std::uint32_t> left;
        for (std::uint32_t i = 0; i < causes_.size(); ++i) {
            if (causes_[i].holds_back > 0 || hits_everybody(causes_[i])) left.push_back(i);
        }
        std::size_t works = works_;
        while (!left.empty()) {
            std::size_t best = 0;
            std::tuple<bool, std::size_t, std::size_t> best_key;
            for (std::size_t i = 0; i < left.size(); ++i) {
                const Cause& cause = causes_[left[i]];
                const std::tuple key{hits_everybody(cause), gain(left[i], corrected), cause.holds_back};
                if (i > 0 && key <= best_key) continue;
                best = i;
                best_key = key;
            }
            const std::uint32_t number = left[best];
            works += std::get<1>(best_key);
            causes_[number].works_after = works;
            corrected[number] = true;
            result.push_back(causes_[number]);
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(best));
        }
        for (std::size_t i = 0; i < causes_.size(); ++i) {
            if (corrected[i]) continue;
            causes_[i].works_after = works;
            result.push_back(causes_[i]);
        }
        return result;
    }

    const simulation::Rehearsal& rehearsal_;
    const EndStates& states_;
    const std::vector<Finding>& findings_;
    std::vector<Cause> causes_;
    std::map<std::string_view, std::uint32_t> by_code_;  // of a rule -> its cause
    std::map<CauseNumbers, std::size_t> people_;         // how many are stopped by exactly these
    std::size_t works_ = 0;
};

}  // namespace

std::vector<Cause> causes_of(const simulation::Rehearsal& rehearsal, const EndStates& states,
                             const std::vector<Finding>& findings) {
    return Causes(rehearsal, states, findings).in_order();
}

}  // namespace preflight::verdict
