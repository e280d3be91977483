// The text of a ds:X509Certificate: the one reading of it, for the checks, for the card to type from and for the
// rehearsal. What people's clipboards leave in it is passed over and told (CRT-02, CRT-03 of facts saml-metadata):
// BEGIN and END lines, no-break spaces, characters without width. Reads; checks nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/crypto/base64.h"
#include "core/crypto/certificate.h"
#include "core/text/span.h"

namespace preflight::formats::xml {
class Element;
}

namespace preflight::saml {

struct CertificateReading {
    bool pem_boundary = false;  // BEGIN and END lines are inside
    bool invisible = false;     // no-break spaces or characters without width; they were passed over
    crypto::Base64Fault fault = crypto::Base64Fault::none;
    std::size_t fault_offset = 0;  // in the text given; its size when there is no one place
    bool private_key = false;      // a secret, by its boundaries or by what is inside: never to be shown
    std::string der;
    crypto::DerKind kind = crypto::DerKind::other;
    bool encoded_twice = false;  // base64 of base64
    std::optional<crypto::Certificate> certificate;
    bool certificate_follows = false;  // another certificate behind the first

    // Base64 in lines of 64 without BEGIN and END, as Egnyte wants it, of nothing but the first certificate; empty
    // without one.
    [[nodiscard]] std::string paste_text() const;
};

// `text`: the element's text as UTF-8, references resolved. `budget` bounds what the certificates' own signatures may
// cost; with none left they are not verified.
[[nodiscard]] CertificateReading read_certificate_text(std::string_view text, crypto::VerifyBudget& budget);

// Where the text of an element is, without the white space around it: the end of a long certificate is of no use in
// an excerpt. The element's tag when it is empty.
[[nodiscard]] text::Span text_place(const formats::xml::Element& element, std::string_view source);

}  // namespace preflight::saml
