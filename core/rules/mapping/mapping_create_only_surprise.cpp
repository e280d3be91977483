#include <array>

#include "core/expression/evaluate/evaluate.h"
#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_create_only_surprise {

constexpr Rule kRow{
    .code = "PF4031",
    .slug = "mapping-create-only-surprise",
    .severity = Severity::warning,
    .when = "An attribute that is expected to follow Okta is sent on creation only.",
    .why = "A later change in Okta, for example of a name, never reaches the Egnyte account.",
    .remedy = {"Send the attribute on updates too",
               {clicks::kMappings, "The pencil beside the attribute › Apply on: Create and update. Save.",
                "Apply the updated mapping to existing users when Okta asks."}},
    .sources = "exports-1",
    .confidence = Confidence::documented,
};

namespace {

// The same value for everybody does not follow anything.
bool follows_okta(const Listed& listed) {
    if (!listed.subject.parsed.program) return false;
    const expression::AbstractValue& possible = listed.analysis.possible;
    return possible.cases.size() > 1 || !possible.finite();
}

}  // namespace

void check(const Context& context, Report& report) {
    constexpr std::array<std::string_view, 4> kExpected = {"email", "givenName", "familyName", "userType"};
    const okta::ProfileMapping* mapping = context.workspace.to_app_mapping;
    std::vector<Location> places;
    std::string list;
    for (const std::string_view canonical : kExpected) {
        const Listed* listed = mapping_of(context, canonical);
        if (listed == nullptr || !follows_okta(*listed)) continue;
        const okta::MappingEntry* entry = mapping->find(listed->subject.target);
        if (entry == nullptr || entry->push_status != okta::PushStatus::dont_push) continue;
        places.push_back(entry->at);
        list += (list.empty() ? "" : ", ") + entry->target;
    }
    if (places.empty()) return;
    const bool one = places.size() == 1;
    Finding& finding = report.add(kRow, "Sent on creation only: " + list + ". A later change of " +
                                            (one ? "it" : "them") + " never reaches Egnyte.");
    finding.locations = std::move(places);
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/email/pushStatus", R"("DONT_PUSH")"}}},
                   .good = {{{"mapping.json", "/properties/userType/pushStatus", R"("DONT_PUSH")"}}})

}  // namespace preflight::rules::mapping_create_only_surprise
