#include "core/saml/certificate_checks.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "core/crypto/digest.h"
#include "core/crypto/weak_keys.h"
#include "core/saml/document_checks.h"
#include "core/saml/signature.h"
#include "core/text/character_reference.h"
#include "core/text/invisible.h"
#include "core/text/order.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
using crypto::Certificate;
using findings::Severity;

using text::kDay;
constexpr std::int64_t kExpiresSoon = 60;  // CRT-08, days: Okta mails admins then
constexpr std::int64_t kUrgent = 30;
constexpr std::int64_t kYear = 365 * kDay;
constexpr std::size_t kMaxShownText = 400;

std::string days_from(std::int64_t seconds) {
    const std::int64_t days = seconds / kDay;
    return std::to_string(days) + (days == 1 ? " day" : " days");
}

// What is between the tags, as it is written.
std::string_view raw_content(xml::Element element, std::string_view source) {
    const std::size_t begin = element.start_tag().end;
    if (source[begin - 2] == '/') return {};
    // Comments and CDATA may hold "</": they end at their own marks.
    std::size_t at = begin;
    while (at < source.size()) {
        at = std::min(source.find('<', at), source.size());
        if (source.substr(at, 4) == "<!--") at = std::min(source.find("-->", at + 4), source.size());
        else if (source.substr(at, 9) == "<![CDATA[") at = std::min(source.find("]]>", at), source.size());
        else break;
    }
    return source.substr(begin, at - begin);
}

struct Oddity {
    std::size_t offset = std::string_view::npos, length = 0;
    std::string_view what;
};

// CRT-03: what XML allows inside base64 and some readers stumble over. The first one.
Oddity find_oddity(std::string_view raw, bool invisible) {
    Oddity result;
    if (!invisible && raw.find('&') == std::string_view::npos && raw.find('<') == std::string_view::npos) return result;
    const auto take = [&](std::size_t offset, std::size_t length, std::string_view what) {
        if (offset < result.offset) result = {offset, length, what};
    };
    take(raw.find("<!--"), 4, "a comment");
    take(raw.find("<![CDATA["), 9, "a CDATA section");
    constexpr std::string_view kInvisible = "an invisible character (a no-break space or similar)";
    for (std::size_t i = 0; i < raw.size() && i < result.offset; ++i) {
        if (const std::size_t length = invisible ? text::invisible_at(raw, i, text::Invisible::in_base64) : 0;
            length > 0)
            take(i, length, kInvisible);
        if (raw[i] != '&') continue;
        const auto reference = text::character_reference(raw.substr(i));
        if (!reference) continue;
        if (reference->value == '\r') take(i, reference->size, "carriage returns written as &#13;");
        else if (text::is_invisible(reference->value, text::Invisible::in_base64)) take(i, reference->size, kInvisible);
    }
    return result;
}

// A distinguished name in a form that can be compared across ways of writing it (RFC 2253 and others); nothing when it
// uses object identifiers or is too long to be sure.
std::optional<std::vector<std::string>> comparable_name(std::string_view name) {
    if (name.size() > kMaxShownText) return std::nullopt;
    // "\\C3\\BC" are two bytes of UTF-8.
    std::string plain;
    for (std::size_t i = 0; i < name.size(); ++i) {
        unsigned byte = 0;
        const char* const pair = name.data() + i + 1;
        if (name[i] == '\\' && i + 2 < name.size() && std::from_chars(pair, pair + 2, byte, 16).ptr == pair + 2) {
            plain += static_cast<char>(byte);
            i += 2;
        } else {
            plain += name[i];
        }
    }
    std::vector<std::string> parts(1);
    for (const char c : text::ascii_lower(plain)) {
        if (c == ',' || c == ';' || c == '+' || c == '/') parts.emplace_back();
        else if (c != '\\' && c != '"' && c != ' ' && c != '\t' && c != '\n' && c != '\r') parts.back() += c;
    }
    for (std::string& part : parts) {
        if (part.rfind("oid.", 0) == 0 || part.find("=#") != std::string::npos) return std::nullopt;
        if (!part.empty() && part.front() >= '0' && part.front() <= '9' && part.find('=') != std::string::npos)
            return std::nullopt;
        for (const auto& [from, to] : {std::pair<std::string_view, std::string_view>{"s=", "st="},
                                       {"e=", "emailaddress="},
                                       {"email=", "emailaddress="}}) {
            if (part.compare(0, from.size(), from) != 0) continue;
            part = std::string(to) + part.substr(from.size());
            break;
        }
    }
    parts.erase(std::remove(parts.begin(), parts.end(), std::string()), parts.end());
    text::sort(parts);
    return parts;
}

