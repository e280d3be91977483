// The Subdomain setting of the application and what it should be. Facts egnyte S13, O3, P12.
#pragma once

#include <string>
#include <string_view>

#include "core/egnyte/domain.h"
#include "core/okta/model.h"

namespace preflight::rules {

// The value; null where the setting is absent or blank (PF3003).
[[nodiscard]] const std::string* subdomain(const okta::Application* app);
using egnyte::first_label;
using egnyte::is_label;

}  // namespace preflight::rules
