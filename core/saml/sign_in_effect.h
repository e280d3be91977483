// What the metadata alone does to every sign-in (spec 5.8): no usable https address or signing key stops all of them;
// an expired certificate alone only adds its reason, because products differ in whether they look at dates (CRT-06).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/findings/finding.h"
#include "core/saml/metadata.h"

namespace preflight::saml {

struct SignInEffect {
    const findings::Rule* blocked_by = nullptr;  // null: the metadata stops nobody
    std::string blocked_message;
    const findings::Rule* also = nullptr;  // a reason that does not decide
    std::string also_message;
};

// `document` must be of kind idp; others have no effect here, the file itself is reported.
[[nodiscard]] SignInEffect sign_in_effect(const Document& document, std::optional<std::int64_t> now_unix);

}  // namespace preflight::saml
