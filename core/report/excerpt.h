// A piece of an input's text to look at, with the blamed part marked. Values that look like secrets are covered.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/finding.h"
#include "core/intake/workspace.h"

namespace preflight::report {

// Where a finding is, for people: 1-based, code points, the end exclusive. Nothing when the location has no place.
struct Range {
    text::Position begin, end;
};
[[nodiscard]] std::optional<Range> range_of(const intake::Workspace& workspace, const findings::Location& location);

// One line, cut to at most kExcerptWidth code points around the mark. `from` and `to` count code points of `text`.
struct Excerpt {
    std::size_t line = 0;
    std::string text;
    std::size_t from = 0, to = 0;
};
inline constexpr std::size_t kExcerptWidth = 120;
[[nodiscard]] std::optional<Excerpt> excerpt_of(const intake::Workspace& workspace, const findings::Location& location);

// Inputs that hold a private key: nothing of them is ever shown.
[[nodiscard]] std::vector<std::size_t> inputs_never_shown(const std::vector<findings::Finding>& findings);

// Control characters and the invisible ones that turn text around become visible; for everything that reaches a
// terminal.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace preflight::report