bool names_differ(std::string_view stated, std::string_view actual) {
    const auto left = comparable_name(stated), right = comparable_name(actual);
    return left && right && *left != *right;
}

std::string algorithm_words(const crypto::SignatureAlgorithm& algorithm) {
    const std::string_view hash = !algorithm.hash                           ? std::string_view{}
                                  : *algorithm.hash == crypto::Hash::sha1   ? "SHA-1"
                                  : *algorithm.hash == crypto::Hash::sha224 ? "SHA-224"
                                  : *algorithm.hash == crypto::Hash::sha256 ? "SHA-256"
                                  : *algorithm.hash == crypto::Hash::sha384 ? "SHA-384"
                                                                            : "SHA-512";
    if (!hash.empty()) return std::string(hash);
    if (algorithm.digest == crypto::SignatureDigest::md5) return "MD5";
    if (algorithm.digest == crypto::SignatureDigest::md2) return "MD2";
    if (algorithm.scheme == crypto::Scheme::eddsa) return "EdDSA";
    return algorithm.id.empty() ? std::string("an unknown algorithm") : "the algorithm " + algorithm.id;
}

std::string key_unreadable(const crypto::PublicKey& key) {
    return "The public key in the certificate cannot be decoded (" + crypto::describe(key) + ").";
}

std::string date_or_unknown(std::optional<std::int64_t> time) {
    return time ? text::format_date(*time) : std::string("an unreadable date");
}

class CertificateChecker {
public:
    CertificateChecker(const Certificate& certificate, const ElementPlace& at, const std::string& shown,
                       std::optional<std::int64_t> now, std::vector<Observation>& observations)
        : certificate_(certificate), at_(at), shown_(shown), now_(now), observations_(observations) {}

    void run() {
        check_dates();
        check_key();
        check_signature();
        check_extensions();
        check_fields();
        describe();
    }

private:
    Observation& add(std::string_view code, std::string message, std::optional<Severity> severity = std::nullopt) {
        return observe(observations_, code, at_, std::move(message), severity);
    }

    void check_dates() {
        const auto& from = certificate_.not_before;
        const auto& to = certificate_.not_after;
        if (now_ && to && *to < *now_) {
            add("CRT-06", shown_ + " expired on " + text::format_date(*to) + ".");
        } else if (now_ && from && *from > *now_) {
            add("CRT-07", shown_ + " is valid only from " + text::format_date(*from) + " on.");
        } else if (now_ && to && *to - *now_ <= kExpiresSoon * kDay) {
            add("CRT-08", shown_ + " expires on " + text::format_date(*to) + ", in " + days_from(*to - *now_) +
                              (*to - *now_ <= kUrgent * kDay ? " (urgent)." : "."));
        }
        if (!from || !to) return;
        if (*to - *from < kYear) {
            add("CRT-20", shown_ + " is made to last " + days_from(std::max<std::int64_t>(*to - *from, 0)) +
                              ", less than a year.");
        } else if (*to - *from > 20 * kYear + 10 * kDay) {
            add("CRT-20", shown_ + " is made to last more than 20 years, until " + text::format_date(*to) + ".");
        }
    }

    void check_key() {
        const crypto::PublicKey& key = certificate_.key;
        if (!key.readable) {
            add("CRT-04", key_unreadable(key));
            return;
        }
        if (key.is_rsa()) check_rsa(key);
        if (key.type == crypto::KeyType::ec) check_curve(key);
        if (key.type == crypto::KeyType::dsa) add("CRT-15", "The key in the certificate is DSA.");
        const bool edwards = key.type == crypto::KeyType::ed25519 || key.type == crypto::KeyType::ed448;
        if (edwards || key.type == crypto::KeyType::rsa_pss) {
            add("CRT-16", "The key in the certificate is " + crypto::describe(key) + ".");
        } else if (certificate_.signature.scheme == crypto::Scheme::rsa_pss) {
            add("CRT-16", "The certificate is signed with RSASSA-PSS.");
        }
    }

