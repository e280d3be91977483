#include "core/simulation/outcome.h"

namespace preflight::simulation {

std::string_view to_string(Status status) {
    constexpr std::string_view kWords[] = {"created",     "linked",  "reactivated", "updated", "unchanged",
                                           "deactivated", "skipped", "failed",      "unknown", "signed-in"};
    return kWords[static_cast<std::size_t>(status)];
}

}  // namespace preflight::simulation
