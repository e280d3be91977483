// PF5, PF6 and PF8: what happens to single people, grouped by cause. The reasons are the simulation's, the words those
// of each rule's own file.
#include "core/rules/rule.h"

#include <array>
#include <map>
#include <set>

#include "core/formats/record_place.h"
#include "core/simulation/provision.h"

namespace preflight::rules {

namespace {

// The place of one attribute inside a record of a JSON input; the record itself when it cannot be found.
findings::Location inside_record(const intake::Workspace& workspace, findings::Location at,
                                 const std::vector<std::string>& paths) {
    const auto field = formats::json_field(*workspace.inputs[at.input].source, at.span, paths);
    if (!field) return at;
    at.pointer += "/" + paths[field->path];
    at.span = field->span;
    return at;
}

struct Group {
    std::vector<const simulation::Outcome*> outcomes;
    std::set<std::string> people;
    std::vector<std::string> examples;
    std::vector<std::string> messages;
    std::string attribute;
};

std::string people_have(std::size_t count) {
    return count == 1 ? "1 person has " : std::to_string(count) + " people have ";
}

// Where the value comes from: the mapping entry or the username template that made it, or nothing.
std::optional<findings::Location> cause(const intake::Workspace& workspace, const Group& group) {
    if (group.outcomes.empty()) return std::nullopt;
    const auto value = group.outcomes.front()->profile.find(group.attribute);
    if (value == group.outcomes.front()->profile.end()) return std::nullopt;
    if (value->second.origin == "template" && workspace.application != nullptr)
        return workspace.application->user_name_template.pattern.at;
    if (value->second.origin != "mapping" || workspace.to_app_mapping == nullptr) return std::nullopt;
    const auto variable = workspace.variable_of.find(group.attribute);
    if (variable == workspace.variable_of.end()) return std::nullopt;
    const okta::MappingEntry* entry = workspace.to_app_mapping->find(variable->second);
    if (entry == nullptr) return std::nullopt;
    return entry->expression.at;
}

}  // namespace

void check_people(const Context& context, Report& report) {
    const intake::Workspace& workspace = context.workspace;
    std::map<const findings::Rule*, Group> groups;
    std::map<std::string, const simulation::Outcome*, std::less<>> outcome_of;
    const auto put = [&](const simulation::Reason& reason, const std::string& id, const std::string& login,
                         const simulation::Outcome* outcome) {
        Group& group = groups[reason.rule];
        if (!group.people.insert(id).second) return;
        if (group.examples.size() < findings::kMaxExamples) {
            group.examples.push_back(login);
            group.messages.push_back(reason.message);
            if (outcome != nullptr) group.outcomes.push_back(outcome);
        }
        if (group.attribute.empty()) group.attribute = reason.attribute;
    };
    for (const simulation::Outcome& outcome : context.simulation.outcomes) {
        outcome_of[outcome.user.id] = &outcome;
        for (const simulation::Reason& reason : outcome.reasons)
            put(reason, outcome.user.id, outcome.user.login, &outcome);
    }
    for (const simulation::SignIn& sign_in : context.simulation.sign_ins) {
        const auto outcome = outcome_of.find(sign_in.user_id);
        for (const simulation::Reason& reason : sign_in.reasons) {
            put(reason, sign_in.user_id, sign_in.login, outcome == outcome_of.end() ? nullptr : outcome->second);
        }
    }

    for (findings::Finding& finding : report.findings) {
        // A cause that another family found by itself (a switch that is off, unusable metadata): say whom it hits.
        const auto group = groups.find(finding.rule);
        if (group == groups.end() || finding.affected) continue;
        finding.affected = findings::Affected{group->second.people.size(), group->second.examples};
    }
    const std::size_t sso_people = context.simulation.sign_ins.size();
    for (const PersonRule* const rule : person_rules()) {
        const auto found = groups.find(rule->row);
        if (found == groups.end() || rule->headline.empty()) continue;
        const Group& group = found->second;
        const std::size_t count = group.people.size();
        std::string message = count == 1 && !group.messages.empty()
                                  ? group.examples.front() + ": " + group.messages.front()
                                  : people_have(count) + std::string(rule->headline) + ".";
        if (rule == &sign_in_name_id_mismatch::kPerson && count > 1 && count == sso_people) {
            message = "Nobody who uses SSO can sign in: " + people_have(count) + std::string(rule->headline) + ".";
        }
        findings::Finding& finding = report.add(*rule->row, std::move(message), std::string(rule->row->why));
        if (rule == &service_account_password_policy::kPerson) {
            constexpr std::int64_t kEnough = simulation::kServiceAccountPasswordLength;
            for (const okta::PasswordPolicy& policy : workspace.password_policies) {
                const bool applies = policy.status != "INACTIVE" &&
                                     (policy.provider.empty() || policy.provider == "ANY" || policy.provider == "OKTA");
                if (applies && policy.min_length.value_or(kEnough) < kEnough)
                    finding.locations.push_back(policy.min_length_at);
            }
        }
        const auto place = cause(workspace, group);
        if (place) finding.locations.push_back(*place);
        const bool by_scenario = rule == &sign_in_name_id_mismatch::kPerson && workspace.scenario &&
                                 workspace.scenario->default_user_mapping;
        bool scenario_named = false;
        for (const simulation::Outcome* outcome : group.outcomes) {
            if (!outcome->at) continue;
            const auto value = outcome->profile.find(group.attribute);
            const std::string_view origin = value == outcome->profile.end() ? std::string_view() : value->second.origin;
            // What a mapping or template makes is mended there, not on the person.
            if (place && (origin == "mapping" || origin == "template")) continue;
            if (by_scenario && origin != "assignment" && origin != "group") {
                if (!scenario_named) finding.locations.push_back(workspace.scenario->default_user_mapping_at);
                scenario_named = true;
                continue;
            }
            std::vector<std::string> paths;
            if (group.attribute == "userName") paths.emplace_back("credentials/userName");
            const auto variable = workspace.variable_of.find(group.attribute);
            if (variable != workspace.variable_of.end()) paths.push_back("profile/" + variable->second);
            if (rule == &user_not_active::kPerson) paths = {"status"};
            finding.locations.push_back(inside_record(workspace, *outcome->at, paths));
        }
        finding.affected = findings::Affected{count, group.examples};
        finding.people_attribute = group.attribute;
        finding.fix.title = rule->row->remedy.title;
        for (const std::string_view step : rule->row->remedy.steps) {
            if (!step.empty()) finding.fix.steps.emplace_back(step);
        }
    }
}

}  // namespace preflight::rules
