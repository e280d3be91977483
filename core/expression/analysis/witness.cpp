#include "core/expression/analysis/witness.h"

#include <algorithm>
#include <queue>
#include <utility>

#include "core/expression/analysis/invented_person.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kMaxVaried = 12;      // attributes whose values are combined exhaustively, cheapest first
constexpr std::size_t kCombinations = 768;  // of these, tried at most
constexpr std::size_t kShown = 60;          // bytes of a text in the description of a person

// Records which nodes an evaluation reached, and the class of their values.
class EvaluationTrail : public Observer {
public:
    static constexpr std::uint8_t kNull = 1, kTrue = 2, kFalse = 4, kFilled = 8, kBlank = 16, kFailed = 32,
                                  kUnknown = 64;

    explicit EvaluationTrail(const Ast& ast) : seen_(ast.nodes.size(), 0), costs_(ast.nodes.size(), 1) {
        for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
            const Node& node = ast.nodes[i];
            if (node.kind == NodeKind::call || node.kind == NodeKind::method) costs_[i] = 8;
            const bool regex = node.op == Op::matches || reads_pattern(node);
            if (regex) costs_[i] = 64 + 8 * node.span.size();
        }
    }
    void start() {
        for (const std::size_t node : touched_) seen_[node] = 0;
        touched_.clear();
        cost_ = 1;
    }
    void seen(std::size_t node, const Value& value, const Error* error) override {
        if (seen_[node] == 0) touched_.push_back(node);
        seen_[node] |= error != nullptr ? kFailed : word(value);
        cost_ += costs_[node];
    }
    [[nodiscard]] const std::vector<std::size_t>& touched() const { return touched_; }
    [[nodiscard]] std::uint8_t at(std::size_t node) const { return seen_[node]; }
    [[nodiscard]] std::size_t cost() const { return cost_; }

    static std::uint8_t word(const Value& value) {
        if (value.is_null()) return kNull;
        if (value.is_unknown()) return kUnknown;
        if (value.kind() == Kind::boolean) return value.as_boolean() ? kTrue : kFalse;
        return value.is_string() && value.as_string().empty() ? kBlank : kFilled;
    }

private:
    std::vector<std::uint8_t> seen_;
    std::vector<std::size_t> costs_;
    std::vector<std::size_t> touched_;
    std::size_t cost_ = 0;
};

using Chosen = std::vector<std::size_t>;

class WitnessSearch : public Trial {
public:
    WitnessSearch(const std::vector<const Program*>& programs, const Facts& facts, const std::vector<Goal>& goals,
                  bool with_unconstrained, std::size_t steps)
        : programs_(programs),
          goals_(goals),
          choices_(choices_for(programs, facts, with_unconstrained)),
          person_(choices_, facts.source_is_user()),
          left_(steps),
          found_(goals.size()) {
        for (const Program* program : programs_) {
            trails_.emplace_back(program->ast());
            // Results of the second expression are tracked separately for each class of result of the first.
            known_.emplace_back(program->ast().nodes.size() * (known_.empty() ? 1 : kWords), 0);
        }
        for (std::size_t g = 0; g < goals.size(); ++g) open_.push_back(g);
        limits_.steps = 50'000;
        limits_.result_bytes = 20'000;
    }

    [[nodiscard]] const std::vector<Evaluation>& outcomes() const override { return outcomes_; }
    [[nodiscard]] bool null_at(std::size_t node) const override {
        return (trails_[0].at(node) & EvaluationTrail::kNull) != 0;
    }
    [[nodiscard]] bool blank_at(std::size_t node) const override {
        return (trails_[0].at(node) & EvaluationTrail::kBlank) != 0;
    }
    [[nodiscard]] bool filled_at(std::size_t node) const override {
        return (trails_[0].at(node) & EvaluationTrail::kFilled) != 0;
    }

    std::vector<std::optional<Witness>> run() {
        if (!open_.empty()) combine();
        if (!open_.empty()) explore();
        return std::move(found_);
    }

private:
    static constexpr std::size_t kWords = 8;

    // A person whose evaluation showed something new, and the next change to try.
    struct Entry {
        Chosen chosen;
        std::vector<std::size_t> read;
        std::size_t rank = 0, at = 0, most = 0;
    };

    [[nodiscard]] bool used_up() const { return left_ == 0; }

