// Certificates: everything shown is UTF-8 without control characters, the size is inside, the same answer twice; the
// text form reads as the bytes do.
#include "core/crypto/base64.h"
#include "core/crypto/certificate.h"
#include "core/crypto/weak_keys.h"
#include "core/saml/certificate_cache.h"
#include "core/saml/certificate_checks.h"
#include "core/text/unicode.h"
#include "tests/fuzz/fuzz.h"

using namespace preflight;

namespace {

void require_text(std::string_view text) {
    fuzz::require(!text::find_invalid(text).has_value(), "texts are UTF-8");
    for (const char c : text) fuzz::require(static_cast<unsigned char>(c) >= 0x20, "texts have no control characters");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view der = fuzz::text_of(data, size);
    const auto read = crypto::read_certificate(der);
    fuzz::require(read.certificate.has_value() == (read.kind == crypto::DerKind::certificate),
                  "kinds are distinguished");
    if (!read.certificate) return 0;
    const crypto::Certificate& certificate = *read.certificate;
    fuzz::require(certificate.size > 0 && certificate.size <= size, "the certificate is inside");
    require_text(certificate.subject);
    require_text(certificate.issuer);
    require_text(certificate.common_name);
    require_text(crypto::describe(certificate.key));
    for (const std::string& name : certificate.dns_names) require_text(name);
    (void)crypto::has_roca_fingerprint(certificate.key.modulus);

    const auto again = crypto::read_certificate(der.substr(0, certificate.size));
    fuzz::require(again.certificate && again.certificate->sha256 == certificate.sha256 &&
                      again.certificate->self_signature == certificate.self_signature &&
                      again.certificate->key.same_numbers(again.certificate->key) ==
                          certificate.key.same_numbers(certificate.key),
                  "the bytes alone give the same");

    saml::CertificateCache cache;
    const saml::CertificateReading& reading = cache.read(crypto::encode_base64(der, 76));
    fuzz::require(reading.certificate && reading.certificate->sha256 == certificate.sha256, "the text gives the same");
    fuzz::require(crypto::decode_base64(reading.paste_text()).bytes == der.substr(0, certificate.size),
                  "what is pasted is the certificate");
    std::vector<saml::Observation> observations;
    saml::check_certificate(certificate, {}, saml::shown_name(certificate), 1795392000, observations);
    for (const saml::Observation& observation : observations) require_text(observation.message);
    return 0;
}
