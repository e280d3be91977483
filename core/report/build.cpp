#include "core/report/build.h"

#include <algorithm>
#include <utility>

#include "core/report/excerpt.h"
#include "core/report/fingerprint.h"
#include "core/report/settings.h"
#include "core/saml/metadata.h"
#include "core/simulation/profile.h"

namespace preflight::report {

namespace {

std::vector<Input> inputs_of(const intake::Workspace& workspace) {
    std::vector<Input> inputs;
    inputs.reserve(workspace.inputs.size());
    for (const intake::Input& input : workspace.inputs)
        inputs.push_back({input.name, input.kinds, input.bytes, input.sha256});
    return inputs;
}

Finding finding_of(const intake::Workspace& workspace, const findings::Finding& found,
                   const std::vector<std::size_t>& hidden) {
    Finding finding;
    finding.rule = found.rule;
    finding.severity = found.effective_severity();
    finding.confidence = found.effective_confidence();
    finding.message = found.message;
    finding.consequence = found.consequence;
    for (const findings::Location& location : found.locations) {
        Place& place = finding.places.emplace_back(place_of(workspace, location));
        if (std::find(hidden.begin(), hidden.end(), location.input) == hidden.end())
            place.excerpt = excerpt_of(workspace, location);
    }
    finding.affected = found.affected;
    finding.fix_title = found.fix.title;
    finding.fix_steps = found.fix.steps;
    finding.applicability = found.fix.applicability;
    for (const findings::Edit& edit : found.fix.edits)
        finding.edits.push_back({place_of(workspace, {edit.input, {}, edit.span}), edit.replacement});
    return finding;
}

std::vector<Aggregate> aggregates_of(const intake::Workspace& workspace) {
    std::vector<Aggregate> aggregates;
    for (const intake::MetadataInput& metadata : workspace.metadata) {
        const saml::Document& document = metadata.document;
        if (document.idp_count < 2) continue;
        Aggregate& aggregate = aggregates.emplace_back();
        aggregate.input = workspace.inputs[metadata.input].name;
        aggregate.identity_providers = document.idp_count;
        if (!document.asked_for.empty()) aggregate.stated = document.asked_for;
        if (document.kind == saml::Kind::idp) aggregate.chosen = document.asked_for;
        aggregate.providers = saml::listed_providers(document);
    }
    return aggregates;
}

// The cursor over outcomes that are all in memory.
class ResultCursor final : public OutcomeCursor {
public:
    explicit ResultCursor(const simulation::Result& result) : result_(result) {}

    void for_each_outcome(const OutcomeFn& visit) const override {
        for (const simulation::Outcome& outcome : result_.outcomes) visit(outcome);
    }
    void for_each_sign_in(const SignInFn& visit) const override {
        for (const simulation::SignIn& sign_in : result_.sign_ins) visit(sign_in);
    }
    void for_each_event(const OutcomeFn& outcome, const SignInFn& sign_in) const override {
        // Each list is in the order of events; an event yields entries of one kind only.
        auto next_outcome = result_.outcomes.begin();
        auto next_sign_in = result_.sign_ins.begin();
        while (next_outcome != result_.outcomes.end() || next_sign_in != result_.sign_ins.end()) {
            const bool take_outcome =
                next_sign_in == result_.sign_ins.end() ||
                (next_outcome != result_.outcomes.end() && next_outcome->event <= next_sign_in->event);
            if (take_outcome) {
                outcome(*next_outcome++);
            } else {
                sign_in(*next_sign_in++);
            }
        }
    }
    void for_each_row(const RowFn& visit) const override {
        const auto sign_ins = last_sign_ins();
        for (std::size_t i = 0; i < result_.outcomes.size(); ++i) visit(row(i, sign_ins));
    }
    void for_each_person(const RowFn& visit) const override {
        const auto sign_ins = last_sign_ins();
        std::vector<std::size_t> rows;  // the last outcome of each person
        std::map<std::string_view, std::size_t> seen;
        for (std::size_t i = 0; i < result_.outcomes.size(); ++i) {
            const auto [place, inserted] = seen.emplace(result_.outcomes[i].user.id, rows.size());
            if (inserted) {
                rows.push_back(i);
            } else {
                rows[place->second] = i;
            }
        }
        for (const std::size_t i : rows) visit(row(i, sign_ins));
    }

private:
    using SignIns = std::map<std::string_view, const simulation::SignIn*>;  // by Okta id

