// What a rule file sees and how it reports. A rule file holds its catalogue rows, its checks and its words;
// catalogue.cpp lists them all. Adding a rule: a row and a check in the file of its family, a fixture that fires and
// one that is silent.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/findings/finding.h"
#include "core/intake/workspace.h"
#include "core/rules/app_switches.h"
#include "core/rules/person_rule.h"
#include "core/rules/rehearsed.h"
#include "core/workspace/evaluations.h"

namespace preflight::rules {

// A row of a family whose rules have no file of their own yet.
constexpr Rule old_row(std::string_view code, std::string_view slug, Severity severity, std::string_view when,
                       std::string_view sources, Confidence confidence) {
    Rule row;
    row.code = code;
    row.slug = slug;
    row.severity = severity;
    row.when = when;
    row.sources = sources;
    row.confidence = confidence;
    return row;
}

struct Context {
    const intake::Workspace& workspace;
    const workspace::Evaluations& evaluations;
    const Rehearsed& rehearsed;
    AppSwitches switches;
    std::optional<std::int64_t> now_unix;
};

class Report {
public:
    findings::Finding& add(const findings::Rule& rule, std::string message, std::string consequence) {
        findings::Finding finding;
        finding.rule = &rule;
        finding.message = std::move(message);
        finding.consequence = std::move(consequence);
        findings.push_back(std::move(finding));
        return findings.back();
    }
    void miss(std::string kind, std::string why, std::string how) {
        const bool known =
            std::any_of(missing.begin(), missing.end(), [&](const findings::Missing& m) { return m.kind == kind; });
        if (!known) missing.push_back({std::move(kind), std::move(why), std::move(how)});
    }

    std::vector<findings::Finding> findings;
    std::vector<findings::Missing> missing;
};

// How to mend it: a title and the clicks in order.
inline void steps(findings::Finding& finding, std::string title, std::vector<std::string> list) {
    finding.fix.title = std::move(title);
    finding.fix.steps = std::move(list);
}

// The families, in the order of the catalogue.
[[nodiscard]] std::span<const findings::Rule> input_rules();
void check_inputs(const Context& context, Report& report);

[[nodiscard]] std::span<const findings::Rule> application_rules();
void check_application(const Context& context, Report& report);

[[nodiscard]] std::span<const findings::Rule> mapping_rules();
void check_mapping(const Context& context, Report& report);

[[nodiscard]] std::span<const findings::Rule> sign_in_rules();
void check_sign_in(const Context& context, Report& report);

// Names the inputs that would answer what stays open.
void name_missing_inputs(const Context& context, Report& report);

}  // namespace preflight::rules
