#include "core/intake/artefact.h"
#include "core/rules/input_problems.h"
#include "core/rules/refused_answers.h"
#include "core/saml/url.h"
#include "core/text/numbers.h"
#include "core/text/unicode.h"

namespace preflight::rules::input_partly_read {

constexpr Rule kRow{
    .code = "PF1015",
    .slug = "input-partly-read",
    .severity = Severity::warning,
    .when = "Only a part of the file was read, or a request in it was refused.",
    .why = "What Preflight did not read counts as missing.",
    .remedy = {"Provide what is missing", {"Save the file again as the message says, or export the missing part."}},
    .sources = "exports-6",
    .confidence = Confidence::documented,
};

namespace {

// Requests that Okta or Egnyte refused, in a HAR or in a bundle of the collector.
std::string refusal(const intake::Problem& problem, const RefusedAnswer& known) {
    constexpr std::size_t kLongestAddress = 200;
    const bool egnyte = saml::is_egnyte_host(saml::split_url(problem.detail).lower_host());
    const intake::Problem::Refused& refused = problem.refused;
    std::string words = (egnyte ? "Egnyte" : "Okta");
    constexpr std::int64_t kOk = 200;  // a page in place of the export
    words.append(refused.status == 0 ? " did not answer " : refused.status == kOk ? " did not send " : " refused ");
    words.append(refused.kind);
    if (refused.status != 0)
        words += " (HTTP " + std::to_string(refused.status) + ": " + std::string(known.meaning) + ")";
    words += ", asked for at " + text::repair(std::string_view(problem.detail).substr(0, kLongestAddress));
    if (refused.requests > 1)
        words += " and " + text::counted(refused.requests - 1, "other address", "other addresses");
    return words;
}

}  // namespace

void check(const Context& context, Report& report) {
    for_each_problem(context, intake::Problem::Kind::partly_read,
                     [&](const intake::Problem& problem, const std::string& name) -> Finding& {
                         return report.add(kRow, name + " was read in part: " + problem.detail + ".");
                     });
    for_each_problem(
        context, intake::Problem::Kind::refused,
        [&](const intake::Problem& problem, const std::string& name) -> Finding& {
            const RefusedAnswer known = refused_answer(problem.refused.status);
            Finding& finding = report.add(kRow, name + " was read in part: " + refusal(problem, known) + ".");
            std::vector<std::string> more = {std::string(known.remedy)};
            const std::string_view scope = intake::artefact(problem.refused.kind).scope;
            constexpr std::int64_t kForbidden = 403;
            if (problem.refused.status == kForbidden && !scope.empty())
                more.push_back("If you ask with an OAuth token, it needs the scope " + std::string(scope) + ".");
            more.emplace_back("Save the file again, or export the missing part.");
            steps(finding, "Ask for what was refused", std::move(more));
            return finding;
        });
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"session.har", "",
               R"({"log": {"version": "1.2", "entries": [{"request": {"method": "GET", "url": "https://acme.okta.com/api/v1/groups"}, "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json"}}}]}})"}}},
        .good = {
            {{"session.har", "",
              R"({"log": {"version": "1.2", "entries": [{"request": {"method": "GET", "url": "https://acme.okta.com/api/v1/groups"}, "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", "text": "[]"}}}]}})"}}})

}  // namespace preflight::rules::input_partly_read
