// The migration from an old Egnyte app to a new one, step by step in the order of Egnyte's guide (docs/migration.md),
// and what the files say of each step. It finds no faults of its own: those are the findings of PF81 and others, which
// a step names. Facts egnyte S04, S05, S12-S27.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/finding.h"
#include "core/workspace/workspace.h"

namespace preflight::verdict {

struct MigrationStep {
    enum class State : std::uint8_t {
        done,
        left,
        optional,  // to be decided by somebody; the migration is complete without it
        unknown    // no file says
    };
    std::string_view title;  // static
    State state = State::unknown;
    std::string why;                       // one sentence: what the files say, or what would tell
    std::vector<std::string_view> clicks;  // static
    std::vector<std::size_t> findings;     // numbers of those about the step
};
[[nodiscard]] std::string_view to_string(MigrationStep::State state);  // "done"

struct Migration {
    std::vector<std::string> from;  // labels of the old apps
    std::string to;
    std::vector<MigrationStep> steps;
};

// None unless an old and a new app are among the files. `found` are the findings of the same files.
[[nodiscard]] std::optional<Migration> migration_of(const workspace::Workspace& workspace,
                                                    const std::vector<findings::Finding>& found);

}  // namespace preflight::verdict