    void check_rsa(const crypto::PublicKey& key) {
        const std::string bits = std::to_string(key.bits);
        if (key.bits < 2048) {
            add("CRT-09", "The RSA key has " + bits + " bits; 2048 are the least.");
        } else if (key.bits < 3072) {
            add("CRT-10", "The RSA key has " + bits + " bits.");
        }
        const unsigned last = static_cast<unsigned char>(key.exponent.back());
        if (key.exponent.size() == 1 && last == 3) {
            add("CRT-11", "The public exponent of the RSA key is 3.", Severity::warning);
        } else if ((last & 1U) == 0 || (key.exponent.size() == 1 && last < 5)) {
            add("CRT-11", (last & 1U) == 0 ? "The public exponent of the RSA key is even, so this is not an RSA key."
                                           : "The public exponent of the RSA key is 1: it protects nothing.");
        } else if (key.exponent != std::string_view("\x01\x00\x01", 3)) {
            const std::string exponent = crypto::decimal(key.exponent);
            add("CRT-11",
                "The public exponent of the RSA key is " + (exponent.empty() ? std::string("very large") : exponent) +
                    ", not the usual 65537.",
                Severity::note)
                .consequence = "It works; a few products reject what is unusual.";
        }
        if (key.bits > 8192) {
            add("CRT-24", "The RSA key has " + bits + " bits.");
        } else if ((static_cast<unsigned char>(key.modulus.back()) & 1U) == 0) {
            add("CRT-24", "The modulus of the RSA key is even, so this is not an RSA key: the text was damaged.");
        }
        if (crypto::has_roca_fingerprint(key.modulus))
            add("CRT-22", "The RSA key shows the ROCA fingerprint (CVE-2017-15361).");
        if (const std::string_view why = crypto::published_key(key.modulus); !why.empty())
            add("CRT-23", "The key of this certificate is known to everybody: " + std::string(why) + ".");
    }

    void check_curve(const crypto::PublicKey& key) {
        if (key.bits != 0 && key.bits < 256) {
            add("CRT-14", "The key is " + crypto::describe(key) + "; 256 bits are the least.").consequence =
                "Products reject it, and it can be broken sooner than others.";
            return;
        }
        const bool usual =
            key.curve == crypto::Curve::p256 || key.curve == crypto::Curve::p384 || key.curve == crypto::Curve::p521;
        Observation& observation =
            add("CRT-14", "The key is " + crypto::describe(key) + (usual ? "." : ", which products rarely know."),
                Severity::warning);
        if (key.curve == crypto::Curve::explicit_parameters)
            observation.consequence = "RFC 5480 forbids it: products reject the certificate.";
    }

    void check_signature() {
        const crypto::SignatureDigest digest = certificate_.signature.digest;
        if (digest == crypto::SignatureDigest::md5 || digest == crypto::SignatureDigest::md2) {
            add("CRT-12", "The certificate is signed with " + algorithm_words(certificate_.signature) + ".");
        } else if (digest == crypto::SignatureDigest::sha1) {
            add("CRT-13", "The certificate is signed with SHA-1.");
        }
        if (certificate_.self_signature == crypto::SelfSignature::does_not_fit)
            add("CRT-21",
                "The certificate is issued by itself, but its own signature does not fit: a part of it was "
                "damaged or altered.");
    }

    void check_extensions() {
        const bool signs_certificates_only = certificate_.key_usage &&
                                             certificate_.usage_allows(crypto::kKeyCertSign) &&
                                             !certificate_.usage_allows(crypto::kDigitalSignature);
        if (certificate_.ca.value_or(false)) {
            add("CRT-17",
                signs_certificates_only ? "The certificate is that of an authority and may sign certificates only."
                                        : "The certificate is that of an authority (CA:TRUE).",
                signs_certificates_only ? Severity::warning : Severity::note);
        }
        if (!certificate_.usage_allows(crypto::kDigitalSignature))
            add("CRT-18", "The certificate's key usage does not include digitalSignature.");
        if (!certificate_.unknown_critical.empty())
            add("CRT-18", "The certificate has a critical extension that readers do not know: " +
                              certificate_.unknown_critical.front() + ".");
        const auto& usages = certificate_.extended_usages;
        if (std::find(usages.begin(), usages.end(), "1.3.6.1.5.5.7.3.1") != usages.end() &&
            !certificate_.dns_names.empty()) {
            add("CRT-19", "The certificate is that of the web server " + certificate_.dns_names.front() + ".");
        }
    }

    void check_fields() {
        std::vector<std::string> odd;
        const unsigned version = certificate_.version.value_or(0);
        if (version == 0) {
            odd.emplace_back(certificate_.extensions ? "it is of version 1 and has extensions" : "it is of version 1");
        } else if (version == 1 && !certificate_.unique_ids) {
            odd.emplace_back("it states version 2 without the fields of version 2");
        } else if (version > 2) {
            odd.emplace_back("it states a version that does not exist");
        }
        if (certificate_.serial.empty()) odd.emplace_back("its serial number is zero");
        if (certificate_.serial_negative) odd.emplace_back("its serial number is negative");
        if (certificate_.subject.empty()) odd.emplace_back("it has no subject");
        if (!certificate_.not_before || !certificate_.not_after) odd.emplace_back("its dates cannot be read");
        if (!certificate_.signature_algorithms_agree) odd.emplace_back("it names two different signature algorithms");
        if (odd.empty()) return;
        std::string message = "The certificate is unusual: " + odd.front();
        for (std::size_t i = 1; i < odd.size(); ++i) message += ", " + odd[i];
        add("CRT-25", message + ".");
    }

