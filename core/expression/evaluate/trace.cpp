#include "core/expression/evaluate/trace.h"

#include <algorithm>

#include "core/expression/syntax/ast.h"
#include "core/text/json_writer.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

// Records the value of every node.
class Recorder : public Observer {
public:
    struct Seen {
        std::size_t count = 0;
        bool failed = false;
        std::string message;
        Value value;
    };
    explicit Recorder(std::size_t count) : nodes(count) {}
    void seen(std::size_t node, const Value& value, const Error* error) override {
        Seen& seen = nodes[node];
        ++seen.count;
        seen.failed = error != nullptr;
        seen.message = error != nullptr ? error->message : std::string();
        seen.value = value;
    }
    std::vector<Seen> nodes;
};

bool alike(const Value& a, const Value& b) {
    return (a.is_null() && b.is_null()) || (a.is_unknown() && b.is_unknown());
}

std::string_view word(TraceLine::State state) {
    switch (state) {
        case TraceLine::State::value:
            return "value";
        case TraceLine::State::skipped:
            return "skipped";
        case TraceLine::State::failed:
            return "failed";
        case TraceLine::State::repeated:
            return "repeated";
    }
    return "";
}

std::string one_line(std::string_view source, text::Span span) {
    std::string text(source.substr(span.begin, span.size()));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return text;
}

}  // namespace

Trace trace(const Program& program, const Scope& scope, const Limits& limits) {
    const Ast& ast = program.ast();
    Recorder recorder(ast.nodes.size());
    Trace result;
    result.evaluation = evaluate(program, scope, limits, &recorder);
    struct Visit {
        std::size_t node, depth;
    };
    std::vector<Visit> stack = {{ast.root, 0}};
    while (!stack.empty()) {
        const Visit visit = stack.back();
        stack.pop_back();
        const Node& node = ast.nodes[visit.node];
        // A literal needs no explanation.
        if (node.kind == NodeKind::literal && visit.depth > 0) continue;
        const Recorder::Seen& seen = recorder.nodes[visit.node];
        TraceLine line;
        line.depth = visit.depth;
        line.span = node.span;
        if (seen.failed) line.state = TraceLine::State::failed;
        else if (seen.count == 1) line.state = TraceLine::State::value;
        else if (seen.count > 1) line.state = TraceLine::State::repeated;
        line.count = seen.count;
        if (line.state == TraceLine::State::value) line.value = seen.value;
        const auto same = [&](std::size_t child) {
            const Recorder::Seen& other = recorder.nodes[child];
            return other.count > 0 && (seen.failed ? other.failed : alike(other.value, seen.value));
        };
        const bool special = seen.failed || (seen.count > 0 && (seen.value.is_null() || seen.value.is_unknown()));
        line.born = special && std::none_of(node.children.begin(), node.children.end(), same);
        if (line.born && seen.failed) line.message = seen.message;
        result.lines.push_back(std::move(line));
        if (node.direct) continue;
        const bool bare_owner = node.kind == NodeKind::method && ast.nodes[node.children[0]].kind == NodeKind::name;
        for (std::size_t i = node.children.size(); i-- > (bare_owner ? 1U : 0U);)
            stack.push_back({node.children[i], visit.depth + 1});
    }
    return result;
}

std::string trace_json(const Trace& trace, std::string_view source) {
    std::string out;
    text::JsonWriter json(out);
    json.begin_array();
    for (const TraceLine& line : trace.lines) {
        const bool unknown = line.value.is_unknown();
        json.begin_object().member("depth", line.depth);
        json.member("text", source.substr(line.span.begin, line.span.size()));
        json.member("begin", text::code_points_before(source, line.span.begin));
        json.member("end", text::code_points_before(source, line.span.end));
        json.member("state", unknown ? "unknown" : word(line.state));
        if (line.state == TraceLine::State::value && !unknown) write_json(json.key("value"), line.value);
        if (unknown) {
            json.member("missing", line.value.missing());
            if (!line.value.candidates().empty()) {
                json.key("candidates").begin_array();
                for (const Value& value : line.value.candidates()) write_json(json, value);
                json.end_array();
            }
        }
        if (line.state == TraceLine::State::repeated) json.member("count", line.count);
        if (line.born) json.member("born", true);
        if (line.born && line.state == TraceLine::State::failed) json.member("message", line.message);
        json.end_object();
    }
    json.end_array();
    return out;
}

std::string trace_text(const Trace& trace, std::string_view source) {
    std::string result;
    for (const TraceLine& line : trace.lines) {
        if (!result.empty()) result += '\n';
        for (std::size_t i = 0; i < line.depth; ++i) result += "  ";
        result += one_line(source, line.span);
        switch (line.state) {
            case TraceLine::State::skipped:
                result += "   (not evaluated)";
                break;
            case TraceLine::State::failed:
                result += line.born ? "   fails here: " + line.message : "   fails";
                break;
            case TraceLine::State::repeated:
                result += "   (" + std::to_string(line.count) + " times)";
                break;
            case TraceLine::State::value:
                if (line.value.is_unknown()) {
                    result += " = unknown";
                    if (line.born) {
                        result += ", not given:";
                        for (const std::string& name : line.value.missing()) result += " " + name;
                    }
                } else {
                    result += " = " + line.value.to_json();
                    if (line.value.is_null() && line.born) result += "   ← empty here";
                }
        }
    }
    return result;
}

}  // namespace preflight::expression
