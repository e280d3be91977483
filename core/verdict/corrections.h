// What can be corrected in the files themselves: mapping expressions, push statuses and the username format. Each
// correction is one change that can be tried out (workspace/overlay.h) and sent to Okta. Whether it helps is not
// decided here: that takes the people (fix.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/finding.h"
#include "core/rules/rule.h"

namespace preflight::verdict {

// One entry of the mapping as it should be.
struct CorrectedEntry {
    std::string target;  // the app's variable
    std::optional<std::string> before;
    std::string after;                     // the expression
    std::string push_status;               // "PUSH", "DONT_PUSH"; empty: as it is
    std::optional<findings::Location> at;  // of the expression; none where nothing was mapped
};

struct CorrectedFormat {
    std::string before, after, type;  // type: "BUILT_IN", "CUSTOM"
    std::string push_status;          // empty: as it is
    findings::Location at;            // of the format
};

struct Correction {
    std::string title;                      // what to do, in a few words
    std::vector<CorrectedEntry> entries;    // of the mapping to the application
    std::optional<CorrectedFormat> format;  // or the username format
    std::vector<std::size_t> findings;      // numbers of those that it is made for
};

// At most this many: each is tried out over all people.
inline constexpr std::size_t kMaxCorrections = 20;

// Several corrections may be made for the same finding: the caller takes the best one. `found` are the findings of the
// same files.
[[nodiscard]] std::vector<Correction> corrections(const rules::Context& context,
                                                  const std::vector<findings::Finding>& found);

// The overlay (workspace/overlay.h) that tries out all of them; no two of them may change the same value. `base` is the
// overlay that the corrections were found with, which stays as far as they do not change it; empty: none.
[[nodiscard]] std::string overlay_of(const std::vector<const Correction*>& corrections, std::string_view base = {});

// The same as changes of the texts that were read; only where the value is written in the file as it is.
[[nodiscard]] std::vector<findings::Edit> edits_of(const workspace::Workspace& workspace, const Correction& correction);

}  // namespace preflight::verdict
