#include "core/saml/signature_checks.h"

#include <algorithm>
#include <map>

#include "core/saml/certificate_checks.h"
#include "core/saml/metadata.h"
#include "core/text/time.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
using findings::Severity;
using Problem = SignatureProblem;

constexpr std::size_t kMaxVerified = 20;

// URIs and names come from the file and can be of any length.
std::string quoted(std::string_view text) {
    constexpr std::size_t kMax = 120;
    return "\"" + std::string(text.substr(0, kMax)) + (text.size() > kMax ? "…" : "") + "\"";
}

struct Words {
    std::string_view code;
    std::string message;
    std::optional<Severity> severity;
    std::string consequence;
};

Words words_of(const SignatureReport& report, const PlacedProblem& problem) {
    const std::string& detail = problem.detail;
    switch (problem.problem) {
        case Problem::not_first:
            return {"SIG-02", "The signature is not the first thing in the element that it signs.", {}, {}};
        case Problem::repeated:
            return {"SIG-02", "The element has a second signature.", {}, {}};
        case Problem::incomplete:
            return {"SIG-03", "The signature has no SignedInfo: it signs nothing.", {}, {}};
        case Problem::reference_count:
            return {"SIG-03", "The signature has " + detail + " references; exactly one is allowed.", {}, {}};
        case Problem::reference_without_uri:
            return {"SIG-04", "The reference of the signature has no URI: what it signs is anybody's guess.", {}, {}};
        case Problem::parent_without_id:
            return {"SIG-04",
                    "The signature refers to " + quoted(detail) + ", and the element it is in has no ID.",
                    {},
                    {}};
        case Problem::other_element:
            return {"SIG-04",
                    "The signature is in one element and signs another, " + detail +
                        ": what is read is not what was signed (signature wrapping).",
                    {},
                    {}};
        case Problem::no_such_id:
            return {"SIG-04",
                    "The signature refers to " + quoted(detail) +
                        ", which is not the ID of the element it is in "
                        "nor of any other.",
                    {},
                    {}};
        case Problem::external:
            return {"SIG-04", "The signature refers to another document, " + quoted(detail) + ".", {}, {}};
        case Problem::xpointer:
            return {"SIG-04", "The signature refers to its element by an XPointer, " + quoted(detail) + ".", {}, {}};
        case Problem::id_repeated:
            return {"SIG-04",
                    "The ID " + quoted(detail) +
                        " that the signature refers to is on several elements, so Preflight cannot tell which one was "
                        "signed "
                        "(signature wrapping).",
                    {},
                    {}};
        case Problem::part_of_document:
            return {"SIG-04",
                    "The signature covers the whole document but is in an element that is only a part of it.",
                    {},
                    {}};
        case Problem::whole_document:
            return {"SIG-05", "The reference of the signature is empty instead of naming the ID of the root.", {}, {}};
        case Problem::no_enveloped_transform:
            return {"SIG-06",
                    "The enveloped-signature transform is missing: the signature would have to sign itself.",
                    {},
                    {}};
        case Problem::foreign_transform:
            return {"SIG-06", "The signature uses the transform " + quoted(detail) + ", which SAML forbids.", {}, {}};
        case Problem::transform_order:
            return {"SIG-06", "The enveloped-signature transform comes after the canonicalization.", {}, {}};
        case Problem::transform_count:
            return {"SIG-06", "The signature has " + detail + " transforms; two are allowed.", {}, {}};
        case Problem::inclusive_c14n:
            return {"SIG-07", "The signature uses inclusive canonicalization, " + quoted(detail) + ".", {}, {}};
        case Problem::method_md5:
            return {"SIG-08", "The signature was made with MD5.", {}, {}};
        case Problem::method_sha1:
            return {"SIG-08", "The signature was made with SHA-1 (" + detail + ").", Severity::warning, {}};
        case Problem::digest_md5:
            return {"SIG-09", "The digest of the signature is MD5.", {}, {}};
        case Problem::digest_sha1:
            return {"SIG-09", "The digest of the signature is SHA-1.", Severity::warning, {}};
        case Problem::digest_differs: {
            if (!report.digest_readable)
                return {"SIG-10", "The signature states no digest that can be read: it fits nothing.", {}, {}};
            std::string message = "The metadata was changed after it was signed";
            message += report.reformatted
                           ? ": only blanks and line breaks between elements were added. Its content is as it was "
                             "signed, but the signature is void."
                           : ", by editing or by reformatting.";
            if (!report.reformatted && report.signed_info_intact == true)
                message += " The signature itself is intact: it was right for another content.";
            if (report.signed_info_intact == false) message += " The signature's value does not fit its key either.";
            return {"SIG-10", message, {}, {}};
        }
        case Problem::value_differs:
            return {"SIG-11",
                    "The signature's value does not fit the key beside it; the content is as the digest says.",
                    {},
                    {}};
        case Problem::value_missing:
            return {"SIG-11", "The signature has no value that is base64.", {}, {}};
        case Problem::key_does_not_fit:
            return {"SIG-11", "The signature says it is " + detail + ".", {}, {}};
        case Problem::no_key:
            return {
                "SIG-12",
                report.signer_unreadable
                    ? "The certificate beside the signature cannot be read, so Preflight cannot check whether it fits."
                    : "The signature has no certificate or key beside it, so Preflight cannot check whether it fits.",
                {},
                {}};
        case Problem::object:
            return {"SIG-15", "The signature carries a ds:Object.", {}, {}};
        case Problem::hmac:
            return {"SIG-16", "The signature is an HMAC or shortens its value: " + quoted(detail) + ".", {}, {}};
        case Problem::key_by_reference:
            return {"SIG-17", "The signer's key is given by reference (" + detail + "); it was not fetched.", {}, {}};
        case Problem::several_certificates:
            return {"SIG-17", "The signature carries " + detail + " certificates.", {}, {}};
        case Problem::not_computed:
            return {"SIG-18", "The signature was not verified: " + detail + " is not computed here.", {}, {}};
    }
    return {};
}

