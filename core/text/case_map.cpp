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

bool is_ascii_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool maps(char32_t c) {
    std::string upper;
    std::string lower;
    append_mapped(upper, c, kUpperRuns, kUpperSpecials);
    append_mapped(lower, c, kLowerRuns, kLowerSpecials);
    return upper != lower;
}

WordClass word_class(char32_t c) {
    // Java's own answer changes with the place of the pair here; letters with case are letters.
    if (c > 0xFFFF) return maps(c) ? WordClass::kLetter : WordClass::kOther;
    const auto* run = std::upper_bound(std::begin(kWordRuns), std::end(kWordRuns), c,
                                       [](char32_t value, std::uint32_t r) { return value < r >> 4; });
    return static_cast<WordClass>(run[-1] & 15);
}

bool is_cased(char32_t c) {
    if (c < 0x80) return is_ascii_letter(c);
    return maps(c) || word_class(c) == WordClass::kCased;
}

// The end of the word that begins at `at`, as java.text.BreakIterator sees words: letters and numbers in a row, each
// with single marks inside them (a-b, 1,5), a prefix before a number and a suffix behind one; anything else is a word
// by itself. Marks that combine go with a letter or digit before them. The longest match counts: a.5 is a, then .5.
std::size_t word_end(std::string_view utf8, std::size_t at) {
    enum class State : std::uint8_t { kStart, kWord, kInWord, kNumber, kInNumber, kBeforeNumber, kClosed };
    auto state = State::kStart;
    std::size_t end = at;
    while (at < utf8.size()) {
        const CodePoint point = decode(utf8, at);
        const WordClass kind = word_class(point.value);
        at += point.length;
        const bool stays = kind == WordClass::kFormat
                               ? state != State::kStart
                               : kind == WordClass::kMark && (state == State::kWord || state == State::kNumber);
        if (!stays) {
            const bool letter = kind == WordClass::kLetter || kind == WordClass::kCased;
            const bool digit = kind == WordClass::kDigit;
            const bool open = state == State::kStart;
            const bool in_word = kind == WordClass::kDash || kind == WordClass::kQuote || kind == WordClass::kPoint;
            const bool in_number = kind == WordClass::kComma || kind == WordClass::kQuote || kind == WordClass::kPoint;
            const bool prefix = kind == WordClass::kPrefix || kind == WordClass::kPoint;
            if (letter && (open || state == State::kWord || state == State::kInWord || state == State::kNumber)) {
                state = State::kWord;
            } else if (digit && state != State::kInWord && state != State::kClosed) {
                state = State::kNumber;
            } else if (state == State::kWord && in_word) {
                state = State::kInWord;
            } else if (state == State::kWord && kind == WordClass::kDanda) {
                state = State::kBeforeNumber;
            } else if (state == State::kNumber && in_number) {
                state = State::kInNumber;
            } else if (state == State::kNumber && kind == WordClass::kSuffix) {
                state = State::kClosed;
            } else if (open) {
                state = prefix ? State::kBeforeNumber : State::kClosed;
            } else {
                return end;
            }
        }
        if (state != State::kInWord && state != State::kInNumber) end = at;
    }
    return end;
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
    // A sigma is final behind a cased letter of its word and before none, as String.toLowerCase of Java has it.
    const bool sigmas = utf8.find("\xCE\xA3") != std::string_view::npos;
    std::size_t end = 0;
    bool cased_before = false;
    const auto cased_follows = [&](std::size_t at) {
        while (at < end) {
            const CodePoint point = decode(utf8, at);
            if (is_cased(point.value)) return true;
            at += point.length;
        }
        return false;
    };
    for (std::size_t i = 0; i < utf8.size();) {
        if (sigmas && i >= end) {
            end = word_end(utf8, i);
            cased_before = false;
        }
        const CodePoint point = decode(utf8, i);
        i += point.length;
        if (point.value < 0x80) {
            result += point.value >= 'A' && point.value <= 'Z' ? static_cast<char>(point.value - 'A' + 'a')
                                                               : static_cast<char>(point.value);
        } else if (point.value == kSigma && cased_before && !cased_follows(i)) {
            append(result, kFinalSigma);
        } else {
            append_mapped(result, point.value, kLowerRuns, kLowerSpecials);
        }
        cased_before = cased_before || (sigmas && is_cased(point.value));
    }
    return result;
}

}  // namespace preflight::text
