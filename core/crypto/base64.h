// Base64 (RFC 4648) as metadata carries it: white space anywhere, padding required. Says what is wrong and where.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace preflight::crypto {

enum class Base64Fault : std::uint8_t { none, empty, alphabet, url_alphabet, padding };

struct Base64 {
    std::string bytes;  // decoded as far as it is sound
    Base64Fault fault = Base64Fault::none;
    std::size_t offset = 0;  // of the first offending byte of the text; its size for wrong padding

    [[nodiscard]] bool ok() const { return fault == Base64Fault::none; }
};

[[nodiscard]] Base64 decode_base64(std::string_view text);

// Lines of `width` characters separated by LF, without one at the end.
[[nodiscard]] std::string encode_base64(std::string_view bytes, std::size_t width);

}  // namespace preflight::crypto
