// PF2: every check of a document that needs no other file. Rows, words and functions are in core/saml.
#include "core/rules/metadata_fit.h"
#include "core/rules/rule.h"
#include "core/saml/judge.h"

namespace preflight::rules::metadata_documents {

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    // Which application the metadata is of: PF8005 says it where the application is known.
    const bool compared = other_application(workspace).has_value();
    std::vector<Finding> findings;
    for (const intake::MetadataInput& metadata : workspace.metadata) {
        const bool of_compared = compared && metadata.input == workspace.idp_metadata->input;
        saml::judge(metadata.document, metadata.input, workspace.inputs[metadata.input].name,
                    {context.now_unix, of_compared}, findings);
    }
    for (Finding& finding : findings) report.add(std::move(finding));
}

}  // namespace preflight::rules::metadata_documents
