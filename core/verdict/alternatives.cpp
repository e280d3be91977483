#include "core/verdict/alternatives.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/rules/registry.h"
#include "core/text/budget.h"

namespace preflight::verdict {

namespace {

// Nobody is rehearsed with another application or mapping than his or her own.
class Nobody final : public rules::Rehearsed {
public:
    [[nodiscard]] std::optional<findings::Affected> affected(const findings::Rule&) const override { return {}; }
    [[nodiscard]] findings::Affected affected_by(const std::vector<const findings::Rule*>&,
                                                 const std::vector<std::string>&, std::size_t) const override {
        return {};
    }
    [[nodiscard]] rules::AddressInName address_in_names() const override { return rules::AddressInName::unknown; }
    [[nodiscard]] Blockers blockers() const override { return {}; }
    [[nodiscard]] std::vector<bool> accounts_of_people() const override { return {}; }
    [[nodiscard]] bool needs_policies() const override { return false; }
};

bool known(const rules::Report& report, const findings::Finding& finding) {
    return std::any_of(report.findings.begin(), report.findings.end(), [&](const findings::Finding& other) {
        return other.rule == finding.rule && !other.locations.empty() &&
               other.locations.front().input == finding.locations.front().input &&
               other.locations.front().pointer == finding.locations.front().pointer &&
               other.locations.front().span == finding.locations.front().span;
    });
}

// Takes over the findings that lie in `object`, except those of rules about a role that it does not have.
template <class Concerns>
void look_at(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations,
             const findings::Location& object, rules::Report& report, Concerns&& concerns) {
    const Nobody nobody;
    const rules::Context context(workspace, evaluations, nobody);
    rules::Report found(nobody);
    rules::check_configuration(context, found);
    for (findings::Finding& finding : found.findings) {
        const bool here = !finding.locations.empty() && findings::is_inside(finding.locations.front(), object);
        const std::string_view family = finding.rule->code.substr(0, 3);
        if (here && (family == "PF3" || family == "PF4") && concerns(finding.rule->code) && !known(report, finding))
            report.findings.push_back(std::move(finding));
    }
}

bool about_provisioning(std::string_view code) {
    return (code >= "PF3003" && code <= "PF3010") || code == "PF3015" || code.substr(0, 3) == "PF4";
}

}  // namespace

void check_alternatives(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations,
                        rules::Report& report) {
    for (const workspace::Evaluations::OtherType& other : evaluations.other_types()) {
        if (other.evaluations == nullptr) continue;
        look_at(*other.workspace, *other.evaluations, other.workspace->to_app_mapping->at, report,
                [](std::string_view) { return true; });
    }
    for (std::size_t number = 0; number < workspace.egnyte_applications.size(); ++number) {
        const okta::Application* app = workspace.egnyte_applications[number];
        if (app == workspace.application) continue;
        workspace::Workspace::Choice choice;
        choice.application = number;
        const workspace::Workspace other = workspace::follow(workspace, choice);
        workspace::Evaluations others(other, evaluations.now_unix());
        text::Budget all = text::Budget::unlimited();
        others.step(all);
        const bool provisions = other.provisions(*other.application);
        look_at(other, others, other.application->at, report, [&](std::string_view code) {
            if (code == "PF3006") return !provisions;  // the other one may sign people in
            return provisions || !about_provisioning(code);
        });
        if (!provisions) continue;
        for (const okta::ProfileMapping* mapping : other.to_app_mappings) {
            if (mapping == other.to_app_mapping)
                look_at(other, others, mapping->at, report, [](std::string_view) { return true; });
        }
    }
}

}  // namespace preflight::verdict
