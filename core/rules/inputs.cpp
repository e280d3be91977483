// PF1: what is wrong with the files themselves. Facts okta-exports 0, 13, 14.
#include "core/rules/rule.h"

#include <array>

namespace preflight::rules {

namespace {

using findings::Confidence;
using findings::Severity;

constexpr std::array<findings::Rule, 9> kRules = {{
    old_row("PF1001", "input-unrecognised", Severity::warning,
            "Nothing that Preflight knows was recognised in the file.", "exports-0", Confidence::documented),
    old_row("PF1002", "input-not-well-formed", Severity::error, "The file breaks the syntax of JSON, XML or CSV.",
            "exports-0", Confidence::documented),
    old_row("PF1003", "input-html-page", Severity::error,
            "The file is an HTML page (sign-in or error page) instead of the export.", "exports-13 exports-14",
            Confidence::documented),
    old_row("PF1004", "input-okta-error", Severity::error, "The file is an Okta error answer instead of the export.",
            "exports-14", Confidence::documented),
    old_row("PF1007", "input-over-limit", Severity::error,
            "A documented limit was reached; what lies beyond it was not read.", "exports-0", Confidence::documented),
    old_row("PF1008", "mapping-list-without-expressions", Severity::error,
            "The file is the list of mappings, which has no expressions, and the single mapping was not given.",
            "exports-0.2", Confidence::documented),
    old_row("PF1009", "input-encoding-converted", Severity::note,
            "UTF-16, saved HTTP headers or a script guard were removed while reading.", "exports-0",
            Confidence::documented),
    old_row("PF1014", "scenario-value-ignored", Severity::warning,
            "A key or value of the scenario was not understood and counts as unknown.", "spec-3",
            Confidence::documented),
    old_row("PF1015", "input-partly-read", Severity::warning, "Only a part of the file is read by this version.",
            "exports-11", Confidence::documented),
}};

enum Row {
    kUnrecognised,
    kNotWellFormed,
    kHtmlPage,
    kOktaError,
    kOverLimit,
    kListWithoutExpressions,
    kEncodingConverted,
    kScenarioIgnored,
    kPartlyRead
};

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
     "Sign in to the Okta Admin Console in the same browser and open the address again."},
    {"E0000001", "Okta did not accept the request", "Correct the address or its parameters and ask again."},
}};

const std::string& name_of(const Context& context, std::size_t input) {
    return context.workspace.inputs[input].name;
}

}  // namespace

std::span<const findings::Rule> input_rules() {
    return kRules;
}

