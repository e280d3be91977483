// Bytes as given into UTF-8 text (facts okta-exports 0, text-level tolerance): a byte order mark is removed and UTF-16,
// as Windows PowerShell's ">" writes it, is converted. Works on pieces. Not a validator: the readers judge what is no
// UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/saml/encoding.h"

namespace preflight::intake {

class Decoder {
public:
    // Appends what `bytes` say to `out`; an incomplete character waits for the next piece.
    void feed(std::string_view bytes, std::string& out);
    void finish(std::string& out);

    // "a UTF-16 encoding", "a byte order mark" or empty.
    [[nodiscard]] std::string_view converted() const { return converted_; }
    // True when some of the UTF-16 was none: half a pair, half a unit.
    [[nodiscard]] bool damaged() const { return damaged_; }
    [[nodiscard]] bool from_utf16() const { return mode_ == Mode::utf16_little || mode_ == Mode::utf16_big; }

private:
    enum class Mode : std::uint8_t { undecided, utf8, utf16_little, utf16_big };
    void decide();
    void unit(unsigned value, std::string& out);

    Mode mode_ = Mode::undecided;
    std::string held_;
    bool damaged_ = false;
    unsigned high_ = 0;  // a high surrogate that waits for its partner
    std::string_view converted_;
};

// XML that declares ISO-8859-1 or windows-1252 becomes UTF-8; of other encodings that contain ASCII (facts
// saml-metadata, DOC-08) only the ASCII is read, and each other byte becomes U+FFFD. What declares one of them and is
// ASCII stays as it is; what is UTF-8 beyond ASCII is taken as UTF-8, because names in Latin-1 hardly ever happen to be
// that. Returns what it was when something was converted.
[[nodiscard]] std::optional<saml::Origin> convert_declared_encoding(std::string& xml);

}  // namespace preflight::intake
