// PF2: every check of a document that needs no other file. Rows, words and functions are in core/saml.
#include <algorithm>
#include <vector>

#include "core/rules/metadata_fit.h"
#include "core/rules/rule.h"
#include "core/saml/document_checks.h"

namespace preflight::rules::metadata_documents {

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    // Which application the metadata is of: PF8005 says it where the application is known.
    const bool compared = other_application(workspace).has_value();
    bool sound_idp = false;
    std::vector<std::vector<Finding>> findings(workspace.metadata.size());
    const auto check_file = [&](std::size_t i) {
        const intake::MetadataInput& metadata = workspace.metadata[i];
        const bool of_compared = compared && metadata.input == workspace.idp_metadata->input;
        saml::check_document(metadata.document, metadata.input, workspace.inputs[metadata.input].name,
                             {context.now_unix, of_compared, sound_idp, context.threads}, findings[i]);
        if (metadata.inside == nullptr) return;
        // A text inside its input: its places are those of the string that holds it.
        for (Finding& finding : findings[i]) {
            for (Location& place : finding.locations) {
                place.span = metadata.inside->locate(place.span);
                place.pointer = metadata.pointer + "!" + place.pointer;
            }
            finding.fix.edits.clear();
        }
    };
    const auto is_sp = [&](std::size_t i) { return workspace.metadata[i].document.kind == saml::Kind::sp; };
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (is_sp(i)) continue;
        check_file(i);
        sound_idp = sound_idp || (workspace.metadata[i].document.kind == saml::Kind::idp &&
                                  std::none_of(findings[i].begin(), findings[i].end(), [](const Finding& finding) {
                                      return finding.effective_severity() == Severity::error;
                                  }));
    }
    // Those of service providers when it is known what else there is.
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (is_sp(i)) check_file(i);
    }
    for (std::vector<Finding>& of_document : findings) {
        for (Finding& finding : of_document) report.add(std::move(finding));
    }
}

}  // namespace preflight::rules::metadata_documents
