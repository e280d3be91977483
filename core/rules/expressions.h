// The expressions of the given files, one by one: what the rules of PF4 judge and `eval` lists. Facts okta-exports 1, 2.
#pragma once

#include <string>
#include <vector>

#include "core/expression/analysis.h"
#include "core/expression/checker.h"
#include "core/expression/coverage.h"
#include "core/expression/expression.h"
#include "core/intake/workspace.h"

namespace preflight::rules {

inline constexpr std::string_view kMappingsPath =
    "Okta Admin Console › Applications › Egnyte › Provisioning › To App › Attribute Mappings";

// One expression with the words for where it is. Points into the workspace.
struct Subject {
    const okta::TextField* text = nullptr;
    expression::Dialect dialect = expression::Dialect::mapping;
    std::string target;  // the attribute it fills; "userName" for the username format
    std::string what;    // "The mapping of userType"
    std::string where;   // click path
    expression::ParseResult parsed;
};
[[nodiscard]] std::vector<Subject> subjects(const intake::Workspace& workspace);

// How often each branch ran for the given users.
[[nodiscard]] expression::Coverage coverage_of(const expression::Program& program, const intake::Workspace& workspace);

// Everything that can be said of one expression without people, and how they spread over its branches.
struct Listed {
    Subject subject;
    expression::Analysis analysis;              // empty when it does not parse
    std::vector<expression::Problem> problems;  // likewise
    std::vector<expression::Coverage::Branch> branches;
    std::size_t users = 0;
};
[[nodiscard]] std::vector<Listed> list_expressions(const intake::Workspace& workspace);

}  // namespace preflight::rules
