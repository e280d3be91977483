#include "core/text/character_reference.h"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace preflight::text {

std::optional<CharacterReference> character_reference(std::string_view text) {
    if (text.substr(0, 2) != "&#") return std::nullopt;
    const auto end = text.substr(0, kLongestReference).find(';');
    if (end == std::string_view::npos) return std::nullopt;
    const bool hex = text[2] == 'x';
    const char* const begin = text.data() + (hex ? 3 : 2);
    const char* const stop = text.data() + end;
    if (begin >= stop) return std::nullopt;
    std::uint32_t value = 0;
    const auto [behind, failed] = std::from_chars(begin, stop, value, hex ? 16 : 10);
    if (failed != std::errc{} || behind != stop || value > 0x10FFFF) return std::nullopt;
    return CharacterReference{value, end + 1};
}

}  // namespace preflight::text