    void describe() {
        const std::string subject = certificate_.subject.empty() ? std::string("nobody") : certificate_.subject;
        add("CRT-26", "The certificate of " + subject + ", issued by " +
                          (certificate_.issuer == certificate_.subject ? std::string("itself") : certificate_.issuer) +
                          ", valid from " + date_or_unknown(certificate_.not_before) + " to " +
                          date_or_unknown(certificate_.not_after) + ": " + crypto::describe(certificate_.key) +
                          ", signed with " + algorithm_words(certificate_.signature) + ". SHA-1 " +
                          crypto::colons(certificate_.sha1) + ", SHA-256 " + crypto::colons(certificate_.sha256) + ".");
    }

    const Certificate& certificate_;
    const ElementPlace& at_;
    const std::string& shown_;
    std::optional<std::int64_t> now_;
    std::vector<Observation>& observations_;
};

enum class Use : std::uint8_t { signing, encryption, both, other };

struct KeyText {
    std::size_t element;
    std::size_t data;  // the ds:X509Data
    const CertificateReading* reading;
};

struct Descriptor {
    std::size_t element;
    Use use = Use::both;
    std::vector<KeyText> certificates;
    [[nodiscard]] bool signs() const { return use == Use::signing || use == Use::both; }
    [[nodiscard]] bool encrypts() const { return use == Use::encryption || use == Use::both; }
    // The one that readers take: the first that can be read.
    [[nodiscard]] const Certificate* certificate() const {
        for (const KeyText& text : certificates) {
            if (text.reading->certificate) return &*text.reading->certificate;
        }
        return nullptr;
    }
};

class KeyChecker {
public:
    enum class Extent : std::uint8_t { all, form };

    KeyChecker(const xml::Tree& document, std::size_t role, Extent extent, std::optional<std::int64_t> now,
               CertificateCache& certificates, std::vector<Observation>& observations)
        : document_(document),
          source_(document.text()),
          role_(role),
          extent_(extent),
          now_(now),
          certificates_(certificates),
          observations_(observations) {}

    void run() {
        for (const std::size_t element : document_.children(role_, at(role_).name_space(), "KeyDescriptor"))
            check_descriptor(element);
        if (extent_ == Extent::all) check_together();
    }

private:
    [[nodiscard]] xml::Element at(std::size_t element) const { return document_[element]; }
    [[nodiscard]] ElementPlace text_of(std::size_t element) const {
        return {element, text_place(at(element), source_)};
    }

    Observation& add(std::string_view code, ElementPlace where, std::string message,
                     std::optional<Severity> severity = std::nullopt) {
        return observe(observations_, code, where, std::move(message), severity);
    }
    Observation& add(std::string_view code, std::size_t element, std::string message,
                     std::optional<Severity> severity = std::nullopt) {
        return add(code, place_of(document_, element), std::move(message), severity);
    }

    // True when it is a key that Egnyte verifies sign-ins with.
    [[nodiscard]] bool matters(const Descriptor& descriptor) const {
        return extent_ == Extent::all && descriptor.signs();
    }
    // What is wrong with the form of a key.
    Observation& add_form(const Descriptor& descriptor, std::string_view code, ElementPlace where, std::string message,
                          std::optional<Severity> severity = std::nullopt) {
        Observation& observation = add(code, where, std::move(message), severity);
        if (!matters(descriptor))
            observation.consequence =
                "No guide shows Egnyte using this key, but products that read or validate the whole file reject it.";
        return observation;
    }

    void check_descriptor(std::size_t element) {
        Descriptor descriptor;
        descriptor.element = element;
        const xml::Attribute use = at(element).attribute("use");
        if (!use) {
            if (extent_ == Extent::all)
                add("KEY-12", element, "The key has no use attribute: it serves signing and encryption.");
        } else if (use.value() == "signing" || use.value() == "encryption") {
            descriptor.use = use.value() == "signing" ? Use::signing : Use::encryption;
        } else {
            descriptor.use = Use::other;
            const std::string lowered = text::ascii_lower(text::trim(use.value()));
            add("KEY-02", ElementPlace{element, use.span()},
                "The use of the key is \"" + std::string(use.value().substr(0, 40)) + "\"" +
                    (lowered == "signing" || lowered == "encryption" ? "; it is written \"" + lowered + "\"." : "."));
        }
        check_namespaces(element);
        check_key_info(descriptor);
        if (extent_ == Extent::all) check_encryption_methods(descriptor);
        descriptors_.push_back(std::move(descriptor));
    }

