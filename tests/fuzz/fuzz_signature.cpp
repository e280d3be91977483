// Canonical XML and signatures: the canonical form is XML and its own canonical form; a signature that fits breaks none
// of SAML's rules; every place lies in the text.
#include <algorithm>
#include <string>

#include "core/formats/xml/canonical.h"
#include "core/saml/certificate_checks.h"
#include "core/saml/signature_checks.h"
#include "tests/fuzz/fuzz.h"

using namespace preflight;
namespace xml = formats::xml;

namespace {

std::string canonical(const xml::Tree& document, xml::C14nMethod method) {
    xml::C14n how;
    how.method = method;
    how.comments = true;
    std::string result;
    const auto status = xml::canonicalise(document, xml::kWholeDocument, xml::kNone, how,
                                          [&](std::string_view piece) { result += piece; });
    fuzz::require(status == xml::C14nStatus::done, "small documents have a canonical form");
    return result;
}

void require_idempotent(const xml::Tree& document, xml::C14nMethod method) {
    const std::string first = canonical(document, method);
    xml::Limits limits;
    limits.namespaces = 1U << 20U;  // exclusive forms declare more often
    limits.attributes = 1U << 20U;
    const xml::Tree again = xml::parse(first, limits);
    fuzz::require(!again.error().has_value(), "the canonical form is XML");
    fuzz::require(again.size() == document.size(), "it has the same elements");
    fuzz::require(canonical(again, method) == first, "it is its own canonical form");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const xml::Tree document = xml::parse(text);
    if (document.error()) return 0;
    require_idempotent(document, xml::C14nMethod::exclusive);
    require_idempotent(document, xml::C14nMethod::inclusive_1_0);

    saml::CertificateCache certificates;
    std::vector<saml::Observation> observations;
    for (std::size_t i = 0; i < document.size() && i < 64; i++) {
        if (document[i].local() == "IDPSSODescriptor")
            saml::check_keys(document, i, 1795392000, certificates, observations);
    }
    const auto reports = saml::check_signatures(document, xml::kNone, 1795392000, certificates, observations);
    for (const saml::SignatureReport& report : reports) {
        const bool forbidden = std::any_of(report.problems.begin(), report.problems.end(), [](const auto& problem) {
            return problem.problem <= saml::SignatureProblem::part_of_document ||
                   problem.problem == saml::SignatureProblem::foreign_transform ||
                   problem.problem == saml::SignatureProblem::hmac || problem.problem == saml::SignatureProblem::object;
        });
        fuzz::require(!forbidden || report.verdict == saml::SignatureVerdict::refused, "what is forbidden is refused");
    }
    for (const saml::Observation& observation : observations) {
        fuzz::require(!observation.code.empty() && !observation.message.empty(), "observations speak");
        fuzz::require(observation.at.span.begin <= observation.at.span.end && observation.at.span.end <= text.size(),
                      "observations lie in the text");
    }
    return 0;
}
