// PF2: the checks of IdP metadata. They are judged in core/saml (judge.h); here stands what needs other files as well:
// the entity ID that the scenario states for Egnyte, and what no file can show. Facts saml-metadata.
#pragma once

#include <span>

#include "core/findings/finding.h"
#include "core/rules/rule.h"

namespace preflight::rules {

[[nodiscard]] std::span<const findings::Rule> metadata_rules();
void check_metadata(const Context& context, Report& report);

}  // namespace preflight::rules
