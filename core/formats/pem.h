// PEM boundaries, "-----BEGIN CERTIFICATE-----" (RFC 7468), as programs write them and as word processors and
// documents leave them: with dashes of any length, or dashes written as character references. Finds lines and says what
// they announce; does not decode what is between them. UTF-8 in, offsets in bytes. Linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/text/span.h"

namespace preflight::formats::pem {

inline constexpr std::string_view kDashes = "-----";
inline constexpr std::string_view kBegin = "BEGIN", kEnd = "END";
inline constexpr std::string_view kPrivateKey = "PRIVATE KEY";  // ends the label of every kind of private key

enum class Content : std::uint8_t { private_key, certificate, public_key, pkcs7, certificate_request, other };

struct Boundary {
    std::size_t begin = 0;  // of its dashes
    std::string_view label;
    Content content = Content::other;
};

// The first BEGIN line that is written as the standard says; its label is empty when the line is cut off.
[[nodiscard]] std::optional<Boundary> find_begin(std::string_view text);

// The text begins with such a line.
[[nodiscard]] bool begins(std::string_view text);

// An END or BEGIN line of a private key is in it.
[[nodiscard]] bool names_private_key(std::string_view text);

// A line about a certificate, key, request, bundle or revocation list as it survives word processors: as many dashes,
// of whatever length, as are left. From the first dash to behind the last; empty when there is none behind `from`.
// `word` is kBegin or kEnd.
[[nodiscard]] text::Span find_line(std::string_view text, std::string_view word, std::size_t from);

// Where the dashes that begin at `at` end, whatever their length and however they are written; `at` when there are
// none.
[[nodiscard]] std::size_t dashes_end(std::string_view text, std::size_t at);

}  // namespace preflight::formats::pem
