#include <algorithm>
#include <array>

#include "core/rules/input_problems.h"

namespace preflight::rules::input_okta_error {

constexpr Rule kRow{
    .code = "PF1004",
    .slug = "input-okta-error",
    .severity = Severity::error,
    .when = "The file is an Okta error answer instead of the export.",
    .why = "There is nothing in it to check; what it should have held counts as missing.",
    .remedy = {"Ask Okta again", {"Look the code up in Okta's list of error codes, fix the cause and ask again."}},
    .sources = "exports-14",
    .confidence = Confidence::documented,
};

namespace {

struct ErrorCode {
    std::string_view code;
    std::string_view meaning;
    std::string_view remedy;
};

// okta-exports 14
constexpr std::array<ErrorCode, 6> kErrorCodes = {{
    {"E0000011", "the API token was wrong, expired or revoked",
     "Create a new token under Security › API › Tokens and ask again with it."},
    {"E0000006", "the account behind the token may not read this",
     "Use the token of an admin who may read applications, users and mappings (a read-only admin is enough to read)."},
    {"E0000007", "nothing was found under this address",
     "Check the id in the address: an application id starts with 0oa, a mapping id with prm."},
    {"E0000047", "Okta's rate limit was reached", "Wait a minute and ask again, with fewer requests at once."},
    {"E0000005", "nobody was signed in",
     clicks::join<"Sign in to the ", clicks::kConsole, " in the same browser and open the address again.">},
    {"E0000001", "Okta did not accept the request", "Correct the address or its parameters and ask again."},
}};

}  // namespace

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::okta_error,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         const auto* known = std::find_if(kErrorCodes.begin(), kErrorCodes.end(),
                                                          [&](const ErrorCode& e) { return e.code == problem.detail; });
                         const bool explained = known != kErrorCodes.end();
                         Finding& finding = report.add(
                             kRow, name + " is Okta's error answer " + problem.detail +
                                       (problem.extra.empty() ? "" : " (" + problem.extra + ")") + ", not the export" +
                                       (explained ? ": " + std::string(known->meaning) + "." : "."));
                         if (explained) finding.fix.steps = {std::string(known->remedy)};
                         return finding;
                     });
}

PREFLIGHT_EXAMPLES(.bad = {
                       {{"apps.json", "", R"({"errorCode": "E0000011", "errorSummary": "Invalid token provided"})"}}})

}  // namespace preflight::rules::input_okta_error
