#include "core/verdict/fix.h"

#include <algorithm>
#include <tuple>

#include "core/text/numbers.h"

namespace preflight::verdict {

Preview preview_of(const Correction& correction, const std::vector<findings::Finding>& found,
                   const std::vector<findings::Finding>& found_after, const Diff& diff) {
    Preview preview;
    if (diff.people) {
        preview.with_people = true;
        preview.fixes = diff.people->improved;
        preview.breaks = diff.people->worsened;
        preview.changes = diff.people->changed - diff.people->improved - diff.people->worsened;
        preview.renames = diff.people->renamed_existing;
    }
    for (const std::size_t number : diff.appeared) {
        const findings::Finding& finding = found_after[number];
        if (finding.is_alarm()) preview.appeared.emplace_back(finding.rule->code);
    }
    preview.removes_findings =
        diff.findings_compared && !correction.findings.empty() &&
        std::all_of(correction.findings.begin(), correction.findings.end(), [&](std::size_t i) {
            return i < found.size() && std::find(diff.gone.begin(), diff.gone.end(), i) != diff.gone.end();
        });
    return preview;
}

findings::Applicability applicability_of(const Correction& correction, const Preview& preview) {
    using findings::Applicability;
    if (!preview.removes_findings || preview.breaks > 0) return Applicability::manual;
    const bool unnoticed = preview.with_people && preview.changes == 0 && preview.appeared.empty();
    // A username that an account has already cannot be changed in Egnyte.
    const bool renames = correction.format && preview.renames > 0;
    return unnoticed && !renames ? Applicability::safe : Applicability::review;
}

std::string in_words(const Preview& preview) {
    if (!preview.with_people) return "no people are given, so the effect on them is unknown";
    std::string text = "fixes " + text::grouped(preview.fixes) + ", changes " + text::grouped(preview.changes) +
                       ", breaks " + text::grouped(preview.breaks);
    if (preview.renames > 0)
        text += "; renames " + text::counted(preview.renames, "existing account") + ", which Egnyte rejects";
    if (!preview.appeared.empty()) {
        text += "; adds";
        for (const std::string& code : preview.appeared) text += " " + code;
    }
    return text;
}

bool same_value(const Correction& correction, const std::vector<const Correction*>& others) {
    return std::any_of(others.begin(), others.end(), [&](const Correction* other) {
        if (correction.format && other->format) return true;
        return std::any_of(correction.entries.begin(), correction.entries.end(), [&](const CorrectedEntry& entry) {
            return std::any_of(other->entries.begin(), other->entries.end(),
                               [&](const CorrectedEntry& known) { return known.target == entry.target; });
        });
    });
}

bool better(const Preview& a, const Preview& b) {
    const auto rank = [](const Preview& preview) {
        return std::tuple(!preview.removes_findings, preview.breaks, preview.renames, ~preview.fixes, preview.changes,
                          preview.appeared.size());
    };
    return rank(a) < rank(b);
}

}  // namespace preflight::verdict
