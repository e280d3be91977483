#include "core/expression/eval_json.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLargestContext = 16U << 20U;
constexpr std::size_t kDeepest = 256;

// nlohmann's tree is built without recursion; its depth is bounded here so that nothing later has to care.
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
        error = deep ? "JSON nested deeper than 256 levels" : "not well-formed JSON";
        return Json::value_t::discarded;
    }
    return json;
}

class JsonScope : public Scope {
public:
    explicit JsonScope(Json context) : context_(std::move(context)) {}

    [[nodiscard]] bool has_root(std::string_view root) const override { return profile(root) != nullptr; }

    [[nodiscard]] bool has_attribute(std::string_view root, std::string_view name) const override {
        const Json* schema = member(context_, "schema");
        const Json* list = schema == nullptr ? nullptr : member(*schema, root);
        if (list == nullptr && schema != nullptr && root == "source" && member(context_, "source") == nullptr)
            list = member(*schema, "user");
        if (list == nullptr || !list->is_array()) return true;
        return std::any_of(list->begin(), list->end(), [&](const Json& one) {
            return one.is_string() && one.get_ref<const std::string&>() == name;
        });
    }

    [[nodiscard]] Value attribute(std::string_view root, std::string_view name) const override {
        const Json* all = profile(root);
        const Json* one = all == nullptr ? nullptr : member(*all, name);
        return one == nullptr ? Value::null() : value(*one);
    }

    [[nodiscard]] Value root(std::string_view root) const override {
        const Json* all = profile(root);
        return all == nullptr ? Value::null() : value(*all);
    }

    [[nodiscard]] Value groups() const override {
        Value::List result;
        if (const Json* list = member(context_, "groups"); list != nullptr && list->is_array()) {
            for (const Json& group : *list) {
                Json copy = group;
                // group.name and group.profile.name are both the name (okta-el 13).
                if (copy.is_object() && copy.contains("name")) copy["profile"]["name"] = copy["name"];
                result.push_back(value(copy));
            }
        }
        return Value::list(std::move(result));
    }

    [[nodiscard]] Value directory(std::string_view which) const override {
        const Json* found = member(context_, which);
        if (found != nullptr) return value(*found);
        return which == "directoryUsers" || which == "workdayUsers" ? Value::list({}) : Value::map({});
    }

    [[nodiscard]] Value internal_property(std::string_view name) const override { return inside("internal", name); }
    [[nodiscard]] Value linked_object(std::string_view name) const override { return inside("linkedObjects", name); }

    [[nodiscard]] std::string_view mode() const override {
        const Json* found = member(context_, "mode");
        return found != nullptr && found->is_string() ? std::string_view(found->get_ref<const std::string&>())
                                                      : std::string_view{};
    }

private:
    static const Json* member(const Json& object, std::string_view name) {
        if (!object.is_object()) return nullptr;
        const auto found = object.find(std::string(name));
        return found == object.end() ? nullptr : &*found;
    }

    [[nodiscard]] const Json* profile(std::string_view root) const {
        constexpr std::array<std::string_view, 13> kRoots = {"user",     "source",  "appuser", "app",      "org",
                                                             "session",  "idpuser", "access",  "instance", "device",
                                                             "security", "login",   "event"};
        if (std::find(kRoots.begin(), kRoots.end(), root) != kRoots.end()) {
            if (const Json* found = member(context_, root)) return found;
            if (root == "source") return member(context_, "user");  // a context without source: it is the user
            return nullptr;
        }
        if (root == "appUser") return member(context_, "appuser");
        if (root == "target_app") return member(context_, "app");
        for (const std::string_view where : {"apps", "appInstances"}) {
            const Json* all = member(context_, where);
            const Json* found = all == nullptr ? nullptr : member(*all, root);
            if (found != nullptr) return found;
        }
        return nullptr;
    }

    [[nodiscard]] Value inside(std::string_view where, std::string_view name) const {
        const Json* all = member(context_, where);
        const Json* found = all == nullptr ? nullptr : member(*all, name);
        return found == nullptr ? Value::null() : value(*found);
    }

    static Value value(const Json& json) {
        return value_from_json(json.dump(-1, ' ', false, Json::error_handler_t::replace));
    }

    Json context_;
};

Json error_json(const Error& error, std::string_view expression) {
    Json result;
    result["kind"] = to_string(error.kind);
    if (!error.detail.empty()) result["detail"] = error.detail;
    result["message"] = error.message;
    std::size_t code_points = 0;
    for (std::size_t i = 0; i < error.span.begin && i < expression.size();) {
        i += text::decode(expression, i).length;
        ++code_points;
    }
    result["offset"] = code_points;
    return result;
}

