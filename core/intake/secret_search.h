// Finds secrets in text: by the name of a key ("apiToken", <Password>, Cookie:), by shape (SSWS, JWT, AWS and GitHub
// tokens, passwords in URLs) and private keys (crypto/private_keys.h). It looks at text, not at documents, so damaged
// and unknown files are covered too. Not a validator: a value that looks like a secret is treated as one. What only
// names a secret ("passwordChanged", the settings below "password" in a policy, a reference like ${var.token}) is not.
//
// UTF-8 in, offsets in bytes. Linear in the text. Okta's token and cookie shapes: facts okta-exports 0.6.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace preflight::intake {

enum class SecretKind : std::uint8_t { password, token, cookie, answer, url_password, private_key };

struct Secret {
    SecretKind kind = SecretKind::password;
    text::Span span;  // the value alone: without its key and its quotes
    bool operator==(const Secret&) const = default;
};

enum class SecretsOf : std::uint8_t {
    input,   // every notation of "name: value"
    output,  // what Preflight wrote: shapes, JSON members, header lines and URL parameters, so that its own words stay
};

// In the order of the text; they do not overlap.
[[nodiscard]] std::vector<Secret> find_secrets(std::string_view text, SecretsOf where);

// Sorts and joins what overlaps.
void normalise(std::vector<Secret>& secrets);

// What a member, column, header or parameter of that name holds, if it is a secret: "Password", "x-api-key",
// "authToken".
[[nodiscard]] std::optional<SecretKind> secret_named(std::string_view name);

// False for what is in the place of a secret: "", "********", "[redacted]", "${var.token}", "ENABLED".
[[nodiscard]] bool is_secret_value(std::string_view value);

}  // namespace preflight::intake
