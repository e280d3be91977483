#include "core/saml/checks.h"

#include <algorithm>
#include <cassert>

namespace preflight::saml::checks {

const Rule& row_named(std::string_view code) {
    const auto found = std::find_if(kAll.begin(), kAll.end(), [&](const Rule& row) { return row.code == code; });
    assert(found != kAll.end());
    return *found;
}

const Check* find(const Rule& row) {
    const auto found = std::find_if(kAll.begin(), kAll.end(), [&](const Rule& r) { return &r == &row; });
    return found == kAll.end() ? nullptr : &check_of(*found);
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
    findings::Finding finding;
    finding.rule = &row;
    finding.message = std::move(message);
    finding.consequence = row.why;
    finding.fix = findings::fix_of(row.remedy);
    return finding;
}

}  // namespace preflight::saml::checks
