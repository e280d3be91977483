// The attributes that every Okta user has, by variable name. Facts okta-exports 5; okta-el 10.
#pragma once

#include <span>
#include <string_view>

namespace preflight::okta {

// The 31 base attributes (okta-exports 5).
[[nodiscard]] std::span<const std::string_view> base_user_attributes();
[[nodiscard]] bool is_base_user_attribute(std::string_view name);

// Attributes that only an AD or LDAP app user has, read by six of the built-in templates (okta-el 10).
[[nodiscard]] bool is_directory_attribute(std::string_view name);
// Whether a user with this credentials.provider.type has such an app user (okta-exports 6).
[[nodiscard]] bool is_directory_provider(std::string_view type);

}  // namespace preflight::okta
