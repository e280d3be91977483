#include "core/crypto/certificate.h"

#include <algorithm>

#include "core/crypto/der.h"
#include "core/crypto/digest.h"
#include "core/text/invisible.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::crypto {

namespace {

using der::byte_at;
using der::Item;
using der::object_id;
using der::Walker;

constexpr std::size_t kMaxNameParts = 64;
constexpr std::size_t kMaxExtensions = 256;
constexpr std::size_t kMaxShown = 512;  // characters of one name part
constexpr std::size_t kMaxListed = 100;

// The text of a name part. Names are only shown: control characters and broken bytes become '?'.
std::string string_of(const Item& item) {
    std::string result;
    const auto put = [&result](char32_t c) {
        const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || text::is_invisible(c, text::Invisible::in_name);
        if (control) result += '?';
        else text::append(result, c);
    };
    const std::string_view bytes = item.content.substr(0, kMaxShown);
    if (item.tag == der::kBmpString || item.tag == der::kUniversalString) {
        const std::size_t width = item.tag == der::kBmpString ? 2 : 4;
        for (std::size_t i = 0; i + width <= bytes.size(); i += width) {
            char32_t unit = 0;
            for (std::size_t k = 0; k < width; ++k) unit = (unit << 8U) | byte_at(bytes, i + k);
            put(unit);
        }
        return result;
    }
    if (item.tag == der::kTeletexString) {  // Latin-1 in practice
        for (std::size_t i = 0; i < bytes.size(); ++i) put(byte_at(bytes, i));
        return result;
    }
    for (std::size_t i = 0; i < bytes.size();) {
        const text::CodePoint point = text::decode(bytes, i);
        put(point.valid ? point.value : U'?');
        i += point.length;
    }
    return result;
}

std::string_view attribute_name(std::string_view id) {
    struct Name {
        std::string_view id, shown;
    };
    constexpr Name kNames[] = {{"2.5.4.3", "CN"},
                               {"2.5.4.5", "serialNumber"},
                               {"2.5.4.6", "C"},
                               {"2.5.4.7", "L"},
                               {"2.5.4.8", "ST"},
                               {"2.5.4.10", "O"},
                               {"2.5.4.11", "OU"},
                               {"0.9.2342.19200300.100.1.1", "UID"},
                               {"0.9.2342.19200300.100.1.25", "DC"},
                               {"1.2.840.113549.1.9.1", "emailAddress"}};
    for (const Name& name : kNames) {
        if (name.id == id) return name.shown;
    }
    return id;
}

struct NameParts {
    std::string shown, common_name, organisation, unit;
};

NameParts name_of(std::string_view content) {
    NameParts result;
    Walker sets(content);
    for (std::size_t parts = 0; !sets.at_end() && parts < kMaxNameParts; ++parts) {
        const auto set = sets.next(der::kSet);
        if (!set) break;
        Walker pairs(set->content);
        const auto pair = pairs.next(der::kSequence);
        if (!pair) break;
        Walker inside(pair->content);
        const auto id = inside.next(der::kObjectId);
        const auto value = id ? inside.next() : std::nullopt;
        if (!value) break;
        const std::string dotted = object_id(id->content);
        const std::string_view name = attribute_name(dotted);
        const std::string text = string_of(*value);
        result.shown = std::string(name) + "=" + text + (result.shown.empty() ? "" : ", " + result.shown);
        if (name == "CN") result.common_name = text;
        if (name == "O") result.organisation = text;
        if (name == "OU") result.unit = text;
    }
    return result;
}

std::optional<std::int64_t> time_of(const Item& item) {
    const std::string_view text = item.content;
    const std::size_t year_digits = item.tag == der::kUtcTime ? 2 : item.tag == der::kGeneralizedTime ? 4 : 0;
    if (year_digits == 0 || text.size() < year_digits + 10) return std::nullopt;
    for (std::size_t i = 0; i < year_digits + 10; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
    }
    const auto number = [&](std::size_t at, std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) value = value * 10 + (text[at + i] - '0');
        return value;
    };
    int year = number(0, year_digits);
    if (year_digits == 2) year += year < 50 ? 2000 : 1900;  // RFC 5280 4.1.2.5.1
    return text::unix_time({year, number(year_digits, 2), number(year_digits + 2, 2), number(year_digits + 4, 2),
                            number(year_digits + 6, 2), number(year_digits + 8, 2)});
}

