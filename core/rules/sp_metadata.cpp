#include "core/rules/sp_metadata.h"

#include "core/egnyte/domain.h"
#include "core/saml/metadata.h"

namespace preflight::rules {

std::optional<SpMetadata> sp_metadata(const workspace::Workspace& workspace) {
    if (workspace.sp_metadata == nullptr || !workspace.sp_metadata->document.entity) return std::nullopt;
    const auto& entity = *workspace.sp_metadata->document.entity;
    SpMetadata result;
    if (entity.entity_id) result.entity_id = entity.entity_id->value;
    result.assertion_consumers = entity.assertion_consumers;
    result.at.input = workspace.sp_metadata->input;
    for (const std::string& address : entity.assertion_consumers) {
        const std::string label = egnyte::first_label(address);
        // Two domains: the file does not say which one.
        if (!result.domain.empty() && label != result.domain) {
            result.domain.clear();
            break;
        }
        // The name that all domains share (A1).
        if (label != "saml-auth" && egnyte::is_label(label)) result.domain = label;
    }
    return result;
}

}  // namespace preflight::rules
