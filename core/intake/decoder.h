// Bytes as given into UTF-8 text (facts okta-exports 0, text-level tolerance): a byte order mark is removed and UTF-16,
// as Windows PowerShell's ">" writes it, is converted. Works on pieces. Not a validator: the readers judge what is no
// UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace preflight::intake {

class Decoder {
public:
    // Appends what `bytes` say to `out`; an incomplete character waits for the next piece.
    void feed(std::string_view bytes, std::string& out);
    void finish(std::string& out);

    // "a UTF-16 encoding", "a byte order mark" or empty.
    [[nodiscard]] std::string_view converted() const { return converted_; }
    [[nodiscard]] bool from_utf16() const { return mode_ == Mode::utf16_little || mode_ == Mode::utf16_big; }

private:
    enum class Mode : std::uint8_t { undecided, utf8, utf16_little, utf16_big };
    void decide();
    void unit(unsigned value, std::string& out);

    Mode mode_ = Mode::undecided;
    std::string held_;
    unsigned high_ = 0;  // a high surrogate that waits for its partner
    std::string_view converted_;
};

// XML that declares ISO-8859-1 or windows-1252 and is no UTF-8 becomes UTF-8; true when it did. The bytes 0x80 to 0x9F,
// which differ between the two, are taken as ISO-8859-1 means them.
bool convert_declared_latin1(std::string& xml);

}  // namespace preflight::intake
