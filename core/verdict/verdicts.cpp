#include "core/verdict/verdicts.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "core/findings/click_paths.h"
#include "core/rules/registry.h"
#include "core/text/order.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"
#include "core/verdict/alternatives.h"
#include "core/verdict/corrections.h"
#include "core/verdict/groups.h"
#include "core/verdict/people.h"
#include "core/verdict/rehearsed_people.h"

namespace preflight::verdict {

namespace {

auto order(const findings::Finding& finding) {
    const std::size_t people = finding.affected ? finding.affected->users : 0;
    const std::size_t input = finding.locations.empty() ? 0 : finding.locations.front().input;
    const std::size_t offset = finding.locations.empty() ? 0 : finding.locations.front().span.begin;
    return std::make_tuple(finding.effective_severity(), static_cast<std::size_t>(-1) - people, finding.rule->code,
                           input, offset);
}

// Of one rule no more findings are listed: nobody reads so many, and files can be made to give millions.
constexpr std::size_t kMostOfOneRule = 1000;

using Counts = std::map<const findings::Rule*, std::size_t>;

Counts count_by_rule(const std::vector<findings::Finding>& findings) {
    Counts counts;
    for (const findings::Finding& finding : findings) ++counts[finding.rule];
    return counts;
}

// PF1007 for each rule with more findings than are listed.
void report_left_out(rules::Report& report) {
    std::map<std::string_view, std::size_t> left_out;
    for (const auto& [rule, count] : count_by_rule(report.findings)) {
        if (count > kMostOfOneRule) left_out.emplace(rule->code, count - kMostOfOneRule);
    }
    if (left_out.empty()) return;
    const auto catalogue = rules::catalogue();
    const auto over_limit = std::find_if(catalogue.begin(), catalogue.end(),
                                         [](const findings::Rule* rule) { return rule->code == "PF1007"; });
    for (const auto& [code, count] : left_out) {
        report.add(**over_limit,
                   std::to_string(count) + (count == 1 ? " more finding of " : " more findings of ") +
                       std::string(code) + (count == 1 ? " is" : " are") + " not listed: the limit is " +
                       std::to_string(kMostOfOneRule) + " for each rule.",
                   "Correct the listed ones first, and check again to see the others.");
    }
}

// A finding quotes no more than 200 bytes of a value, however long the file has it: a value is what is between
// quotes, or between blanks. Sentences of our own are shorter than kLongestText.
constexpr std::size_t kLongestValue = 200, kLongestText = 2000;

void elide(std::string& sentence) {
    if (sentence.size() <= kLongestValue) return;
    std::string result;
    for (std::size_t at = 0; at < sentence.size();) {
        const bool quotes = sentence[at] == '"';
        std::size_t end = quotes ? sentence.find('"', at + 1) : sentence.find_first_of(" \n\"", at + 1);
        end = std::min(end, sentence.size());
        const std::string_view value = std::string_view(sentence).substr(at, end - at);
        result += value.size() > kLongestValue + 1 ? text::shorten(value, kLongestValue) : std::string(value);
        if (quotes && end < sentence.size()) {
            result += '"';
            ++end;
        }
        at = end;
    }
    sentence = text::shorten(result, kLongestText);
}

void elide(findings::Finding& finding) {
    elide(finding.message);
    elide(finding.consequence);
    elide(finding.fix.title);
    for (std::string& step : finding.fix.steps) elide(step);
}

// What can be corrected in the file, to be reviewed: whom it helps is known when it was tried out (`preflight fix`).
void add_edits(const rules::Context& context, std::vector<findings::Finding>& findings) {
    for (const Correction& correction : corrections(context, findings)) {
        const std::vector<findings::Edit> edits = edits_of(context.workspace, correction);
        if (edits.empty()) continue;
        for (const std::size_t number : correction.findings) {
            findings::Fix& fix = findings[number].fix;
            if (!fix.edits.empty()) continue;
            fix.edits = edits;
            fix.applicability = findings::Applicability::review;
        }
    }
}

// Of an EgnyteGov domain there is one page for tokens (facts egnyte P5).
void name_government_page(findings::Finding& finding) {
    for (std::string& step : finding.fix.steps)
        text::replace_all(step, text::join<findings::clicks::kTokenPages>,
                          text::join<findings::clicks::kGovernmentTokenPage>);
}

void drop_left_out(std::vector<findings::Finding>& findings) {
    Counts seen;
    findings.erase(
        std::remove_if(findings.begin(), findings.end(),
                       [&](const findings::Finding& finding) { return ++seen[finding.rule] > kMostOfOneRule; }),
        findings.end());
}

}  // namespace

Verdicts conclude(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations,
                  const simulation::Rehearsal& rehearsal, unsigned threads) {
    const RehearsedPeople people(rehearsal);
    const rules::Context context(workspace, evaluations, people, threads);
    rules::Report report(people);
    rules::check_configuration(context, report);
    check_alternatives(workspace, evaluations, report);
    add_people(workspace, rehearsal, report);
    add_groups(rehearsal, report);
    add_imports(workspace, rehearsal, report);
    report_left_out(report);
    text::sort(report.findings,
               [](const findings::Finding& a, const findings::Finding& b) { return order(a) < order(b); });
    drop_left_out(report.findings);
    for (findings::Finding& finding : report.findings) {
        elide(finding);
        if (workspace.government) name_government_page(finding);
    }
    add_edits(context, report.findings);
    return {std::move(report.findings), std::move(report.missing)};
}

}  // namespace preflight::verdict
