#include "core/report/build.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/report/excerpt.h"
#include "core/report/settings.h"
#include "core/report/terraform.h"
#include "core/saml/metadata.h"
#include "core/text/numbers.h"
#include "core/verdict/rehearsed_people.h"

namespace preflight::report {

namespace {

std::vector<Input> inputs_of(const workspace::Workspace& workspace) {
    std::vector<Input> inputs;
    inputs.reserve(workspace.inputs.size());
    for (const intake::Input& input : workspace.inputs)
        inputs.push_back({input.name, input.kinds, input.bytes, input.sha256});
    return inputs;
}

// The addresses of resources in Terraform's JSON; each input is parsed when its first place is asked for.
class TerraformAddresses {
public:
    explicit TerraformAddresses(const workspace::Workspace& workspace) : workspace_(workspace) {}

    [[nodiscard]] std::string of(const findings::Location& location) {
        const intake::Input& input = workspace_.inputs[location.input];
        const bool terraform = std::any_of(input.kinds.begin(), input.kinds.end(), [](const std::string& kind) {
            return kind == "terraform-json" || kind == "terraform-state";
        });
        if (!terraform || location.pointer.empty() || !input.source->kept()) return {};
        auto [place, fresh] = documents_.try_emplace(location.input);
        if (fresh) place->second = formats::json::parse(input.source->text());
        return terraform_address(place->second.document.root(), location.pointer);
    }

private:
    const workspace::Workspace& workspace_;
    std::map<std::size_t, formats::json::ParseResult> documents_;
};

Finding finding_of(const workspace::Workspace& workspace, const findings::Finding& found,
                   const std::vector<std::size_t>& hidden, TerraformAddresses& addresses) {
    Finding finding;
    finding.rule = found.rule;
    finding.severity = found.effective_severity();
    finding.confidence = found.effective_confidence();
    finding.message = found.message;
    finding.consequence = found.consequence;
    for (const findings::Location& location : found.locations) {
        Place& place = finding.places.emplace_back(place_of(workspace, location));
        place.resource = addresses.of(location);
        if (std::find(hidden.begin(), hidden.end(), location.input) == hidden.end())
            place.excerpt = excerpt_of(workspace, location);
    }
    finding.affected = found.affected;
    finding.about_people = found.people_attribute.has_value();
    finding.fix_title = found.fix.title;
    finding.fix_steps = found.fix.steps;
    finding.applicability = found.fix.applicability;
    for (const findings::Edit& edit : found.fix.edits)
        finding.edits.push_back({place_of(workspace, {edit.input, {}, edit.span}), edit.replacement});
    return finding;
}

std::vector<Aggregate> aggregates_of(const workspace::Workspace& workspace) {
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

void compare(const Baseline& baseline, CheckReport& report) {
    const std::set<std::string_view> known = baseline.fingerprints();
    std::set<std::string_view> found;
    for (Finding& finding : report.findings) {
        finding.known = known.count(finding.fingerprint) != 0;
        found.insert(finding.fingerprint);
    }
    report.gone.emplace();
    for (const Baseline::Entry& entry : baseline.entries) {
        if (found.count(entry.fingerprint) == 0) report.gone->push_back(entry);
    }
}

// Tells each outcome's story when its turn comes.
class StoryCursor final : public OutcomeCursor {
public:
    StoryCursor(const simulation::Rehearsal& rehearsal, const verdict::EndStates& end_states)
        : rehearsal_(rehearsal), end_states_(end_states) {}

    void for_each_outcome(const OutcomeFn& visit) const override {
        for_each([&](simulation::OutcomeNumber number, bool sign_in) {
            if (!sign_in) visit(story_of(number));
        });
    }
    void for_each_sign_in(const SignInFn& visit) const override {
        for_each([&](simulation::OutcomeNumber number, bool sign_in) {
            if (sign_in) visit(rehearsal_.sign_in_story(number));
        });
    }
    void for_each_group(const GroupFn& visit) const override {
        const simulation::GroupPushes& groups = rehearsal_.groups();
        for (simulation::PushNumber push = 0; push < groups.outcomes().size(); ++push) visit(groups.story(push));
    }
    void for_each_import(const ImportFn& visit) const override {
        const simulation::Imports& imports = rehearsal_.imports();
        for (simulation::ImportNumber number = 0; number < imports.outcomes().size(); ++number)
            visit(imports.story(number));
    }
    void for_each_membership(const MembershipFn& visit) const override {
        const simulation::GroupPushes& groups = rehearsal_.groups();
        for (std::size_t number = 0; number < groups.memberships(); ++number) visit(groups.membership(number));
    }
    [[nodiscard]] std::size_t events() const override { return rehearsal_.outcomes().size() + rehearsal_.asides(); }
    void for_events(std::size_t begin, std::size_t end, const Visitors& visit) const override {
        std::size_t aside = asides_before(begin);
        for (std::size_t number = begin; number < end; ++number) {
            if (aside < rehearsal_.asides() && rehearsal_.aside(aside).before + aside == number) {
                const simulation::Rehearsal::Aside one = rehearsal_.aside(aside++);
                if (one.import) visit.import(rehearsal_.imports().story(one.number));
                else visit.group(rehearsal_.groups().story(one.number));
                continue;
            }
            const auto outcome = static_cast<simulation::OutcomeNumber>(number - aside);
            if (rehearsal_.outcomes()[outcome].kind == simulation::Outcome::Kind::sign_in) {
                visit.sign_in(rehearsal_.sign_in_story(outcome));
            } else {
                visit.outcome(story_of(outcome));
            }
        }
    }
    void for_each_row(const RowFn& visit) const override {
        for_each([&](simulation::OutcomeNumber number, bool sign_in) {
            if (!sign_in) visit_row(number, visit);
        });
    }
    void for_each_person(const RowFn& visit) const override {
        for (simulation::PersonNumber person = 0; person < rehearsal_.people().size(); ++person) {
            const simulation::OutcomeNumber last = rehearsal_.last_request(person);
            if (last != simulation::kNoRow) visit_row(last, visit);
        }
    }

private:
    template <typename Visit>
    void for_each(Visit visit) const {
        const auto& outcomes = rehearsal_.outcomes();
        for (simulation::OutcomeNumber number = 0; number < outcomes.size(); ++number)
            visit(number, outcomes[number].kind == simulation::Outcome::Kind::sign_in);
    }
    // How many pushes and imports come before a number of for_events(): each comes after the outcomes before it and
    // the earlier ones of its kind.
    [[nodiscard]] std::size_t asides_before(std::size_t number) const {
        std::size_t low = 0, high = rehearsal_.asides();
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            if (rehearsal_.aside(middle).before + middle < number) low = middle + 1;
            else high = middle;
        }
        return low;
    }
    // With the end state where it is the person's last request.
    [[nodiscard]] simulation::Story story_of(simulation::OutcomeNumber number) const {
        simulation::Story story = rehearsal_.story(number);
        if (rehearsal_.last_request(rehearsal_.outcomes()[number].person) == number)
            story.end_state = end_states_.after(number);
        return story;
    }
    void visit_row(simulation::OutcomeNumber number, const RowFn& visit) const {
        const simulation::OutcomeNumber last = rehearsal_.last_sign_in(rehearsal_.outcomes()[number].person);
        std::optional<simulation::SignInStory> sign_in;
        if (last != simulation::kNoRow) sign_in = rehearsal_.sign_in_story(last);
        visit({number, story_of(number), sign_in ? &*sign_in : nullptr, end_states_.after(number)});
    }

    const simulation::Rehearsal& rehearsal_;
    const verdict::EndStates& end_states_;
};

// Where every request fails there is nothing to expect.
simulation::Forecast forecast_of(const Material& material) {
    if (material.end_states.all_refused()) return {};
    return simulation::forecast(material.rehearsal);
}

std::map<std::string, std::size_t> counted(const simulation::Rehearsal::Summary& summary) {
    std::map<std::string, std::size_t> counts;
    for (std::size_t i = 0; i < summary.size(); ++i) {
        if (summary[i] > 0) counts.emplace(simulation::to_string(static_cast<simulation::Status>(i)), summary[i]);
    }
    return counts;
}

std::map<std::string, std::size_t> counted_imports(const simulation::Rehearsal& rehearsal) {
    std::map<std::string, std::size_t> counts;
    for (std::size_t i = 0; i < rehearsal.import_summary().size(); ++i) {
        const std::size_t count = rehearsal.import_summary()[i];
        if (count > 0) counts.emplace(simulation::to_string(static_cast<simulation::Match>(i)), count);
    }
    return counts;
}

}  // namespace

CheckReport build_check(const Material& material, const OutcomeCursor& outcomes) {
    const workspace::Workspace& workspace = material.workspace;
    CheckReport report;
    report.tool = material.tool;
    report.outcomes = &outcomes;
    report.causes = verdict::causes_of(material.rehearsal, material.end_states, material.verdicts.findings);
    report.end_states = material.end_states.counts();
    report.forecast = forecast_of(material);
    report.verdict = verdict::verdict_sentence(workspace, material.end_states, report.causes, material.verdicts);
    report.inputs = inputs_of(workspace);
    const std::vector<std::size_t> hidden = inputs_never_shown(material.workspace, material.verdicts.findings);
    TerraformAddresses addresses(workspace);
    report.findings.reserve(material.verdicts.findings.size());
    for (const findings::Finding& found : material.verdicts.findings)
        report.findings.push_back(finding_of(workspace, found, hidden, addresses));
    for (std::size_t i = 0; i < report.findings.size(); ++i) report.findings[i].fingerprint = material.fingerprints[i];
    if (material.baseline != nullptr) compare(*material.baseline, report);
    for (const workspace::Unused& unused : material.workspace.unused)
        report.unused.push_back({material.workspace.inputs[unused.input].name, unused.kind, unused.why});
    report.missing = material.verdicts.missing;
    report.aggregates = aggregates_of(workspace);
    const verdict::RehearsedPeople people(material.rehearsal);
    report.settings = settings_of(workspace, &people, material.tool.now_unix);
    return report;
}

std::size_t CheckReport::count(findings::Severity severity) const {
    return static_cast<std::size_t>(std::count_if(
        findings.begin(), findings.end(), [&](const Finding& finding) { return finding.severity == severity; }));
}

std::size_t CheckReport::count_known() const {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(), [](const Finding& finding) { return finding.known; }));
}

