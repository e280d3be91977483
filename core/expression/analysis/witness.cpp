#include "core/expression/analysis/witness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <queue>
#include <utility>

#include "core/expression/functions/functions.h"
#include "core/expression/functions/regex.h"
#include "core/expression/syntax/ast.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kMaxValues = 64;      // for one attribute, unless its conditions suggest more
constexpr std::size_t kMaxNear = 160;       // suggested by conditions on the attribute itself
constexpr std::size_t kMaxHints = 160;      // texts and numbers collected from conditions
constexpr std::size_t kElsewhere = 32;      // of these, tried for other attributes
constexpr std::size_t kMaxVaried = 12;      // attributes whose values are combined exhaustively, cheapest first
constexpr std::size_t kCombinations = 768;  // of them
constexpr std::size_t kMaxGroups = 64;
constexpr std::size_t kLongest = 300;  // text generated to have a certain length
constexpr std::size_t kShown = 60;     // bytes of a text in the description of a person

// What an invented person is made of.
enum class Part : std::uint8_t { attribute, group, directory, manager, internal_property, linked_object };

struct Choice {
    Part part = Part::attribute;
    Reference reference;        // the attribute; else the name of the group, directory, property or link
    std::vector<Value> values;  // in ascending size; empty: unknown
    std::vector<std::size_t> sizes;
};

// A person with one value for each choice.
class InventedPerson : public Scope {
public:
    InventedPerson(const std::vector<Choice>& choices, bool source_is_user)
        : choices_(choices), source_is_user_(source_is_user), read_(choices.size(), false) {}

    void become(const std::vector<std::size_t>& chosen) {
        chosen_ = &chosen;
        std::fill(read_.begin(), read_.end(), false);
    }

    [[nodiscard]] bool has_root(std::string_view root) const override {
        return root == "user" || root == "source" ||
               std::any_of(choices_.begin(), choices_.end(),
                           [&](const Choice& c) { return c.part == Part::attribute && c.reference.root == root; });
    }
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        const std::string_view canonical = root == "source" && source_is_user_ ? "user" : root;
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            const Choice& choice = choices_[i];
            if (choice.part == Part::attribute && choice.reference.name == name && choice.reference.root == canonical)
                return chosen(i);
        }
        return Value::unknown({std::string(root) + "." + std::string(name)});
    }
    [[nodiscard]] Value groups() const override {
        Value::List groups;
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (choices_[i].part != Part::group) continue;
            Value group = chosen(i);
            if (!group.is_null()) groups.push_back(std::move(group));
        }
        return Value::list(std::move(groups));
    }
    [[nodiscard]] Value directory(std::string_view which) const override {
        const bool profiles = which == "directoryUsers" || which == "workdayUsers";
        return named(profiles ? Part::directory : Part::manager, which);
    }
    [[nodiscard]] Value internal_property(std::string_view name) const override {
        return named(Part::internal_property, name);
    }
    [[nodiscard]] Value linked_object(std::string_view name) const override { return named(Part::linked_object, name); }

    // Whether the last evaluation read it.
    [[nodiscard]] bool was_read(std::size_t choice) const { return read_[choice]; }

private:
    [[nodiscard]] Value named(Part part, std::string_view name) const {
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            if (choices_[i].part == part && choices_[i].reference.name == name) return chosen(i);
        }
        return Value::unknown({std::string(name)});
    }
    [[nodiscard]] Value chosen(std::size_t choice) const {
        read_[choice] = true;
        const Choice& c = choices_[choice];
        return c.values.empty() ? Value::unknown({c.reference.root + "." + c.reference.name})
                                : c.values[(*chosen_)[choice]];
    }

    const std::vector<Choice>& choices_;
    const std::vector<std::size_t>* chosen_ = nullptr;
    bool source_is_user_;
    mutable std::vector<bool> read_;
};

