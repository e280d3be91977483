#include "core/expression/lint/eval_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/expression/evaluate/trace.h"
#include "core/expression/functions/functions.h"
#include "core/text/columns.h"
#include "core/text/json_writer.h"
#include "core/text/swar.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

using Json = nlohmann::ordered_json;
using text::JsonWriter;

constexpr std::size_t kLargestContext = 16U << 20U;
constexpr std::size_t kDeepest = 256;

// Finds the byte where JSON is malformed: nlohmann's tree parser does not report it without exceptions.
class FaultFinder final : public nlohmann::json_sax<Json> {
public:
    std::size_t fault = 0;
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        fault = position;
        return false;
    }
};

std::string place_of_fault(std::string_view text) {
    FaultFinder finder;
    Json::sax_parse(text.begin(), text.end(), &finder);
    const std::string_view before = text.substr(0, finder.fault > 0 ? finder.fault - 1 : 0);
    const auto line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return ", at line " + std::to_string(1 + std::count(before.begin(), before.end(), '\n')) + ", column " +
           std::to_string(1 + text::count_code_points(before.substr(line_begin)));
}

// nlohmann parses without recursion, but later code recurses on the depth, which is bounded here.
Json parse_json(std::string_view text, std::string& error) {
    if (text.size() > kLargestContext) {
        error = "more than 16 MB of JSON";
        return Json::value_t::discarded;
    }
    bool deep = false;
    const Json::parser_callback_t watch = [&](int depth, Json::parse_event_t, Json&) {
        deep = deep || depth > static_cast<int>(kDeepest);
        return !deep;
    };
    Json json = Json::parse(text.begin(), text.end(), watch, false);
    if (deep || json.is_discarded()) {
        error = deep ? "JSON nested deeper than 256 levels" : "not well-formed JSON" + place_of_fault(text);
        return Json::value_t::discarded;
    }
    return json;
}

std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Roots of okta-el 4 and 11; a context has other keys beside them.
constexpr std::array<std::string_view, 13> kRoots = {"user",     "source",  "appuser", "app",      "org",
                                                     "session",  "idpuser", "access",  "instance", "device",
                                                     "security", "login",   "event"};

// A context as a closed world (okta-el 13): what is not in it is null, a root that is not in it does not exist.
class JsonScope final : public Scope {
public:
    JsonScope(const Json& context, std::optional<std::int64_t> now, std::string_view mode)
        : context_(value_from_json(dumped(context))), mode_(mode), now_(now) {
        if (const Value* stated = context_.find("mode"); mode_.empty() && stated != nullptr && stated->is_string())
            mode_ = std::string(stated->as_string());
        if (const Value* stated = context_.find("now"); stated != nullptr && stated->is_string()) {
            const Value time = date_time_from_iso(stated->as_string());
            if (!time.is_null()) now_ = time.as_milliseconds();
        }
        schema_ = context_.find("schema");
        Value::List groups;
        if (const Value* list = context_.find("groups"); list != nullptr && list->kind() == Kind::list) {
            for (const Value& group : list->as_list()) groups.push_back(with_profile_name(group));
        }
        groups_ = Value::list(std::move(groups));
        for (const std::string_view root : kRoots) add_root(root, context_.find(root));
        if (context_.find("source") == nullptr) add_root("source", context_.find("user"));  // it is the user
        add_root("appUser", context_.find("appuser"));
        add_root("target_app", context_.find("app"));
        for (const std::string_view where : {"apps", "appInstances"}) {
            const Value* all = context_.find(where);
            if (all == nullptr || all->kind() != Kind::map) continue;
            for (const auto& [name, instance] : all->as_map()) add_root(name, &instance);
        }
    }

    [[nodiscard]] bool has_root(std::string_view root) const override {
        return profile(root, name_hash(root)) != nullptr;
    }

