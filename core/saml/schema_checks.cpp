// SCH: what the schema says, in words.
#include "core/saml/document_checks.h"
#include "core/saml/schema.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
using checks::row;

std::string shown(const xml::Element& element) {
    return "<" + (element.prefix().empty() ? std::string() : std::string(element.prefix()) + ":") +
           std::string(element.local()) + ">";
}

}  // namespace

void say_schema(const Subject& subject, const SchemaReport& schema, Report& report) {
    const xml::Tree& tree = subject.xml;
    for (const SchemaProblem& problem : schema.problems) {
        const xml::Element element = tree[problem.element];
        const std::string tag = shown(element);
        const std::string parent =
            element.parent() == xml::kNone ? std::string("the file") : shown(tree[element.parent()]);
        const std::string meant = problem.detail.empty() ? "." : "; " + problem.detail + " was probably meant.";
        switch (problem.fault) {
            case SchemaFault::unknown_element:
                report.add(row("SCH-01"), problem.element, tag + " is not known in " + parent + meant);
                break;
            case SchemaFault::wrong_order: {
                auto& finding = report.add(row("SCH-02"), problem.element,
                                           tag + " comes after <" + problem.detail + ">; it must come before it.");
                if (problem.other != xml::kNone) report.also(finding, problem.other);
                break;
            }
            case SchemaFault::missing_element:
                report.add(row("SCH-03"), problem.element, tag + " lacks " + problem.detail + ".");
                break;
            case SchemaFault::missing_attribute:
                report.add(row("SCH-04"), problem.element, tag + " lacks the attribute " + problem.detail + ".");
                break;
            case SchemaFault::bad_value:
                if (!problem.attribute) {
                    report.add(row("SCH-05"), problem.element, problem.span,
                               tag + " holds \"" + cut(text::trim(element.text())) + "\"; it has to be " +
                                   problem.detail + ".");
                    break;
                }
                report.add(row("SCH-05"), problem.element, problem.attribute,
                           std::string(problem.attribute.local()) + " is \"" + cut(problem.attribute.value()) +
                               "\"; it has to be " + problem.detail + ".");
                break;
            case SchemaFault::stray_text:
                report.add(row("SCH-06"), problem.element, problem.span,
                           "Text is in " + tag + ", where only elements may appear: \"" +
                               cut(subject.text.substr(problem.span.begin, problem.span.size())) + "\".");
                break;
            case SchemaFault::unknown_attribute:
                report.add(
                    row("SCH-07"), problem.element, problem.attribute,
                    "The attribute " + std::string(problem.attribute.local()) + " is not known in " + tag + meant);
                break;
            case SchemaFault::bad_id:
                report.add(row("SCH-08"), problem.element, problem.attribute,
                           "\"" + cut(problem.attribute.value()) +
                               "\" cannot be an ID: an ID begins with a letter or _ and has no colon.");
                break;
            case SchemaFault::repeated_id: {
                auto& finding = report.add(row("SCH-08"), problem.element, problem.attribute,
                                           "The ID \"" + cut(problem.attribute.value()) + "\" appears twice.");
                report.also(finding, problem.other);
                break;
            }
            case SchemaFault::in_extensions:
                report.add(row("SCH-09"), problem.element, tag + " is inside Extensions.");
                break;
            case SchemaFault::foreign_element:
                report.add(row("SCH-10"), problem.element,
                           tag + " of the namespace " + cut(problem.detail) + " was skipped.");
                break;
            case SchemaFault::foreign_attribute:
                report.add(row("SCH-10"), problem.element, problem.attribute,
                           "The attribute " + std::string(problem.attribute.prefix()) + ":" +
                               std::string(problem.attribute.local()) + " of the namespace " + cut(problem.detail) +
                               " was skipped.");
                break;
            case SchemaFault::foreign_role: {
                auto& finding = report.add(row("SCH-11"), problem.element, problem.attribute,
                                           "The role of the type " + cut(problem.detail) + " was skipped.");
                // The metadata extension for SAML's own queries.
                if (problem.detail.find("QueryDescriptorType") != std::string::npos)
                    finding.consequence = "It asks others for attributes or decisions and has no part in sign-in.";
            } break;
            case SchemaFault::too_many:
                report.add(row("SCH-12"), problem.element, tag + " appears more than once in " + parent + ".");
                break;
            case SchemaFault::wrong_namespace: {
                const bool metadata = problem.detail == kMetadataNamespace;
                report.add(metadata ? row("DOC-17") : row("SCH-01"), problem.element,
                           tag + " is in " +
                               (element.name_space().empty() ? std::string("no namespace")
                                                             : "the namespace " + cut(element.name_space())) +
                               "; it has to be in " + problem.detail + ".");
                break;
            }
            case SchemaFault::beside_role:
                report.also(report.add(row("SCH-01"), problem.element,
                                       tag + " is beside a role; an entity has roles or is an affiliation."),
                            problem.other);
                break;
        }
    }
    constexpr std::string_view kCodes[kSchemaFaults] = {"SCH-01", "SCH-02", "SCH-03", "SCH-04", "SCH-05", "SCH-06",
                                                        "SCH-07", "SCH-08", "SCH-08", "SCH-09", "SCH-10", "SCH-10",
                                                        "SCH-11", "SCH-12", "DOC-17", "SCH-01"};
    for (std::size_t fault = 0; fault < kSchemaFaults; ++fault)
        report.more(checks::row_named(kCodes[fault]), schema.beyond[fault]);
}

}  // namespace preflight::saml
