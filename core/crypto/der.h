// DER (X.690) by hand, for certificates and keys: one level at a time, views into the caller's bytes, no recursion. Not
// a general ASN.1 reader: tags above 30, indefinite lengths and lengths over 4 bytes end the walk.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace preflight::crypto::der {

inline constexpr unsigned kBoolean = 0x01, kInteger = 0x02, kBitString = 0x03, kOctetString = 0x04, kObjectId = 0x06,
                          kUtf8String = 0x0C, kTeletexString = 0x14, kUtcTime = 0x17, kGeneralizedTime = 0x18,
                          kUniversalString = 0x1C, kBmpString = 0x1E, kSequence = 0x30, kSet = 0x31;
// The context-specific tag [number], of a constructed or a primitive item.
[[nodiscard]] constexpr unsigned context(unsigned number, bool constructed) {
    return 0x80U | (constructed ? 0x20U : 0U) | number;
}

[[nodiscard]] inline unsigned byte_at(std::string_view bytes, std::size_t index) {
    return static_cast<unsigned char>(bytes[index]);
}

struct Item {
    unsigned tag = 0;
    std::string_view content;
    std::string_view whole;  // with tag and length
};

// Walks the items of one level. `broken` once a length does not fit; nothing follows then.
class Walker {
public:
    explicit Walker(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool at_end() const { return at_ >= bytes_.size(); }
    [[nodiscard]] bool broken() const { return broken_; }
    [[nodiscard]] std::size_t offset() const { return at_; }
    [[nodiscard]] unsigned peek() const { return at_end() ? 0U : byte_at(bytes_, at_); }

    std::optional<Item> next();
    // The next item if it has this tag; another one breaks the walk.
    std::optional<Item> next(unsigned tag);

private:
    std::optional<Item> give_up();

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool broken_ = false;
};

// "1.2.840.113549.1.1.1" of an OBJECT IDENTIFIER's content; empty when it is damaged or has an arc over 2^48.
[[nodiscard]] std::string object_id(std::string_view content);

// An INTEGER's content without leading zeros; its sign is not looked at.
[[nodiscard]] std::string_view magnitude(std::string_view integer);
[[nodiscard]] std::size_t bit_length(std::string_view integer);

}  // namespace preflight::crypto::der
