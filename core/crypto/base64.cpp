#include "core/crypto/base64.h"

namespace preflight::crypto {

namespace {

constexpr int kBad = -1, kSpace = -2, kPad = -3, kUrl = -4;

int classify(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    if (c == '=') return kPad;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return kSpace;
    if (c == '-' || c == '_') return kUrl;
    return kBad;
}

}  // namespace

Base64 decode_base64(std::string_view text) {
    Base64 result;
    std::uint32_t bits = 0;
    unsigned count = 0;  // sextets in `bits`
    unsigned padding = 0;
    std::size_t characters = 0;
    const auto fail = [&](Base64Fault fault, std::size_t offset) {
        result.fault = fault;
        result.offset = offset;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int value = classify(text[i]);
        if (value == kSpace) continue;
        if (value == kPad) {
            ++padding;
            ++characters;
            continue;
        }
        if (value == kUrl || value == kBad) {
            fail(value == kUrl ? Base64Fault::url_alphabet : Base64Fault::alphabet, i);
            return result;
        }
        if (padding > 0) {
            fail(Base64Fault::padding, i);
            return result;
        }
        ++characters;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        if (++count == 4) {
            result.bytes += static_cast<char>((bits >> 16U) & 0xFFU);
            result.bytes += static_cast<char>((bits >> 8U) & 0xFFU);
            result.bytes += static_cast<char>(bits & 0xFFU);
            bits = 0;
            count = 0;
        }
    }
    if (count == 2 || count == 3) result.bytes += static_cast<char>((bits >> (count == 2 ? 4U : 10U)) & 0xFFU);
    if (count == 3) result.bytes += static_cast<char>((bits >> 2U) & 0xFFU);
    if (characters == 0) {
        fail(Base64Fault::empty, 0);
    } else if (characters % 4 != 0 || padding > 2 || count == 1) {
        fail(Base64Fault::padding, text.size());
    }
    return result;
}

std::string encode_base64(std::string_view bytes, std::size_t width) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    std::size_t column = 0;
    const auto put = [&](char c) {
        if (column == width) {
            result += '\n';
            column = 0;
        }
        result += c;
        ++column;
    };
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = bytes.size() - i;
        const auto byte = [&](std::size_t k) {
            return k < left ? static_cast<unsigned>(static_cast<unsigned char>(bytes[i + k])) : 0U;
        };
        const unsigned bits = (byte(0) << 16U) | (byte(1) << 8U) | byte(2);
        put(kAlphabet[bits >> 18U]);
        put(kAlphabet[(bits >> 12U) & 0x3FU]);
        put(left > 1 ? kAlphabet[(bits >> 6U) & 0x3FU] : '=');
        put(left > 2 ? kAlphabet[bits & 0x3FU] : '=');
    }
    return result;
}

}  // namespace preflight::crypto
