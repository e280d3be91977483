// The headline of a verdict.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "core/text/numbers.h"
#include "core/verdict/judge.h"

namespace preflight::verdict {

namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return text::grouped(count) + " " + std::string(count == 1 ? one : many);
}

// "3 of 8 people", "all 8 people", "the only person".
std::string share(std::size_t count, std::size_t people) {
    if (people == 1) return "the only person";
    if (count == people) return "all " + counted(people, "person", "people");
    return text::grouped(count) + " of " + counted(people, "person", "people");
}

std::string capitalised(std::string sentence) {
    if (!sentence.empty() && sentence.front() >= 'a' && sentence.front() <= 'z')
        sentence.front() = static_cast<char>(sentence.front() - 'a' + 'A');
    return sentence;
}

// What happened to each person in any event.
enum Met : std::uint8_t { kRequested = 1, kRefused = 2, kUnknown = 4, kSignInFailed = 8, kSignInUnknown = 16 };

std::vector<std::uint8_t> what_was_met(const simulation::Rehearsal& rehearsal) {
    using simulation::Status;
    std::vector<std::uint8_t> met(rehearsal.people().size());
    for (simulation::OutcomeNumber i = 0; i < rehearsal.outcomes().size(); ++i) {
        const simulation::Outcome& outcome = rehearsal.outcomes()[i];
        const bool sign_in = outcome.kind == simulation::Outcome::Kind::sign_in;
        const auto add = [&](Met what) { met[outcome.person] = static_cast<std::uint8_t>(met[outcome.person] | what); };
        if (!sign_in) add(kRequested);
        if (outcome.status == Status::failed) add(sign_in ? kSignInFailed : kRefused);
        if (outcome.status == Status::unknown) add(sign_in ? kSignInUnknown : kUnknown);
    }
    return met;
}

}  // namespace

std::string verdict_sentence(const workspace::Workspace& workspace, const simulation::Rehearsal& rehearsal,
                             const Verdicts& verdicts) {
    const auto count = [&](findings::Severity severity) {
        return static_cast<std::size_t>(
            std::count_if(verdicts.findings.begin(), verdicts.findings.end(),
                          [&](const findings::Finding& f) { return f.effective_severity() == severity; }));
    };
    const std::size_t errors = count(findings::Severity::error);
    const std::size_t warnings = count(findings::Severity::warning);
    if (workspace.inputs.empty()) return "Nothing was given yet.";

    std::size_t people = 0;
    std::size_t refused = 0;
    std::size_t unknown = 0;
    std::size_t locked_out = 0;
    std::size_t sign_in_unknown = 0;
    for (const std::uint8_t met : what_was_met(rehearsal)) {
        people += (met & kRequested) != 0 ? 1 : 0;
        refused += (met & kRefused) != 0 ? 1 : 0;
        unknown += (met & kUnknown) != 0 ? 1 : 0;
        locked_out += (met & kSignInFailed) != 0 && (met & kRefused) == 0 ? 1 : 0;
        sign_in_unknown += (met & kSignInUnknown) != 0 && (met & kUnknown) == 0 ? 1 : 0;
    }
    const std::string of_people = " of " + counted(people, "person", "people");
    std::string sentence;
    const auto say = [&](const std::string& part) { sentence += (sentence.empty() ? "" : " ") + part; };
    if (refused > 0) {
        std::size_t causes = 0;
        std::size_t most = 0;
        for (const findings::Finding& finding : verdicts.findings) {
            if (finding.rule->effect != findings::Effect::refuses || !finding.affected) continue;
            ++causes;
            most = std::max(most, finding.affected->users);
        }
        say("Egnyte will reject " + share(refused, people) + "." +
            (causes > 1 ? " There are " + text::grouped(causes) + " causes; fixing the first one helps " +
                              counted(most, "person", "people") + "."
                        : std::string()));
    }
    if (locked_out > 0) say(capitalised(share(locked_out, people)) + " will have an account but cannot sign in.");
    if (unknown > 0) say("The outcome of " + share(unknown, people) + " is unknown because inputs are missing.");
    if (sign_in_unknown > 0)
        say("Whether " + share(sign_in_unknown, people) + " can sign in is unknown because inputs are missing.");
    if (sentence.empty()) {
        if (errors + warnings > 0) {
            say((errors > 0 ? counted(errors, "error", "errors") : std::string()) +
                (errors > 0 && warnings > 0 ? " and " : "") +
                (warnings > 0 ? counted(warnings, "warning", "warnings") : std::string()) + " in your files.");
        } else {
            say("No problems found in your files.");
        }
        if (people > 0)
            say("Preflight found no problem for " +
                (people == 1 ? std::string("the only person") : "any of the " + counted(people, "person", "people")) +
                ".");
    }
    if (people == 0) say("No list of people was provided, so Preflight did not simulate any person.");
    const std::size_t manual = count(findings::Severity::manual);
    if (manual + verdicts.missing.size() > 0) {
        std::string open;
        if (manual > 0) open = counted(manual, "setting", "settings") + " to confirm by hand";
        if (!verdicts.missing.empty())
            open += (open.empty() ? "" : "; ") +
                    counted(verdicts.missing.size(), "file was not provided", "files were not provided");
        say("Not checked: " + open + ".");
    }
    return sentence;
}

}  // namespace preflight::verdict
