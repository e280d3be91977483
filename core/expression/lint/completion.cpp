#include "core/expression/lint/completion.h"

#include <algorithm>
#include <optional>

#include "core/expression/functions/documentation.h"
#include "core/expression/functions/functions.h"
#include "core/text/json_writer.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

bool is_word(char c, Dialect dialect) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '.' ||
           (c == ':' && dialect == Dialect::user_name_template);
}

// Where the word that ends at the caret begins; nothing where a name is not possible.
std::optional<std::size_t> word_before(std::string_view source, std::size_t caret, Dialect dialect) {
    bool code = dialect != Dialect::user_name_template;
    char quote = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < caret; ++i) {
        const char c = source[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
            begin = i + 1;
        } else if (!code) {
            if (c == '{' && i > 0 && source[i - 1] == '$') code = true;
            begin = i + 1;
        } else if (c == '"' || c == '\'') {
            quote = c;
            begin = i + 1;
        } else if (!is_word(c, dialect) || (begin == i && c >= '0' && c <= '9')) {
            if (c == '}' && dialect == Dialect::user_name_template) code = false;
            begin = i + 1;
        }
    }
    if (quote != 0 || !code) return std::nullopt;
    return begin;
}

// How well a name matches the typed text: 0 it is a prefix, 1 it begins a part after a dot or colon, 2 it is contained,
// 3 no match.
int rank(std::string_view name, std::string_view typed) {
    const std::string low = text::ascii_lower(name);
    const auto hit = low.find(typed);
    if (hit == std::string::npos) return 3;
    if (hit == 0) return 0;
    return low[hit - 1] == '.' || low[hit - 1] == ':' ? 1 : 2;
}

struct Ranked {
    int rank;
    Completion completion;
};

}  // namespace

Completions complete(std::string_view source, std::size_t caret, Dialect dialect,
                     const std::vector<std::string>& attributes, std::size_t most) {
    Completions result;
    caret = std::min(caret, source.size());
    result.replaces = {caret, caret};
    const auto begin = word_before(source, caret, dialect);
    if (!begin) return result;
    std::string typed = text::ascii_lower(source.substr(*begin, caret - *begin));
    std::vector<Ranked> found;
    const bool engine = dialect == Dialect::identity_engine;
    const std::string root = engine ? "user.profile." : dialect == Dialect::user_name_template ? "source." : "user.";
    const auto dot = typed.rfind('.');
    const bool on_user =
        typed == "user" || typed == "source" ||
        (dot != std::string::npos && (typed.compare(0, dot, "user") == 0 || typed.compare(0, dot, "source") == 0 ||
                                      typed.compare(0, dot, "user.profile") == 0));
    result.replaces.begin = *begin;
    // A method can follow the dot after any value.
    if (engine && dot != std::string::npos && !on_user) {
        result.replaces.begin = *begin + dot + 1;
        typed.erase(0, dot + 1);
    }
    const bool on_value = engine && (dot != std::string::npos || (*begin > 0 && source[*begin - 1] == ')'));
    if (!typed.empty() && (!on_value || on_user)) {
        const std::string written = dot == std::string::npos ? std::string() : typed.substr(0, dot + 1);
        const std::string prefix = on_user && !written.empty() ? written : root;
        const std::string rest = on_user ? (dot == std::string::npos ? std::string() : typed.substr(dot + 1)) : typed;
        for (const std::string& name : attributes) {
            // `sour` is the beginning of every attribute's root.
            const int fit = root.compare(0, typed.size(), typed) == 0 ? 0 : rank(name, rest);
            if (fit < 3) found.push_back({fit, {prefix + name, prefix + name, {}}});
        }
    }
    if (!typed.empty() || on_value) {
        for (const Function& function : functions()) {
            const bool method = function.receiver >= Receiver::on_string;
            if (method ? !on_value || on_user || function.receiver == Receiver::engine_root
                       : on_value || find_function(function.name, dialect) != &function)
                continue;
            if (function.has(kDeprecated)) continue;
            const int fit = rank(function.name, typed);
            if (fit == 3) continue;
            found.push_back({fit, {std::string(function.name) + "(", signature(function), std::string(function.doc)}});
        }
    }
    text::sort(found, [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
    for (Ranked& one : found) {
        // A method of several kinds of value is offered once; a name that is complete already is not offered.
        const bool known = std::any_of(result.list.begin(), result.list.end(),
                                       [&](const Completion& c) { return c.insert == one.completion.insert; });
        const std::string_view written = source.substr(result.replaces.begin, caret - result.replaces.begin);
        if (known || one.completion.insert == written || result.list.size() == most) continue;
        result.list.push_back(std::move(one.completion));
    }
    return result;
}

std::string completions_json(const Completions& completions, std::string_view source) {
    std::string out;
    text::JsonWriter json(out);
    json.begin_object().member("begin", text::code_points_before(source, completions.replaces.begin));
    json.member("end", text::code_points_before(source, completions.replaces.end)).key("list").begin_array();
    for (const Completion& one : completions.list) {
        json.begin_object().member("insert", one.insert).member("label", one.label);
        json.member("doc", one.doc).end_object();
    }
    json.end_array().end_object();
    return out;
}

}  // namespace preflight::expression
