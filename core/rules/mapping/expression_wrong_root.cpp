#include <set>

#include "core/rules/expression_diagnostics.h"

namespace preflight::rules::expression_wrong_root {

constexpr Rule kRow{
    .code = "PF4011",
    .slug = "expression-wrong-root",
    .severity = Severity::error,
    .when = "An expression reads a root that the mapping does not have.",
    .why = "The expression fails for everybody: the attribute is not set.",
    .remedy = {"Read the Okta user", {clicks::kMappings, kCorrectMarkedPart}},
    .sources = "el-4",
    .confidence = Confidence::documented,
    .explains = "PF5* PF6*",
};

namespace {

// A name that stands alone: seen in Okta's samples only, so it is taken, and said (okta-el 4).
void check_bare_names(const Context& context, const Listed& listed, Report& report) {
    const Subject& subject = listed.subject;
    std::set<std::string> said;
    for (const expression::Reference& reference : bare_attributes(*subject.parsed.program)) {
        // Of an attribute that does not exist PF4003 says so.
        if (!is_attribute(context.workspace, reference) || !said.insert(reference.name).second) continue;
        Finding& finding = report.add(
            kRow,
            subject.what + " reads " + reference.name + " without user. in front: Okta documents it in samples only.",
            "Where Okta does not take it for an attribute of the user, the expression fails for everybody.");
        finding.severity = Severity::warning;
        finding.confidence = Confidence::inferred;
        finding.locations.push_back(subject.text->part(reference.span.begin, reference.span.end));
        steps(finding, "Use user." + reference.name,
              {subject.where, "Write user." + reference.name + " there, preview it with a real person, Save."});
    }
}

}  // namespace

void check(const Context& context, Report& report) {
    using Kind = expression::Diagnostic::Kind;
    add_diagnostics(context, report, kRow, {Kind::wrong_root, Kind::other_app},
                    [](Finding& finding, const expression::Diagnostic& diagnostic) {
                        if (diagnostic.kind != Kind::other_app) return;
                        finding.severity = Severity::note;
                        finding.confidence = Confidence::inferred;
                        finding.consequence =
                            "If no such app is assigned, the expression fails for everybody: the attribute is not set.";
                        finding.fix.title = "Check the name of the app's instance";
                    });
    for (const Listed& listed : context.expressions()) {
        if (listed.subject.parsed.program) check_bare_names(context, listed, report);
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/email/expression", R"("profile.email")"}}},
                   .good = {{{"mapping.json", "/properties/email/expression", R"("source.email")"}}})

}  // namespace preflight::rules::expression_wrong_root
