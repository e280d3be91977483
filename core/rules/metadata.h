// PF2: the checks of IdP metadata, their words and remedies. Rows: core/saml/checks.h. Facts saml-metadata.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/saml/metadata.h"

namespace preflight::rules {

[[nodiscard]] std::span<const findings::RuleInfo> metadata_rules();

// Everything that is to be said of one document. Dates are judged when `now_unix` is given.
void check_metadata(const saml::Document& document, std::size_t input, const std::string& input_name,
                    std::optional<std::int64_t> now_unix, std::vector<findings::Finding>& findings);

}  // namespace preflight::rules
