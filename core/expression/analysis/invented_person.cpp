#include "core/expression/analysis/invented_person.h"

#include <array>
#include <cmath>
#include <utility>

#include "core/expression/functions/regex.h"
#include "core/text/order.h"

namespace preflight::expression {

namespace {

constexpr std::size_t kMaxValues = 64;  // for one attribute, unless its conditions suggest more
constexpr std::size_t kMaxNear = 160;   // suggested by conditions on the attribute itself
constexpr std::size_t kMaxHints = 160;  // texts and numbers collected from conditions
constexpr std::size_t kElsewhere = 32;  // of these, tried for other attributes
constexpr std::size_t kMaxGroups = 64;
constexpr std::size_t kLongest = 300;  // text generated to have a certain length

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
    // Of many values, such as those of a long enum, a repeated one is tried twice rather than compared with all.
    constexpr std::size_t kFew = 100;
    const bool known = values.size() <= kFew && std::any_of(values.begin(), values.end(), [&](const Value& v) {
                           return v.kind() == value.kind() && equal(v, value);
                       });
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
        text::sort_from(values_, from, [](const Value& a, const Value& b) { return size_of(a) < size_of(b); });
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

// How an attribute is used where nothing is known of its type: the author of the expression knew it. `!user.x` takes it
// for a boolean, `user.x == "North"` for a text; a test for null says nothing.
class Uses {
public:
    void note(const Ast& ast, std::size_t parent, std::size_t child) {
        const Node& node = ast.nodes[parent];
        const bool first = node.children[0] == child;
        switch (node.kind) {
            case NodeKind::ternary:
                if (first) add(Sort::boolean);
                break;
            case NodeKind::unary:
                if (node.op != Op::empty) add(node.op == Op::logical_not ? Sort::boolean : Sort::number);
                break;
            case NodeKind::binary:
                note_operand(node, ast.nodes[node.children[first ? 1 : 0]]);
                break;
            case NodeKind::call:
                if (node.function != nullptr) note_argument(node, child);
                break;
            default:
                break;
        }
    }

    // The only sort that fits; nothing when the uses disagree.
    [[nodiscard]] std::optional<Sort> sort() const {
        if (sorts_.empty()) return Sort::text;
        return sorts_.size() == 1 ? std::optional(sorts_.front()) : std::nullopt;
    }

private:
    void add(Sort sort) {
        if (std::find(sorts_.begin(), sorts_.end(), sort) == sorts_.end()) sorts_.push_back(sort);
    }
    void note_operand(const Node& node, const Node& other) {
        if (node.op == Op::logical_and || node.op == Op::logical_or) add(Sort::boolean);
        else if (node.op == Op::matches) add(Sort::text);
        else if (node.op != Op::plus && node.op > Op::plus && node.op <= Op::power) add(Sort::number);
        else if (other.kind == NodeKind::literal && !other.value.is_null()) add(sort_of(other.value));
    }
    void note_argument(const Node& node, std::size_t child) {
        const auto place = std::find(node.children.begin(), node.children.end(), child) - node.children.begin();
        switch (node.function->parameters[std::min<std::size_t>(static_cast<std::size_t>(place), 2)]) {
            case Parameter::text:
                return add(Sort::text);
            case Parameter::integer:
                return add(Sort::number);
            case Parameter::list:
                return add(Sort::list);
            case Parameter::any:
                return;
        }
    }

    std::vector<Sort> sorts_;
};

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
        std::vector<Uses> uses;
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
            text::sort(read, [](const auto& a, const auto& b) { return a.first.span.begin < b.first.span.begin; });
            for (auto& [reference, node] : read) {
                if (reference.root == "source" && facts_.source_is_user()) reference.root = "user";
                const Choice* known = find(Part::attribute, reference.root, reference.name);
                if (known == nullptr) {
                    choices_.push_back({Part::attribute, reference, {}, {}});
                    near.emplace_back();
                    uses.emplace_back();
                    known = &choices_.back();
                }
                const auto number = static_cast<std::size_t>(known - choices_.data());
                collect_near(ast, parents, node, near[number]);
                if (parents[node] < ast.nodes.size()) uses[number].note(ast, parents[node], node);
            }
        }
        for (std::size_t i = 0; i < choices_.size(); ++i) {
            Choice& choice = choices_[i];
            AbstractValue possible = facts_.attribute(choice.reference);
            for (Case& a : possible.cases) {
                if (a.sort != Sort::null && a.sort == uses[i].sort()) a.unconstrained = false;
            }
            choice.values =
                CandidateValues(possible, facts_, choice.reference, with_unconstrained_).made(near[i], all_);
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

}  // namespace

bool reads_pattern(const Node& node) {
    return node.kind == NodeKind::call && node.function != nullptr && node.function->reads == Reads::groups_by_pattern;
}

std::vector<Choice> choices_for(const std::vector<const Program*>& programs, const Facts& facts,
                                bool with_unconstrained) {
    return ChoiceBuilder(programs, facts, with_unconstrained).made();
}

}  // namespace preflight::expression
