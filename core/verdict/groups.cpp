#include "core/verdict/groups.h"

#include <algorithm>

#include "core/rules/group_rule.h"
#include "core/rules/import_rule.h"
#include "core/text/numbers.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::verdict {

namespace {

findings::Finding& add(const simulation::GroupPushes& groups, const rules::GroupRule& rule,
                       const std::vector<simulation::PushNumber>& pushes, rules::Report& report) {
    const std::string message =
        pushes.size() == 1 ? text::capitalised(rule.message(groups.view(pushes.front())))
                           : text::counted(pushes.size(), "pushed group") + " " + std::string(rule.headline) + ".";
    findings::Finding& finding = report.add(*rule.row, message);
    for (std::size_t i = 0; i < std::min(pushes.size(), findings::kMaxExamples); ++i)
        finding.locations.push_back(groups.view(pushes[i]).mapping.at);
    return finding;
}

}  // namespace

void add_groups(const simulation::Rehearsal& rehearsal, rules::Report& report) {
    const simulation::GroupPushes& groups = rehearsal.groups();
    const auto all = rules::group_rules();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const rules::GroupRule& rule = *all[i];
        const simulation::GroupTally* tally = groups.tally(static_cast<rules::GroupRuleId>(i));
        if (tally == nullptr) continue;
        if (rule.each) {
            for (const simulation::PushNumber push : tally->pushes) add(groups, rule, {push}, report);
        } else if (!rule.headline.empty()) {
            findings::Finding& finding = add(groups, rule, tally->pushes, report);
            if (tally->people > 0) finding.affected = findings::Affected{tally->people, tally->first_people};
            // Which groups it concerns changes from day to day: the finding is the same one.
            finding.people_attribute = "";
        }
    }
}

void add_imports(const workspace::Workspace& workspace, const simulation::Rehearsal& rehearsal, rules::Report& report) {
    const auto all = rules::import_rules();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto id = static_cast<rules::ImportRuleId>(i);
        const simulation::ImportTally* tally = rehearsal.imports().tally(id);
        if (tally == nullptr) continue;
        findings::Finding& finding = report.add(*all[i]->row, all[i]->message(tally->count, tally->first.front()));
        const bool of_groups = id == rules::ImportRuleId::import_makes_duplicate_groups;
        const population::Table& table = of_groups ? *workspace.egnyte_groups : *workspace.egnyte_users;
        for (const std::uint32_t row : tally->rows) {
            if (row < table.size())
                finding.locations.push_back(workspace::whole_row(workspace, workspace::locate(workspace, table, row)));
        }
        if (!of_groups) finding.affected = findings::Affected{tally->count, tally->first};
        finding.people_attribute = "";
    }
}

}  // namespace preflight::verdict