IdentifyReport build_identify(const workspace::Workspace& workspace) {
    return {inputs_of(workspace)};
}

std::unique_ptr<OutcomeCursor> outcomes_of(const Material& material) {
    return std::make_unique<StoryCursor>(material.rehearsal, material.end_states);
}

SimulateReport build_simulate(const Material& material, const OutcomeCursor& outcomes) {
    return {material.tool,
            material.rehearsal.notes(),
            counted(material.rehearsal.summary(simulation::Outcome::Kind::provision)),
            counted(material.rehearsal.group_summary()),
            counted_imports(material.rehearsal),
            counted(material.rehearsal.summary(simulation::Outcome::Kind::sign_in)),
            material.end_states.counts(),
            forecast_of(material),
            outcomes};
}

GroupsReport build_groups(const simulation::Rehearsal& rehearsal, std::size_t from, std::size_t count) {
    const simulation::GroupPushes& groups = rehearsal.groups();
    GroupsReport report;
    report.counts = counted(rehearsal.group_summary());
    report.total = groups.outcomes().size();
    report.from = std::min(from, report.total);
    const std::size_t end = report.from + std::min({count, kMaxPage, report.total - report.from});
    for (std::size_t push = report.from; push < end; ++push)
        report.rows.push_back(groups.story(static_cast<simulation::PushNumber>(push)));
    return report;
}