    void wrong_namespace(std::size_t element) {
        const std::string_view space = at(element).name_space();
        add("KEY-14", element,
            std::string(at(element).local()) + " is in " +
                (space.empty() ? std::string("no namespace") : "the namespace " + std::string(space.substr(0, 100))) +
                ".");
    }

    // The outermost element that has left the namespace of signatures; what is in it goes the same way.
    void check_namespaces(std::size_t descriptor) {
        for (std::size_t info = at(descriptor).first(); info != xml::kNone; info = at(info).next()) {
            if (at(info).local() != "KeyInfo") continue;
            if (at(info).name_space() != kDigitalSignatureNamespace) {
                wrong_namespace(info);
                continue;
            }
            for (std::size_t data = at(info).first(); data != xml::kNone; data = at(data).next()) {
                const std::string_view name = at(data).local();
                if (name != "X509Data" && name != "KeyValue" && name != "KeyName") continue;
                if (at(data).name_space() != kDigitalSignatureNamespace) {
                    wrong_namespace(data);
                    continue;
                }
                for (std::size_t i = at(data).first(); i != xml::kNone; i = at(i).next()) {
                    if (at(i).local() == "X509Certificate" && at(i).name_space() != kDigitalSignatureNamespace)
                        wrong_namespace(i);
                }
            }
        }
    }

    void check_key_info(Descriptor& descriptor) {
        std::vector<std::size_t> names, values, references;
        bool empty_certificate = false;
        for (const std::size_t info : document_.children(descriptor.element, kDigitalSignatureNamespace, "KeyInfo")) {
            for (std::size_t i = at(info).first(); i != xml::kNone; i = at(i).next()) {
                const xml::Element element = at(i);
                const bool ours = element.name_space() == kDigitalSignatureNamespace;
                if (ours && element.local() == "KeyName") names.push_back(i);
                if (ours && element.local() == "KeyValue") values.push_back(i);
                if (ours && element.local() == "X509Data") read_data(descriptor, i, empty_certificate);
                const bool by_reference =
                    (ours && (element.local() == "RetrievalMethod" || element.local() == "PGPData" ||
                              element.local() == "SPKIData")) ||
                    (element.name_space() == kDigitalSignature11Namespace && element.local() == "KeyInfoReference");
                if (by_reference) references.push_back(i);
            }
        }
        const auto holds_key = [&](std::size_t value) { return value_holds_key(value); };
        const bool any_value = std::any_of(values.begin(), values.end(), holds_key);
        if (extent_ == Extent::form) {
            if (descriptor.certificates.empty() && !any_value && names.empty() && references.empty() &&
                !empty_certificate)
                add_form(descriptor, "KEY-03", place_of(document_, descriptor.element),
                         "The key descriptor holds no key.");
            return;
        }
        for (const std::size_t reference : references)
            add("KEY-11", reference,
                "The key is given as " + std::string(at(reference).local()) + ", which nobody follows here.");
        if (descriptor.certificates.size() > 1)
            add("KEY-04", descriptor.certificates[1].element,
                "The key descriptor holds " + std::to_string(descriptor.certificates.size()) +
                    " certificates; one is meant.");
        check_values(descriptor, values);
        if (!descriptor.certificates.empty()) {
            if (!names.empty())
                add("KEY-08", names.front(), "A KeyName is beside the certificate.", Severity::note).consequence =
                    "Products that know the certificate do not look at it.";
        } else if (any_value) {
            add("KEY-08", *std::find_if(values.begin(), values.end(), holds_key),
                "The key is given as a bare KeyValue, without a certificate.", Severity::warning);
        } else if (!names.empty()) {
            add("KEY-08", names.front(), "The key is given by its name only.");
        } else if (!empty_certificate) {
            // Also where the key is in a wrong namespace or is only referred to: readers find none.
            add("KEY-03", descriptor.element,
                values.empty() ? "The key descriptor holds no key." : "The KeyValue holds no key that can be read.");
        }
    }

    // A kind of key that is not known here may be one all the same.
    [[nodiscard]] bool value_holds_key(std::size_t value) const {
        if (at(value).first() == xml::kNone) return false;
        const auto key = read_key_value(document_, value);
        return !key || key->type == crypto::KeyType::dsa || key->readable;
    }