    [[nodiscard]] bool has_attribute(std::string_view root, std::string_view name) const override {
        if (schema_ == nullptr) return true;
        const Value* list = schema_->find(root);
        if (list == nullptr && root == "source" && context_.find("source") == nullptr) list = schema_->find("user");
        if (list == nullptr || list->kind() != Kind::list) return true;
        const auto& names = list->as_list();
        return std::any_of(names.begin(), names.end(),
                           [&](const Value& one) { return one.is_string() && one.as_string() == name; });
    }

    // Without a schema a bare name is an attribute only where the profile has it; other names are typos.
    [[nodiscard]] bool has_bare(std::string_view name) const override {
        const Value* all = profile("source", name_hash("source"));
        if (all == nullptr) return false;
        if (all->find(name) != nullptr) return true;
        const bool listed =
            schema_ != nullptr && (schema_->find("source") != nullptr ||
                                   (context_.find("source") == nullptr && schema_->find("user") != nullptr));
        return listed && has_attribute("source", name);
    }

    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        const Value* all = profile(root, name_hash(root));
        const Value* one = all == nullptr ? nullptr : all->find(name);
        return one == nullptr ? Value::null() : *one;
    }

    [[nodiscard]] Found find(const Name& root, const Name& name, Value& out) const override {
        const Value* all = profile(root.text, root.hash);
        if (all == nullptr) return Found::no_root;
        if (all->kind() != Kind::map) return Found::no_profile;
        if (schema_ != nullptr && !has_attribute(root.text, name.text)) return Found::no_attribute;
        if (const Value* one = all->find(name.text, name.hash)) out = *one;
        return Found::value;
    }

    [[nodiscard]] Value root(std::string_view root) const override {
        const Value* all = profile(root, name_hash(root));
        return all == nullptr ? Value::null() : *all;
    }

    [[nodiscard]] Value groups() const override { return groups_; }

    [[nodiscard]] Value directory(std::string_view which) const override {
        const Value* found = context_.find(which);
        if (found != nullptr) return *found;
        return which == "directoryUsers" || which == "workdayUsers" ? Value::list({}) : Value::map({});
    }

    [[nodiscard]] Value internal_property(std::string_view name) const override { return inside("internal", name); }
    [[nodiscard]] Value linked_object(std::string_view name) const override { return inside("linkedObjects", name); }
    [[nodiscard]] std::string_view mode() const override { return mode_; }
    [[nodiscard]] std::optional<std::int64_t> now() const override { return now_; }

private:
    // group.name and group.profile.name are both the name (okta-el 13).
    static Value with_profile_name(const Value& group) {
        const Value* name = group.find("name");
        if (name == nullptr) return group;
        Value::Map profile;
        if (const Value* given = group.find("profile"); given != nullptr && given->kind() == Kind::map)
            profile = given->as_map();
        const auto set = [](Value::Map& map, std::string_view key, const Value& value) {
            const auto found = std::find_if(map.begin(), map.end(), [&](const auto& e) { return e.first == key; });
            if (found != map.end()) found->second = value;
            else map.emplace_back(key, value);
        };
        set(profile, "name", *name);
        Value::Map result = group.as_map();
        set(result, "profile", Value::map(std::move(profile)));
        return Value::map(std::move(result));
    }

    [[nodiscard]] const Value* profile(std::string_view root, std::uint32_t hash) const {
        for (const Root& one : roots_) {
            if (one.hash == hash && text::same_bytes(one.name, root)) return one.value;
        }
        return nullptr;
    }

    // The first root of a name counts.
    void add_root(std::string_view name, const Value* value) {
        if (value != nullptr) roots_.push_back({name_hash(name), name, value});
    }

    [[nodiscard]] Value inside(std::string_view where, std::string_view name) const {
        const Value* all = context_.find(where);
        const Value* found = all == nullptr ? nullptr : all->find(name);
        return found == nullptr ? Value::null() : *found;
    }

    struct Root {
        std::uint32_t hash;
        std::string_view name;
        const Value* value;  // inside context_
    };

    Value context_;
    Value groups_;
    std::vector<Root> roots_;
    const Value* schema_ = nullptr;  // inside context_
    std::string mode_;
    std::optional<std::int64_t> now_;
};