ImportsReport build_imports(const simulation::Rehearsal& rehearsal, std::size_t from, std::size_t count) {
    const simulation::Imports& imports = rehearsal.imports();
    ImportsReport report;
    report.counts = counted_imports(rehearsal);
    report.total = imports.outcomes().size();
    report.from = std::min(from, report.total);
    // Those that match nobody for certain come first: they are what somebody has to decide.
    const std::size_t end = report.from + std::min({count, kMaxPage, report.total - report.from});
    std::size_t index = 0;
    for (const bool matched : {false, true}) {
        for (std::size_t number = 0; number < report.total && index < end; ++number) {
            if ((imports.outcomes()[number].match == simulation::Match::matched) != matched) continue;
            if (index++ >= report.from)
                report.rows.push_back(imports.story(static_cast<simulation::ImportNumber>(number)));
        }
    }
    return report;
}

PersonReport build_person(const Material& material, std::size_t row) {
    PersonReport report;
    const simulation::Rehearsal& rehearsal = material.rehearsal;
    if (row >= rehearsal.outcomes().size()) return report;
    const auto number = static_cast<simulation::OutcomeNumber>(row);
    const simulation::Outcome& outcome = rehearsal.outcomes()[number];
    if (outcome.kind == simulation::Outcome::Kind::sign_in) return report;
    report.story = rehearsal.story(number);
    if (rehearsal.last_request(outcome.person) == number) report.story->end_state = material.end_states.after(number);
    for (const simulation::ProfileValue& value : report.story->profile) {
        if (value.expression.empty()) continue;
        const auto operation =
            outcome.is(simulation::Outcome::update) ? simulation::Operation::update : simulation::Operation::create;
        if (auto trace = rehearsal.scene().profiles.trace(at(outcome), operation, value.attribute))
            report.traces.emplace(value.attribute, std::move(*trace));
    }
    if (const simulation::OutcomeNumber last = rehearsal.last_sign_in(outcome.person); last != simulation::kNoRow)
        report.sign_in = rehearsal.sign_in_story(last);
    return report;
}

ExpressionsReport build_expressions(const workspace::Workspace& workspace, const std::vector<rules::Listed>& list) {
    ExpressionsReport report;
    for (const rules::Listed& listed : list)
        report.list.push_back({listed, place_of(workspace, listed.subject.text->at), listed.subject.canonical});
    return report;
}

