#include "core/rules/rule.h"
#include "core/text/numbers.h"

namespace preflight::rules::mapping_several_user_types {

constexpr Rule kRow{
    .code = "PF4034",
    .slug = "mapping-several-user-types",
    .severity = Severity::warning,
    .when = "The org has several user types, and the mapping to Egnyte of one of them was not given.",
    .why = "Each user type has a mapping of its own. What Okta sends for people of that type is unknown.",
    .remedy = {"Export the mapping of each user type",
               {"Open GET /api/v1/mappings?targetId={app} and take the id (prm…) of each mapping to Egnyte.",
                "Open GET /api/v1/mappings/{id} for each of them and save the answers."}},
    .sources = "exports-1",
    .confidence = Confidence::documented,
};

namespace {

// The name of a user type, else its id.
std::string name_of(const workspace::Workspace& workspace, std::string_view id) {
    for (const okta::UserType& type : workspace.user_types) {
        if (type.id == id) return "\"" + (type.display_name.empty() ? type.name : type.display_name) + "\"";
    }
    return "\"" + std::string(id) + "\"";
}

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.to_app_mapping == nullptr || !workspace.to_app_mapping->has_properties) return;
    const population::Table& users = *workspace.users;
    const std::size_t people = context.evaluations.users_without_mapping();
    if (people > 0) {
        const std::uint32_t first = context.evaluations.first_without_mapping().front();
        const std::string_view type = users.text(first, users.find(okta::columns::kTypeId));
        Finding& finding =
            type.empty()
                ? report.add(kRow, "For " + text::counted(people, "person", "people") +
                                       " the user type is unknown, and the files have several mappings to Egnyte.")
                : report.add(kRow, "The mapping to Egnyte of the user type " + name_of(workspace, type) +
                                       " was not provided; " +
                                       (people == 1 ? "1 person has" : text::grouped(people) + " people have") +
                                       " a user type without a mapping.");
        finding.locations.push_back(workspace.to_app_mapping->at);
        findings::Affected who;
        who.users = people;
        for (const std::uint32_t row : context.evaluations.first_without_mapping())
            who.examples.push_back(context.evaluations.login(row));
        finding.affected = std::move(who);
        return;
    }
    if (!users.empty()) return;
    // Nobody to look at: the list of user types says which mappings there have to be.
    for (const okta::UserType& type : workspace.user_types) {
        const bool mapped = std::any_of(workspace.to_app_mappings.begin(), workspace.to_app_mappings.end(),
                                        [&](const auto* mapping) { return mapping->source.id == type.id; });
        if (mapped) continue;
        Finding& finding = report.add(
            kRow, "The mapping to Egnyte of the user type " + name_of(workspace, type.id) + " was not provided.");
        finding.locations = {type.at, workspace.to_app_mapping->at};
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"users.json", "/0/type", R"({"id": "otyContractor"})"}}},
                   .good = {{{"users.json", "/0/type", R"({"id": "oty1"})"}}})

}  // namespace preflight::rules::mapping_several_user_types
