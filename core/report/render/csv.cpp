// A row for each person, for a spreadsheet (RFC 4180, lines end in LF). Text of somebody's file must not become a
// formula there: a cell that begins with = + - @ | or % gets an apostrophe in front. Control characters are escapes.
#include <string>
#include <string_view>
#include <vector>

#include "core/report/renderer.h"
#include "core/text/printable.h"

namespace preflight::report {

namespace {

std::string cell(std::string_view value) {
    std::string text = text::printable(value);
    // Spreadsheets skip blanks in front of a formula, and some take the wide forms of the signs for them.
    std::string_view begin = text;
    while (!begin.empty() && begin.front() == ' ') begin.remove_prefix(1);
    bool formula = !begin.empty() && std::string_view("=+-@|%").find(begin.front()) != std::string_view::npos;
    for (const std::string_view wide : {"＝", "＋", "－", "＠"})
        formula = formula || begin.substr(0, wide.size()) == wide;
    if (formula) text.insert(text.begin(), '\'');
    if (text.find_first_of(",;\"") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + "\"";
}

// The names of the rules, each once, separated by blanks.
std::string reasons_of(const OutcomeRow& row) {
    std::vector<const findings::Rule*> rules;
    const auto add = [&rules](const std::vector<simulation::Reason>& reasons) {
        for (const simulation::Reason& reason : reasons) {
            bool known = false;
            for (const findings::Rule* rule : rules) known = known || rule == reason.rule;
            if (!known) rules.push_back(reason.rule);
        }
    };
    add(row.outcome.reasons);
    if (row.sign_in != nullptr) add(row.sign_in->reasons);
    std::string result;
    for (const findings::Rule* rule : rules) result += (result.empty() ? "" : " ") + std::string(rule->slug);
    return result;
}

}  // namespace

namespace renderers {

void simulate_csv(const SimulateReport& report, const Style&, const Sink& sink) {
    sink("login,id,endState,status,signIn,userName,reasons\n");
    report.outcomes.for_each_person([&](const OutcomeRow& row) {
        const simulation::ProfileValue* name = row.outcome.find(simulation::Attribute::userName);
        const bool has_name = name != nullptr && name->value && !name->value->is_null();
        sink(cell(row.outcome.user.login) + "," + cell(row.outcome.user.id) + "," +
             std::string(simulation::to_string(row.end_state)) + "," +
             std::string(simulation::to_string(row.outcome.status)) + "," +
             (row.sign_in == nullptr ? std::string() : std::string(simulation::to_string(row.sign_in->status))) + "," +
             (has_name ? cell(name->value->to_text()) : std::string()) + "," + reasons_of(row) + "\n");
    });
}

}  // namespace renderers

}  // namespace preflight::report
