#include "core/saml/signature.h"

#include <algorithm>
#include <iterator>

#include "core/crypto/digest.h"
#include "core/formats/xml/canonical.h"
#include "core/saml/metadata.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
using Problem = SignatureProblem;
using crypto::Hash;
using crypto::Scheme;

constexpr std::string_view kEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
constexpr std::string_view kExclusiveNamespace = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr std::size_t kMaxPrefixes = 256;
constexpr std::size_t kMaxCertificates = 8;

struct C14nName {
    std::string_view uri;
    xml::C14nMethod method;
    bool comments;
};
constexpr C14nName kC14n[] = {
    {"http://www.w3.org/2001/10/xml-exc-c14n#", xml::C14nMethod::exclusive, false},
    {"http://www.w3.org/2001/10/xml-exc-c14n#WithComments", xml::C14nMethod::exclusive, true},
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", xml::C14nMethod::inclusive_1_0, false},
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", xml::C14nMethod::inclusive_1_0, true},
    {"http://www.w3.org/2006/12/xml-c14n11", xml::C14nMethod::inclusive_1_1, false},
    {"http://www.w3.org/2006/12/xml-c14n11#WithComments", xml::C14nMethod::inclusive_1_1, true},
};

struct DigestName {
    std::string_view uri, shown;
    std::optional<Hash> hash;
};
constexpr DigestName kDigests[] = {
    {"http://www.w3.org/2000/09/xmldsig#sha1", "SHA-1", Hash::sha1},
    {"http://www.w3.org/2001/04/xmldsig-more#sha224", "SHA-224", Hash::sha224},
    {"http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256", Hash::sha256},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384", Hash::sha384},
    {"http://www.w3.org/2001/04/xmlenc#sha512", "SHA-512", Hash::sha512},
    {"http://www.w3.org/2001/04/xmldsig-more#md5", "MD5", std::nullopt},
};

// Each method has exactly one kind of key (RFC 9231): an RSA method never verifies with an EC key.
struct MethodName {
    std::string_view uri, shown;
    Scheme scheme;
    std::optional<Hash> hash;
};
constexpr MethodName kMethods[] = {
    {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", "RSA with SHA-1", Scheme::rsa_pkcs1, Hash::sha1},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha224", "RSA with SHA-224", Scheme::rsa_pkcs1, Hash::sha224},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "RSA with SHA-256", Scheme::rsa_pkcs1, Hash::sha256},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "RSA with SHA-384", Scheme::rsa_pkcs1, Hash::sha384},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "RSA with SHA-512", Scheme::rsa_pkcs1, Hash::sha512},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-md5", "RSA with MD5", Scheme::rsa_pkcs1, std::nullopt},
    {"http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1", "RSASSA-PSS with SHA-1", Scheme::rsa_pss, Hash::sha1},
    {"http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1", "RSASSA-PSS with SHA-224", Scheme::rsa_pss,
     Hash::sha224},
    {"http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", "RSASSA-PSS with SHA-256", Scheme::rsa_pss,
     Hash::sha256},
    {"http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", "RSASSA-PSS with SHA-384", Scheme::rsa_pss,
     Hash::sha384},
    {"http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", "RSASSA-PSS with SHA-512", Scheme::rsa_pss,
     Hash::sha512},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", "ECDSA with SHA-1", Scheme::ecdsa, Hash::sha1},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224", "ECDSA with SHA-224", Scheme::ecdsa, Hash::sha224},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "ECDSA with SHA-256", Scheme::ecdsa, Hash::sha256},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "ECDSA with SHA-384", Scheme::ecdsa, Hash::sha384},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "ECDSA with SHA-512", Scheme::ecdsa, Hash::sha512},
    {"http://www.w3.org/2000/09/xmldsig#dsa-sha1", "DSA with SHA-1", Scheme::dsa, Hash::sha1},
    {"http://www.w3.org/2009/xmldsig11#dsa-sha256", "DSA with SHA-256", Scheme::dsa, Hash::sha256},
};

