// Which corrections help, by trying each of them out over all people: what a correction fixes, what else it changes and
// whom it breaks.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/finding.h"
#include "core/verdict/corrections.h"
#include "core/verdict/diff.h"

namespace preflight::verdict {

// What a correction does, compared with the files as they are.
struct Preview {
    bool with_people = false;  // else nothing is known of people
    std::size_t fixes = 0;     // people for whom it goes from not working to working, or to less rejected
    std::size_t breaks = 0;    // people who are rejected or locked out by it, or of whom nothing is known any more
    std::size_t changes = 0;   // people for whom something else changes
    std::size_t renames = 0;   // people with an account to whom another username is sent
    std::vector<std::string> appeared;  // codes of errors and warnings that only then are found
    bool removes_findings = false;      // all findings that it is made for are gone
};

[[nodiscard]] Preview preview_of(const Correction& correction, const std::vector<findings::Finding>& found,
                                 const std::vector<findings::Finding>& found_after, const Diff& diff);

// Safe: nobody but those whom it fixes notices. Review: it breaks nobody. Manual: it does not do what it is made for,
// or breaks somebody.
[[nodiscard]] findings::Applicability applicability_of(const Correction& correction, const Preview& preview);

// "fixes 37, changes 2, breaks 0"
[[nodiscard]] std::string in_words(const Preview& preview);

// Whether the correction changes a value that one of the others changes too.
[[nodiscard]] bool same_value(const Correction& correction, const std::vector<const Correction*>& others);

// The best of several corrections for the same findings, by how many they break, fix and change.
[[nodiscard]] bool better(const Preview& a, const Preview& b);

}  // namespace preflight::verdict
