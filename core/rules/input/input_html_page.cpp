#include "core/rules/input_problems.h"

namespace preflight::rules::input_html_page {

constexpr Rule kRow{
    .code = "PF1003",
    .slug = "input-html-page",
    .severity = Severity::error,
    .when = "The file is an HTML page (sign-in or error page) instead of the export.",
    .why = "The browser or script was not signed in, so a page was saved in place of the data.",
    .remedy = {"Sign in, then save again",
               {clicks::join<"Sign in to the ", clicks::kConsole, " in the same browser, or send a valid API token.">,
                "Open the address of the export again and save the answer."}},
    .sources = "exports-13 exports-14",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::html_page,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         return report.add(kRow, name + " is a web page" +
                                                     (problem.detail.empty() ? "" : " (\"" + problem.detail + "\")") +
                                                     ", not the export.");
                     });
}

PREFLIGHT_EXAMPLES(.bad = {{{"apps.json", "", "<!DOCTYPE html><html><title>Sign In</title></html>"}}})

}  // namespace preflight::rules::input_html_page
