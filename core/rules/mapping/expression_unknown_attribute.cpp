#include <optional>
#include <set>

#include "core/expression/evaluate/evaluate.h"
#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_unknown_attribute {

constexpr Rule kRow{
    .code = "PF4003",
    .slug = "expression-unknown-attribute",
    .severity = Severity::error,
    .when = "An expression reads an attribute that the Okta user profile does not have.",
    .why = "The expression fails for everyone: the attribute stays empty for new people and unchanged for others.",
    .remedy = {"Correct the name, or add the attribute",
               {clicks::kMappings, "Correct the attribute name in the expression, preview it with a real person, Save.",
                "Or: Directory › Profile Editor › User (default) › Add Attribute."}},
    .sources = "el-4",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6*",
};

namespace {

// So many names get a suggestion: each is compared with every attribute of the schema.
constexpr std::size_t kMostSuggestions = 100;

void add_attribute(const Context& context, const Subject& subject, const expression::Reference& reference,
                   std::size_t& suggestions, Report& report) {
    const bool whole = context.workspace.whole_user_schema() != nullptr;
    const std::string full = reference.root.empty() ? reference.name : reference.root + "." + reference.name;
    std::string nearest;
    if (suggestions < kMostSuggestions) {
        ++suggestions;
        nearest = nearest_attribute(context.workspace, reference.name);
    }
    const std::string right =
        nearest.empty() ? std::string() : (reference.root.empty() ? "user" : reference.root) + "." + nearest;
    Finding& finding =
        report.add(kRow,
                   subject.what + " reads " + full +
                       (whole ? ", which the Okta user profile does not have."
                              : ", which is not a standard attribute of Okta users.") +
                       (nearest.empty() ? "" : " Did you mean " + right + "?"),
                   whole ? std::string(subject.effect.empty() ? kRow.why : subject.effect)
                         : "If your org has no such custom attribute, the expression fails for everybody.");
    if (!whole) {
        finding.severity = Severity::warning;
        finding.confidence = Confidence::inferred;
    }
    finding.locations.push_back(subject.text->part(reference.span.begin, reference.span.end));
    finding.fix.steps.front() = subject.where;
    if (!nearest.empty()) finding.fix.title = "Use " + right + ", or add the attribute";
}

bool is_wrong_root(const Listed& listed, text::Span span) {
    return std::any_of(listed.problems.begin(), listed.problems.end(), [&](const expression::Diagnostic& problem) {
        return problem.kind == expression::Diagnostic::Kind::wrong_root && problem.span.begin == span.begin &&
               span.end < problem.span.end;
    });
}

}  // namespace

void check(const Context& context, Report& report) {
    std::size_t suggestions = 0;
    for_each_expression(context, [&](const Listed& listed) {
        const Subject& subject = listed.subject;
        // A mapping to Okta reads the account.
        if (!subject.parsed.program || subject.place == WrittenIn::to_okta) return;
        std::set<std::string> said;  // once for each name, however often it is read
        if (subject.place == WrittenIn::to_app) {
            for (const expression::Reference& reference : bare_attributes(*subject.parsed.program)) {
                const bool known = is_attribute(context.workspace, reference);
                if (said.insert(reference.name).second && !known)
                    add_attribute(context, subject, reference, suggestions, report);
            }
        }
        for (const expression::Reference& reference : expression::references(*subject.parsed.program)) {
            if (reference.root != "user" && reference.root != "source" && !reference.root.empty()) continue;
            // Of user.profile.x of the Identity Engine PF4011 says what to write.
            if (is_wrong_root(listed, reference.span)) continue;
            if (is_attribute(context.workspace, reference) || !said.insert(reference.name).second) continue;
            add_attribute(context, subject, reference, suggestions, report);
        }
    });
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/email/expression", R"("user.mail")"}}},
                   .good = {{{"mapping.json", "/properties/email/expression", R"("user.email")"}}})

}  // namespace preflight::rules::expression_unknown_attribute
