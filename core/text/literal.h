// String literals that the compiler joins, so that a text which many sentences contain is written once.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace preflight::text {

// A string literal as a template argument.
template <std::size_t N>
struct Literal {
    char bytes[N]{};

    // NOLINTNEXTLINE(google-explicit-constructor): it is the literal itself
    consteval Literal(const char (&text)[N]) {
        for (std::size_t i = 0; i < N; ++i) bytes[i] = text[i];
    }
    [[nodiscard]] static constexpr std::size_t size() { return N - 1; }
};

namespace detail {

template <Literal... parts>
struct Joined {
    static constexpr auto kBytes = [] {
        std::array<char, (parts.size() + ... + 0)> bytes{};
        std::size_t at = 0;
        const auto append = [&](const char* text, std::size_t size) {
            for (std::size_t i = 0; i < size; ++i) bytes[at++] = text[i];
        };
        (append(parts.bytes, parts.size()), ...);
        return bytes;
    }();
};

}  // namespace detail

// join<"a", kB, "c">: one text with static storage.
template <Literal... parts>
inline constexpr std::string_view join{detail::Joined<parts...>::kBytes.data(),
                                       detail::Joined<parts...>::kBytes.size()};

}  // namespace preflight::text