std::string_view type_word(Kind kind) {
    switch (kind) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return "boolean";
        case Kind::int32:
            return "int";
        case Kind::int64:
            return "long";
        case Kind::float32:
            return "float";
        case Kind::float64:
            return "double";
        case Kind::string:
            return "string";
        case Kind::list:
            return "list";
        case Kind::map:
            return "object";
        case Kind::unknown:
            return "unknown";
    }
    return "";
}

// Adds result or error to `out`; true for a value.
bool answer(std::string_view expression, std::string_view context_json, std::string_view dialect_word, bool with_type,
            Json& out) {
    const auto problem = [&](std::string_view kind, const std::string& message) {
        out["error"] = Json{{"kind", kind}, {"message", message}, {"offset", 0}};
        return false;
    };
    const auto dialect = dialect_of(dialect_word);
    if (!dialect)
        return problem("argument",
                       "the dialect is mapping, template or identity-engine, not " + std::string(dialect_word));
    if (text::find_invalid(expression)) return problem("parse", "the expression is not UTF-8");
    std::string bad;
    const auto scope = scope_from_json(context_json.empty() ? "{}" : context_json, bad);
    if (scope == nullptr) return problem("argument", "the context is " + bad);
    const ParseResult parsed = parse(expression, *dialect);
    if (!parsed.program) {
        out["error"] = error_json(*parsed.error, expression);
        return false;
    }
    const Evaluation evaluation = evaluate(*parsed.program, *scope);
    if (evaluation.error) {
        out["error"] = error_json(*evaluation.error, expression);
        return false;
    }
    out["result"] = Json::parse(evaluation.value.to_json());
    if (with_type) out["type"] = type_word(evaluation.value.kind());
    if (evaluation.value.is_unknown()) out["unknown"] = evaluation.value.missing();
    return true;
}

std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::unique_ptr<Scope> scope_from_json(std::string_view json, std::string& error) {
    Json context = parse_json(json, error);
    if (context.is_discarded()) return nullptr;
    if (!context.is_object()) {
        error = "no JSON object";
        return nullptr;
    }
    return std::make_unique<JsonScope>(std::move(context));
}

std::optional<Dialect> dialect_of(std::string_view word) {
    if (word.empty() || word == "mapping") return Dialect::mapping;
    if (word == "template") return Dialect::user_name_template;
    if (word == "identity-engine") return Dialect::identity_engine;
    return std::nullopt;
}

bool evaluate_json(std::string_view expression, std::string_view context_json, std::string_view dialect,
                   std::string& output) {
    Json out;
    const bool value = answer(expression, context_json, dialect, true, out);
    output = dumped(out);
    return value;
}

bool evaluate_text(std::string_view expression, std::string_view context_json, std::string_view dialect,
                   std::string& output) {
    Json out;
    if (answer(expression, context_json, dialect, true, out)) {
        output = dumped(out["result"]);
        if (out.contains("unknown")) {
            output = "unknown: the context does not say";
            for (const Json& name : out["unknown"]) output += " " + name.get<std::string>();
        }
        return true;
    }
    const Json& error = out["error"];
    output = error["kind"].get<std::string>() + " error: " + error["message"].get<std::string>();
    // The caret stands under a code point; a line break inside the expression would tear the picture apart.
    std::string shown = text::repair(expression);
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    output += "\n  " + shown + "\n  " + std::string(error["offset"].get<std::size_t>(), ' ') + "^";
    return false;
}

std::string evaluate_json_line(std::string_view line) {
    Json out;
    std::string bad;
    const Json request = parse_json(line, bad);
    if (!request.is_object() || !request.contains("expression") || !request["expression"].is_string()) {
        out["id"] = request.is_object() && request.contains("id") ? request["id"] : Json(nullptr);
        out["error"] =
            Json{{"kind", "argument"},
                 {"message", bad.empty() ? "a line needs an object with id and expression" : "the line is " + bad},
                 {"offset", 0}};
        return dumped(out);
    }
    out["id"] = request.contains("id") ? request["id"] : Json(nullptr);
    const std::string dialect =
        request.contains("dialect") && request["dialect"].is_string() ? request["dialect"].get<std::string>() : "";
    const std::string context = request.contains("context") ? dumped(request["context"]) : "";
    answer(request["expression"].get_ref<const std::string&>(), context, dialect, false, out);
    return dumped(out);
}

}  // namespace preflight::expression
