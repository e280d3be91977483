// The headline of a verdict.
#include <algorithm>
#include <numeric>
#include <string_view>

#include "core/text/numbers.h"
#include "core/text/unicode.h"
#include "core/verdict/verdicts.h"

namespace preflight::verdict {

namespace {

// "3 of 8 people", "all 8 people", "the only person".
std::string share(std::size_t count, std::size_t people) {
    if (people == 1) return "the only person";
    if (count == people) return "all " + text::counted(people, "person", "people");
    return text::grouped(count) + " of " + text::counted(people, "person", "people");
}

}  // namespace

std::string verdict_sentence(const workspace::Workspace& workspace, const EndStates& states,
                             const std::vector<Cause>& causes, const Verdicts& verdicts) {
    const auto count = [&](findings::Severity severity) {
        return static_cast<std::size_t>(
            std::count_if(verdicts.findings.begin(), verdicts.findings.end(),
                          [&](const findings::Finding& f) { return f.effective_severity() == severity; }));
    };
    const std::size_t errors = count(findings::Severity::error);
    const std::size_t warnings = count(findings::Severity::warning);
    if (workspace.inputs.empty()) return "Nothing was given yet.";

    const EndStates::Counts counts = states.counts();
    const auto in = [&counts](simulation::EndState state) { return counts[static_cast<std::size_t>(state)]; };
    const std::size_t people = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    const std::size_t refused = in(simulation::EndState::refused);
    const std::size_t locked_out = in(simulation::EndState::locked_out);
    const std::size_t unknown = in(simulation::EndState::unknown);
    const auto stopping = static_cast<std::size_t>(
        std::count_if(causes.begin(), causes.end(), [](const Cause& cause) { return cause.holds_back > 0; }));
    std::string sentence;
    const auto say = [&](const std::string& part) { sentence += (sentence.empty() ? "" : " ") + part; };
    if (refused + locked_out > 0 && !states.blocked_by().empty()) {
        // It hits everybody, so nobody else's reason comes first.
        say("Nobody will be able to use Egnyte: " + states.blocked_by());
        if (stopping > 1)
            say(stopping == 2 ? "There is 1 more cause."
                              : "There are " + text::grouped(stopping - 1) + " more causes.");
    } else {
        if (refused > 0) say("Egnyte will reject " + share(refused, people) + ".");
        if (locked_out > 0)
            say(text::capitalised(share(locked_out, people)) + " will have an account but cannot sign in.");
        const std::size_t works = in(simulation::EndState::works);
        if (stopping > 1)
            say("There are " + text::grouped(stopping) + " causes; fixing the first one helps " +
                text::counted(causes.front().works_after - works, "person", "people") + ".");
    }
    if (const std::size_t kept = states.rejected_updates(); kept > 0)
        say("Egnyte will reject the update of " + share(kept, people) + ", who already " +
            (kept == 1 ? "has" : "have") + " an account.");
    if (unknown > 0) say("The outcome of " + share(unknown, people) + " is unknown because inputs are missing.");
    const bool trouble = !sentence.empty();
    if (!trouble) {
        if (errors + warnings > 0) {
            say((errors > 0 ? text::counted(errors, "error", "errors") : std::string()) +
                (errors > 0 && warnings > 0 ? " and " : "") +
                (warnings > 0 ? text::counted(warnings, "warning", "warnings") : std::string()) + " in your files.");
        } else {
            say("No problems found in your files.");
        }
    }
    const std::size_t nothing = in(simulation::EndState::nothing_sent);
    if (nothing > 0) say("Okta sends nothing for " + share(nothing, people) + ".");
    if (const std::size_t rest = people - nothing; rest > 0 && !trouble)
        say("Preflight found no problem for " +
            (people == 1    ? std::string("the only person")
             : nothing == 0 ? "any of the " + text::counted(people, "person", "people")
                            : "the other " + text::counted(rest, "person", "people")) +
            ".");
    if (people == 0)
        say(workspace.app_users_given
                ? "Nobody is assigned to the application, so Preflight did not simulate any person."
                : "No list of people was provided, so Preflight did not simulate any person.");
    const std::size_t manual = count(findings::Severity::manual);
    if (manual + verdicts.missing.size() > 0) {
        std::string open;
        if (manual > 0) open = text::counted(manual, "setting", "settings") + " to confirm by hand";
        if (!verdicts.missing.empty())
            open += (open.empty() ? "" : "; ") +
                    text::counted(verdicts.missing.size(), "file was not provided", "files were not provided");
        say("Not checked: " + open + ".");
    }
    return sentence;
}

}  // namespace preflight::verdict