void check_inputs(const Context& context, Report& report) {
    for (const intake::Problem& problem : context.workspace.problems) {
        const std::string& name = name_of(context, problem.at.input);
        findings::Finding* finding = nullptr;
        switch (problem.kind) {
            case intake::Problem::Kind::unrecognised:
                finding = &report.add(
                    kRules[kUnrecognised],
                    name + (problem.detail.empty() ? " was not recognised." : " is not used: " + problem.detail + "."),
                    "Nothing in it is used; the verdict is made without it.");
                finding->fix.title = "Give the export itself";
                finding->fix.steps = {
                    "Save the answer of the Okta or Egnyte API, or the metadata file, without editing it.",
                    "Looked for: Okta application, profile mapping, user schema, users, assignments and password "
                    "policies as JSON; Egnyte users as CSV or JSON; SAML metadata as XML; a Preflight scenario."};
                break;
            case intake::Problem::Kind::not_well_formed:
                finding =
                    &report.add(kRules[kNotWellFormed], name + " breaks off or is damaged: " + problem.detail + ".",
                                "What stands before this place was read as far as it is complete; the rest was not.");
                finding->fix.title = "Save the export again";
                finding->fix.steps = {"Export the file again and save it whole, not copied out of a window.",
                                      "If it was edited by hand, mend the marked place."};
                break;
            case intake::Problem::Kind::html_page:
                finding = &report.add(
                    kRules[kHtmlPage],
                    name + " is a web page" + (problem.detail.empty() ? "" : " (\"" + problem.detail + "\")") +
                        ", not the export.",
                    "The browser or script was not signed in, so a page was saved in place of the data.");
                finding->fix.title = "Sign in, then save again";
                finding->fix.steps = {
                    "Sign in to the Okta Admin Console in the same browser, or send a valid API token.",
                    "Open the address of the export again and save the answer."};
                break;
            case intake::Problem::Kind::okta_error: {
                const auto* known = std::find_if(kErrorCodes.begin(), kErrorCodes.end(),
                                                 [&](const ErrorCode& e) { return e.code == problem.detail; });
                const bool explained = known != kErrorCodes.end();
                finding =
                    &report.add(kRules[kOktaError],
                                name + " is Okta's error answer " + problem.detail +
                                    (problem.extra.empty() ? "" : " (" + problem.extra + ")") + ", not the export" +
                                    (explained ? ": " + std::string(known->meaning) + "." : "."),
                                "There is nothing in it to check; what it should have held counts as missing.");
                finding->fix.title = "Ask Okta again";
                finding->fix.steps = {
                    explained ? std::string(known->remedy)
                              : "Look the code up in Okta's list of error codes, mend the cause and ask again."};
                break;
            }
            case intake::Problem::Kind::over_limit:
                finding = &report.add(kRules[kOverLimit], name + " reaches a limit: " + problem.detail + ".",
                                      "What lies beyond the limit was not read and not judged.");
                finding->fix.title = "Give a smaller file";
                finding->fix.steps = {"Split the export, for example by page, and give the parts."};
                break;
            case intake::Problem::Kind::unreadable:
                finding = &report.add(kRules[kNotWellFormed], name + " could not be read: " + problem.detail + ".",
                                      "Nothing in it is used; the other files are judged all the same.");
                finding->fix.title = "Make the file readable";
                finding->fix.steps = {"Check the path and the permissions, then run again."};
                break;
            case intake::Problem::Kind::encoding_converted:
                finding =
                    &report.add(kRules[kEncodingConverted],
                                name + " was converted while reading: " + problem.detail + ".", "Nothing was lost.");
                break;
            case intake::Problem::Kind::partly_read:
                finding = &report.add(kRules[kPartlyRead], name + " is used in part: " + problem.detail + ".",
                                      "The rest of it is not judged; what it would have said counts as not given.");
                finding->fix.title = "Give Okta's own answers as well";
                finding->fix.steps = {
                    "Save GET /api/v1/apps/{id}, the mapping, the schema and the assignments as JSON "
                    "and give them beside this file."};
                break;
            case intake::Problem::Kind::scenario_ignored:
                finding = &report.add(kRules[kScenarioIgnored], "In the scenario " + problem.detail + ".",
                                      "It is treated as if it were not there: what depends on it stays unknown.");
                finding->fix.title = "Correct the scenario";
                finding->fix.steps = {"Write the key and the value as the documentation of the scenario shows them."};
                break;
        }
        finding->locations.push_back(problem.at);
    }

    const bool single_given = std::any_of(context.workspace.mappings.begin(), context.workspace.mappings.end(),
                                          [](const okta::ProfileMapping& m) { return m.has_properties && m.to_app(); });
    if (single_given) return;
    const okta::ProfileMapping* item = nullptr;
    for (const okta::ProfileMapping& mapping : context.workspace.mappings) {
        if (!mapping.has_properties && mapping.to_app() && item == nullptr) item = &mapping;
    }
    if (item == nullptr) {
        for (const okta::ProfileMapping& mapping : context.workspace.mappings) {
            if (!mapping.has_properties && item == nullptr) item = &mapping;
        }
    }
    if (item == nullptr) return;
    findings::Finding& finding = report.add(
        kRules[kListWithoutExpressions],
        name_of(context, item->at.input) + " is the list of mappings; Okta's list call leaves the expressions out.",
        "Whether and how attributes are mapped cannot be told from it. It does not mean that nothing is mapped.");
    finding.locations.push_back(item->at);
    finding.fix.title = "Fetch the single mapping";
    finding.fix.steps = {"Open GET /api/v1/mappings/" + (item->id.empty() ? std::string("{id}") : item->id) +
                             " in the browser where you are signed in as admin, and save the answer.",
                         "Give that file beside or in place of this one."};
}

}  // namespace preflight::rules
