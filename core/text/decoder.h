// Bytes as given into UTF-8 text: a byte order mark is removed, and UTF-16, as Windows PowerShell's ">" writes it, is
// converted (facts okta-exports 0). Works on pieces. Not a validator: what is not UTF-8 passes unchanged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace preflight::text {

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big };

class Decoder {
public:
    // Finds out the encoding from the first bytes.
    Decoder() = default;
    // For bytes from the middle of an input whose encoding is known; they begin at a character.
    explicit Decoder(Encoding encoding) : encoding_(encoding), decided_(true) {}

    // Appends what `bytes` say to `out`; an incomplete UTF-16 character waits for the next piece.
    void feed(std::string_view bytes, std::string& out);
    void finish(std::string& out);

    // Valid once three bytes were fed, or after finish().
    [[nodiscard]] Encoding encoding() const { return encoding_; }
    // Bytes of the byte order mark that was removed.
    [[nodiscard]] std::size_t mark_size() const { return mark_size_; }
    // Bytes that were fed and are not in the text yet.
    [[nodiscard]] std::size_t pending() const { return held_.size() + (high_ != 0 ? 2U : 0U); }
    // What was done to the bytes, as a sentence for the user; empty if nothing.
    [[nodiscard]] std::string_view converted() const;
    // True if the input held invalid UTF-16: an unpaired surrogate or an odd trailing byte.
    [[nodiscard]] bool damaged() const { return damaged_; }
    [[nodiscard]] bool from_utf16() const { return encoding_ != Encoding::utf8; }

private:
    void decide();
    void unit(unsigned value, std::string& out);

    Encoding encoding_ = Encoding::utf8;
    bool decided_ = false;
    bool damaged_ = false;
    std::size_t mark_size_ = 0;
    unsigned high_ = 0;  // a high surrogate that waits for its partner
    std::string held_;
};

}  // namespace preflight::text
