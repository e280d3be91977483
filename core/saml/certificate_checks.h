// The KEY and CRT checks of facts saml-metadata: what the keys of one role are worth to Egnyte. Dates are checked
// against the caller's `now`; without it they are not checked. Each distinct certificate is checked once in a role.
// Certificates for encryption alone are checked by their form, not by dates and strength: Egnyte sends nothing
// encrypted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/saml/certificate_cache.h"
#include "core/saml/observation.h"

namespace preflight::saml {

// `document` has no error; `role` an element with md:KeyDescriptor children. KEY-01 is about
// identity providers, so `role` should be one.
void check_keys(const formats::xml::Tree& document, std::size_t role, std::optional<std::int64_t> now_unix,
                CertificateCache& certificates, std::vector<Observation>& observations);

// Of a role that is not the identity provider's: only whether the keys have the form that readers of the whole file
// insist on (KEY-02, KEY-03, KEY-14, CRT-01 to CRT-05).
void check_key_forms(const formats::xml::Tree& document, std::size_t role, CertificateCache& certificates,
                     std::vector<Observation>& observations);

// The certificate checks alone, for a signing certificate that is at `at`; `shown` begins sentences ("The
// certificate of acme"). Dates as above.
void check_certificate(const crypto::Certificate& certificate, const ElementPlace& at, const std::string& shown,
                       std::optional<std::int64_t> now_unix, std::vector<Observation>& observations);

// "The certificate of acme", or "The certificate" without a common name.
[[nodiscard]] std::string shown_name(const crypto::Certificate& certificate);

}  // namespace preflight::saml