struct KnownAlgorithm {
    std::string_view id;
    Scheme scheme;
    SignatureDigest digest;
    std::optional<Hash> hash;
};
constexpr KnownAlgorithm kAlgorithms[] = {
    {"1.2.840.113549.1.1.2", Scheme::rsa_pkcs1, SignatureDigest::md2, std::nullopt},
    {"1.2.840.113549.1.1.4", Scheme::rsa_pkcs1, SignatureDigest::md5, std::nullopt},
    {"1.2.840.113549.1.1.5", Scheme::rsa_pkcs1, SignatureDigest::sha1, Hash::sha1},
    {"1.3.14.3.2.29", Scheme::rsa_pkcs1, SignatureDigest::sha1, Hash::sha1},
    {"1.2.840.113549.1.1.14", Scheme::rsa_pkcs1, SignatureDigest::sha2, Hash::sha224},
    {"1.2.840.113549.1.1.11", Scheme::rsa_pkcs1, SignatureDigest::sha2, Hash::sha256},
    {"1.2.840.113549.1.1.12", Scheme::rsa_pkcs1, SignatureDigest::sha2, Hash::sha384},
    {"1.2.840.113549.1.1.13", Scheme::rsa_pkcs1, SignatureDigest::sha2, Hash::sha512},
    {"1.2.840.10045.4.1", Scheme::ecdsa, SignatureDigest::sha1, Hash::sha1},
    {"1.2.840.10045.4.3.1", Scheme::ecdsa, SignatureDigest::sha2, Hash::sha224},
    {"1.2.840.10045.4.3.2", Scheme::ecdsa, SignatureDigest::sha2, Hash::sha256},
    {"1.2.840.10045.4.3.3", Scheme::ecdsa, SignatureDigest::sha2, Hash::sha384},
    {"1.2.840.10045.4.3.4", Scheme::ecdsa, SignatureDigest::sha2, Hash::sha512},
    {"1.2.840.10040.4.3", Scheme::dsa, SignatureDigest::sha1, Hash::sha1},
    {"2.16.840.1.101.3.4.3.1", Scheme::dsa, SignatureDigest::sha2, Hash::sha224},
    {"2.16.840.1.101.3.4.3.2", Scheme::dsa, SignatureDigest::sha2, Hash::sha256},
    {"1.3.101.112", Scheme::eddsa, SignatureDigest::other, std::nullopt},
    {"1.3.101.113", Scheme::eddsa, SignatureDigest::other, std::nullopt},
};

// RSASSA-PSS-params ::= SEQUENCE { [0] hash DEFAULT SHA-1, [1] mask, [2] salt, [3] trailer } (RFC 4055 3.1)
void read_pss_hash(std::string_view parameters, SignatureAlgorithm& algorithm) {
    algorithm.digest = SignatureDigest::sha1;
    algorithm.hash = Hash::sha1;
    Walker outer(parameters);
    const auto sequence = outer.next(der::kSequence);
    Walker parts(sequence ? sequence->content : std::string_view{});
    if (!sequence || parts.peek() != der::context(0, true)) return;
    const auto wrapped = parts.next();
    Walker inside(wrapped ? wrapped->content : std::string_view{});
    const auto hash = wrapped ? inside.next(der::kSequence) : std::nullopt;
    Walker fields(hash ? hash->content : std::string_view{});
    const auto id = hash ? fields.next(der::kObjectId) : std::nullopt;
    const std::string dotted = id ? object_id(id->content) : std::string();
    constexpr std::string_view kSha2 = "2.16.840.1.101.3.4.2.";
    if (dotted == "1.3.14.3.2.26") return;
    algorithm.digest = SignatureDigest::other;
    algorithm.hash.reset();
    if (dotted.size() != kSha2.size() + 1 || dotted.compare(0, kSha2.size(), kSha2) != 0) return;
    algorithm.digest = SignatureDigest::sha2;
    const char last = dotted.back();
    if (last == '1') algorithm.hash = Hash::sha256;
    if (last == '2') algorithm.hash = Hash::sha384;
    if (last == '3') algorithm.hash = Hash::sha512;
    if (last == '4') algorithm.hash = Hash::sha224;
}

