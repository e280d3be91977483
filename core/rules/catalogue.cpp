#include "core/rules/catalogue.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/rules/metadata.h"
#include "core/rules/rule.h"

namespace preflight::rules {

namespace {

// The one table: every family with its rows and its checks, in catalogue order. No self-registration: a static library
// would drop it (examples-to-follow 9).
struct Family {
    std::span<const findings::Rule> (*rows)();
    void (*check)(const Context&, Report&);
};

std::span<const findings::Rule> no_rows() {
    return {};
}

constexpr Family kFamilies[] = {
    {&input_rules, &check_inputs},             // PF1
    {&metadata_rules, &check_metadata},        // PF2
    {&application_rules, &check_application},  // PF3
    {&mapping_rules, &check_mapping},          // PF4
    {&sign_in_rules, &check_sign_in},          // PF8, what is the same for everybody
    {&no_rows, &check_people},                 // PF5, PF6, PF8: rows with their rules; last, it completes the others
};

auto order(const findings::Finding& finding) {
    const std::size_t people = finding.affected ? finding.affected->users : 0;
    const std::size_t input = finding.locations.empty() ? 0 : finding.locations.front().input;
    const std::size_t offset = finding.locations.empty() ? 0 : finding.locations.front().span.begin;
    return std::make_tuple(finding.effective_severity(), static_cast<std::size_t>(-1) - people, finding.rule->code,
                           input, offset);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace

Verdicts judge(const intake::Workspace& workspace, const simulation::Result& simulation,
               std::optional<std::int64_t> now_unix) {
    const Context context{workspace, simulation, now_unix};
    Report report;
    for (const Family& family : kFamilies) family.check(context, report);
    name_missing_inputs(context, report);
    std::stable_sort(report.findings.begin(), report.findings.end(),
                     [](const findings::Finding& a, const findings::Finding& b) { return order(a) < order(b); });
    return {std::move(report.findings), std::move(report.missing)};
}

std::vector<const findings::Rule*> catalogue() {
    std::vector<const findings::Rule*> result;
    for (const Family& family : kFamilies) {
        for (const findings::Rule& row : family.rows()) result.push_back(&row);
    }
    for (const PersonRule* rule : person_rules()) result.push_back(rule->row);
    std::sort(result.begin(), result.end(),
              [](const findings::Rule* a, const findings::Rule* b) { return a->code < b->code; });
    return result;
}

std::string verdict_sentence(const intake::Workspace& workspace, const simulation::Result& simulation,
                             const Verdicts& verdicts) {
    const auto count = [&](findings::Severity severity) {
        return static_cast<std::size_t>(
            std::count_if(verdicts.findings.begin(), verdicts.findings.end(),
                          [&](const findings::Finding& f) { return f.effective_severity() == severity; }));
    };
    const std::size_t errors = count(findings::Severity::error);
    const std::size_t warnings = count(findings::Severity::warning);
    if (workspace.inputs.empty()) return "Nothing was given yet.";

    std::set<std::string> people;
    std::set<std::string> refused;
    std::set<std::string> unknown;
    std::set<std::string> locked_out;
    std::set<std::string> sign_in_unknown;
    for (const simulation::Outcome& outcome : simulation.outcomes) {
        people.insert(outcome.user.id);
        if (outcome.status == "failed") refused.insert(outcome.user.id);
        if (outcome.status == "unknown") unknown.insert(outcome.user.id);
    }
    for (const simulation::SignIn& sign_in : simulation.sign_ins) {
        if (sign_in.status == "failed" && refused.count(sign_in.user_id) == 0) locked_out.insert(sign_in.user_id);
        if (sign_in.status == "unknown" && unknown.count(sign_in.user_id) == 0) sign_in_unknown.insert(sign_in.user_id);
    }
    const std::string of_people = " of " + counted(people.size(), "person", "people");
    std::string sentence;
    const auto say = [&](const std::string& part) { sentence += (sentence.empty() ? "" : " ") + part; };
    if (!refused.empty()) {
        std::size_t causes = 0;
        std::size_t most = 0;
        for (const findings::Finding& finding : verdicts.findings) {
            if (finding.rule->effect != Effect::refuses || !finding.affected) continue;
            ++causes;
            most = std::max(most, finding.affected->users);
        }
        say(std::to_string(refused.size()) + of_people + " will be refused by Egnyte" +
            (causes > 1 ? ", for " + std::to_string(causes) + " causes; the first concerns " + std::to_string(most)
                        : std::string()) +
            ".");
    }
    if (!locked_out.empty())
        say(std::to_string(locked_out.size()) + of_people + " will have an account but cannot sign in.");
    if (!unknown.empty())
        say("For " + std::to_string(unknown.size()) + of_people + " the outcome is unknown until more is given.");
    if (!sign_in_unknown.empty())
        say("For " + std::to_string(sign_in_unknown.size()) + " sign-in is unknown until more is given.");
    if (sentence.empty()) {
        if (errors + warnings > 0) {
            say((errors > 0 ? counted(errors, "error", "errors") : std::string()) +
                (errors > 0 && warnings > 0 ? " and " : "") +
                (warnings > 0 ? counted(warnings, "warning", "warnings") : std::string()) + " in what you gave.");
        } else {
            say("No problems found in what you gave.");
        }
        if (!people.empty()) say("All " + std::to_string(people.size()) + " people get through the rehearsal.");
    }
    if (people.empty()) say("No list of people was given, so nobody's outcome was rehearsed.");
    const std::size_t manual = count(findings::Severity::manual);
    if (manual + verdicts.missing.size() > 0) {
        std::string open;
        if (manual > 0) open = counted(manual, "thing", "things") + " to confirm by hand";
        if (!verdicts.missing.empty())
            open += (open.empty() ? "" : ", ") + counted(verdicts.missing.size(), "input", "inputs") + " not given";
        say("Not checked: " + open + ".");
    }
    return sentence;
}

}  // namespace preflight::rules