template <typename Row, std::size_t size>
const Row* find_uri(const Row (&rows)[size], std::string_view uri) {
    const auto found = std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) { return row.uri == uri; });
    return found == std::end(rows) ? nullptr : &*found;
}

bool is_signature_element(const xml::Element& element, std::string_view local) {
    return element.name_space() == kDigitalSignatureNamespace && element.local() == local;
}

// Whitespace-separated tokens of a PrefixList.
std::vector<std::string> prefixes_of(std::string_view list) {
    std::vector<std::string> result;
    while (result.size() < kMaxPrefixes) {
        const auto begin = list.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos) break;
        list.remove_prefix(begin);
        const auto end = std::min(list.find_first_of(" \t\r\n"), list.size());
        const std::string_view token = list.substr(0, end);
        result.emplace_back(token == "#default" ? std::string_view{} : token);
        list.remove_prefix(end);
    }
    return result;
}

class SignatureVerifier {
public:
    SignatureVerifier(const xml::Tree& document, std::size_t parent, CertificateCache& certificates)
        : document_(document), certificates_(certificates) {
        report_.parent = parent;
    }

    SignatureReport run() {
        find_signature();
        const bool allowed = read_form();
        read_key_info();
        if (!allowed) {
            report_.verdict = SignatureVerdict::refused;
            return std::move(report_);
        }
        compute();
        return std::move(report_);
    }

private:
    [[nodiscard]] xml::Element at(std::size_t element) const { return document_[element]; }

    void note(Problem problem, std::size_t element, std::string detail = {}) {
        report_.problems.push_back({problem, element, at(element).start_tag(), std::move(detail)});
    }
    void note_attribute(Problem problem, std::size_t element, std::string_view name, std::string detail = {}) {
        note(problem, element, std::move(detail));
        if (const xml::Attribute attribute = at(element).attribute(name)) {
            report_.problems.back().span = attribute.span();
        }
    }

    // The first ds: child of this name, or kNone.
    [[nodiscard]] std::size_t child(std::size_t element, std::string_view local) const {
        return document_.child(element, kDigitalSignatureNamespace, local);
    }
    [[nodiscard]] std::string algorithm(std::size_t element) const {
        return element == xml::kNone ? std::string() : std::string(at(element).attribute("Algorithm").value());
    }

    void find_signature() {
        const auto all = document_.children(report_.parent, kDigitalSignatureNamespace, "Signature");
        report_.signature = all.front();
        if (at(report_.parent).first() != report_.signature) {
            note(Problem::not_first, report_.signature);
            allowed_ = false;
        }
        for (std::size_t i = 1; i < all.size(); ++i) {
            note(Problem::repeated, all[i]);
            allowed_ = false;
        }
    }

    // False when SAML's rules forbid this form.
    bool read_form() {
        const auto objects = document_.children(report_.signature, kDigitalSignatureNamespace, "Object");
        if (!objects.empty()) {
            note(Problem::object, objects.front());
            allowed_ = false;
        }
        signed_info_ = child(report_.signature, "SignedInfo");
        if (signed_info_ == xml::kNone) {
            note(Problem::incomplete, report_.signature);
            return false;
        }
        read_method();
        read_canonicalisation();
        const auto references = document_.children(signed_info_, kDigitalSignatureNamespace, "Reference");
        if (references.size() != 1) {
            note(Problem::reference_count, references.size() > 1 ? references[1] : signed_info_,
                 std::to_string(references.size()));
            return false;
        }
        reference_ = references.front();
        read_reference();
        read_transforms();
        read_digest_method();
        return allowed_;
    }

