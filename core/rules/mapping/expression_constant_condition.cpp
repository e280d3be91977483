#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_constant_condition {

constexpr Rule kRow{
    .code = "PF4012",
    .slug = "expression-constant-condition",
    .severity = Severity::note,
    .when = "A branch of an expression that nobody reaches.",
    .why = "That part has no effect.",
    .remedy = {"Drop the part or correct the condition", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-3",
    .confidence = Confidence::observed,
};

namespace {

// Branches that none of the given people comes to.
void check_people(const Listed& listed, Report& report) {
    constexpr std::size_t kFewest = 5;  // a handful of people says nothing about a branch
    const Spread& spread = listed.spread;
    const Subject& subject = listed.subject;
    if (spread.users < kFewest) return;
    for (const expression::BranchCounts::Branch& branch : spread.branches) {
        if (branch.count + branch.maybe > 0) continue;
        // What nobody at all can reach is already reported, with the condition.
        const auto& fixed = listed.analysis.fixed_conditions;
        if (std::any_of(fixed.begin(), fixed.end(), [&](const expression::FixedCondition& f) {
                return f.unused.begin <= branch.span.begin && branch.span.end <= f.unused.end;
            }))
            continue;
        Finding& finding = report.add(
            kRow,
            subject.what + ": none of the " + std::to_string(spread.users) + " given users comes to the marked part.",
            "It has no effect on them; the condition may be mistyped.");
        finding.locations.push_back(subject.text->part(branch.span.begin, branch.span.end));
        steps(finding, "Check the condition", {subject.where, "Compare the condition with what your people have."});
    }
}

}  // namespace

void check(const Context& context, Report& report) {
    using Kind = expression::Diagnostic::Kind;
    add_diagnostics(context, report, kRow, {Kind::fixed_condition, Kind::never_null},
                    [](Finding& finding, const expression::Diagnostic& diagnostic) {
                        if (diagnostic.kind == Kind::never_null)
                            finding.consequence = "The part for people without a display name is never used.";
                    });
    for (const Listed& listed : context.expressions()) check_people(listed, report);
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/userType/expression",
                             R"("String.toLowerCase(user.department) == \"IT\" ? \"power\" : \"standard\"")"}}},
                   .good = {{{"mapping.json", "/properties/userType/expression",
                              R"("String.toLowerCase(user.department) == \"it\" ? \"power\" : \"standard\"")"}}})

}  // namespace preflight::rules::expression_constant_condition