SignatureAlgorithm algorithm_of(std::string_view content) {
    SignatureAlgorithm result;
    Walker parts(content);
    const auto id = parts.next(der::kObjectId);
    result.id = id ? object_id(id->content) : std::string();
    if (result.id == "1.2.840.113549.1.1.10") {
        result.scheme = Scheme::rsa_pss;
        read_pss_hash(content.substr(parts.offset()), result);
        return result;
    }
    for (const KnownAlgorithm& known : kAlgorithms) {
        if (known.id != result.id) continue;
        result.scheme = known.scheme;
        result.digest = known.digest;
        result.hash = known.hash;
    }
    return result;
}

void read_usage_bits(std::string_view value, Certificate& certificate) {
    Walker outer(value);
    const auto bits = outer.next(der::kBitString);
    if (!bits || bits->content.empty()) return;
    unsigned usage = 0;
    for (std::size_t i = 1; i < bits->content.size() && i < 3; ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            if ((byte_at(bits->content, i) & (0x80U >> bit)) != 0) usage |= 1U << ((i - 1) * 8 + bit);
        }
    }
    certificate.key_usage = usage;
}

// Items of a SEQUENCE OF, as `take` wants them.
template <typename Take>
void each(std::string_view value, Take take) {
    Walker outer(value);
    const auto sequence = outer.next(der::kSequence);
    Walker items(sequence ? sequence->content : std::string_view{});
    for (std::size_t count = 0; sequence && !items.at_end() && count < kMaxListed; ++count) {
        const auto item = items.next();
        if (!item) return;
        take(*item);
    }
}

void read_extension(std::string_view id, bool critical, std::string_view value, Certificate& certificate) {
    if (id == "2.5.29.19") {  // basicConstraints
        certificate.ca = false;
        Walker outer(value);
        const auto sequence = outer.next(der::kSequence);
        if (sequence && sequence->content.size() >= 3 && byte_at(sequence->content, 0) == der::kBoolean)
            certificate.ca = byte_at(sequence->content, 2) != 0;
    } else if (id == "2.5.29.15") {
        read_usage_bits(value, certificate);
    } else if (id == "2.5.29.37") {
        each(value, [&](const Item& item) {
            if (item.tag == der::kObjectId) certificate.extended_usages.push_back(object_id(item.content));
        });
    } else if (id == "2.5.29.17") {
        each(value, [&](const Item& item) {
            if (item.tag == der::context(2, false)) certificate.dns_names.push_back(string_of(item));
        });
    } else if (id == "2.5.29.14") {
        Walker outer(value);
        if (const auto identifier = outer.next(der::kOctetString)) certificate.subject_key_id = identifier->content;
    } else if (critical && id.substr(0, 7) != "2.5.29." && certificate.unknown_critical.size() < kMaxListed) {
        certificate.unknown_critical.emplace_back(id);  // the rest of RFC 5280's own is known to readers
    }
}