namespace {

std::optional<Place> place_if_any(const workspace::Workspace& workspace, const std::optional<findings::Location>& at) {
    return at ? std::optional(place_of(workspace, *at)) : std::nullopt;
}

MetadataDiff metadata_diff(const workspace::Workspace& before, const workspace::Workspace& after,
                           const rules::MetadataChanges& changes, std::optional<std::int64_t> now) {
    const auto side = [](const workspace::Workspace& workspace) {
        const intake::Input& input = workspace.inputs[workspace.idp_metadata->input];
        const auto& id = workspace.idp_metadata->document.entity->entity_id;
        return MetadataDiff::Side{input.name, input.sha256, id ? std::optional(id->value) : std::nullopt};
    };
    const auto place = [](const workspace::Workspace& workspace, const std::optional<saml::Place>& at) {
        return at ? std::optional(place_of(workspace, {workspace.idp_metadata->input, at->path, at->span}))
                  : std::nullopt;
    };
    MetadataDiff diff;
    diff.before = side(before);
    diff.after = side(after);
    diff.verdict = changes.verdict;
    diff.egnyte_must_change = changes.for_egnyte();
    for (const rules::MetadataChange& change : changes.list)
        diff.changes.push_back({change, place(before, change.before_at), place(after, change.after_at)});
    diff.settings = settings_of(after, nullptr, now);
    return diff;
}

std::vector<Finding> findings_of(const Material& material, const std::vector<std::size_t>& numbers) {
    std::vector<Finding> result;
    if (numbers.empty()) return result;
    const std::vector<std::size_t> hidden = inputs_never_shown(material.workspace, material.verdicts.findings);
    TerraformAddresses addresses(material.workspace);
    for (const std::size_t number : numbers) {
        result.push_back(finding_of(material.workspace, material.verdicts.findings[number], hidden, addresses));
        result.back().fingerprint = material.fingerprints[number];
    }
    return result;
}

}  // namespace

DiffReport build_diff(const DiffMaterial& material) {
    const workspace::Workspace &before = material.before.workspace, &after = material.after.workspace;
    const verdict::Diff& diff = material.diff;
    DiffReport report{material.after.tool, inputs_of(before), inputs_of(after), {}, false, diff, {}, {}, {}, {}, {}};
    report.verdict = verdict::diff_sentence(diff);
    if (material.changes != nullptr) {
        report.metadata = metadata_diff(before, after, *material.changes, material.after.tool.now_unix);
        if (!report.metadata->changes.empty()) report.verdict += " " + report.metadata->verdict;
    }
    report.empty = diff.empty() && (!report.metadata || report.metadata->changes.empty());
    for (const verdict::SettingDiff& setting : diff.settings.list)
        report.settings.push_back(
            {setting, place_if_any(before, setting.before_at), place_if_any(after, setting.after_at)});
    report.appeared = findings_of(material.after, diff.appeared);
    report.gone = findings_of(material.before, diff.gone);
    if (diff.people) report.gates = verdict::check_gates(*diff.people, material.limits);
    report.outcomes_before = &material.outcomes_before;
    report.outcomes_after = &material.outcomes_after;
    return report;
}

FixReport build_fix(const FixMaterial& material) {
    const workspace::Workspace& workspace = material.files.workspace;
    const std::vector<findings::Finding>& found = material.files.verdicts.findings;
    FixReport report;
    report.tool = material.files.tool;
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < material.corrections.size(); ++i) {
        const verdict::Correction& correction = material.corrections[i];
        FixReport::Tried& tried = report.corrections.emplace_back();
        tried.title = correction.title;
        for (const std::size_t number : correction.findings) {
            tried.codes.emplace_back(found[number].rule->code);
            tried.fingerprints.push_back(material.files.fingerprints[number]);
        }
        for (const verdict::CorrectedEntry& entry : correction.entries)
            tried.changes.push_back({"mapping", entry.target, entry.before.value_or(""), entry.after, entry.push_status,
                                     place_if_any(workspace, entry.at)});
        if (correction.format)
            tried.changes.push_back({"username-format", "userName", correction.format->before, correction.format->after,
                                     correction.format->push_status, place_of(workspace, correction.format->at)});
        tried.preview = material.previews[i];
        tried.applicability = verdict::applicability_of(correction, tried.preview);
        tried.chosen = material.chosen[i];
        chosen += tried.chosen ? 1U : 0U;
    }
    report.together = material.together;
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].is_alarm() && material.gone.count(i) == 0) left.push_back(i);
    }
    report.by_hand = findings_of(material.files, left);
    report.verdict = chosen == 0 ? "No correction of the files is safe to offer."
                                 : text::counted(chosen, "correction") +
                                       " of the files: " + verdict::in_words(*material.together) + ".";
    if (!left.empty())
        report.verdict += " " + text::counted(left.size(), "finding") +
                          (left.size() == 1 ? " is left to fix by hand." : " are left to fix by hand.");
    return report;
}

}  // namespace preflight::report