    void read_method() {
        const std::size_t element = child(signed_info_, "SignatureMethod");
        const std::string uri = algorithm(element);
        const std::size_t culprit = element == xml::kNone ? signed_info_ : element;
        method_ = find_uri(kMethods, uri);
        report_.method = method_ != nullptr ? std::string(method_->shown) : uri;
        const bool hmac_length = element != xml::kNone && child(element, "HMACOutputLength") != xml::kNone;
        if (uri.find("#hmac-") != std::string::npos || hmac_length) {
            note_attribute(Problem::hmac, culprit, "Algorithm", uri);
            allowed_ = false;
        } else if (method_ == nullptr) {
            const bool md5 = uri.find("-md5") != std::string::npos;
            note_attribute(md5 ? Problem::method_md5 : Problem::not_computed, culprit, "Algorithm",
                           uri.empty() ? "there is no SignatureMethod" : "the method " + uri);
            computable_ = false;
        } else if (!method_->hash) {
            note_attribute(Problem::method_md5, element, "Algorithm", report_.method);
            computable_ = false;
        } else {
            if (method_->hash == Hash::sha1) note_attribute(Problem::method_sha1, element, "Algorithm", report_.method);
            if (method_->scheme == Scheme::dsa) {
                note_attribute(Problem::not_computed, element, "Algorithm", report_.method);
                computable_ = false;
            }
        }
    }

    void read_canonicalisation() {
        const std::size_t element = child(signed_info_, "CanonicalizationMethod");
        const std::string uri = algorithm(element);
        const C14nName* name = find_uri(kC14n, uri);
        if (!name) {
            note_attribute(Problem::not_computed, element == xml::kNone ? signed_info_ : element, "Algorithm",
                           uri.empty() ? "there is no CanonicalizationMethod" : "the canonicalization " + uri);
            computable_ = false;
            return;
        }
        if (name->method != xml::C14nMethod::exclusive)
            note_attribute(Problem::inclusive_c14n, element, "Algorithm", uri);
        signed_info_form_ = form_of(*name, element);
    }

    [[nodiscard]] xml::C14n form_of(const C14nName& name, std::size_t element) const {
        xml::C14n form;
        form.method = name.method;
        form.comments = name.comments;
        if (name.method != xml::C14nMethod::exclusive) return form;
        for (const std::size_t list : document_.children(element, kExclusiveNamespace, "InclusiveNamespaces")) {
            if (const xml::Attribute prefixes = at(list).attribute("PrefixList"))
                form.prefixes = prefixes_of(prefixes.value());
        }
        return form;
    }

    void read_reference() {
        const xml::Attribute uri = at(reference_).attribute("URI");
        const xml::Attribute id = at(report_.parent).attribute("ID");
        const auto refuse = [&](Problem problem, std::string detail = {}) {
            note_attribute(problem, reference_, "URI", std::move(detail));
            allowed_ = false;
        };
        if (!uri) {
            refuse(Problem::reference_without_uri);
        } else if (uri.value().empty()) {
            if (report_.parent != 0) {
                refuse(Problem::part_of_document);
            } else {
                note_attribute(Problem::whole_document, reference_, "URI");
                target_ = xml::kWholeDocument;
            }
        } else if (uri.value().front() != '#') {
            refuse(Problem::external, std::string(uri.value()));
        } else if (uri.value().compare(0, 9, "#xpointer") == 0) {
            refuse(Problem::xpointer, std::string(uri.value()));
        } else {
            const std::string_view name = std::string_view(uri.value()).substr(1);
            const std::vector<std::size_t> bearers = elements_with_id(name);
            if (!id || id.value().empty()) {
                refuse(Problem::parent_without_id, std::string(uri.value()));
            } else if (id.value() != name) {
                refuse(bearers.empty() ? Problem::no_such_id : Problem::other_element,
                       bearers.empty() ? std::string(uri.value()) : document_.path(bearers.front()));
            } else if (bearers.size() > 1) {
                refuse(Problem::id_repeated, std::string(name));
            } else {
                target_ = report_.parent;
            }
        }
    }

    // Verifiers differ in which attributes they take for IDs; each of these counts.
    [[nodiscard]] std::vector<std::size_t> elements_with_id(std::string_view value) const {
        std::vector<std::size_t> result;
        for (std::size_t i = 0; i < document_.size(); ++i) {
            for (const xml::Attribute attribute : at(i).attributes()) {
                if (attribute.value() == value &&
                    (text::equal_ignoring_ascii_case(attribute.local(), "id") || attribute.local() == "AssertionID")) {
                    result.push_back(i);
                    break;
                }
            }
        }
        return result;
    }