void read_extensions(std::string_view content, Certificate& certificate) {
    Walker outer(content);
    const auto list = outer.next(der::kSequence);
    Walker extensions(list ? list->content : std::string_view{});
    for (std::size_t count = 0; list && !extensions.at_end() && count < kMaxExtensions; ++count) {
        const auto extension = extensions.next(der::kSequence);
        if (!extension) return;
        certificate.extensions = true;
        Walker fields(extension->content);
        const auto id = fields.next(der::kObjectId);
        bool critical = false;
        if (id && fields.peek() == der::kBoolean) {
            const auto flag = fields.next();
            critical = flag && !flag->content.empty() && byte_at(flag->content, 0) != 0;
        }
        const auto value = id ? fields.next(der::kOctetString) : std::nullopt;
        if (value) read_extension(object_id(id->content), critical, value->content, certificate);
    }
}

// In verifications of RSA 2048.
std::size_t cost_of(const PublicKey& key) {
    if (key.is_rsa())
        return std::max<std::size_t>(1, (key.bits / 2048) * (key.bits / 2048) * (1 + key.exponent.size() / 4));
    return key.curve == Curve::p256 ? 20 : key.curve == Curve::p384 ? 35 : key.curve == Curve::p521 ? 55 : 0;
}

SelfSignature check_self_signature(const Certificate& certificate, std::string_view signed_bytes, std::string_view bits,
                                   VerifyBudget* budget) {
    if (!certificate.signature.hash || bits.empty() || byte_at(bits, 0) != 0) return SelfSignature::unknown;
    if (!certificate.key.readable) return SelfSignature::unknown;  // nothing was computed (CRT-04 is about the key)
    if (budget != nullptr) {
        const std::size_t cost = cost_of(certificate.key);
        if (budget->left < cost) return SelfSignature::unknown;
        budget->left -= cost;
    }
    switch (verify(certificate.key, certificate.signature.scheme, *certificate.signature.hash,
                   digest(*certificate.signature.hash, signed_bytes), bits.substr(1), EcForm::der)) {
        case Verified::yes:
            return SelfSignature::fits;
        case Verified::no:
            return SelfSignature::does_not_fit;
        case Verified::unknown:
            break;
    }
    return SelfSignature::unknown;
}

// Certificate ::= SEQUENCE { tbs SEQUENCE { [0] version?, serial, algorithm, issuer, validity, subject, key, [1]?,
// [2]?, [3] extensions? }, algorithm, signature }
std::optional<Certificate> read_body(std::string_view content, VerifyBudget* budget) {
    Walker outer(content);
    const auto tbs = outer.next(der::kSequence);
    const auto algorithm = tbs ? outer.next(der::kSequence) : std::nullopt;
    const auto signature = algorithm ? outer.next(der::kBitString) : std::nullopt;
    if (!signature) return std::nullopt;
    Certificate result;
    Walker parts(tbs->content);
    if (parts.peek() == der::context(0, true)) {
        const auto version = parts.next();
        if (!version) return std::nullopt;
        Walker inside(version->content);
        const auto number = inside.next(der::kInteger);
        result.version = number && number->content.size() == 1 ? byte_at(number->content, 0) : 255U;
    }
    const auto serial = parts.next(der::kInteger);
    const auto inner_algorithm = serial ? parts.next(der::kSequence) : std::nullopt;
    const auto issuer = inner_algorithm ? parts.next(der::kSequence) : std::nullopt;
    const auto validity = issuer ? parts.next(der::kSequence) : std::nullopt;
    const auto subject = validity ? parts.next(der::kSequence) : std::nullopt;
    const auto key = subject ? parts.next(der::kSequence) : std::nullopt;
    if (!key) return std::nullopt;
    result.serial = der::magnitude(serial->content);
    result.serial_negative = !serial->content.empty() && (byte_at(serial->content, 0) & 0x80U) != 0;
    result.issuer = name_of(issuer->content).shown;
    const NameParts name = name_of(subject->content);
    result.subject = name.shown;
    result.common_name = name.common_name;
    result.okta_issued = name.organisation == "Okta" && name.unit == "SSOProvider";
    Walker times(validity->content);
    if (const auto from = times.next()) result.not_before = time_of(*from);
    if (const auto to = times.next()) result.not_after = time_of(*to);
    result.key = read_public_key(key->content);
    result.signature = algorithm_of(algorithm->content);
    result.signature_algorithms_agree = inner_algorithm->content == algorithm->content;
    while (!parts.at_end()) {
        const auto more = parts.next();
        if (!more) break;
        if (more->tag == der::context(3, true)) read_extensions(more->content, result);
        if (more->tag == der::context(1, false) || more->tag == der::context(2, false)) result.unique_ids = true;
    }
    if (issuer->content == subject->content && !subject->content.empty())
        result.self_signature = check_self_signature(result, tbs->whole, signature->content, budget);
    return result;
}

