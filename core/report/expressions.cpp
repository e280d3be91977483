// Every expression of the given files: what it can yield, how people spread over its branches, what is wrong with it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/expression/lint/eval_json.h"
#include "core/report/excerpt.h"
#include "core/report/report.h"
#include "core/text/columns.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

using Json = nlohmann::ordered_json;

Json object_of(const intake::Workspace& workspace, const rules::Listed& listed) {
    const std::string& expression = listed.subject.text->value();
    Json json;
    json["target"] = listed.subject.target;
    const auto canonical = workspace.canonical_of.find(listed.subject.target);
    json["attribute"] = listed.subject.target == "userName"         ? Json("userName")
                        : canonical == workspace.canonical_of.end() ? Json(nullptr)
                                                                    : Json(canonical->second);
    json["what"] = listed.subject.what;
    json["where"] = listed.subject.where;
    json["dialect"] = expression::to_string(listed.subject.dialect);
    json["expression"] = expression;
    json["input"] = workspace.inputs[listed.subject.text->at.input].name;
    json["pointer"] = listed.subject.text->at.pointer;
    if (const auto range = range_of(workspace, listed.subject.text->at)) {
        json["line"] = range->begin.line;
        json["column"] = range->begin.column;
    }
    if (!listed.subject.parsed.program) {
        const expression::Error& error = *listed.subject.parsed.error;
        json["error"] = {{"kind", expression::to_string(error.kind)},
                         {"message", error.message},
                         {"begin", text::code_points_before(expression, error.span.begin)},
                         {"end", text::code_points_before(expression, error.span.end)}};
        return json;
    }
    json["possible"] = Json::parse(listed.analysis.possible.to_json(expression));
    json["problems"] = Json::parse(expression::problems_json(listed.problems, expression));
    json["users"] = listed.spread.users;
    json["failed"] = listed.spread.failed;
    json["unknown"] = listed.spread.unknown;
    json["branches"] = Json::array();
    for (const expression::BranchCounts::Branch& branch : listed.spread.branches)
        json["branches"].push_back({{"text", expression.substr(branch.span.begin, branch.span.size())},
                                    {"begin", text::code_points_before(expression, branch.span.begin)},
                                    {"end", text::code_points_before(expression, branch.span.end)},
                                    {"count", branch.count},
                                    {"maybe", branch.maybe}});
    return json;
}

// One line: what breaks it becomes a dot.
std::string shown(std::string_view expression) {
    return printable(expression);
}

void mark(std::string& out, const std::string& expression, text::Span span) {
    out += "    " +
           text::underline(expression, text::code_points_before(expression, span.begin),
                           text::code_points_before(expression, span.end)) +
           "\n";
}

}  // namespace

std::string expressions_json(const intake::Workspace& workspace, const std::vector<rules::Listed>& list) {
    Json json;
    json["schemaVersion"] = "1.0";
    json["expressions"] = Json::array();
    for (const rules::Listed& listed : list) json["expressions"].push_back(object_of(workspace, listed));
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string expressions_text(const intake::Workspace& workspace, const std::vector<rules::Listed>& list) {
    std::string out;
    for (const rules::Listed& listed : list) {
        const std::string& expression = listed.subject.text->value();
        if (!out.empty()) out += "\n";
        out += listed.subject.target + "  " + printable(workspace.inputs[listed.subject.text->at.input].name);
        if (const auto range = range_of(workspace, listed.subject.text->at))
            out += ":" + std::to_string(range->begin.line) + ":" + std::to_string(range->begin.column);
        out += "\n    " + shown(expression) + "\n";
        if (!listed.subject.parsed.program) {
            const expression::Error& error = *listed.subject.parsed.error;
            mark(out, expression, error.span);
            out += "  does not parse: " + printable(error.message) + "\n";
            continue;
        }
        out += "  yields: " + printable(listed.analysis.possible.in_words()) + "\n";
        const rules::Spread& spread = listed.spread;
        const std::string users = " of " + std::to_string(spread.users) + (spread.users == 1 ? " user" : " users");
        for (const expression::BranchCounts::Branch& branch : spread.branches) {
            if (spread.users == 0) break;
            const auto part = std::string_view(expression).substr(branch.span.begin, branch.span.size());
            out += "  " + std::to_string(branch.count) + users + ": " + shown(part);
            if (branch.maybe > 0) out += "  (" + std::to_string(branch.maybe) + " more may come there)";
            out += "\n";
        }
        if (spread.failed > 0) out += "  " + std::to_string(spread.failed) + users + ": fails\n";
        if (spread.unknown > 0) out += "  " + std::to_string(spread.unknown) + users + ": unknown\n";
        for (const expression::Diagnostic& problem : listed.problems) {
            // The marks of a later one would stand below other lines.
            out += "    " + shown(expression) + "\n";
            mark(out, expression, problem.span);
            out += "  " + std::string(expression::problem_word(problem.kind)) + ": " + printable(problem.sentence()) +
                   "\n";
            if (!problem.suggestion.empty()) out += "  write: " + shown(problem.suggestion) + "\n";
        }
    }
    return out;
}

}  // namespace preflight::report