class SignatureChecker {
public:
    SignatureChecker(const xml::Tree& document, std::optional<std::int64_t> now, CertificateCache& certificates,
                     std::vector<Observation>& observations)
        : document_(document), now_(now), certificates_(certificates), observations_(observations) {}

    std::vector<SignatureReport> run(std::size_t entity) {
        const std::vector<std::size_t> elements = signed_elements(document_, entity);
        std::vector<SignatureReport> reports;
        for (const std::size_t element : elements) {
            if (reports.size() == kMaxVerified) break;
            reports.push_back(check_signature(document_, element, certificates_));
            tell(reports.back());
        }
        if (elements.size() > kMaxVerified)
            add("SIG-18", elements[kMaxVerified],
                "The file has " + std::to_string(elements.size()) + " signatures; " + std::to_string(kMaxVerified) +
                    " were verified.");
        const std::size_t top = entity == xml::kNone ? 0 : entity;
        const bool covered = std::any_of(elements.begin(), elements.end(), [&](std::size_t element) {
            for (std::size_t i = top; i != xml::kNone; i = document_[i].parent()) {
                if (i == element) return true;
            }
            return false;
        });
        if (!covered && !document_.empty())
            add("SIG-01", top,
                elements.empty() ? "The metadata is not signed; Okta signs none of its own."
                                 : "Only a part of the metadata is signed; the rest is not.");
        check_shadows();
        return reports;
    }

private:
    Observation& add(std::string_view code, std::size_t element, std::string message) {
        Observation observation;
        observation.code = code;
        observation.at = place_of(document_, element);
        observation.message = std::move(message);
        observations_.push_back(std::move(observation));
        return observations_.back();
    }

    void tell(const SignatureReport& report) {
        for (const PlacedProblem& problem : report.problems) {
            Words words = words_of(report, problem);
            Observation& observation = add(words.code, problem.element, std::move(words.message));
            observation.at.span = problem.span;
            observation.severity = words.severity;
            observation.consequence = std::move(words.consequence);
            if (problem.problem == Problem::digest_differs && problem.element != report.signature)
                observation.more.push_back(place_of(document_, report.signature));
        }
        check_signer(report);
        if (report.verdict != SignatureVerdict::unchanged) return;
        std::string by = "a bare key";
        if (report.signer != nullptr) {
            const crypto::Certificate& certificate = *report.signer->certificate;
            by = "the key of " +
                 (certificate.subject.empty() ? std::string("a nameless certificate") : certificate.subject) +
                 ", SHA-256 " + crypto::colons(certificate.sha256);
        }
        add("SIG-14", report.signature,
            "The signature fits: nothing was changed since it was made (" + report.method + ") with " + by +
                ". That key comes from the file itself.");
    }