    [[nodiscard]] SignIns last_sign_ins() const {
        SignIns result;
        for (const simulation::SignIn& sign_in : result_.sign_ins) result.insert_or_assign(sign_in.user_id, &sign_in);
        return result;
    }
    [[nodiscard]] OutcomeRow row(std::size_t i, const SignIns& sign_ins) const {
        const simulation::Outcome& outcome = result_.outcomes[i];
        const auto sign_in = sign_ins.find(outcome.user.id);
        return {i, outcome, sign_in == sign_ins.end() ? nullptr : sign_in->second};
    }

    const simulation::Result& result_;
};

}  // namespace

CheckReport build_check(const Material& material) {
    const intake::Workspace& workspace = material.workspace;
    CheckReport report;
    report.tool = material.tool;
    report.verdict = rules::verdict_sentence(workspace, material.simulation, material.verdicts);
    report.inputs = inputs_of(workspace);
    const std::vector<std::size_t> hidden = inputs_never_shown(material.verdicts.findings);
    report.findings.reserve(material.verdicts.findings.size());
    for (const findings::Finding& found : material.verdicts.findings)
        report.findings.push_back(finding_of(workspace, found, hidden));
    std::vector<std::string> fingerprints = fingerprints_of(workspace, material.verdicts.findings);
    for (std::size_t i = 0; i < report.findings.size(); ++i)
        report.findings[i].fingerprint = std::move(fingerprints[i]);
    report.missing = material.verdicts.missing;
    report.aggregates = aggregates_of(workspace);
    report.settings = settings_of(workspace, &material.simulation, material.tool.now_unix);
    return report;
}

std::size_t CheckReport::count(findings::Severity severity) const {
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [&](const Finding& finding) { return finding.severity == severity; }));
}

IdentifyReport build_identify(const intake::Workspace& workspace) {
    return {inputs_of(workspace)};
}

std::unique_ptr<OutcomeCursor> outcomes_of(const simulation::Result& simulation) {
    return std::make_unique<ResultCursor>(simulation);
}

SimulateReport build_simulate(const Material& material, const OutcomeCursor& outcomes) {
    return {material.tool, material.simulation.notes, material.simulation.user_summary(),
            material.simulation.sign_in_summary(), outcomes};
}

PersonReport build_person(const Material& material, std::size_t row) {
    PersonReport report;
    if (row >= material.simulation.outcomes.size()) return report;
    report.outcome = &material.simulation.outcomes[row];
    const simulation::ProfileComputer profiles(material.workspace, material.tool.now_unix);
    for (const auto& [name, value] : report.outcome->profile) {
        if (value.expression.empty()) continue;
        if (auto trace = profiles.trace(report.outcome->user_row, name)) report.traces.emplace(name, std::move(*trace));
    }
    for (const simulation::SignIn& sign_in : material.simulation.sign_ins) {
        if (sign_in.user_id == report.outcome->user.id) report.sign_in = &sign_in;
    }
    return report;
}

ExpressionsReport build_expressions(const intake::Workspace& workspace, const std::vector<rules::Listed>& list) {
    ExpressionsReport report;
    for (const rules::Listed& listed : list) {
        std::optional<std::string> attribute;
        const auto canonical = workspace.canonical_of.find(listed.subject.target);
        if (listed.subject.target == "userName") {
            attribute = "userName";
        } else if (canonical != workspace.canonical_of.end()) {
            attribute = canonical->second;
        }
        report.list.push_back({listed, place_of(workspace, listed.subject.text->at), std::move(attribute)});
    }
    return report;
}

DiffReport build_diff(const intake::Workspace& before, const intake::Workspace& after,
                      const rules::MetadataChanges& changes, std::vector<std::string> not_compared, const Tool& tool) {
    const auto side = [](const intake::Workspace& workspace) {
        const intake::Input& input = workspace.inputs[workspace.idp_metadata->input];
        const auto& id = workspace.idp_metadata->document.entity->entity_id;
        return DiffReport::Side{input.name, input.sha256, id ? std::optional(id->value) : std::nullopt};
    };
    const auto place = [](const intake::Workspace& workspace, const std::optional<saml::Place>& at) {
        return at ? std::optional(place_of(workspace, {workspace.idp_metadata->input, at->path, at->span}))
                  : std::nullopt;
    };
    DiffReport report;
    report.tool = tool;
    report.before = side(before);
    report.after = side(after);
    report.verdict = changes.verdict;
    report.egnyte_must_change = changes.for_egnyte();
    for (const rules::MetadataChange& change : changes.list)
        report.changes.push_back({change, place(before, change.before_at), place(after, change.after_at)});
    report.not_compared = std::move(not_compared);
    report.settings = settings_of(after, nullptr, tool.now_unix);
    return report;
}

}  // namespace preflight::report
