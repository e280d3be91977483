#include "core/expression/counterexample.h"

#include <algorithm>
#include <cmath>
#include <queue>

#include "core/expression/ast.h"
#include "core/expression/functions.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kMostValues = 64;      // tried for one attribute
constexpr std::size_t kMostAttributes = 12;  // beyond that nobody is invented

struct Choice {
    Reference reference;  // root empty: the groups
    std::vector<Value> values;
};

// A person made of one value for each attribute.
class Invented : public Scope {
public:
    Invented(const std::vector<Choice>& choices, const std::vector<std::size_t>& chosen, bool source_is_user)
        : choices_(choices), chosen_(chosen), source_is_user_(source_is_user), read_(choices.size(), false) {}

    [[nodiscard]] bool has_root(std::string_view root) const override {
        return root == "user" || root == "source" ||
               std::any_of(choices_.begin(), choices_.end(), [&](const Choice& c) { return c.reference.root == root; });
    }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        const std::string_view canonical = root == "source" && source_is_user_ ? "user" : root;
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (choices_[i].reference.root == canonical && choices_[i].reference.name == name) return chosen(i);
        }
        return Value::null();
    }
    [[nodiscard]] Value groups() const override {
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (choices_[i].reference.root.empty()) return chosen(i);
        }
        return Value::list({});
    }
    // Whether an evaluation asked for it.
    [[nodiscard]] bool was_read(std::size_t choice) const { return read_[choice]; }

private:
    [[nodiscard]] Value chosen(std::size_t choice) const {
        read_[choice] = true;
        return choices_[choice].values[chosen_[choice]];
    }

    const std::vector<Choice>& choices_;
    const std::vector<std::size_t>& chosen_;
    bool source_is_user_;
    mutable std::vector<bool> read_;
};

// What makes a value small; a text without a letter or digit is no likely one.
std::size_t size_of(const Value& value) {
    if (value.is_null()) return 0;
    const std::string text = value.to_text();
    const bool odd = std::none_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
    return 1 + text.size() + (odd && !text.empty() ? 4U : 0U);
}

void add(std::vector<Value>& values, Value value) {
    const bool known = std::any_of(values.begin(), values.end(),
                                   [&](const Value& v) { return v.kind() == value.kind() && equal(v, value); });
    if (!known) values.push_back(std::move(value));
}

// The literals of the expressions: what their conditions compare with.
void collect(const Program& program, std::vector<std::string>& texts, std::vector<Value>& numbers) {
    for (const Node& node : program.ast().nodes) {
        if (node.kind != NodeKind::literal) continue;
        if (node.value.is_number()) add(numbers, node.value);
        if (!node.value.is_string()) continue;
        std::string text(node.value.as_string());
        if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
    }
}

std::vector<Value> values_of(const Possible& possible, const std::vector<std::string>& texts,
                             const std::vector<Value>& numbers, bool with_guesses) {
    std::vector<Value> values;
    for (const Alternative& a : possible.alternatives) {
        if (a.guess && !with_guesses) continue;
        if (a.constant) {
            add(values, *a.constant);
        } else if (a.sort == Sort::boolean) {
            add(values, Value::boolean(true));
            add(values, Value::boolean(false));
        } else if (a.sort == Sort::number) {
            for (const std::int32_t n : {0, 1, -1}) {
                if (a.admits(Value::int32(n))) add(values, Value::int32(n));
            }
            for (const Value& n : numbers) {
                if (a.admits(n)) add(values, n);
            }
        } else if (a.sort == Sort::list) {
            add(values, Value::list({}));
            for (const std::string& text : texts) add(values, Value::list({Value::string(text)}));
        } else if (a.sort == Sort::text) {
            const auto add_text = [&](const std::string& text) {
                if (a.text.admits(text)) add(values, Value::string(text));
            };
            for (const char* text : {"", "a", "A", "ab", "a@b", "A@b.co", "true", "1", "a b", "\xC3\xA4"})
                add_text(text);
            for (const std::string& text : texts) {
                add_text(text);
                add_text("a" + text);
                add_text("a" + text + "b");
                add_text("a" + text + "@b");
                add_text(text + "@b");
                add_text("a@" + text);
            }
        }
    }
    std::stable_sort(values.begin(), values.end(),
                     [](const Value& a, const Value& b) { return size_of(a) < size_of(b); });
    if (values.size() > kMostValues) values.resize(kMostValues);
    return values;
}

