// What `explain` says of an error that somebody saw: what it means, what to do, and what the given files say about it.
// `preflight explain` and the page print it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/okta/failure.h"

namespace preflight::report {

struct Material;

// People whom an explanation lists; the others are counted.
inline constexpr std::size_t kMaxListedPeople = 1000;

struct ExplanationReport {
    // A rule that looks for the cause in the files.
    struct Cause {
        const findings::Rule* rule = nullptr;
        std::vector<std::string> found;  // its messages about the given files, the first few
        findings::Fix fix;
    };
    struct Item {
        okta::Failure failure;
        const findings::Rule* rule = nullptr;
        std::string message;
        std::vector<Cause> causes;    // where the files show some, only these
        findings::Affected others{};  // everybody else who will get the same error, as far as the files say
    };
    std::vector<Item> items;
    bool log = false;         // the text was events of the System Log
    bool with_files = false;  // the causes and the people are those of files
};

// Of the failures that a text mentions. `material` null: without files.
[[nodiscard]] ExplanationReport build_explanation(const std::vector<okta::Failure>& failures, const Material* material);

}  // namespace preflight::report
