#include "core/saml/certificate_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/formats/xml/tree.h"

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

// A line of armour as it survives word processors: "BEGIN CERTIFICATE" with as many dashes, of whatever length, as are
// left. From the first dash to behind the last; empty when there is none behind `from`.
text::Span armour_line(std::string_view text, std::string_view word, std::size_t from) {
    constexpr std::string_view kDashes[] = {
        "-", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92"};
    constexpr std::size_t kLongestLabel = 40;
    for (auto at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::string_view label = text.substr(at, kLongestLabel);
        std::size_t end = 0;
        for (const std::string_view what : {"CERTIFICATE REQUEST", "CERTIFICATE", " KEY", "PKCS7", "CMS", "X509 CRL"}) {
            if (const auto found = label.find(what); found != std::string_view::npos && end == 0)
                end = at + found + what.size();
        }
        if (end == 0) continue;
        std::size_t begin = at;
        const auto dash = [&](std::string_view rest) {
            for (const std::string_view one : kDashes) {
                if (rest.substr(0, one.size()) == one) return one.size();
            }
            return std::size_t{0};
        };
        for (bool more = true; more;) {
            more = false;
            for (const std::string_view one : kDashes) {
                if (begin < from + one.size() || text.substr(begin - one.size(), one.size()) != one) continue;
                begin -= one.size();
                more = true;
            }
        }
        while (end < text.size() && dash(text.substr(end)) > 0) end += dash(text.substr(end));
        return {begin, end};
    }
    return {};
}

Body body_of(std::string_view text, CertificateReading& reading) {
    Body body;
    std::size_t end = text.size();
    if (const text::Span head = armour_line(text, "BEGIN ", 0); !head.empty()) {
        reading.pem_armour = true;
        body.begin = head.end;
    }
    if (const text::Span tail = armour_line(text, "END ", body.begin); !tail.empty()) {
        reading.pem_armour = true;
        end = tail.begin;
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
    // Two certificates pasted one behind the other: the padding of the first stands in the middle.
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
        if (result.pem_armour && !result.certificate_follows) {
            // A chain of PEM texts: what is behind the first END line.
            const text::Span tail = armour_line(text, "END ", body.begin);
            const text::Span head = tail.empty() ? tail : armour_line(text, "BEGIN ", tail.end);
            result.certificate_follows = !head.empty();
        }
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
