// Fills in the reports from what was read, rehearsed and found. Everything that a renderer prints is decided here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/report/report.h"
#include "core/rules/expressions.h"
#include "core/rules/metadata_changes.h"
#include "core/simulation/rehearsal.h"
#include "core/verdict/diff.h"
#include "core/verdict/end_states.h"
#include "core/verdict/gates.h"
#include "core/verdict/verdicts.h"
#include "core/workspace/workspace.h"

namespace preflight::report {

// What a session knows; all of it outlives the reports.
struct Material {
    const workspace::Workspace& workspace;
    const simulation::Rehearsal& rehearsal;
    const verdict::Verdicts& verdicts;
    const verdict::EndStates& end_states;
    const std::vector<std::string>& fingerprints;  // of the findings
    const Baseline* baseline;                      // null without
    Tool tool;
};

// `outcomes` outlives the report.
[[nodiscard]] CheckReport build_check(const Material& material, const OutcomeCursor& outcomes);
[[nodiscard]] IdentifyReport build_identify(const workspace::Workspace& workspace);

// The outcomes of the rehearsal, which the cursor refers to.
[[nodiscard]] std::unique_ptr<OutcomeCursor> outcomes_of(const Material& material);
[[nodiscard]] SimulateReport build_simulate(const Material& material, const OutcomeCursor& outcomes);
// `count` pushes from number `from` on, at most kMaxPage.
[[nodiscard]] GroupsReport build_groups(const simulation::Rehearsal& rehearsal, std::size_t from, std::size_t count);
// Likewise of imported accounts, those first that match nobody for certain.
[[nodiscard]] ImportsReport build_imports(const simulation::Rehearsal& rehearsal, std::size_t from, std::size_t count);
[[nodiscard]] PersonReport build_person(const Material& material, std::size_t row);

[[nodiscard]] ExpressionsReport build_expressions(const workspace::Workspace& workspace,
                                                  const std::vector<rules::Listed>& list);

// All of it outlives the report. `changes` is null where one of the bundles has no metadata of one identity provider.
struct DiffMaterial {
    const Material &before, &after;
    const verdict::Diff& diff;
    const rules::MetadataChanges* changes;
    const verdict::Limits& limits;
    const OutcomeCursor &outcomes_before, &outcomes_after;
};
[[nodiscard]] DiffReport build_diff(const DiffMaterial& material);

// What became of the corrections: for each whether it is chosen, and its preview.
struct FixMaterial {
    const Material& files;
    const std::vector<verdict::Correction>& corrections;
    const std::vector<verdict::Preview>& previews;
    const std::vector<bool>& chosen;
    std::optional<verdict::Preview> together;
    const std::set<std::size_t>& gone;  // numbers of the findings that the chosen ones remove
};
[[nodiscard]] FixReport build_fix(const FixMaterial& material);

}  // namespace preflight::report
