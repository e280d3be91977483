// The SIG checks of facts saml-metadata, in words, on what core/saml/signature.h finds. "Fits" is never "trusted".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/saml/certificate_cache.h"
#include "core/saml/observation.h"
#include "core/saml/signature.h"

namespace preflight::saml {

// The signatures that speak for `entity`, an element of `document`, or all of the document with kNone (at most 20 are
// verified then; the rest is mentioned), of a tree without an error. Dates of signers are checked
// when `now_unix` is given. Returns the reports, for those who show them.
std::vector<SignatureReport> check_signatures(const formats::xml::Tree& document, std::size_t entity,
                                              std::optional<std::int64_t> now_unix, CertificateCache& certificates,
                                              std::vector<Observation>& observations);

}  // namespace preflight::saml