    void read_transforms() {
        const std::size_t list = child(reference_, "Transforms");
        const std::vector<std::size_t> transforms =
            list == xml::kNone ? std::vector<std::size_t>{}
                               : document_.children(list, kDigitalSignatureNamespace, "Transform");
        // Without a canonicalization among the transforms it is inclusive 1.0 (xmldsig-core 4.4.3.2).
        content_form_.method = xml::C14nMethod::inclusive_1_0;
        bool enveloped = false, canonical = false;
        for (const std::size_t transform : transforms) {
            const std::string uri = algorithm(transform);
            const C14nName* name = find_uri(kC14n, uri);
            if (uri == kEnveloped) {
                if (canonical) {
                    note_attribute(Problem::transform_order, transform, "Algorithm");
                    allowed_ = false;
                }
                enveloped = true;
            } else if (name) {
                if (name->method != xml::C14nMethod::exclusive)
                    note_attribute(Problem::foreign_transform, transform, "Algorithm", uri);
                content_form_ = form_of(*name, transform);
                content_form_.comments = false;  // a reference of the form "#id" or "" leaves comments out (4.4.3.3)
                canonical = true;
            } else {
                note_attribute(Problem::foreign_transform, transform, "Algorithm", uri);
                allowed_ = false;
            }
        }
        if (transforms.size() > 2) {
            note(Problem::transform_count, transforms[2], std::to_string(transforms.size()));
            allowed_ = false;
        }
        if (!enveloped) {
            note(Problem::no_enveloped_transform, list == xml::kNone ? reference_ : list);
            allowed_ = false;
        }
    }

    void read_digest_method() {
        const std::size_t element = child(reference_, "DigestMethod");
        const std::string uri = algorithm(element);
        digest_ = find_uri(kDigests, uri);
        report_.digest_method = digest_ != nullptr ? std::string(digest_->shown) : uri;
        if (digest_ == nullptr) {
            note_attribute(Problem::not_computed, element == xml::kNone ? reference_ : element, "Algorithm",
                           uri.empty() ? "there is no DigestMethod" : "the digest " + uri);
        } else if (!digest_->hash) {
            note_attribute(Problem::digest_md5, element, "Algorithm", report_.digest_method);
        } else if (digest_->hash == Hash::sha1) {
            note_attribute(Problem::digest_sha1, element, "Algorithm", report_.digest_method);
        }
        if (digest_ == nullptr || !digest_->hash) computable_ = false;
    }

    void read_key_info() {
        const std::size_t info = child(report_.signature, "KeyInfo");
        if (info == xml::kNone) return;
        for (std::size_t i = at(info).first(); i != xml::kNone; i = at(i).next()) {
            const xml::Element element = at(i);
            if (element.local() == "RetrievalMethod" || element.local() == "KeyInfoReference") {
                note(Problem::key_by_reference, i, std::string(element.local()));
            } else if (is_signature_element(element, "KeyValue")) {
                if (const auto key = read_key_value(document_, i)) value_key_ = key;
            } else if (is_signature_element(element, "X509Data")) {
                for (const std::size_t certificate :
                     document_.children(i, kDigitalSignatureNamespace, "X509Certificate"))
                    certificates_here_.push_back(certificate);
            }
        }
        if (certificates_here_.size() > 1)
            note(Problem::several_certificates, certificates_here_[1], std::to_string(certificates_here_.size()));
        for (const std::size_t certificate : certificates_here_) {
            const CertificateReading& reading = certificates_.read(at(certificate).text());
            if (!reading.certificate) continue;
            report_.signer = &reading;
            report_.signer_element = certificate;
            break;
        }
        report_.signer_unreadable = report_.signer == nullptr && !certificates_here_.empty();
        report_.bare_key = report_.signer == nullptr && value_key_.has_value();
    }

