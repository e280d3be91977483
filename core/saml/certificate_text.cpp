#include "core/saml/certificate_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/formats/xml.h"

namespace preflight::saml {

namespace {

// What base64 has to be read, and where each of its bytes stands in the text.
struct Body {
    std::string characters;
    std::size_t begin = 0;             // in the text, while nothing was passed over
    std::vector<std::size_t> passed;   // offsets in `characters` in front of which something was passed over ...
    std::vector<std::size_t> lengths;  // ... and how many bytes in all up to there

    [[nodiscard]] std::size_t in_text(std::size_t offset) const {
        const auto next = std::upper_bound(passed.begin(), passed.end(), offset);
        const std::size_t skipped =
            next == passed.begin() ? 0 : lengths[static_cast<std::size_t>(next - passed.begin()) - 1];
        return begin + offset + skipped;
    }
};

Body body_of(std::string_view text, CertificateReading& reading) {
    Body body;
    std::size_t end = text.size();
    if (const auto armour = text.find("-----BEGIN"); armour != std::string_view::npos) {
        reading.pem_armour = true;
        const auto head = text.find("-----", armour + 10);
        body.begin = head == std::string_view::npos ? armour + 10 : head + 5;
        end = std::min(text.find("-----END", body.begin), text.size());
    }
    std::size_t skipped = 0;
    body.characters.reserve(end - body.begin);
    for (std::size_t i = body.begin; i < end;) {
        if (const std::size_t length = invisible_character(text, i); length > 0) {
            reading.invisible = true;
            skipped += length;
            body.passed.push_back(body.characters.size());
            body.lengths.push_back(skipped);
            i += length;
            continue;
        }
        body.characters += text[i++];
    }
    return body;
}

bool looks_like_base64(std::string_view bytes) {
    return bytes.size() >= 64 && crypto::decode_base64(bytes).ok();
}

}  // namespace

CertificateReading read_certificate_text(std::string_view text, crypto::VerifyBudget& budget) {
    CertificateReading result;
    result.private_key = text.find("PRIVATE KEY-----") != std::string_view::npos;
    const Body body = body_of(text, result);
    crypto::Base64 decoded = crypto::decode_base64(body.characters);
    result.fault = decoded.fault;
    if (!decoded.ok()) {
        result.fault_offset = decoded.offset < body.characters.size() ? body.in_text(decoded.offset) : text.size();
        return result;
    }
    result.der = std::move(decoded.bytes);
    crypto::CertificateResult read = crypto::read_certificate(result.der, &budget);
    result.kind = read.kind;
    result.private_key = result.private_key || read.kind == crypto::DerKind::private_key;
    result.certificate = std::move(read.certificate);
    if (result.certificate) {
        const std::string_view rest = std::string_view(result.der).substr(result.certificate->size);
        result.certificate_follows = crypto::read_certificate(rest, &budget).certificate.has_value();
    } else {
        result.encoded_twice = looks_like_base64(result.der) || result.der.compare(0, 11, "-----BEGIN ") == 0;
    }
    return result;
}

std::size_t invisible_character(std::string_view text, std::size_t offset) {
    // Certificates are ASCII, and most of a file.
    if (offset >= text.size() || static_cast<unsigned char>(text[offset]) < 0x80) return 0;
    const std::string_view two = text.substr(offset, 2), three = text.substr(offset, 3);
    if (two == "\xC2\xA0") return 2;
    for (const std::string_view character :
         {"\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xE2\x80\xAF"}) {
        if (three == character) return 3;
    }
    return 0;
}

text::Span text_place(const formats::xml::Element& element, std::string_view source) {
    text::Span span = element.text_span;
    while (!span.empty() && static_cast<unsigned char>(source[span.begin]) <= ' ') ++span.begin;
    while (!span.empty() && static_cast<unsigned char>(source[span.end - 1]) <= ' ') --span.end;
    return span.empty() ? element.start_tag : span;
}

std::string CertificateReading::paste_text() const {
    if (!certificate) return {};
    return crypto::encode_base64(std::string_view(der).substr(0, certificate->size), 64);
}

}  // namespace preflight::saml