void error_member(JsonWriter& json, const Error& error, std::string_view expression) {
    json.key("error").begin_object().member("kind", to_string(error.kind));
    if (!error.detail.empty()) json.member("detail", error.detail);
    json.member("message", error.message);
    json.member("offset", text::code_points_before(expression, error.span.begin));
    json.member("end", text::code_points_before(expression, error.span.end)).end_object();
}

void bad_request_member(JsonWriter& json, std::string_view message) {
    json.key("error").begin_object().member("kind", "argument").member("message", message).member("offset", 0);
    json.end_object();
}

// Without a context: the roots exist and nothing is known of them.
class OpenScope : public Scope {
public:
    OpenScope(std::optional<std::int64_t> now, std::string_view mode) : now_(now), mode_(mode) {}
    [[nodiscard]] bool has_root(std::string_view root) const override {
        return std::find(kRoots.begin(), kRoots.end(), root) != kRoots.end();
    }
    // Here, bare names are typos more often than attributes of the source.
    [[nodiscard]] bool has_attribute(std::string_view, std::string_view) const override { return true; }
    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        return Value::unknown({std::string(root) + "." + std::string(name)});
    }
    [[nodiscard]] std::string_view mode() const override { return mode_; }
    [[nodiscard]] std::optional<std::int64_t> now() const override { return now_; }

private:
    std::optional<std::int64_t> now_;
    std::string_view mode_;
};

std::unique_ptr<Scope> scope_in_mode(std::string_view json, std::string& error, std::optional<std::int64_t> now,
                                     std::string_view mode) {
    Json context = parse_json(json, error);
    if (context.is_discarded()) return nullptr;
    if (!context.is_object()) {
        error = "no JSON object";
        return nullptr;
    }
    return std::make_unique<JsonScope>(context, now, mode);
}

// A parsed expression with its scope, or why there is none.
struct PreparedExpression {
    std::optional<Error> error;  // span in the expression
    std::string bad_request;     // unknown dialect or unusable context
    std::optional<Program> program;
    std::unique_ptr<Scope> owned;
    const Scope* scope = nullptr;
};

PreparedExpression prepare(std::string_view expression, const EvalOptions& options) {
    PreparedExpression result;
    const auto dialect = dialect_of(options.dialect);
    if (!dialect) {
        result.bad_request =
            "the dialect is mapping, template, identity-engine or group-rule, not " + std::string(options.dialect);
        return result;
    }
    result.scope = options.scope;
    if (result.scope == nullptr) {
        std::string bad;
        const std::string_view mode = options.dialect == kGroupRule ? kGroupRule : std::string_view{};
        if (options.context_json.empty()) result.owned = std::make_unique<OpenScope>(options.now, mode);
        else result.owned = scope_in_mode(options.context_json, bad, options.now, mode);
        result.scope = result.owned.get();
        if (result.scope == nullptr) {
            result.bad_request = "the context is " + bad;
            return result;
        }
    }
    if (const auto invalid = text::find_invalid(expression)) {
        result.error = Error{ErrorKind::parse, {}, "the expression is not UTF-8", {*invalid, *invalid + 1}};
        return result;
    }
    ParseResult parsed = parse(expression, *dialect);
    result.program = std::move(parsed.program);
    result.error = std::move(parsed.error);
    return result;
}

// What is known of the expression over all users.
struct Checked {
    Analysis analysis;
    std::vector<Diagnostic> problems;
};

// Why the expression yields a value for nobody; null where it may yield one.
std::shared_ptr<const Error> why_never(const Checked& checked) {
    if (!checked.analysis.possible.cases.empty()) return nullptr;
    Error error{ErrorKind::runtime, {}, "it can never yield a value", {}};
    for (const Failure& failure : checked.analysis.failures) {
        if (!failure.always) continue;
        error = failure.error;
        break;
    }
    // The checker says it better where it says something.
    for (const Diagnostic& problem : checked.problems) {
        using What = Diagnostic::Kind;
        if (problem.kind != What::unknown_function && problem.kind != What::wrong_root) continue;
        error.message = problem.message;
        error.span = problem.span;
        break;
    }
    return std::make_shared<const Error>(std::move(error));
}