    std::optional<std::string> digest_of(std::size_t element, std::size_t left_out, const xml::C14n& form, Hash hash) {
        crypto::Digest digest(hash);
        const xml::C14nStatus status = xml::canonicalise(document_, element, left_out, form,
                                                         [&](std::string_view piece) { digest.update(piece); });
        if (status == xml::C14nStatus::done) return digest.bytes();
        note(Problem::not_computed, element == xml::kWholeDocument ? 0 : element,
             status == xml::C14nStatus::over_limit ? "its canonical form is too large"
                                                   : "an xml:base is above an element in inclusive form 1.1");
        return std::nullopt;
    }

    void compute() {
        if (!computable_) return;
        const std::optional<std::string> actual = digest_of(target_, report_.signature, content_form_, *digest_->hash);
        if (!actual) return;
        const std::size_t value = child(reference_, "DigestValue");
        const crypto::Base64 stated =
            crypto::decode_base64(value == xml::kNone ? std::string_view() : at(value).text());
        const bool digest_fits = stated.ok() && stated.bytes == *actual;
        const crypto::Verified value_fits = verify_value(digest_fits);
        if (!digest_fits) {
            report_.verdict = SignatureVerdict::changed;
            report_.digest_readable = stated.ok() && !stated.bytes.empty();
            xml::C14n without_blanks = content_form_;
            without_blanks.drop_blank_text = true;
            const auto again = digest_of(target_, report_.signature, without_blanks, *digest_->hash);
            report_.reformatted = again && stated.ok() && stated.bytes == *again;
            if (value_fits != crypto::Verified::unknown)
                report_.signed_info_intact = value_fits == crypto::Verified::yes;
            note(Problem::digest_differs, report_.parent);
            return;
        }
        if (value_fits == crypto::Verified::yes) report_.verdict = SignatureVerdict::unchanged;
        if (value_fits == crypto::Verified::no) report_.verdict = SignatureVerdict::wrong_value;
    }

    // Notes what is wrong with the value only when the digest fits: otherwise that is what matters.
    crypto::Verified verify_value(bool tell) {
        const std::size_t element = child(report_.signature, "SignatureValue");
        const crypto::Base64 value =
            crypto::decode_base64(element == xml::kNone ? std::string_view() : at(element).text());
        if (!value.ok()) {
            if (tell) note(Problem::value_missing, element == xml::kNone ? report_.signature : element);
            return crypto::Verified::no;
        }
        std::vector<const crypto::PublicKey*> keys;
        for (std::size_t i = 0; i < certificates_here_.size() && i < kMaxCertificates; ++i) {
            const CertificateReading& reading = certificates_.read(at(certificates_here_[i]).text());
            if (reading.certificate) keys.push_back(&reading.certificate->key);
        }
        if (value_key_) keys.push_back(&*value_key_);
        if (keys.empty()) {
            if (tell) note(Problem::no_key, report_.signature);
            return crypto::Verified::unknown;
        }
        const auto digest = digest_of(signed_info_, xml::kNone, signed_info_form_, *method_->hash);
        if (!digest) return crypto::Verified::unknown;
        crypto::Verified best = crypto::Verified::no;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const crypto::Verified result =
                crypto::verify(*keys[i], method_->scheme, *method_->hash, *digest, value.bytes, crypto::EcForm::fixed);
            if (result == crypto::Verified::yes) {
                use_signer(i);
                return result;
            }
            if (result == crypto::Verified::unknown) best = result;
        }
        if (!tell) return best;
        const bool rsa_method = method_->scheme == Scheme::rsa_pkcs1 || method_->scheme == Scheme::rsa_pss;
        const bool fitting = std::any_of(keys.begin(), keys.end(), [&](const crypto::PublicKey* key) {
            return rsa_method ? key->is_rsa() : key->type == crypto::KeyType::ec;
        });
        if (best == crypto::Verified::unknown)
            note(Problem::not_computed, report_.signature, "the key, " + crypto::describe(*keys.front()));
        else if (!fitting)
            note(Problem::key_does_not_fit, element,
                 report_.method + ", and the key is " + crypto::describe(*keys.front()));
        else note(Problem::value_differs, element);
        return best;
    }

    // Of several keys the one that verifies is the signer's.
    void use_signer(std::size_t key) {
        std::size_t readable = 0;
        report_.signer = nullptr;
        report_.signer_element = xml::kNone;
        for (const std::size_t certificate : certificates_here_) {
            const CertificateReading& reading = certificates_.read(at(certificate).text());
            if (!reading.certificate || readable++ != key) continue;
            report_.signer = &reading;
            report_.signer_element = certificate;
        }
        report_.bare_key = report_.signer == nullptr;
    }

    const xml::Tree& document_;
    CertificateCache& certificates_;
    SignatureReport report_;
    bool allowed_ = true;
    bool computable_ = true;
    std::size_t signed_info_ = xml::kNone, reference_ = xml::kNone, target_ = xml::kNone;
    const MethodName* method_ = nullptr;
    const DigestName* digest_ = nullptr;
    xml::C14n signed_info_form_, content_form_;
    std::vector<std::size_t> certificates_here_;
    std::optional<crypto::PublicKey> value_key_;
};

}  // namespace

