#include "core/crypto/der.h"

#include <cstdint>

namespace preflight::crypto::der {

std::optional<Item> Walker::give_up() {
    broken_ = true;
    return std::nullopt;
}

std::optional<Item> Walker::next() {
    if (broken_ || bytes_.size() - at_ < 2) return give_up();
    Item item;
    item.tag = byte_at(bytes_, at_);
    if ((item.tag & 0x1FU) == 0x1FU) return give_up();  // no certificate needs a long tag
    std::size_t length = byte_at(bytes_, at_ + 1);
    std::size_t head = 2;
    if (length >= 0x80) {
        const std::size_t count = length & 0x7FU;
        if (count == 0 || count > 4 || bytes_.size() - at_ - 2 < count) return give_up();
        length = 0;
        for (std::size_t i = 0; i < count; ++i) length = (length << 8U) | byte_at(bytes_, at_ + 2 + i);
        head += count;
    }
    if (bytes_.size() - at_ - head < length) return give_up();
    item.content = bytes_.substr(at_ + head, length);
    item.whole = bytes_.substr(at_, head + length);
    at_ += head + length;
    return item;
}

std::optional<Item> Walker::next(unsigned tag) {
    if (peek() != tag) return give_up();
    return next();
}

std::string object_id(std::string_view content) {
    std::string result;
    std::uint64_t value = 0;
    bool first = true;
    bool open = false;
    for (std::size_t i = 0; i < content.size(); ++i) {
        value = (value << 7U) | (byte_at(content, i) & 0x7FU);
        if (value > (1ULL << 48U) || result.size() > 200) return {};
        open = (byte_at(content, i) & 0x80U) != 0;
        if (open) continue;
        if (first) {
            const std::uint64_t top = value < 40 ? 0 : value < 80 ? 1 : 2;
            result = std::to_string(top) + "." + std::to_string(value - top * 40);
            first = false;
        } else {
            result += "." + std::to_string(value);
        }
        value = 0;
    }
    return open ? std::string() : result;
}

std::string_view magnitude(std::string_view integer) {
    while (!integer.empty() && integer.front() == '\0') integer.remove_prefix(1);
    return integer;
}

std::size_t bit_length(std::string_view integer) {
    const std::string_view digits = magnitude(integer);
    if (digits.empty()) return 0;
    std::size_t bits = digits.size() * 8;
    for (unsigned top = byte_at(digits, 0); (top & 0x80U) == 0; top <<= 1U) --bits;
    return bits;
}

}  // namespace preflight::crypto::der
