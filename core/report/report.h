// Pure renderers of what was found and rehearsed (spec 6.1, 6.2). Same data in, same bytes out; texts are UTF-8 and end
// with a line end. No judging here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/intake/workspace.h"
#include "core/rules/catalogue.h"
#include "core/rules/expressions.h"
#include "core/rules/metadata_changes.h"
#include "core/simulation/outcome.h"

namespace preflight::report {

struct Subject {
    const intake::Workspace& workspace;
    const simulation::Result& simulation;
    const rules::Verdicts& verdicts;
    std::optional<std::int64_t> now_unix;
    std::string_view version;
};

struct Style {
    bool colour = false;
    bool quiet = false;  // no notes, no checklist, no card, no "not given"
};

[[nodiscard]] std::string check_json(const Subject& subject);
// Outcomes of a hundred thousand people are more than one text should hold: they leave in pieces.
using Sink = std::function<void(std::string_view)>;
void simulate_json(const Subject& subject, const Sink& sink);
[[nodiscard]] std::string identify_json(const intake::Workspace& workspace);
[[nodiscard]] std::string check_text(const Subject& subject, const Style& style);
[[nodiscard]] std::string simulate_text(const Subject& subject, const Style& style);
[[nodiscard]] std::string identify_text(const intake::Workspace& workspace);

// The page: {"columns": [...], "rows": [[...]]}, one row per person; the first column is what person_json takes.
[[nodiscard]] std::string people_json(const Subject& subject);
[[nodiscard]] std::string person_json(const Subject& subject, std::size_t row);

// Every expression of the files (rules/expressions.h).
[[nodiscard]] std::string expressions_json(const intake::Workspace& workspace, const std::vector<rules::Listed>& list);
[[nodiscard]] std::string expressions_text(const intake::Workspace& workspace, const std::vector<rules::Listed>& list);

// Two versions of the metadata (rules/metadata_changes.h); both workspaces have one. `not_compared` names inputs.
struct Comparison {
    const intake::Workspace &before, &after;
    const rules::MetadataChanges& changes;
    std::vector<std::string> not_compared;
    std::optional<std::int64_t> now_unix;
    std::string_view version;
};
[[nodiscard]] std::string changes_json(const Comparison& comparison);
[[nodiscard]] std::string changes_text(const Comparison& comparison, const Style& style);
[[nodiscard]] std::string changes_markdown(const Comparison& comparison);

[[nodiscard]] std::string rules_json(const std::vector<const findings::RuleInfo*>& rows);
[[nodiscard]] std::string rules_text(const std::vector<const findings::RuleInfo*>& rows);
[[nodiscard]] std::string rule_json(const findings::RuleInfo& row);
[[nodiscard]] std::string rule_text(const findings::RuleInfo& row);

}  // namespace preflight::report
