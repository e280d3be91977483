// Findings that somebody accepted: a former `check --format json`. Known findings do not fail a run; only new ones do.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace preflight::report {

struct Baseline {
    struct Entry {
        std::string fingerprint, rule, code, message;
    };
    std::vector<Entry> entries;

    // Of the findings that are known; they point into the entries.
    [[nodiscard]] std::set<std::string_view> fingerprints() const;
};

// Reads a report of `check --format json` (schemaVersion 1.x); keys beside the findings do not matter. On anything else
// `problem` says in one line what it is, and nothing is read. `json` is UTF-8.
[[nodiscard]] Baseline read_baseline(std::string_view json, std::string& problem);

}  // namespace preflight::report
