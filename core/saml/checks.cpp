#include "core/saml/checks.h"

#include <algorithm>
#include <cassert>

namespace preflight::saml::checks {

const Rule& row_named(std::string_view code) {
    const auto found = std::find_if(kAll.begin(), kAll.end(), [&](const Rule& row) { return row.code == code; });
    assert(found != kAll.end());
    return *found;
}

findings::Fix fix_of(const Check& check) {
    constexpr std::string_view kSeparator = " | ";
    findings::Fix fix;
    std::string_view rest = check.remedy;
    for (bool first = true;; first = false) {
        const auto end = rest.find(kSeparator);
        const std::string_view part = rest.substr(0, end);
        if (first) fix.title = part;
        else fix.steps.emplace_back(part);
        if (end == std::string_view::npos) return fix;
        rest.remove_prefix(end + kSeparator.size());
    }
}

findings::Finding finding_of(const Rule& row, std::string message) {
    const Check& check = check_of(row);
    findings::Finding finding;
    finding.rule = &row;
    finding.message = std::move(message);
    finding.consequence = check.why;
    // "Nothing to do" is for the reference; a finding has no fix then.
    if (check.remedy != words::kNothing) finding.fix = fix_of(check);
    return finding;
}

}  // namespace preflight::saml::checks
