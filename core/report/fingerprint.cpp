#include "core/report/fingerprint.h"

#include "core/crypto/digest.h"

namespace preflight::report {

std::string fingerprint_of(const intake::Workspace& workspace, const findings::Finding& finding) {
    std::string text(finding.rule->code);
    if (!finding.locations.empty())
        text +=
            '\n' + workspace.inputs[finding.locations.front().input].name + '\n' + finding.locations.front().pointer;
    return crypto::sha256_hex(text).substr(0, 16);
}

}  // namespace preflight::report
