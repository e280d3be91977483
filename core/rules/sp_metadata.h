// What Egnyte's own metadata settles: the entity ID that an assertion is for, the address that takes it, and the domain
// (facts egnyte A1, A4, A8). Words nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

struct SpMetadata {
    std::string entity_id;                         // may be empty
    std::vector<std::string> assertion_consumers;  // addresses
    std::string domain;                            // "acme" of acme.egnyte.com; empty when no address is of one domain
    findings::Location at;                         // the file
};
// Nothing without such metadata.
[[nodiscard]] std::optional<SpMetadata> sp_metadata(const workspace::Workspace& workspace);

}  // namespace preflight::rules
