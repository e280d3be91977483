// The expressions of the given files, one by one: what the rules of PF4 check and `eval` lists. Facts okta-exports
// 1, 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/expression/analysis/analysis.h"
#include "core/expression/evaluate/coverage.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/expression/lint/checker.h"
#include "core/rules/attribute_facts.h"
#include "core/workspace/evaluations.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

// One expression with the words for where it is. Points into the workspace.
struct Subject {
    const okta::TextField* text = nullptr;
    expression::Dialect dialect = expression::Dialect::mapping;
    std::string target;                    // the attribute it fills; "userName" for the username format
    std::optional<std::string> canonical;  // its name in Egnyte's schema; none: not resolved
    std::string what;                      // "The mapping of userType"
    std::string where;                     // click path
    expression::ParseResult parsed;
    std::size_t formula = kNoFormula;  // of the evaluations
    // Of an expression that makes no value for Egnyte:
    WrittenIn place = WrittenIn::to_app;
    std::string_view effect{};  // what happens where it fails

    static constexpr std::size_t kNoFormula = static_cast<std::size_t>(-1);
};
[[nodiscard]] std::vector<Subject> subjects(const workspace::Evaluations& evaluations);

// The names that can follow `user.`: of the schema, of the given users and of every Okta user, each once.
[[nodiscard]] std::vector<std::string> user_attributes(const workspace::Workspace& workspace);

// How one expression goes for the given users.
struct Spread {
    struct Failure {
        text::Span span;  // of the expression
        findings::Affected who;
    };
    std::size_t users = 0, failed = 0, unknown = 0;
    std::vector<Failure> failures;  // by place
    std::vector<expression::BranchCounts::Branch> branches;
};
[[nodiscard]] Spread spread_of(const workspace::Evaluations& evaluations, std::size_t formula);

// Everything that can be said of one expression without people, and how they spread over its branches.
struct Listed {
    Subject subject;
    expression::Analysis analysis;                 // empty when it does not parse
    std::vector<expression::Diagnostic> problems;  // likewise
    Spread spread;
};
[[nodiscard]] std::vector<Listed> list_expressions(const workspace::Workspace& workspace,
                                                   const workspace::Evaluations& evaluations);

// The expressions that make no value for Egnyte: of the group rules that bring people into groups which are assigned or
// pushed, and of the mapping to Okta. Nobody is evaluated with them.
[[nodiscard]] std::vector<Listed> list_other_expressions(const workspace::Workspace& workspace);

}  // namespace preflight::rules
