#include "core/crypto/certificate.h"

#include <vector>

#include "core/crypto/digest.h"
#include "core/text/time.h"

namespace preflight::crypto {

namespace {

constexpr unsigned kInteger = 0x02, kBitString = 0x03, kOctetString = 0x04, kObjectId = 0x06, kSequence = 0x30,
                   kSet = 0x31, kUtcTime = 0x17, kGeneralizedTime = 0x18, kBmpString = 0x1E, kContext0 = 0xA0;

unsigned byte_at(std::string_view bytes, std::size_t index) {
    return static_cast<unsigned char>(bytes[index]);
}

struct Item {
    unsigned tag = 0;
    std::string_view content;
};

// Walks the items of one level. `broken` once a length does not fit.
class Walker {
public:
    explicit Walker(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool at_end() const { return at_ >= bytes_.size(); }
    [[nodiscard]] bool broken() const { return broken_; }
    [[nodiscard]] std::size_t offset() const { return at_; }
    [[nodiscard]] unsigned peek() const { return at_end() ? 0U : byte_at(bytes_, at_); }

    std::optional<Item> next() {
        if (broken_ || bytes_.size() - at_ < 2) return give_up();
        Item item;
        item.tag = byte_at(bytes_, at_);
        if ((item.tag & 0x1FU) == 0x1FU) return give_up();  // no certificate needs a long tag
        std::size_t length = byte_at(bytes_, at_ + 1);
        std::size_t head = 2;
        if (length >= 0x80) {
            const std::size_t count = length & 0x7FU;
            if (count == 0 || count > 4 || bytes_.size() - at_ - 2 < count) return give_up();
            length = 0;
            for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | byte_at(bytes_, at_ + 2 + i);
            head += count;
        }
        if (bytes_.size() - at_ - head < length) return give_up();
        item.content = bytes_.substr(at_ + head, length);
        at_ += head + length;
        return item;
    }

    std::optional<Item> next(unsigned tag) {
        if (peek() != tag) return give_up();
        return next();
    }

private:
    std::optional<Item> give_up() {
        broken_ = true;
        return std::nullopt;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool broken_ = false;
};

std::string object_id(std::string_view content) {
    std::string result;
    std::uint64_t value = 0;
    bool first = true;
    for (std::size_t i = 0; i < content.size(); ++i) {
        value = (value << 7U) | (byte_at(content, i) & 0x7FU);
        if (value > (1ULL << 48U)) return {};
        if ((byte_at(content, i) & 0x80U) != 0) continue;
        if (first) {
            const std::uint64_t top = value < 40 ? 0 : value < 80 ? 1 : 2;
            result = std::to_string(top) + "." + std::to_string(value - top * 40);
            first = false;
        } else {
            result += "." + std::to_string(value);
        }
        value = 0;
    }
    return result;
}

std::string string_of(const Item& item) {
    std::string result;
    if (item.tag == kBmpString) {
        for (std::size_t i = 0; i + 1 < item.content.size(); i += 2) {
            const unsigned unit = (byte_at(item.content, i) << 8U) | byte_at(item.content, i + 1);
            result += unit >= 0x20 && unit < 0x7F ? static_cast<char>(unit) : '?';
        }
        return result;
    }
    // PrintableString, IA5String and UTF8String; anything outside printable ASCII is shown as '?', a name is only
    // shown.
    for (const char c : item.content) result += c >= 0x20 && c < 0x7F ? c : '?';
    return result;
}

std::string_view attribute_name(std::string_view id) {
    struct Name {
        std::string_view id, shown;
    };
    constexpr Name kNames[] = {{"2.5.4.3", "CN"},
                               {"2.5.4.6", "C"},
                               {"2.5.4.7", "L"},
                               {"2.5.4.8", "ST"},
                               {"2.5.4.10", "O"},
                               {"2.5.4.11", "OU"},
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
    while (!sets.at_end()) {
        const auto set = sets.next(kSet);
        if (!set) break;
        Walker pairs(set->content);
        const auto pair = pairs.next(kSequence);
        if (!pair) break;
        Walker inside(pair->content);
        const auto id = inside.next(kObjectId);
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
    const std::size_t year_digits = item.tag == kUtcTime ? 2 : item.tag == kGeneralizedTime ? 4 : 0;
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

std::size_t bits_of(std::string_view integer) {
    std::size_t i = 0;
    while (i < integer.size() && integer[i] == '\0') ++i;
    if (i == integer.size()) return 0;
    std::size_t bits = (integer.size() - i) * 8;
    for (unsigned top = byte_at(integer, i); (top & 0x80U) == 0; top <<= 1U) --bits;
    return bits;
}

void read_key(std::string_view content, Certificate& certificate) {
    Walker parts(content);
    const auto algorithm = parts.next(kSequence);
    const auto bits = algorithm ? parts.next(kBitString) : std::nullopt;
    if (!bits || bits->content.empty()) {
        certificate.key_readable = false;
        return;
    }
    Walker inside(algorithm->content);
    const auto id = inside.next(kObjectId);
    const std::string dotted = id ? object_id(id->content) : std::string();
    const std::string_view key = bits->content.substr(1);
    if (dotted == "1.2.840.113549.1.1.1" || dotted == "1.2.840.113549.1.1.10") {
        certificate.key_type = dotted.back() == '1' ? KeyType::rsa : KeyType::rsa_pss;
        Walker outer(key);
        const auto sequence = outer.next(kSequence);
        Walker numbers(sequence ? sequence->content : std::string_view{});
        const auto modulus = sequence ? numbers.next(kInteger) : std::nullopt;
        const auto exponent = modulus ? numbers.next(kInteger) : std::nullopt;
        certificate.key_readable = exponent.has_value();
        if (modulus) certificate.key_bits = bits_of(modulus->content);
    } else if (dotted == "1.2.840.10040.4.1") {
        certificate.key_type = KeyType::dsa;
    } else if (dotted == "1.2.840.10045.2.1") {
        certificate.key_type = KeyType::ec;
        if (key.size() > 1) certificate.key_bits = (key.size() - 1) / 2 * 8;
    } else if (dotted == "1.3.101.112") {
        certificate.key_type = KeyType::ed25519;
    } else if (dotted == "1.3.101.113") {
        certificate.key_type = KeyType::ed448;
    } else {
        certificate.key_readable = false;  // no key algorithm that anybody knows
    }
}

SignatureDigest digest_of(std::string_view algorithm) {
    Walker parts(algorithm);
    const auto id = parts.next(kObjectId);
    const std::string dotted = id ? object_id(id->content) : std::string();
    if (dotted == "1.2.840.113549.1.1.2") return SignatureDigest::md2;
    if (dotted == "1.2.840.113549.1.1.4") return SignatureDigest::md5;
    if (dotted == "1.2.840.113549.1.1.5" || dotted == "1.2.840.10045.4.1" || dotted == "1.2.840.10040.4.3" ||
        dotted == "1.3.14.3.2.29")
        return SignatureDigest::sha1;
    if (dotted == "1.2.840.113549.1.1.11" || dotted == "1.2.840.113549.1.1.12" || dotted == "1.2.840.113549.1.1.13" ||
        dotted == "1.2.840.113549.1.1.14" || dotted.rfind("1.2.840.10045.4.3.", 0) == 0) {
        return SignatureDigest::sha2;
    }
    return SignatureDigest::other;
}

// Certificate ::= SEQUENCE { tbs SEQUENCE { [0] version?, serial, algorithm, issuer, validity, subject, key, ... },
// algorithm, signature }
std::optional<Certificate> read_body(std::string_view content) {
    Walker outer(content);
    const auto tbs = outer.next(kSequence);
    const auto algorithm = tbs ? outer.next(kSequence) : std::nullopt;
    const auto signature = algorithm ? outer.next(kBitString) : std::nullopt;
    if (!signature) return std::nullopt;
    Walker parts(tbs->content);
    if (parts.peek() == kContext0 && !parts.next()) return std::nullopt;
    if (!parts.next(kInteger) || !parts.next(kSequence)) return std::nullopt;
    const auto issuer = parts.next(kSequence);
    const auto validity = issuer ? parts.next(kSequence) : std::nullopt;
    const auto subject = validity ? parts.next(kSequence) : std::nullopt;
    const auto key = subject ? parts.next(kSequence) : std::nullopt;
    if (!key) return std::nullopt;
    Certificate result;
    result.issuer = name_of(issuer->content).shown;
    const NameParts name = name_of(subject->content);
    result.subject = name.shown;
    result.common_name = name.common_name;
    result.okta_issued = name.organisation == "Okta" && name.unit == "SSOProvider";
    Walker times(validity->content);
    if (const auto from = times.next()) result.not_before = time_of(*from);
    if (const auto to = times.next()) result.not_after = time_of(*to);
    read_key(key->content, result);
    result.signature_digest = digest_of(algorithm->content);
    return result;
}

// The shape of something that is a sequence but no certificate.
DerKind other_kind(std::string_view content) {
    Walker parts(content);
    const auto first = parts.next();
    if (!first) return DerKind::truncated;
    if (first->tag == kObjectId && object_id(first->content).rfind("1.2.840.113549.1.7.", 0) == 0)
        return DerKind::pkcs7;
    if (first->tag == kInteger) {
        // PKCS#1, PKCS#8 and SEC1 private keys open with a version and go on with an integer, an algorithm or the key.
        const unsigned next = parts.peek();
        if (first->content.size() == 1 && byte_at(first->content, 0) <= 1 &&
            (next == kInteger || next == kSequence || next == kOctetString))
            return DerKind::private_key;
        return next == kInteger ? DerKind::public_key : DerKind::other;
    }
    if (first->tag != kSequence) return DerKind::other;
    Walker inside(first->content);
    const unsigned head = inside.peek();
    if (head == kObjectId && parts.peek() == kBitString) return DerKind::public_key;
    if (head == kInteger && inside.next(kInteger) && inside.next(kSequence) && inside.peek() == kSequence &&
        inside.next(kSequence) && inside.peek() == kContext0) {
        return DerKind::request;
    }
    return DerKind::other;
}

}  // namespace

CertificateResult read_certificate(std::string_view der) {
    CertificateResult result;
    if (der.empty() || byte_at(der, 0) != kSequence) return result;
    Walker whole(der);
    const auto outer = whole.next();
    if (!outer) {
        result.kind = DerKind::truncated;
        return result;
    }
    result.certificate = read_body(outer->content);
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

}  // namespace preflight::crypto
