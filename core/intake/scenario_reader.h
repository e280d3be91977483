// The scenario (spec 3) into data. Lenient: what is missing stays unknown; what is not understood is reported, not
// guessed.
#pragma once

#include <vector>

#include "core/formats/json/document.h"
#include "core/intake/parsed_input.h"
#include "core/okta/readers.h"

namespace preflight::intake {

// Problems are of kind scenario_ignored.
[[nodiscard]] Scenario read_scenario(const okta::Origin& origin, const formats::json::Node& node,
                                     std::vector<Problem>& problems);

}  // namespace preflight::intake