bool reads_groups(const Program& program) {
    const auto& nodes = program.ast().nodes;
    return std::any_of(nodes.begin(), nodes.end(), [](const Node& node) {
        return (node.function != nullptr && node.function->has(kMembership)) ||
               (node.kind == NodeKind::method && (node.text == "getGroups" || node.text == "isMemberOf"));
    });
}

}  // namespace

std::string Example::in_words() const {
    std::string result;
    for (const auto& [reference, value] : person) {
        if (!result.empty()) result += ", ";
        if (reference.root.empty()) {
            const auto& groups = value.as_list();
            const Value* name = groups.empty() ? nullptr : groups.front().find("name");
            result += name == nullptr ? "in no group" : "in the group " + name->to_json();
            continue;
        }
        result += reference.root + "." + reference.name;
        result += value.is_null() ? " is empty" : " = " + value.to_json();
    }
    return result;
}

std::optional<Example> find_example(const std::vector<const Program*>& programs, const Facts& facts,
                                    const std::function<bool(const Example&, const Scope&)>& wanted, bool with_guesses,
                                    std::size_t tries) {
    std::vector<std::string> texts;
    std::vector<Value> numbers;
    std::vector<Choice> choices;
    for (const Program* program : programs) collect(*program, texts, numbers);
    for (const Program* program : programs) {
        for (Reference& reference : references(*program)) {
            if (reference.root == "source" && facts.source_is_user()) reference.root = "user";
            const bool known = std::any_of(choices.begin(), choices.end(), [&](const Choice& c) {
                return c.reference.root == reference.root && c.reference.name == reference.name;
            });
            if (known) continue;
            std::vector<Value> values = values_of(facts.attribute(reference), texts, numbers, with_guesses);
            if (values.empty() || choices.size() == kMostAttributes) return std::nullopt;
            choices.push_back({std::move(reference), std::move(values)});
        }
    }
    if (std::any_of(programs.begin(), programs.end(), [](const Program* p) { return reads_groups(*p); })) {
        Choice groups;
        groups.values.push_back(Value::list({}));
        for (const std::string& text : texts) {
            groups.values.push_back(
                Value::list({Value::map({{"id", Value::string(text)}, {"name", Value::string(text)}})}));
        }
        choices.push_back(std::move(groups));
    }
    // The cheapest choice first: each combination is made once, from the one that differs in the last raised place.
    struct Candidate {
        std::size_t cost, order, raised;
        std::vector<std::size_t> chosen;
    };
    const auto later = [](const Candidate& a, const Candidate& b) {
        return a.cost != b.cost ? a.cost > b.cost : a.order > b.order;
    };
    std::priority_queue<Candidate, std::vector<Candidate>, decltype(later)> queue(later);
    const auto cost_of = [&](const std::vector<std::size_t>& chosen) {
        std::size_t cost = 0;
        for (std::size_t i = 0; i < chosen.size(); ++i) cost += size_of(choices[i].values[chosen[i]]);
        return cost;
    };
    std::size_t order = 0;
    const std::vector<std::size_t> first(choices.size(), 0);
    queue.push({cost_of(first), order++, 0, first});
    for (std::size_t tried = 0; tried < tries && !queue.empty(); ++tried) {
        const Candidate candidate = queue.top();
        queue.pop();
        const Invented scope(choices, candidate.chosen, facts.source_is_user());
        Example example;
        for (const Program* program : programs) example.outcomes.push_back(evaluate(*program, scope));
        for (std::size_t i = 0; i < choices.size(); ++i) {
            if (scope.was_read(i))
                example.person.emplace_back(choices[i].reference, choices[i].values[candidate.chosen[i]]);
        }
        if (wanted(example, scope)) return example;
        for (std::size_t i = candidate.raised; i < choices.size(); ++i) {
            if (candidate.chosen[i] + 1 >= choices[i].values.size()) continue;
            std::vector<std::size_t> next = candidate.chosen;
            ++next[i];
            const std::size_t cost = cost_of(next);
            queue.push({cost, order++, i, std::move(next)});
        }
    }
    return std::nullopt;
}

}  // namespace preflight::expression