std::vector<std::size_t> signed_elements(const xml::Tree& document, std::size_t entity) {
    std::vector<std::size_t> result;
    const auto is_signed = [&](std::size_t element) {
        return document[element].name_space() == kMetadataNamespace &&
               document.child(element, kDigitalSignatureNamespace, "Signature") != xml::kNone;
    };
    if (entity == xml::kNone) {
        for (std::size_t i = 0; i < document.size(); ++i) {
            if (is_signed(i)) result.push_back(i);
        }
        return result;
    }
    for (std::size_t i = entity; i != xml::kNone; i = document[i].parent()) {
        if (is_signed(i)) result.push_back(i);
    }
    std::reverse(result.begin(), result.end());
    for (std::size_t i = document[entity].first(); i != xml::kNone; i = document[i].next()) {
        if (is_signed(i)) result.push_back(i);
    }
    return result;
}

SignatureReport check_signature(const xml::Tree& document, std::size_t parent, CertificateCache& certificates) {
    return SignatureVerifier(document, parent, certificates).run();
}

std::optional<crypto::PublicKey> read_key_value(const xml::Tree& document, std::size_t key_value) {
    const auto bytes = [&](std::size_t element, std::string_view space, std::string_view local) {
        const auto found = document.children(element, space, local);
        if (found.empty()) return std::string();
        crypto::Base64 decoded = crypto::decode_base64(document[found.front()].text());
        return decoded.ok() ? std::move(decoded.bytes) : std::string();
    };
    for (const std::size_t rsa : document.children(key_value, kDigitalSignatureNamespace, "RSAKeyValue")) {
        return crypto::rsa_key(bytes(rsa, kDigitalSignatureNamespace, "Modulus"),
                               bytes(rsa, kDigitalSignatureNamespace, "Exponent"));
    }
    for (const std::size_t ec : document.children(key_value, kDigitalSignature11Namespace, "ECKeyValue")) {
        const auto curves = document.children(ec, kDigitalSignature11Namespace, "NamedCurve");
        const xml::Attribute uri = curves.empty() ? xml::Attribute() : document[curves.front()].attribute("URI");
        constexpr std::string_view kOid = "urn:oid:";
        if (!uri || uri.value().compare(0, kOid.size(), kOid) != 0) return std::nullopt;
        return crypto::ec_key(std::string_view(uri.value()).substr(kOid.size()),
                              bytes(ec, kDigitalSignature11Namespace, "PublicKey"));
    }
    for ([[maybe_unused]] const std::size_t dsa :
         document.children(key_value, kDigitalSignatureNamespace, "DSAKeyValue")) {
        crypto::PublicKey key;
        key.type = crypto::KeyType::dsa;
        key.algorithm = "1.2.840.10040.4.1";
        return key;
    }
    return std::nullopt;
}

}  // namespace preflight::saml