    // SIG-13, on the certificate that verified or the first that is given.
    void check_signer(const SignatureReport& report) {
        if (report.signer == nullptr) return;
        const crypto::Certificate& certificate = *report.signer->certificate;
        std::vector<std::string> weak;
        if (now_ && certificate.not_after && *certificate.not_after < *now_)
            weak.push_back("expired on " + text::format_date(*certificate.not_after));
        if (now_ && certificate.not_before && *certificate.not_before > *now_)
            weak.push_back("is valid only from " + text::format_date(*certificate.not_before) + " on");
        if (certificate.key.is_rsa() && certificate.key.bits > 0 && certificate.key.bits < 2048)
            weak.push_back("has an RSA key of " + std::to_string(certificate.key.bits) + " bits");
        if (certificate.signature.digest == crypto::SignatureDigest::sha1) weak.emplace_back("is signed with SHA-1");
        if (certificate.signature.digest == crypto::SignatureDigest::md5) weak.emplace_back("is signed with MD5");
        if (certificate.signature.digest == crypto::SignatureDigest::md2) weak.emplace_back("is signed with MD2");
        if (weak.empty()) return;
        std::string message = "The signer's certificate " + weak.front();
        for (std::size_t i = 1; i < weak.size(); ++i) message += (i + 1 == weak.size() ? " and " : ", ") + weak[i];
        add("SIG-13", report.signer_element, message + ".");
    }

    // Wrapping by an aggregate: an entity that nobody signed is beside a signed one of the same name, and readers
    // that look for the name take the first.
    void check_shadows() {
        if (document_.empty() || document_[0].local() != "EntitiesDescriptor") return;
        struct Bearers {
            std::size_t bare = xml::kNone, with_signature = xml::kNone;
        };
        std::map<std::string_view, Bearers> entities;
        // Parents come first: what is in something signed is signed.
        std::vector<bool> covered(document_.size(), false);
        for (std::size_t i = 0; i < document_.size(); ++i) {
            const xml::Element element = document_[i];
            if (element.parent() != xml::kNone && covered[element.parent()]) covered[i] = true;
            if (element.name_space() != kMetadataNamespace) continue;
            const bool entity = element.local() == "EntityDescriptor";
            if (!entity && element.local() != "EntitiesDescriptor") continue;
            const bool itself = document_.child(i, kDigitalSignatureNamespace, "Signature") != xml::kNone;
            covered[i] = covered[i] || itself;
            const xml::Attribute id = entity ? element.attribute("entityID") : xml::Attribute();
            if (!id) continue;
            Bearers& bearers = entities[id.value()];
            std::size_t& slot = covered[i] ? bearers.with_signature : bearers.bare;
            if (slot == xml::kNone) slot = i;
        }
        for (const auto& [id, bearers] : entities) {
            if (bearers.bare == xml::kNone || bearers.with_signature == xml::kNone) continue;
            add("SIG-04", bearers.bare,
                "The entity " + quoted(id) +
                    " is here without a signature and once more with one: the signature "
                    "says nothing about this one (signature wrapping).")
                .more.push_back(place_of(document_, bearers.with_signature));
        }
    }

    const xml::Tree& document_;
    std::optional<std::int64_t> now_;
    CertificateCache& certificates_;
    std::vector<Observation>& observations_;
};

}  // namespace

std::vector<SignatureReport> check_signatures(const xml::Tree& document, std::size_t entity,
                                              std::optional<std::int64_t> now_unix, CertificateCache& certificates,
                                              std::vector<Observation>& observations) {
    if (document.error() || document.empty()) return {};
    return SignatureChecker(document, now_unix, certificates, observations).run(entity);
}

}  // namespace preflight::saml
