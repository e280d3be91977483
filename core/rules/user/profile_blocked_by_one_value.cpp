#include "core/rules/rule.h"
#include "core/text/numbers.h"

namespace preflight::rules::profile_blocked_by_one_value {

constexpr Rule kRow{
    .code = "PF6027",
    .slug = "profile-blocked-by-one-value",
    .severity = Severity::note,
    .when = "Several rules reject people, and for some of them a single attribute value is to blame.",
    .why = "Correcting the attribute at the top of this list helps the most people.",
    .remedy = {"Correct the attributes in this order",
               {"The finding of each attribute says what to correct and where."}},
    .sources = "Q11",
    .confidence = Confidence::inferred,
};

void check(const Context& context, Report& report) {
    const Rehearsed::Blockers blockers = context.rehearsed.blockers();
    if (blockers.ranked.empty() || blockers.rules < 2) return;
    std::size_t people = 0;
    std::string list;
    std::vector<Location> places;
    for (const Rehearsed::Blocker& blocker : blockers.ranked) {
        people += blocker.people;
        list += (list.empty() ? " " : ", ") + std::string(egnyte::name_of(blocker.attribute)) + " " +
                text::grouped(blocker.people);
        places.push_back(blocker.first);
    }
    Finding& finding =
        report.add(kRow, "One attribute alone blocks " + text::grouped(people) + " of " +
                             text::counted(blockers.refused, "rejected person", "rejected people") + ":" + list + ".");
    if (const std::size_t rest = blockers.refused - people; rest > 0)
        finding.consequence +=
            " " + text::counted(rest, "person has", "people have") + " several wrong values, or another cause.";
    finding.people_attribute = "";
    finding.locations = std::move(places);
}

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "/0/profile/email", R"("ana at acme")"},
                            {"users.json", "/1/profile/lastName", R"("")"}}},
                   .good = {{{"users.json", "/1/profile/lastName", R"("")"}}})

}  // namespace preflight::rules::profile_blocked_by_one_value
