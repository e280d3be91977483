#include "core/saml/certificate_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/formats/pem.h"
#include "core/formats/xml/tree.h"
#include "core/text/invisible.h"

namespace preflight::saml {

namespace {

namespace pem = formats::pem;

// What base64 has to be read, and where each of its bytes is in the text.
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
    if (const text::Span head = pem::find_line(text, pem::kBegin, 0); !head.empty()) {
        reading.pem_boundary = true;
        body.begin = head.end;
    }
    if (const text::Span tail = pem::find_line(text, pem::kEnd, body.begin); !tail.empty()) {
        reading.pem_boundary = true;
        end = tail.begin;
    }
    std::size_t skipped = 0;
    body.characters.reserve(end - body.begin);
    for (std::size_t i = body.begin; i < end;) {
        if (const std::size_t length = text::invisible_at(text, i, text::Invisible::in_base64); length > 0) {
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
    result.private_key = pem::names_private_key(text);
    const Body body = body_of(text, result);
    crypto::Base64 decoded = crypto::decode_base64(body.characters);
    // Two certificates pasted one behind the other: the padding of the first is in the middle.
    bool another = false;
    if (const auto padding = body.characters.find('='); !decoded.ok() && padding != std::string::npos) {
        const std::size_t next = body.characters.find_first_not_of("= \t\r\n", padding);
        if (next != std::string::npos) {
            crypto::Base64 first = crypto::decode_base64(std::string_view(body.characters).substr(0, next));
            another = first.ok() && crypto::read_certificate(first.bytes).certificate.has_value();
            if (another) decoded = std::move(first);
        }
    }
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
        result.certificate_follows = another || crypto::read_certificate(rest, &budget).certificate.has_value();
        if (result.pem_boundary && !result.certificate_follows) {
            // A chain of PEM texts: what is behind the first END line.
            const text::Span tail = pem::find_line(text, pem::kEnd, body.begin);
            const text::Span head = tail.empty() ? tail : pem::find_line(text, pem::kBegin, tail.end);
            result.certificate_follows = !head.empty();
        }
    } else {
        result.encoded_twice = looks_like_base64(result.der) || pem::begins(result.der);
    }
    return result;
}

text::Span text_place(const formats::xml::Element& element, std::string_view source) {
    text::Span span = element.text_span();
    while (!span.empty() && static_cast<unsigned char>(source[span.begin]) <= ' ') ++span.begin;
    while (!span.empty() && static_cast<unsigned char>(source[span.end - 1]) <= ' ') --span.end;
    return span.empty() ? element.start_tag() : span;
}

std::string CertificateReading::paste_text() const {
    if (!certificate) return {};
    return crypto::encode_base64(std::string_view(der).substr(0, certificate->size), 64);
}

}  // namespace preflight::saml
