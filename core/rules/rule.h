// A rule about configuration: what its function sees and how it reports. It looks at the files as a whole, reports only
// its own findings and touches no other; what several rules need is computed once by the context.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/findings/finding.h"
#include "core/rules/app_switches.h"
#include "core/rules/attribute_facts.h"
#include "core/rules/expressions.h"
#include "core/rules/person_rule.h"
#include "core/rules/rehearsed.h"
#include "core/rules/user_name_format.h"
#include "core/workspace/evaluations.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

using findings::Finding;
using findings::Location;

// The workspace, what is known of its people, and analyses that are made when the first rule asks for them. Not for two
// threads at once. Everything given outlives it.
class Context {
public:
    // So many threads may be used; what is found does not depend on it.
    Context(const workspace::Workspace& files, const workspace::Evaluations& evaluated, const Rehearsed& people,
            unsigned threads_allowed = 1)
        : workspace(files),
          evaluations(evaluated),
          rehearsed(people),
          switches(app_switches(files)),
          now_unix(evaluated.now_unix()),
          threads(threads_allowed) {}

    const workspace::Workspace& workspace;
    const workspace::Evaluations& evaluations;
    const Rehearsed& rehearsed;
    const AppSwitches switches;
    const std::optional<std::int64_t> now_unix;
    const unsigned threads;

    [[nodiscard]] const AttributeFacts& facts() const;
    // Every expression of the files, in their order.
    [[nodiscard]] const std::vector<Listed>& expressions() const;
    // Those that make no value for Egnyte: of group rules and of the mapping to Okta.
    [[nodiscard]] const std::vector<Listed>& other_expressions() const;
    // What makes the username, or null: nothing is given, or it does not parse. A mapping of the username wins over the
    // format.
    [[nodiscard]] const UserNameFormat* user_name_format() const;

private:
    mutable std::optional<AttributeFacts> facts_;
    mutable std::optional<std::vector<Listed>> expressions_, other_expressions_;
    mutable std::optional<std::optional<UserNameFormat>> user_name_format_;
};

class Report {
public:
    explicit Report(const Rehearsed& rehearsed) : rehearsed_(rehearsed) {}

    // With the words of the row; the rule adds places and says more where it knows more. Valid until the next call.
    Finding& add(const Rule& rule, std::string message) { return add(rule, std::move(message), std::string(rule.why)); }
    Finding& add(const Rule& rule, std::string message, std::string consequence) {
        Finding finding;
        finding.rule = &rule;
        finding.message = std::move(message);
        finding.consequence = std::move(consequence);
        finding.fix = findings::fix_of(rule.remedy);
        return add(std::move(finding));
    }
    Finding& add(Finding finding) {
        finding.affected = rehearsed_.affected(*finding.rule);
        findings.push_back(std::move(finding));
        return findings.back();
    }
    void miss(std::string kind, std::string why, std::string how) {
        const bool known =
            std::any_of(missing.begin(), missing.end(), [&](const findings::Missing& m) { return m.kind == kind; });
        if (!known) missing.push_back({std::move(kind), std::move(why), std::move(how)});
    }

    std::vector<Finding> findings;
    std::vector<findings::Missing> missing;

private:
    const Rehearsed& rehearsed_;
};

// What to do, more exactly than the row says it: a title and the clicks in order.
inline void steps(Finding& finding, std::string title, std::vector<std::string> list) {
    finding.fix.title = std::move(title);
    finding.fix.steps = std::move(list);
}

// Names the inputs that would answer what stays open.
void name_missing_inputs(const Context& context, Report& report);

// rules::app_subdomain_missing::check is in app/app_subdomain_missing.cpp.
#define CONFIG_RULE(name)                               \
    namespace name {                                    \
    extern const Rule kRow;                             \
    extern const Examples kExamples;                    \
    void check(const Context& context, Report& report); \
    }
#define CONFIG_AND_PERSON_RULE(name) CONFIG_RULE(name)
#define CONFIG_AND_GROUP_RULE(name) CONFIG_RULE(name)
#define METADATA_CHECK(name)                            \
    namespace name {                                    \
    void check(const Context& context, Report& report); \
    }
#include "core/rules/registry.def"

}  // namespace preflight::rules