    void read_data(Descriptor& descriptor, std::size_t data, bool& empty_certificate) {
        const std::size_t first = descriptor.certificates.size();
        for (const std::size_t element : document_.children(data, kDigitalSignatureNamespace, "X509Certificate")) {
            const CertificateReading& reading = certificates_.read(at(element).text());
            if (reading.fault == crypto::Base64Fault::empty) {
                empty_certificate = true;
                add_form(descriptor, "KEY-03", place_of(document_, element), "The certificate is empty.");
                continue;
            }
            descriptor.certificates.push_back({element, data, &reading});
            check_text(descriptor, element, reading);
        }
        if (extent_ == Extent::form) return;
        for (const std::size_t list : document_.children(data, kDigitalSignatureNamespace, "X509CRL"))
            add("KEY-11", list, "A revocation list is among the keys; nobody looks at it here.");
        check_names(descriptor, data, first);
    }

    // CRT-01 to CRT-05; the rest, CRT-21 and similar, for what signs only.
    void check_text(const Descriptor& descriptor, std::size_t element, const CertificateReading& reading) {
        const ElementPlace where = text_of(element);
        if (reading.private_key) {
            // A place without bytes: an excerpt must not show it.
            const ElementPlace hidden{element, {where.span.begin, where.span.begin}};
            add("DOC-21", hidden, "The certificate element holds a private key. It is not shown here.");
            if (descriptor.signs()) add("CRT-04", hidden, "The certificate text decodes, but it is a private key.");
            return;
        }
        if (reading.pem_boundary) {
            add_form(descriptor, "CRT-02", where, "BEGIN and END lines are inside the certificate text.").replacement =
                replacement(reading);
        }
        const std::string_view raw = raw_content(at(element), source_);
        if (const Oddity oddity = find_oddity(raw, reading.invisible); oddity.offset < raw.size()) {
            const std::size_t begin = at(element).start_tag().end + oddity.offset;
            add_form(descriptor, "CRT-03", ElementPlace{element, {begin, begin + oddity.length}},
                     "Inside the certificate text: " + std::string(oddity.what) + ".");
        }
        if (reading.fault != crypto::Base64Fault::none) {
            check_fault(descriptor, element, where, reading);
            return;
        }
        if (!reading.certificate) {
            const std::string what = reading.encoded_twice ? "base64 once more: it was encoded twice"
                                     : reading.kind == crypto::DerKind::request    ? "a certificate signing request"
                                     : reading.kind == crypto::DerKind::pkcs7      ? "a PKCS#7 bundle"
                                     : reading.kind == crypto::DerKind::public_key ? "a bare public key"
                                     : reading.kind == crypto::DerKind::truncated  ? "truncated"
                                                                                   : "not a certificate";
            add_form(descriptor, "CRT-04", where, "The certificate text decodes, but it is " + what + ".");
            return;
        }
        const Certificate& certificate = *reading.certificate;
        const std::size_t more = reading.der.size() - certificate.size;
        if (reading.certificate_follows) {
            add_form(descriptor, "CRT-05", where, "A second certificate follows the first in the same text.")
                .replacement = replacement(reading);
        } else if (more > 0) {
            add_form(
                descriptor, "CRT-05", where,
                std::to_string(more) + (more == 1 ? " byte follows" : " bytes follow") + " the end of the certificate.",
                Severity::warning)
                .replacement = replacement(reading);
        }
        if (!matters(descriptor)) {
            if (!certificate.key.readable) add_form(descriptor, "CRT-04", where, key_unreadable(certificate.key));
            return;
        }
        if (!certificates_.first_time(certificate.sha256)) return;
        check_certificate(certificate, where, shown_name(certificate), now_, observations_);
    }

    static std::optional<std::string> replacement(const CertificateReading& reading) {
        if (!reading.certificate) return std::nullopt;
        return reading.paste_text();
    }

    void check_fault(const Descriptor& descriptor, std::size_t element, const ElementPlace& where,
                     const CertificateReading& reading) {
        const std::string_view decoded = at(element).text();
        const bool url = reading.fault == crypto::Base64Fault::url_alphabet;
        const std::string why = reading.fault == crypto::Base64Fault::padding
                                    ? "its length does not fit, a part is missing or added"
                                : url ? "it uses the URL alphabet (- and _ in place of + and /)"
                                      : "it has a character that base64 does not have";
        ElementPlace place = where;
        // The place is exact where text and document agree byte for byte (no references, comments or CDATA inside).
        const text::Span span = at(element).text_span();
        if (reading.fault_offset < decoded.size() && source_.substr(span.begin, span.size()) == decoded) {
            const std::size_t begin = span.begin + reading.fault_offset;
            place.span = {begin, begin + text::decode(source_, begin).length};
        }
        Observation& observation =
            add_form(descriptor, "CRT-01", place, "The certificate text is not base64: " + why + ".");
        if (!url) return;
        std::string plain(decoded);
        std::replace(plain.begin(), plain.end(), '-', '+');
        std::replace(plain.begin(), plain.end(), '_', '/');
        const CertificateReading& again = certificates_.read(plain);
        if (!again.certificate) return;
        observation.at = where;
        observation.replacement = again.paste_text();
        observation.fix_title = "Write it in the usual alphabet";
        observation.fix_steps = {
            "Replace every - by + and every _ by / in the certificate text; nothing else is wrong with it."};
    }

