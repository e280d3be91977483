#include "core/rules/input_problems.h"
#include "core/text/numbers.h"

namespace preflight::rules::input_truncated_page {

constexpr Rule kRow{
    .code = "PF1005",
    .slug = "input-truncated-page",
    .severity = Severity::warning,
    .when =
        "A list is one page of several: its headers name a next page, its total is larger than its rows, or it has "
        "exactly as many rows as a page.",
    .why = "Preflight treats what is missing from the list as unknown, not as absent.",
    .remedy = {"Save the other pages",
               {"Open the address of the export again and follow the next pages; save each page as a file.",
                "Add all of the files."}},
    .sources = "exports-0.4 P16",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    for (const intake::GivenList& list : context.workspace.lists) {
        if (!list.may_lack_rows()) continue;
        const bool partial = list.extent == intake::Extent::partial;
        const std::string rows = text::counted(list.size, "row");
        const std::string name = input_name(context, list.at);
        std::string message;
        if (partial && list.total) {
            message = name + " has " + rows + " of " + text::grouped(static_cast<std::uint64_t>(*list.total)) + ".";
        } else if (partial) {
            message = name + " has " + rows + ", and its headers name a next page that was not provided.";
        } else {
            message = name + " has exactly " + rows + ", the size of a page: more pages may exist.";
        }
        Finding& finding = report.add(kRow, std::move(message));
        finding.locations.push_back(list.at);
        if (!list.next.empty()) finding.fix.steps.front() = "Open " + list.next + " and save the answer.";
    }
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"egnyte-users.json", "",
               R"({"totalResults": 250, "startIndex": 1, "resources": [{"id": 9001, "userName": "zoe.ost", "email": "zoe.ost@acme.test", "userType": "power", "authType": "sso", "active": true}]})"}}},
        .good = {
            {{"egnyte-users.json", "",
              R"({"totalResults": 1, "startIndex": 1, "resources": [{"id": 9001, "userName": "zoe.ost", "email": "zoe.ost@acme.test", "userType": "power", "authType": "sso", "active": true}]})"}}})

}  // namespace preflight::rules::input_truncated_page
