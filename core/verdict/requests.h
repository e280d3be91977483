// Corrections as bodies of requests to Okta's API, ready to be sent.
#pragma once

#include <string>
#include <vector>

#include "core/verdict/corrections.h"
#include "core/workspace/workspace.h"

namespace preflight::verdict {

struct Request {
    std::string file;    // a file name for the body: letters, digits, '-', '_' and '.' only
    std::string target;  // "POST /api/v1/mappings/prm1"
    std::string body;    // JSON
};

// One request for the mapping and one for the application. None where the files do not hold what it needs: the id, or
// of an application, which is replaced as a whole, the JSON of Okta's API.
[[nodiscard]] std::vector<Request> requests_of(const workspace::Workspace& workspace,
                                               const std::vector<const Correction*>& corrections);

}  // namespace preflight::verdict