    // KEY-09
    void check_values(const Descriptor& descriptor, const std::vector<std::size_t>& values) {
        for (const std::size_t value : values) {
            const auto key = read_key_value(document_, value);
            if (!key || descriptor.certificate() == nullptr) continue;
            if (!value_holds_key(value)) {
                add("KEY-09", value, "The KeyValue cannot be read as a key; it has to be that of the certificate.");
                continue;
            }
            const bool same =
                std::any_of(descriptor.certificates.begin(), descriptor.certificates.end(), [&](const KeyText& text) {
                    if (!text.reading->certificate) return false;
                    const crypto::PublicKey& other = text.reading->certificate->key;
                    return key->same_numbers(other) ||
                           (key->type == crypto::KeyType::dsa && other.type == crypto::KeyType::dsa);
                });
            if (!same)
                add("KEY-09", value,
                    "The KeyValue is " + crypto::describe(*key) + ", another key than the certificate's " +
                        crypto::describe(descriptor.certificate()->key) + ".");
        }
    }

    // KEY-13: names beside the certificates of one X509Data; one certificate that fits is enough.
    void check_names(const Descriptor& descriptor, std::size_t data, std::size_t first) {
        std::vector<const Certificate*> here;
        for (std::size_t i = first; i < descriptor.certificates.size(); ++i) {
            if (descriptor.certificates[i].reading->certificate)
                here.push_back(&*descriptor.certificates[i].reading->certificate);
        }
        if (here.empty()) return;
        const auto none = [&](auto differs) { return std::all_of(here.begin(), here.end(), differs); };
        for (std::size_t i = at(data).first(); i != xml::kNone; i = at(i).next()) {
            const xml::Element element = at(i);
            if (element.name_space() != kDigitalSignatureNamespace) continue;
            const std::string_view value = text::trim(element.text());
            bool differs = false;
            if (element.local() == "X509SubjectName") {
                differs = none([&](const Certificate* c) { return names_differ(value, c->subject); });
            } else if (element.local() == "X509SKI") {
                const crypto::Base64 identifier = crypto::decode_base64(value);
                differs = identifier.ok() && none([&](const Certificate* c) {
                              return !c->subject_key_id.empty() && c->subject_key_id != identifier.bytes;
                          });
            } else if (element.local() == "X509IssuerSerial") {
                differs = none([&](const Certificate* c) { return issuer_differs(i, *c); });
            }
            if (differs)
                add("KEY-13", i, std::string(element.local()) + " does not belong to the certificate beside it.");
        }
    }

    [[nodiscard]] bool issuer_differs(std::size_t element, const Certificate& certificate) const {
        for (std::size_t i = at(element).first(); i != xml::kNone; i = at(i).next()) {
            const std::string_view value = text::trim(at(i).text());
            if (at(i).local() == "X509IssuerName" && names_differ(value, certificate.issuer)) return true;
            if (at(i).local() != "X509SerialNumber" || certificate.serial_negative) continue;
            std::string_view digits = value;
            while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
            const std::string actual = crypto::decimal(certificate.serial);
            const bool number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
            if (number && !actual.empty() && digits != actual) return true;
        }
        return false;
    }

    void check_encryption_methods(const Descriptor& descriptor) {
        for (const std::size_t method :
             document_.children(descriptor.element, at(descriptor.element).name_space(), "EncryptionMethod")) {
            const xml::Attribute algorithm = at(method).attribute("Algorithm");
            const std::string uri(algorithm.value());
            const std::string_view weak = uri == "http://www.w3.org/2001/04/xmlenc#rsa-1_5"         ? "RSA 1.5"
                                          : uri == "http://www.w3.org/2001/04/xmlenc#tripledes-cbc" ? "triple DES"
                                                                                                    : "";
            if (descriptor.use == Use::signing) {
                add("KEY-10", method,
                    "An EncryptionMethod is at a key for signing" +
                        (weak.empty() ? std::string(".") : " (" + std::string(weak) + ", a weak one)."));
            } else if (!weak.empty()) {
                add("KEY-10", method, "The EncryptionMethod " + std::string(weak) + " is weak.");
            }
        }
    }

