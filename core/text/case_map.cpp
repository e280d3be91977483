#include "core/text/case_map.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "core/text/unicode.h"

namespace preflight::text {

namespace {

struct Run {
    char32_t begin, end;
    std::int32_t step, delta;
};
struct Special {
    char32_t from;
    char32_t to[3];
};

#include "core/text/case_table.inc"

constexpr char32_t kSigma = 0x3A3;
constexpr char32_t kFinalSigma = 0x3C2;

template <std::size_t runs, std::size_t specials>
void append_mapped(std::string& out, char32_t c, const Run (&run_table)[runs],
                   const Special (&special_table)[specials]) {
    const auto special = std::lower_bound(std::begin(special_table), std::end(special_table), c,
                                          [](const Special& s, char32_t value) { return s.from < value; });
    if (special != std::end(special_table) && special->from == c) {
        for (const char32_t part : special->to) {
            if (part != 0) append(out, part);
        }
        return;
    }
    // Runs may interleave (every other letter), so all that begin at or before c are looked at until one holds it.
    auto run = std::upper_bound(std::begin(run_table), std::end(run_table), c,
                                [](char32_t value, const Run& r) { return value < r.begin; });
    for (int tries = 0; run != std::begin(run_table) && tries < 4; ++tries) {
        --run;
        if (c <= run->end && (c - run->begin) % static_cast<char32_t>(run->step) == 0) {
            append(out, static_cast<char32_t>(static_cast<std::int32_t>(c) + run->delta));
            return;
        }
    }
    append(out, c);
}

bool is_letter(char32_t c) {
    std::string upper;
    std::string lower;
    append_mapped(upper, c, kUpperRuns, kUpperSpecials);
    append_mapped(lower, c, kLowerRuns, kLowerSpecials);
    return upper != lower || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What a word goes on through (Unicode word boundaries): x.Σ and x9Σ end with a final sigma, x Σ does not.
bool goes_on(char32_t c) {
    return (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '\'' || c == ':' || c == 0xB7 || c == 0x2019 ||
           (c >= 0x300 && c <= 0x36F);
}

// Whether a letter comes at or behind `at` in the same word.
bool letter_follows(std::string_view utf8, std::size_t at) {
    char32_t last = 0;
    while (at < utf8.size()) {
        const CodePoint point = decode(utf8, at);
        if (is_letter(point.value)) return true;
        const bool mark = point.value == '.' || point.value == '\'' || point.value == ':';
        if (!goes_on(point.value) || (mark && last != 0)) return false;
        last = mark ? point.value : 0;
        at += point.length;
    }
    return false;
}

}  // namespace

std::string to_upper(std::string_view utf8) {
    std::string result;
    for (std::size_t i = 0; i < utf8.size();) {
        const CodePoint point = decode(utf8, i);
        i += point.length;
        if (point.value < 0x80) {
            result += point.value >= 'a' && point.value <= 'z' ? static_cast<char>(point.value - 'a' + 'A')
                                                               : static_cast<char>(point.value);
        } else {
            append_mapped(result, point.value, kUpperRuns, kUpperSpecials);
        }
    }
    return result;
}

std::string to_lower(std::string_view utf8) {
    std::string result;
    bool letter_before = false;
    for (std::size_t i = 0; i < utf8.size();) {
        const CodePoint point = decode(utf8, i);
        i += point.length;
        if (point.value < 0x80) {
            result += point.value >= 'A' && point.value <= 'Z' ? static_cast<char>(point.value - 'A' + 'a')
                                                               : static_cast<char>(point.value);
        } else if (point.value == kSigma && letter_before && !letter_follows(utf8, i)) {
            append(result, kFinalSigma);
        } else {
            append_mapped(result, point.value, kLowerRuns, kLowerSpecials);
        }
        letter_before = is_letter(point.value) || (letter_before && goes_on(point.value));
    }
    return result;
}

}  // namespace preflight::text
