// Private keys in a text, wherever they are: between BEGIN and END lines, as bare base64 of a PKCS#8 (RFC 5958,
// encrypted or not), PKCS#1 (RFC 8017, A.1.2), SEC1 (RFC 5915) or
// PKCS#12 (RFC 7292) structure, behind a certificate in the same base64, or
// as the private members of an XML RSA key. Looks at beginnings and lengths only, so that a key that was cut off or
// damaged behind its head counts as well. Certificates, signature values and other long base64 are none: their
// structure differs. Linear in the text; UTF-8 in, offsets in bytes. Facts saml-metadata, DOC-21.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace preflight::crypto {

struct PrivateKey {
    text::Span secret;   // what must not be shown, white space and references included
    std::size_t at = 0;  // where the key begins for people: its BEGIN line, or `secret`
};

struct KeySearch {
    std::vector<PrivateKey> keys;  // in the order of the text; they do not overlap
    std::vector<text::Span>
        certificates;  // base64 that begins like a certificate: public, whatever it shares with a key
};

[[nodiscard]] KeySearch find_private_keys(std::string_view text);

// One step through base64 as documents carry it. Character references and JSON's escapes mean what they mean; the
// URL alphabet is taken for the usual one.
struct Base64Atom {
    enum class Kind : std::uint8_t {
        sextet,
        passed,  // white space, padding, what cannot be seen, comments and the marks of CDATA sections
        other,   // what base64 does not have
        stop     // markup, a quote, the dashes of an END line, the end of the text
    };
    Kind kind = Kind::stop;
    std::uint8_t value = 0;  // of a sextet
    std::size_t length = 0;  // in bytes; 0 at the end of the text
};
[[nodiscard]] Base64Atom base64_atom(std::string_view text, std::size_t at);

}  // namespace preflight::crypto