// The shape of something that is a sequence but no certificate.
DerKind other_kind(std::string_view content) {
    Walker parts(content);
    const auto first = parts.next();
    if (!first) return DerKind::truncated;
    if (first->tag == der::kObjectId && object_id(first->content).rfind("1.2.840.113549.1.7.", 0) == 0)
        return DerKind::pkcs7;
    if (first->tag == der::kInteger) {
        // PKCS#1, PKCS#8 and SEC1 private keys open with a version and go on with an integer, an algorithm or the key.
        const unsigned next = parts.peek();
        if (first->content.size() == 1 && byte_at(first->content, 0) <= 1 &&
            (next == der::kInteger || next == der::kSequence || next == der::kOctetString))
            return DerKind::private_key;
        return next == der::kInteger ? DerKind::public_key : DerKind::other;
    }
    if (first->tag != der::kSequence) return DerKind::other;
    Walker inside(first->content);
    const unsigned head = inside.peek();
    if (head == der::kObjectId && parts.peek() == der::kBitString) return DerKind::public_key;
    if (head == der::kInteger && inside.next(der::kInteger) && inside.next(der::kSequence) &&
        inside.peek() == der::kSequence && inside.next(der::kSequence) && inside.peek() == der::context(0, true)) {
        return DerKind::request;
    }
    return DerKind::other;
}

}  // namespace

CertificateResult read_certificate(std::string_view der, VerifyBudget* budget) {
    CertificateResult result;
    if (der.empty() || byte_at(der, 0) != der::kSequence) return result;
    Walker whole(der);
    const auto outer = whole.next();
    if (!outer) {
        result.kind = DerKind::truncated;
        return result;
    }
    result.certificate = read_body(outer->content, budget);
    if (result.certificate) {
        result.kind = DerKind::certificate;
        result.certificate->size = whole.offset();
        result.certificate->sha1 = sha1_hex(der.substr(0, whole.offset()));
        result.certificate->sha256 = sha256_hex(der.substr(0, whole.offset()));
    } else {
        result.kind = other_kind(outer->content);
    }
    return result;
}

std::string colons(std::string_view hex) {
    std::string result;
    for (std::size_t i = 0; i < hex.size(); ++i) {
        if (i > 0 && i % 2 == 0) result += ':';
        result += hex[i] >= 'a' && hex[i] <= 'f' ? static_cast<char>(hex[i] - 'a' + 'A') : hex[i];
    }
    return result;
}

std::string decimal(std::string_view bytes) {
    if (bytes.size() > 64) return {};
    std::string digits = "0";  // least significant first
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        unsigned carry = byte_at(bytes, i);
        for (char& digit : digits) {
            carry += static_cast<unsigned>(digit - '0') * 256;
            digit = static_cast<char>('0' + carry % 10);
            carry /= 10;
        }
        for (; carry > 0; carry /= 10) digits += static_cast<char>('0' + carry % 10);
    }
    return {digits.rbegin(), digits.rend()};
}

}  // namespace preflight::crypto