// The size by which values are ordered. A text without a letter or digit counts as larger, because it is unlikely.
std::size_t size_of(const Value& value) {
    if (value.is_null()) return 0;
    if (value.kind() == Kind::map) return 2;
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

void add(std::vector<std::string>& texts, std::string text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
}

// What conditions compare with: literals, and texts that match their regular expressions.
struct Hints {
    std::vector<std::string> texts;
    std::vector<Value> numbers;
    bool lengths = false;  // a number may be the length of a text

    void collect(const Node& node) {
        if (node.kind == NodeKind::call || node.kind == NodeKind::method || node.kind == NodeKind::index)
            lengths = true;
        if (texts.size() >= kMaxHints || numbers.size() >= kMaxHints) return;
        if (node.pattern != nullptr) {
            for (std::string& text : node.pattern->shapes().texts) add(texts, std::move(text));
        }
        if (node.kind != NodeKind::literal) return;
        if (node.value.is_number()) add(numbers, node.value);
        if (node.value.is_string()) add(texts, std::string(node.value.as_string()));
    }
};

// The numbers and their neighbours.
std::vector<Value> with_neighbours(const std::vector<Value>& numbers) {
    std::vector<Value> result;
    for (const Value& n : numbers) {
        add(result, n);
        for (const int step : {1, -1}) {
            if (n.is_floating()) add(result, Value::number(n.as_double() + step));
            else if (std::abs(n.as_double()) < 4e15) add(result, Value::integer(n.as_integer() + step));
        }
    }
    return result;
}

// The values of one attribute.
class CandidateValues {
public:
    CandidateValues(const AbstractValue& possible, const Facts& facts, const Reference& reference,
                    bool with_unconstrained)
        : possible_(possible), facts_(facts), reference_(reference), with_unconstrained_(with_unconstrained) {}

    std::vector<Value> made(const Hints& near, const Hints& all) {
        for (const Case& a : possible_.cases) {
            if (a.unconstrained && !with_unconstrained_) continue;
            if (a.constant) add(values_, *a.constant);
        }
        const std::size_t constants = values_.size();
        fill(near, true);
        by_size(constants);
        if (values_.size() > constants + kMaxNear) values_.resize(constants + kMaxNear);
        const std::size_t said = values_.size();
        plain();
        for (const std::string& text : facts_.texts(reference_)) add_text(text);
        fill(all, false);
        by_size(said);
        if (values_.size() > std::max(said + 16, kMaxValues)) values_.resize(std::max(said + 16, kMaxValues));
        by_size(0);
        return std::move(values_);
    }

private:
    void by_size(std::size_t from) {
        std::stable_sort(values_.begin() + static_cast<std::ptrdiff_t>(from), values_.end(),
                         [](const Value& a, const Value& b) { return size_of(a) < size_of(b); });
    }
    void admit(Sort sort, Value value) {
        for (const Case& a : possible_.cases) {
            if (a.constant || a.sort != sort || (a.unconstrained && !with_unconstrained_) || !a.admits(value)) continue;
            if (facts_.allows(reference_, value)) add(values_, std::move(value));
            return;
        }
    }
    void add_text(const std::string& text) { admit(Sort::text, Value::string(text)); }

    // CandidateValues tried for every expression.
    void plain() {
        admit(Sort::boolean, Value::boolean(true));
        admit(Sort::boolean, Value::boolean(false));
        for (const std::int32_t n : {0, 1, -1}) admit(Sort::number, Value::int32(n));
        admit(Sort::list, Value::list({}));
        for (const char* text :
             {"", "a", "A", "ab", "a@b", "a@b.c", "A@b.co", "ab@acme.test", "true", "1", "a b", "\xC3\xA4"})
            add_text(text);
    }

    void fill(const Hints& hints, bool near) {
        const std::vector<Value> numbers = with_neighbours(hints.numbers);
        for (const Value& n : numbers) admit(Sort::number, n);
        const std::size_t most = near ? hints.texts.size() : std::min(hints.texts.size(), kElsewhere);
        for (std::size_t i = 0; i < most; ++i) {
            const std::string& text = hints.texts[i];
            admit(Sort::list, Value::list({Value::string(text)}));
            add_text(text);
            add_text("a" + text);
            add_text("a" + text + "b");
            add_text("a" + text + "@b");
            add_text(text + "@b");
            add_text("a@" + text);
        }
        if (!near) return;
        // A text on both sides of a separator: substringBefore(x, "-") == "ext".
        constexpr std::size_t kMaxJoined = 6;
        for (std::size_t i = 0; i < std::min(hints.texts.size(), kMaxJoined); ++i) {
            for (std::size_t j = 0; j < std::min(hints.texts.size(), kMaxJoined); ++j) {
                if (i == j) continue;
                add_text(hints.texts[i] + hints.texts[j]);
                add_text(hints.texts[i] + hints.texts[j] + "a");
                add_text("a" + hints.texts[i] + hints.texts[j]);
            }
        }
        for (const Value& n : numbers) {
            add_text(n.to_text());
            if (!hints.lengths || n.is_floating() || n.as_integer() < 0) continue;
            const auto length = static_cast<std::size_t>(n.as_integer());
            if (length > kLongest) continue;
            add_text(std::string(length, 'a'));
            add_text(std::string(length, 'a') + "@b");
            if (length > 2) add_text(std::string(length - 2, 'a') + "@b");
            if (length > 6) add_text("a@b." + std::string(length - 4, 'c'));
            if (length <= 32) admit(Sort::list, Value::list(Value::List(length, Value::string("a"))));
        }
    }

    const AbstractValue& possible_;
    const Facts& facts_;
    const Reference& reference_;
    bool with_unconstrained_;
    std::vector<Value> values_;
};

// Whether a node tests the values below it: a comparison, a predicate, a lookup.
bool is_test(const Node& node) {
    switch (node.kind) {
        case NodeKind::binary:
            return (node.op >= Op::equal && node.op <= Op::matches);
        case NodeKind::call:
            return node.function != nullptr && (node.function->result == "boolean" || node.function->has(kPairs) ||
                                                node.function->has(kMembership));
        case NodeKind::index:
        case NodeKind::method:
            return true;
        default:
            return false;
    }
}

// Whether the call's argument is a regular expression.
bool reads_pattern(const Node& node) {
    return node.kind == NodeKind::call && node.function != nullptr && node.function->reads == Reads::groups_by_pattern;
}

// Whether a node separates a condition from branches: constants on one side say nothing about values on the other.
bool parts(const Node& node) {
    return node.kind == NodeKind::ternary || node.kind == NodeKind::elvis ||
           (node.kind == NodeKind::binary && (node.op == Op::logical_and || node.op == Op::logical_or));
}

template <typename See>
void below(const Ast& ast, std::size_t index, See see) {
    std::vector<std::size_t> stack = {index};
    while (!stack.empty()) {
        const std::size_t at = stack.back();
        stack.pop_back();
        see(ast.nodes[at]);
        stack.insert(stack.end(), ast.nodes[at].children.rbegin(), ast.nodes[at].children.rend());
    }
}

// Builds the choices: for each attribute, group and so on that the expressions read, values that they distinguish.
class ChoiceBuilder {
public:
    ChoiceBuilder(const std::vector<const Program*>& programs, const Facts& facts, bool with_unconstrained)
        : programs_(programs), facts_(facts), with_unconstrained_(with_unconstrained) {}

    std::vector<Choice> made() {
        for (const Program* program : programs_) {
            for (const Node& node : program->ast().nodes) {
                all_.collect(node);
                if (node.kind == NodeKind::property) add(members_, node.text);
            }
        }
        attributes();
        for (const Program* program : programs_) others(program->ast());
        for (Choice& choice : choices_) {
            for (const Value& value : choice.values) choice.sizes.push_back(size_of(value));
        }
        return std::move(choices_);
    }

private:
    Choice* find(Part part, std::string_view root, std::string_view name) {
        const auto found = std::find_if(choices_.begin(), choices_.end(), [&](const Choice& c) {
            return c.part == part && c.reference.root == root && c.reference.name == name;
        });
        return found == choices_.end() ? nullptr : &*found;
    }
    void choose(Part part, std::string name, std::vector<Value> values) {
        if (find(part, "", name) != nullptr) return;
        choices_.push_back({part, {"", std::move(name), {}}, std::move(values), {}});
    }

    void attributes() {
        std::vector<Hints> near;
        for (const Program* program : programs_) {
            const Ast& ast = program->ast();
            std::vector<std::size_t> parents(ast.nodes.size(), ast.nodes.size());
            for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
                for (const std::size_t child : ast.nodes[i].children) parents[child] = i;
            }
            std::vector<std::pair<Reference, std::size_t>> read;
            for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
                Reference reference;
                if (as_reference(ast, i, reference)) read.emplace_back(std::move(reference), i);
            }
            std::stable_sort(read.begin(), read.end(),
                             [](const auto& a, const auto& b) { return a.first.span.begin < b.first.span.begin; });
            for (auto& [reference, node] : read) {
                if (reference.root == "source" && facts_.source_is_user()) reference.root = "user";
                const Choice* known = find(Part::attribute, reference.root, reference.name);
                if (known == nullptr) {
                    choices_.push_back({Part::attribute, reference, {}, {}});
                    near.emplace_back();
                    known = &choices_.back();
                }
                collect_near(ast, parents, node, near[static_cast<std::size_t>(known - choices_.data())]);
            }
        }
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            Choice& choice = choices_[i];
            choice.values =
                CandidateValues(facts_.attribute(choice.reference), facts_, choice.reference, with_unconstrained_)
                    .made(near[i], all_);
        }
    }

    static void collect_near(const Ast& ast, const std::vector<std::size_t>& parents, std::size_t node, Hints& hints) {
        for (std::size_t at = parents[node]; at < ast.nodes.size() && !parts(ast.nodes[at]); at = parents[at]) {
            if (!is_test(ast.nodes[at])) continue;
            below(ast, at, [&](const Node& inside) { hints.collect(inside); });
            break;
        }
    }

    // The profile of another person: login and email are always set, the rest is unknown.
    [[nodiscard]] Value profile(bool okta) const {
        Value::Map members;
        for (const std::string& name : members_) {
            Value value = Value::unknown({name});
            if (okta && (name == "login" || name == "email")) {
                const Reference reference{"user", name, {}};
                const auto values = CandidateValues(facts_.attribute(reference), facts_, reference, false).made({}, {});
                if (!values.empty()) value = values.front();
            }
            members.emplace_back(name, std::move(value));
        }
        return Value::map(std::move(members));
    }

    void others(const Ast& ast) {
        for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
            const Node& node = ast.nodes[i];
            const auto literal = [&](std::size_t child) -> const Value* {
                if (node.children.size() <= child) return nullptr;
                const Node& argument = ast.nodes[node.children[child]];
                return argument.kind == NodeKind::literal && argument.value.is_string() ? &argument.value : nullptr;
            };
            if (node.kind == NodeKind::method) {
                const UserMember member = user_member(node.text);
                if (member == UserMember::groups || member == UserMember::is_member_of) groups(ast, i);
                const Value* name = literal(1);
                if (name != nullptr && member == UserMember::internal_property)
                    property(std::string(name->as_string()));
                if (name != nullptr && member == UserMember::linked_object)
                    choose(Part::linked_object, std::string(name->as_string()), {Value::null(), profile(true)});
            }
            if (node.kind != NodeKind::call || node.function == nullptr) continue;
            switch (node.function->reads) {
                case Reads::nothing:
                case Reads::clock:
                    break;
                case Reads::groups:
                case Reads::groups_by_pattern:
                    groups(ast, i);
                    break;
                case Reads::directory_users:
                    choose(Part::directory, "directoryUsers", {Value::list({}), Value::list({profile(false)})});
                    break;
                case Reads::workday_users:
                    choose(Part::directory, "workdayUsers", {Value::list({}), Value::list({profile(false)})});
                    break;
                case Reads::manager:
                    person("manager");
                    break;
                case Reads::assistant:
                    person("assistant");
                    break;
            }
        }
    }

    void property(std::string name) {
        std::vector<Value> values;
        if (name == "status") {
            for (const std::string_view status : internal_statuses()) values.push_back(Value::string(status));
        } else if (name == "id") {
            values.push_back(Value::string("00u1"));
        }
        choose(Part::internal_property, std::move(name), std::move(values));
    }

    void person(std::string which) {
        Value::Map apps;
        for (const std::string& name : all_.texts) apps.emplace_back(name, profile(false));
        Value::Map somebody;
        somebody.emplace_back("user", profile(true));
        somebody.emplace_back("appUsers", Value::map(std::move(apps)));
        choose(Part::manager, std::move(which), {Value::map({}), Value::map(std::move(somebody))});
    }

    // A group for each text that a membership call names.
    void groups(const Ast& ast, std::size_t call) {
        Hints named;
        below(ast, call, [&](const Node& inside) {
            named.collect(inside);
            if (inside.kind != NodeKind::literal || !reads_pattern(ast.nodes[call]) || !inside.value.is_string())
                return;
            RegexError problem;
            const auto pattern = Regex::compile(inside.value.as_string(), Limits{}, problem);
            if (pattern == nullptr) return;
            for (std::string& text : pattern->shapes().texts) add(named.texts, std::move(text));
        });
        for (const std::string& text : named.texts.empty() ? all_.texts : named.texts) {
            if (groups_ == kMaxGroups) return;
            if (find(Part::group, "", text) != nullptr) continue;
            ++groups_;
            choose(Part::group, text,
                   {Value::null(), Value::map({{"id", Value::string(text)}, {"name", Value::string(text)}})});
        }
    }

    const std::vector<const Program*>& programs_;
    const Facts& facts_;
    bool with_unconstrained_;
    Hints all_;
    std::vector<std::string> members_;
    std::vector<Choice> choices_;
    std::size_t groups_ = 0;
};

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
          choices_(ChoiceBuilder(programs, facts, with_unconstrained).made()),
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