std::optional<Checked> checked(const Program& program, const EvalOptions& options) {
    if (options.facts == nullptr) return std::nullopt;
    Checked result;
    result.analysis = analyse(program, *options.facts);
    if (options.type || result.analysis.possible.cases.empty())
        result.problems = check(program, result.analysis, *options.facts);
    return result;
}

void value_members(JsonWriter& json, const Value& value, bool with_type) {
    write_json(json.key("result"), value);
    if (with_type) json.member("type", type_word(value.kind()));
    if (!value.is_unknown()) return;
    json.member("unknown", value.missing());
    if (value.candidates().empty()) return;
    json.key("candidates").begin_array();
    for (const Value& one : value.candidates()) write_json(json, one);
    json.end_array();
}

// `offset` is in bytes. Control characters become spaces, so that the caret stays below its place.
std::string caret(std::string_view expression, std::size_t offset) {
    const std::size_t place = text::code_points_before(expression, offset);
    std::string shown = text::repair(expression);
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return "  " + shown + "\n  " + text::underline(shown, place, place + 1);
}

std::string error_text(const Error& error, std::string_view expression) {
    return std::string(to_string(error.kind)) + " error: " + error.message + "\n" + caret(expression, error.span.begin);
}

}  // namespace

std::unique_ptr<Scope> scope_from_json(std::string_view json, std::string& error, std::optional<std::int64_t> now) {
    return scope_in_mode(json, error, now, {});
}

std::optional<Dialect> dialect_of(std::string_view word) {
    if (word.empty() || word == kGroupRule || word == kToOkta) return Dialect::mapping;
    for (const Dialect dialect : {Dialect::mapping, Dialect::user_name_template, Dialect::identity_engine})
        if (word == to_string(dialect)) return dialect;
    return std::nullopt;
}

std::string_view problem_word(Diagnostic::Kind kind) {
    using What = Diagnostic::Kind;
    switch (kind) {
        case What::unknown_function:
            return "unknown-function";
        case What::never_works:
            return "never-works";
        case What::may_fail:
            return "may-fail";
        case What::null_to_text:
            return "null-to-text";
        case What::precedence:
            return "precedence";
        case What::text_condition:
            return "text-as-condition";
        case What::deprecated:
            return "deprecated";
        case What::no_remap:
            return "no-remap";
        case What::wrong_root:
            return "wrong-root";
        case What::other_app:
            return "other-app";
        case What::fixed_condition:
            return "fixed-condition";
        case What::never_null:
            return "never-null";
        case What::without_effect:
            return "without-effect";
        case What::unknown_attribute:
            return "unknown-attribute";
        case What::empty_part:
            return "empty-part";
    }
    return "";
}

std::string problems_json(const std::vector<Diagnostic>& problems, std::string_view expression) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const Diagnostic& problem : problems) {
        json.begin_object().member("kind", problem_word(problem.kind)).member("message", problem.message);
        json.member("words", problem.sentence());
        json.member("begin", text::code_points_before(expression, problem.span.begin));
        json.member("end", text::code_points_before(expression, problem.span.end));
        if (!problem.suggestion.empty()) json.member("suggestion", problem.suggestion);
        if (!problem.example.empty()) json.member("example", problem.example);
        if (problem.example_value) write_json(json.key("exampleValue"), *problem.example_value);
        json.end_object();
    }
    json.end_array();
    return out;
}

