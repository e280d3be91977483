// The Subdomain setting of the application and what it should be. Facts egnyte S13, O3, P12.
#pragma once

#include <string>
#include <string_view>

#include "core/okta/model.h"

namespace preflight::rules {

// The value; null where the setting is absent or blank (PF3003).
[[nodiscard]] const std::string* subdomain(const okta::Application* app);
// A label of a host name: letters, digits and inner hyphens, at most 63.
[[nodiscard]] bool is_label(std::string_view text);
// "https://acme.egnyte.com/" -> "acme"; empty when the text has none.
[[nodiscard]] std::string first_label(std::string_view text);

}  // namespace preflight::rules
