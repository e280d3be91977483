#include "core/verdict/people.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/egnyte/account.h"
#include "core/formats/record_place.h"
#include "core/okta/model.h"
#include "core/rules/person_rule.h"
#include "core/simulation/forecast.h"
#include "core/text/numbers.h"
#include "core/verdict/rehearsed_people.h"

namespace preflight::verdict {

namespace {

using rules::Origin;
using rules::PersonRule;
using simulation::Blame;

// The place of one attribute inside a record of a JSON input; the record itself when it cannot be found.
findings::Location inside_record(const workspace::Workspace& workspace, findings::Location at,
                                 const std::vector<std::string>& paths) {
    const auto field = formats::json_field(*workspace.inputs[at.input].source, at.span, paths);
    if (!field) return at;
    at.pointer += "/" + paths[field->path];
    at.span = field->span;
    return at;
}

std::string people_have(std::size_t count) {
    return text::counted(count, "person has ", "people have ");
}

// Where the value comes from: the mapping entry or the username template that made it, or nothing.
std::optional<findings::Location> cause(const workspace::Workspace& workspace, const Blame& blame,
                                        std::uint32_t user_row) {
    if (!blame.attribute) return std::nullopt;
    if (blame.event && (blame.origin == Origin::username_template || blame.origin == Origin::mapping))
        return blame.event;
    if (blame.origin == Origin::username_template && workspace.application != nullptr)
        return workspace.application->user_name_template.pattern.at;
    // The mapping of the person's user type.
    const auto number = workspace.mapping_of(user_row);
    const okta::ProfileMapping* mapping = number ? workspace.to_app_mappings[*number] : workspace.to_app_mapping;
    if (blame.origin != Origin::mapping || mapping == nullptr) return std::nullopt;
    const auto variable = workspace.variable_of.find(egnyte::name_of(*blame.attribute));
    if (variable == workspace.variable_of.end()) return std::nullopt;
    const okta::MappingEntry* entry = mapping->find(variable->second);
    if (entry == nullptr) return std::nullopt;
    return entry->expression.at;
}

// Where the attribute is in a record of an assignment or a user.
std::vector<std::string> paths_of(const workspace::Workspace& workspace, const PersonRule& rule,
                                  std::optional<egnyte::Attribute> attribute) {
    if (!rule.record_member.empty()) return {std::string(rule.record_member)};
    std::vector<std::string> paths;
    if (!attribute) return paths;
    if (*attribute == egnyte::Attribute::userName) paths.emplace_back("credentials/userName");
    const auto variable = workspace.variable_of.find(egnyte::name_of(*attribute));
    if (variable != workspace.variable_of.end()) paths.push_back("profile/" + variable->second);
    return paths;
}

class PeopleFindings {
public:
    PeopleFindings(const workspace::Workspace& workspace, const simulation::Rehearsal& rehearsal, rules::Report& report)
        : workspace_(workspace), rehearsal_(rehearsal), people_(rehearsal), report_(report) {}

    void add(const PersonRule& rule) {
        const simulation::Tally* tally = rehearsal_.tallies().of(*rule.row);
        if (tally == nullptr || rule.headline.empty()) return;
        std::vector<Blame> blames;
        for (const simulation::OutcomeNumber number : tally->first_outcomes)
            blames.push_back(rehearsal_.blame(number, *rule.row));
        findings::Finding& finding =
            report_.add(*rule.row, message(rule, *people_.affected(*rule.row), blames.front()));
        finding.locations = places(rule, *tally, blames);
        const findings::Remedy* const remedy = blames.front().remedy;
        const bool for_all =
            std::all_of(blames.begin(), blames.end(), [&](const Blame& blame) { return blame.remedy == remedy; });
        if (remedy != nullptr && for_all) finding.fix = findings::fix_of(*remedy);
        finding.people_attribute =
            blames.front().attribute ? std::string(egnyte::name_of(*blames.front().attribute)) : "";
    }

private:
    [[nodiscard]] std::string message(const PersonRule& rule, const findings::Affected& affected,
                                      const Blame& first) const {
        if (affected.users == 1) return affected.examples.front() + ": " + first.message;
        std::string text = people_have(affected.users) + std::string(rule.headline);
        const auto attributes = simulation::by_attribute(*rehearsal_.tallies().of(*rule.row));
        text += attributes.empty() ? "." : ": " + simulation::in_words(attributes) + ".";
        const bool everybody = affected.users == rehearsal_.expected_sign_ins();
        return everybody ? std::string(rule.of_everybody) + text : text;
    }

    [[nodiscard]] std::vector<findings::Location> places(const PersonRule& rule, const simulation::Tally& tally,
                                                         const std::vector<Blame>& blames) const {
        std::vector<findings::Location> result;
        if (rule.settings != nullptr) result = rule.settings(workspace_);
        const simulation::PersonNumber first = rehearsal_.outcomes()[tally.first_outcomes.front()].person;
        const auto made_by = cause(workspace_, blames.front(), rehearsal_.people().user_row(first));
        if (made_by) result.push_back(*made_by);
        const auto instead =
            rule.setting_instead != nullptr ? rule.setting_instead(workspace_) : std::optional<findings::Location>();
        bool setting_named = false;
        for (std::size_t i = 0; i < tally.first_outcomes.size(); ++i) {
            const simulation::Outcome& outcome = rehearsal_.outcomes()[tally.first_outcomes[i]];
            // Somebody whom no request concerned has no place to correct.
            if (outcome.kind == simulation::Outcome::Kind::sign_in && outcome.provisioned == simulation::kNoRow)
                continue;
            const Origin origin = blames[i].origin;
            // What a mapping or template makes is fixed there, not on the person.
            if (made_by && (origin == Origin::mapping || origin == Origin::username_template)) continue;
            if (instead && origin != Origin::assignment && origin != Origin::group) {
                if (!setting_named) result.push_back(*instead);
                setting_named = true;
                continue;
            }
            result.push_back(inside_record(workspace_, rehearsal_.people().place(outcome.person),
                                           paths_of(workspace_, rule, blames.front().attribute)));
        }
        return result;
    }

    const workspace::Workspace& workspace_;
    const simulation::Rehearsal& rehearsal_;
    const RehearsedPeople people_;
    rules::Report& report_;
};

}  // namespace

void add_people(const workspace::Workspace& workspace, const simulation::Rehearsal& rehearsal, rules::Report& report) {
    PeopleFindings people(workspace, rehearsal, report);
    for (const PersonRule* rule : rules::person_rules()) people.add(*rule);
}

}  // namespace preflight::verdict
