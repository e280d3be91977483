#include <algorithm>
#include <map>

#include "core/rules/input_problems.h"
#include "core/text/unicode.h"

namespace preflight::rules::input_other_org {

constexpr Rule kRow{
    .code = "PF1012",
    .slug = "input-other-org",
    .severity = Severity::warning,
    .when = "Files come from different Okta orgs, or a preview org is mixed with a production org.",
    .why =
        "Ids, certificates and addresses of one org do not work in another. What Preflight concludes from such a "
        "mixture may be wrong.",
    .remedy = {"Export everything from one org",
               {"Decide which org is connected to Egnyte.", "Export the files of the other org again from that one."}},
    .sources = "exports-13",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    std::map<std::string, std::vector<Location>> orgs;
    for (const intake::Input& input : context.workspace.inputs) {
        if (input.org.empty()) continue;
        Location at;
        at.input = input.slot;
        orgs[input.org].push_back(at);
    }
    // The org's own answer says its subdomain and not in which of Okta's domains it is.
    for (const okta::Org& org : context.workspace.orgs) {
        const std::string name = text::ascii_lower(org.subdomain);
        const auto is_same = [&](const auto& other) {
            return std::string_view(other.first).substr(0, other.first.find('.')) == name;
        };
        if (!name.empty() && std::none_of(orgs.begin(), orgs.end(), is_same)) orgs[name].push_back(org.at);
    }
    if (orgs.size() < 2) return;
    std::string message = "The files come from " + std::to_string(orgs.size()) + " Okta orgs:";
    std::vector<Location> places;
    for (const auto& [org, list] : orgs) {
        message += (places.empty() ? " " : "; ") + org + " (";
        for (std::size_t i = 0; i < list.size() && i < 3; ++i)
            message += (i == 0 ? "" : ", ") + input_name(context, list[i]);
        message += list.size() > 3 ? ", …)" : ")";
        places.push_back(list.front());
    }
    Finding& finding = report.add(kRow, message + ".");
    finding.locations = std::move(places);
}

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "/0/_links",
                             R"({"self": {"href": "https://tidewater-carto.oktapreview.com/api/v1/users/1"}})"},
                            {"app.json", "/_links",
                             R"({"metadata": {"href": "https://tidewater-carto.okta.com/api/v1/apps/1"}})"}}},
                   .good = {{{"users.json", "/0/_links",
                              R"({"self": {"href": "https://tidewater-carto-admin.okta.com/api/v1/users/1"}})"},
                             {"app.json", "/_links",
                              R"({"metadata": {"href": "https://tidewater-carto.okta.com/api/v1/apps/1"}})"}}})

}  // namespace preflight::rules::input_other_org
