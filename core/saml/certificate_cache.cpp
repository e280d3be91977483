#include "core/saml/certificate_cache.h"

namespace preflight::saml {

const CertificateReading& CertificateCache::read(std::string_view text) {
    const auto known = readings_.find(text);
    if (known != readings_.end()) return *known->second;
    return *readings_.emplace(text, std::make_unique<CertificateReading>(read_certificate_text(text, budget_)))
                .first->second;
}

}  // namespace preflight::saml