Answered evaluate_json(std::string_view expression, const EvalOptions& options, std::string& output) {
    output.clear();
    JsonWriter json(output);
    json.begin_object();
    const PreparedExpression ready = prepare(expression, options);
    Answered answered = Answered::error;
    if (!ready.bad_request.empty()) {
        bad_request_member(json, ready.bad_request);
        answered = Answered::bad_request;
    } else if (!ready.program) {
        error_member(json, *ready.error, expression);
    } else {
        const Trace traced = options.trace ? trace(*ready.program, *ready.scope) : Trace{};
        Evaluation evaluation = options.trace ? traced.evaluation : evaluate(*ready.program, *ready.scope);
        const std::optional<Checked> all = checked(*ready.program, options);
        if (all && !evaluation.error && evaluation.value.is_unknown()) evaluation.error = why_never(*all);
        if (evaluation.error) {
            error_member(json, *evaluation.error, expression);
        } else {
            value_members(json, evaluation.value, true);
            answered = Answered::value;
        }
        if (all && options.type) {
            json.key("possible").json(all->analysis.possible.to_json(expression));
            json.key("problems").json(problems_json(all->problems, expression));
        }
        if (options.trace) json.key("trace").json(trace_json(traced, expression));
    }
    json.end_object();
    return answered;
}

Answered evaluate_text(std::string_view expression, const EvalOptions& options, std::string& output) {
    const PreparedExpression ready = prepare(expression, options);
    if (!ready.bad_request.empty()) {
        output = ready.bad_request;
        return Answered::bad_request;
    }
    if (!ready.program) {
        output = error_text(*ready.error, expression);
        return Answered::error;
    }
    const Trace traced = trace(*ready.program, *ready.scope);
    Evaluation evaluation = traced.evaluation;
    const std::optional<Checked> all = checked(*ready.program, options);
    if (all && !evaluation.error && evaluation.value.is_unknown()) evaluation.error = why_never(*all);
    if (evaluation.error) {
        output = error_text(*evaluation.error, expression);
    } else if (evaluation.value.is_unknown()) {
        std::string list;
        for (const std::string& name : evaluation.value.missing()) list += (list.empty() ? "" : ", ") + name;
        output = "unknown; not known here: " + list;
        list.clear();
        for (const Value& one : evaluation.value.candidates()) list += (list.empty() ? "" : ", ") + one.to_json();
        if (!list.empty()) output += "; it is one of " + list;
    } else {
        output = evaluation.value.to_json();
    }
    if (options.trace) output += "\n\n" + trace_text(traced, expression);
    if (all && options.type) {
        output += "\n";
        if (!evaluation.error && !evaluation.value.is_unknown())
            output += "\nType: " + std::string(type_word(evaluation.value.kind()));
        output += "\nOver all users: " + all->analysis.possible.in_words();
        for (const Diagnostic& problem : all->problems) {
            output += "\n\n" + std::string(problem_word(problem.kind)) + ": " + problem.sentence();
            output += "\n" + caret(expression, problem.span.begin);
            if (!problem.suggestion.empty()) output += "\n  write: " + problem.suggestion;
        }
    }
    return evaluation.error ? Answered::error : Answered::value;
}

std::string evaluate_json_line(std::string_view line, std::optional<std::int64_t> now) {
    std::string out, bad;
    JsonWriter json(out);
    const Json request = parse_json(line, bad);
    json.begin_object().key("id");
    if (request.is_object() && request.contains("id")) json.json(dumped(request["id"]));
    else json.null();
    if (!request.is_object() || !request.contains("expression") || !request["expression"].is_string()) {
        bad_request_member(json, bad.empty() ? "a line needs an object with id and expression" : "the line is " + bad);
        json.end_object();
        return out;
    }
    const std::string dialect =
        request.contains("dialect") && request["dialect"].is_string() ? request["dialect"].get<std::string>() : "";
    const std::string context = request.contains("context") ? dumped(request["context"]) : "{}";
    const std::string& expression = request["expression"].get_ref<const std::string&>();
    EvalOptions options;
    options.dialect = dialect;
    options.context_json = context;
    options.now = now;
    const PreparedExpression ready = prepare(expression, options);
    if (!ready.bad_request.empty()) {
        bad_request_member(json, ready.bad_request);
    } else if (!ready.program) {
        error_member(json, *ready.error, expression);
    } else {
        const Evaluation evaluation = evaluate(*ready.program, *ready.scope);
        if (evaluation.error) error_member(json, *evaluation.error, expression);
        else value_members(json, evaluation.value, request.contains("typed") && request["typed"] == true);
    }
    json.end_object();
    return out;
}

}  // namespace preflight::expression