    void check_together() {
        if (std::none_of(descriptors_.begin(), descriptors_.end(),
                         [](const Descriptor& d) { return d.signs() || d.use == Use::other; })) {
            add("KEY-01", role_,
                descriptors_.empty() ? "There is no key at all." : "There is no key for signing, only for encryption.");
        }
        check_several();
        for (const Descriptor& descriptor : descriptors_) {
            const Certificate* certificate = descriptor.certificate();
            if (certificate == nullptr) continue;
            bool repeated = false, other_use = false;
            for (const Descriptor& earlier : descriptors_) {
                if (&earlier == &descriptor) break;
                const Certificate* other = earlier.certificate();
                if (other == nullptr || other->sha256 != certificate->sha256) continue;
                repeated = repeated || (earlier.signs() && descriptor.signs()) ||
                           (earlier.encrypts() && descriptor.encrypts());
                other_use = true;
            }
            if (repeated)
                add("KEY-06", descriptor.element, shown_name(*certificate) + " appears twice for the same use.");
            else if (other_use)
                add("KEY-07", descriptor.element, shown_name(*certificate) + " serves signing and encryption.");
        }
    }

    void check_several() {
        std::vector<const Descriptor*> signing;
        std::set<std::string> seen;
        for (const Descriptor& descriptor : descriptors_) {
            if (!descriptor.signs()) continue;
            const Certificate* certificate = descriptor.certificate();
            // Keys that cannot be read are keys all the same.
            if (certificate != nullptr && !seen.insert(certificate->sha256).second) continue;
            if (certificate == nullptr && descriptor.certificates.empty()) continue;
            signing.push_back(&descriptor);
        }
        if (signing.size() < 2) return;
        const Certificate* best = nullptr;
        constexpr std::size_t kListed = 10, kPlaces = 20;
        std::string list;
        for (std::size_t i = 0; i < signing.size(); ++i) {
            const Certificate* certificate = signing[i]->certificate();
            if (i < kListed) list += (i == 0 ? "" : "; ") + listed(certificate);
            if (certificate == nullptr) continue;
            if (best == nullptr || better_to_type(*certificate, *best, now_)) best = certificate;
        }
        if (signing.size() > kListed) list += "; and " + std::to_string(signing.size() - kListed) + " more";
        Observation& observation =
            add("KEY-05", signing[1]->element,
                "There are " + std::to_string(signing.size()) + " signing keys: " + list + "." +
                    (best == nullptr ? std::string()
                                     : std::string(!now_                  ? " The newest is "
                                                   : in_date(*best, now_) ? " The newest in date is "
                                                                          : " All are out of date; the newest is ") +
                                           crypto::colons(best->sha256.substr(0, 16)) +
                                           "…: paste that one unless Okta shows another as Active."));
        for (std::size_t i = 0; i < std::min(signing.size(), kPlaces); ++i) {
            if (i != 1) observation.more.push_back(place_of(document_, signing[i]->element));
        }
    }

    // One of several keys, for a list.
    static std::string listed(const Certificate* certificate) {
        if (certificate == nullptr) return "one that cannot be read";
        return (certificate->common_name.empty() ? std::string("a certificate") : cut(certificate->common_name)) +
               ", " + date_or_unknown(certificate->not_before) + " to " + date_or_unknown(certificate->not_after) +
               ", SHA-256 " + crypto::colons(certificate->sha256.substr(0, 16)) + "…";
    }

    const xml::Tree& document_;
    std::string_view source_;
    std::size_t role_;
    Extent extent_;
    std::optional<std::int64_t> now_;
    CertificateCache& certificates_;
    std::vector<Observation>& observations_;
    std::vector<Descriptor> descriptors_;
};

}  // namespace

void check_keys(const xml::Tree& document, std::size_t role, std::optional<std::int64_t> now_unix,
                CertificateCache& certificates, std::vector<Observation>& observations) {
    KeyChecker(document, role, KeyChecker::Extent::all, now_unix, certificates, observations).run();
}

void check_key_forms(const xml::Tree& document, std::size_t role, CertificateCache& certificates,
                     std::vector<Observation>& observations) {
    KeyChecker(document, role, KeyChecker::Extent::form, std::nullopt, certificates, observations).run();
}

void check_certificate(const Certificate& certificate, const ElementPlace& at, const std::string& shown,
                       std::optional<std::int64_t> now_unix, std::vector<Observation>& observations) {
    CertificateChecker(certificate, at, shown, now_unix, observations).run();
}

std::string shown_name(const Certificate& certificate) {
    return certificate.common_name.empty() ? std::string("The certificate")
                                           : "The certificate of " + certificate.common_name;
}

}  // namespace preflight::saml