    void evaluate_all(const Chosen& chosen) {
        person_.become(chosen);
        outcomes_.clear();
        stopped_ = false;
        for (std::size_t p = 0; p < programs_.size(); ++p) {
            trails_[p].start();
            outcomes_.push_back(evaluate(*programs_[p], person_, limits_, &trails_[p]));
            left_ -= std::min(left_, trails_[p].cost());
            // The search has lower limits than an evaluation: such a result proves nothing.
            stopped_ = stopped_ || (outcomes_[p].error && outcomes_[p].error->kind == ErrorKind::limit);
        }
    }

    [[nodiscard]] bool meets(std::size_t goal) const { return !stopped_ && goals_[goal](*this); }

    // Whether the last evaluation reached a node or class of value that no earlier one did.
    bool news() {
        bool fresh = false;
        for (std::size_t p = 0; p < programs_.size(); ++p) {
            std::size_t base = 0;
            if (p > 0) {
                const std::uint8_t first =
                    outcomes_[0].error ? EvaluationTrail::kFailed : EvaluationTrail::word(outcomes_[0].value);
                std::size_t place = 0;
                while ((first >> place) > 1) ++place;
                base = place * programs_[p]->ast().nodes.size();
            }
            for (const std::size_t node : trails_[p].touched()) {
                std::uint8_t& known = known_[p][base + node];
                const std::uint8_t now = trails_[p].at(node);
                fresh = fresh || (now & ~known) != 0;
                known |= now;
            }
        }
        return fresh;
    }

    // Tries one person. `small`: no smaller person can meet the same goal.
    void attempt(const Chosen& chosen, bool small) {
        evaluate_all(chosen);
        if (news()) {
            Entry entry{chosen, {}, 0, 0, 0};
            for (std::size_t i = 0; i < choices_.size(); ++i) {
                if (!person_.was_read(i) || choices_[i].values.size() < 2) continue;
                entry.read.push_back(i);
                entry.most = std::max(entry.most, choices_[i].values.size());
            }
            if (!entry.read.empty()) {
                queue_.push({0, entries_.size()});
                entries_.push_back(std::move(entry));
            }
        }
        std::vector<std::size_t> met;
        for (const std::size_t goal : open_) {
            if (meets(goal)) met.push_back(goal);
        }
        if (met.empty()) return;
        for (const std::size_t goal : met) {
            if (small) keep(goal, chosen);
            else keep(goal, reduced(goal, chosen));
        }
        open_.erase(std::remove_if(open_.begin(), open_.end(), [&](std::size_t g) { return found_[g].has_value(); }),
                    open_.end());
    }

    // The smallest values that still meet the goal.
    Chosen reduced(std::size_t goal, Chosen chosen) {
        bool changed = true;
        while (changed && !used_up()) {
            changed = false;
            for (std::size_t i = 0; i < choices_.size() && !used_up(); ++i) {
                for (std::size_t value = 0; value < chosen[i] && !used_up(); ++value) {
                    Chosen next = chosen;
                    next[i] = value;
                    evaluate_all(next);
                    if (!meets(goal)) continue;
                    chosen = std::move(next);
                    changed = true;
                    break;
                }
            }
        }
        return chosen;
    }

    void keep(std::size_t goal, const Chosen& chosen) {
        evaluate_all(chosen);
        Witness example;
        std::string groups;
        bool asked = false;
        std::size_t inside = 0;
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (!person_.was_read(i)) continue;
            const Choice& choice = choices_[i];
            if (choice.part == Part::group) {
                asked = true;
                if (choice.values[chosen[i]].is_null()) continue;
                groups += (groups.empty() ? "" : " and ") + Value::string(choice.reference.name).to_json();
                ++inside;
            } else if (!choice.values.empty()) {
                example.person.push_back(in_words(choice, choice.values[chosen[i]]));
            }
        }
        if (asked) {
            example.person.push_back(inside == 0 ? "in no group"
                                                 : (inside == 1 ? "in the group " : "in the groups ") + groups);
        }
        example.outcomes = outcomes_;
        found_[goal] = std::move(example);
    }

    static std::string in_words(const Choice& choice, const Value& value) {
        const std::string& name = choice.reference.name;
        const auto is = [&](const std::string& what) {
            if (value.is_null()) return what + " is empty";
            const std::string shown = value.to_json();
            if (!value.is_string() || shown.size() <= kShown) return what + " = " + shown;
            return what + " is a text of " + std::to_string(utf16_length(value.as_string())) + " characters";
        };
        switch (choice.part) {
            case Part::directory: {
                const std::string which = name == "workdayUsers" ? "Workday" : "Active Directory";
                return value.as_list().empty() ? "without assignment in " + which : "with one assignment in " + which;
            }
            case Part::manager:
                return (value.as_map().empty() ? "without " : "with ") +
                       std::string(name == "assistant" ? "an assistant" : "a manager") + " in Active Directory";
            case Part::linked_object:
                return value.is_null() ? "no user is linked as " + Value::string(name).to_json()
                                       : "a user is linked as " + Value::string(name).to_json();
            case Part::internal_property:
                return is("the internal property " + name);
            default:
                return is(choice.reference.root + "." + name);
        }
    }

    // All combinations in order of cost. Each is generated once: only places from the last raised one on are raised.
    void combine() {
        struct Combination {
            std::size_t cost, order, raised;
            Chosen chosen;
        };
        const auto later = [](const Combination& a, const Combination& b) {
            return a.cost != b.cost ? a.cost > b.cost : a.order > b.order;
        };
        std::priority_queue<Combination, std::vector<Combination>, decltype(later)> queue(later);
        const std::size_t varied = std::min(choices_.size(), kMaxVaried);
        const std::size_t reserve = left_ / 2;
        std::size_t order = 0;
        queue.push({0, order++, 0, Chosen(choices_.size(), 0)});
        for (std::size_t tried = 0; tried < kCombinations && !queue.empty() && left_ > reserve; ++tried) {
            const Combination candidate = queue.top();
            queue.pop();
            attempt(candidate.chosen, true);
            if (open_.empty()) return;
            for (std::size_t i = candidate.raised; i < varied; ++i) {
                const std::size_t value = candidate.chosen[i];
                if (value + 1 >= choices_[i].values.size()) continue;
                Chosen next = candidate.chosen;
                ++next[i];
                const std::size_t cost = candidate.cost + choices_[i].sizes[value + 1] - choices_[i].sizes[value];
                queue.push({cost, order++, i, std::move(next)});
            }
        }
    }

    // Changes one value of people who showed something new: the least tried first, among these the newest.
    void explore() {
        constexpr std::size_t kAtOnce = 24;
        while (!queue_.empty() && !open_.empty() && !used_up()) {
            const auto [tried, index] = queue_.top();
            queue_.pop();
            std::size_t done = 0;
            while (done < kAtOnce && entries_[index].rank < entries_[index].most && !open_.empty() && !used_up()) {
                Entry& entry = entries_[index];
                const std::size_t choice = entry.read[entry.at];
                const std::size_t value = entry.rank;
                if (++entry.at == entry.read.size()) {
                    entry.at = 0;
                    ++entry.rank;
                }
                if (value >= choices_[choice].values.size() || value == entry.chosen[choice]) continue;
                Chosen next = entry.chosen;
                next[choice] = value;
                ++done;
                attempt(next, false);  // may move the entries
            }
            if (entries_[index].rank < entries_[index].most) queue_.push({tried + done, index});
        }
    }

    struct Turn {
        std::size_t tried, entry;
        bool operator<(const Turn& other) const {
            return tried != other.tried ? tried > other.tried : entry < other.entry;
        }
    };

    const std::vector<const Program*>& programs_;
    const std::vector<Goal>& goals_;
    std::vector<Choice> choices_;
    InventedPerson person_;
    Limits limits_;
    std::size_t left_;
    std::vector<std::optional<Witness>> found_;
    std::vector<std::size_t> open_;  // goals not met yet
    std::vector<EvaluationTrail> trails_;
    std::vector<std::vector<std::uint8_t>> known_;
    std::vector<Evaluation> outcomes_;
    bool stopped_ = false;
    std::vector<Entry> entries_;
    std::priority_queue<Turn> queue_;
};

}  // namespace

std::string Witness::in_words() const {
    std::string result;
    for (const std::string& part : person) result += (result.empty() ? "" : ", ") + part;
    return result;
}

std::vector<std::optional<Witness>> find_witnesses(const std::vector<const Program*>& programs, const Facts& facts,
                                                   const std::vector<Goal>& goals, bool with_unconstrained,
                                                   std::size_t steps) {
    if (goals.empty()) return {};
    return WitnessSearch(programs, facts, goals, with_unconstrained, steps).run();
}

std::optional<Witness> find_witness(const std::vector<const Program*>& programs, const Facts& facts, const Goal& goal,
                                    bool with_unconstrained, std::size_t steps) {
    return std::move(find_witnesses(programs, facts, {goal}, with_unconstrained, steps).front());
}

}  // namespace preflight::expression
