#include "core/expression/functions/regex.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/expression/values/conversions.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

struct CharacterRange {
    char32_t from, to;
};

enum class Code : std::uint8_t { character, any, set, split, jump, begin, end, last_line, boundary, match };

// One instruction of a machine that runs threads instead of recursion, so time is bounded by pattern times text.
struct RegexInstruction {
    Code op = Code::match;
    char32_t character = 0;
    bool negated = false;      // of a set, or of a word boundary
    bool ignore_case = false;  // of a character or a set
    bool dot_all = false;
    std::vector<CharacterRange> ranges;
    std::size_t first = 0, second = 0;
};

constexpr std::size_t kMostInstructions = 5'000;
constexpr std::size_t kDeepest = 100;

class RegexCompiler {
public:
    explicit RegexCompiler(std::u32string_view pattern) : pattern_(pattern) {}

    std::vector<RegexInstruction> program;
    RegexError problem;

    bool compile() {
        if (!alternatives(0)) return false;
        if (at_ != pattern_.size()) return malformed();
        emit(Code::match);
        return program.size() <= kMostInstructions || too_large();
    }

private:
    // Each of them says why compiling stops.
    bool malformed() { return stop("not a regular expression"); }
    bool too_large() {
        problem.too_large = problem.message.empty();
        return stop("the regular expression is too large");
    }
    bool refused(const std::string& what) {
        problem.not_read = problem.message.empty();
        return stop(what + " in a regular expression are not read by Preflight");
    }
    bool stop(std::string why) {
        if (problem.message.empty()) problem.message = std::move(why);
        return false;
    }

    std::size_t emit(Code op) {
        RegexInstruction instruction;
        instruction.op = op;
        instruction.ignore_case = ignore_case_;
        instruction.dot_all = dot_all_;
        program.push_back(std::move(instruction));
        return program.size() - 1;
    }

    static bool is_alphanumeric(char32_t c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    static bool contains(std::u32string_view all, char32_t c) { return all.find(c) != std::u32string_view::npos; }
    [[nodiscard]] bool next_is(char32_t c) const { return at_ < pattern_.size() && pattern_[at_] == c; }

    // Behind "(?": flags, a name, or a plain group; false after a problem. `closed` for flags that stand alone.
    bool group_head(bool& closed) {
        if (next_is(U':')) {
            ++at_;
            return true;
        }
        if (next_is(U'=') || next_is(U'!')) return refused("look-ahead groups");
        if (next_is(U'>')) return refused("atomic groups");
        if (next_is(U'<')) {
            ++at_;
            if (next_is(U'=') || next_is(U'!')) return refused("look-behind groups");
            // A letter, then letters and digits, each name once (java.util.regex.Pattern).
            std::u32string name;
            while (at_ < pattern_.size() && is_alphanumeric(pattern_[at_])) name += pattern_[at_++];
            if (name.empty() || name[0] <= U'9' || !next_is(U'>')) return malformed();
            ++at_;
            if (std::find(names_.begin(), names_.end(), name) != names_.end()) return malformed();
            names_.push_back(std::move(name));
            return true;
        }
        bool on = true;
        for (; at_ < pattern_.size(); ++at_) {
            const char32_t c = pattern_[at_];
            if (c == U'-') on = false;
            else if (c == U'i') ignore_case_ = on;
            else if (c == U's') dot_all_ = on;
            else if (c == U')' || c == U':') {
                closed = c == U')';
                ++at_;
                return true;
            } else if (c == U'm' || c == U'u' || c == U'x' || c == U'd' || c == U'U')
                return refused("the flags m, u, x, d and U");
            else return malformed();
        }
        return malformed();
    }

    bool alternatives(std::size_t depth) {
        if (depth > kDeepest) return too_large();
        std::vector<std::size_t> jumps;
        while (true) {
            const std::size_t start = program.size();
            if (!sequence(depth)) return false;
            if (at_ >= pattern_.size() || pattern_[at_] != '|') break;
            ++at_;
            insert_split(start);
            jumps.push_back(emit(Code::jump));
            program[start].second = program.size();
        }
        for (const std::size_t jump : jumps) program[jump].first = program.size();
        return true;
    }

    // Puts a split before the code from `start` on; its first way is the next instruction.
    void insert_split(std::size_t start) {
        RegexInstruction split;
        split.op = Code::split;
        split.first = start + 1;
        shift(start, 1);
        program.insert(program.begin() + static_cast<std::ptrdiff_t>(start), std::move(split));
    }

    void shift(std::size_t from, std::size_t by) {
        for (std::size_t i = from; i < program.size(); ++i) {
            if (program[i].op == Code::split || program[i].op == Code::jump) {
                program[i].first += by;
                program[i].second += by;
            }
        }
    }

    bool sequence(std::size_t depth) {
        while (at_ < pattern_.size() && pattern_[at_] != '|' && pattern_[at_] != ')') {
            const std::size_t start = program.size();
            if (!atom(depth) || !quantifier(start)) return false;
            if (program.size() > kMostInstructions) return too_large();
        }
        return true;
    }

    bool atom(std::size_t depth) {
        const char32_t c = pattern_[at_++];
        switch (c) {
            case '(': {
                const bool ignore_case = ignore_case_;
                const bool dot_all = dot_all_;
                if (next_is(U'?')) {
                    ++at_;
                    bool closed = false;
                    if (!group_head(closed)) return false;
                    if (closed) return true;  // flags for the rest of the group around
                }
                if (!alternatives(depth + 1)) return false;
                if (!next_is(U')')) return malformed();
                ++at_;
                ignore_case_ = ignore_case;
                dot_all_ = dot_all;
                return true;
            }
            case '.':
                emit(Code::any);
                return true;
            case '^':
                emit(Code::begin);
                return true;
            case '$':
                emit(Code::last_line);
                return true;
            case '[':
                return set();
            case '*':
            case '+':
            case '?':
                return malformed();
            case '{':
                // Java reads {2} on nothing, also behind another quantifier, and nothing else.
                if (at_ >= pattern_.size() || pattern_[at_] < '0' || pattern_[at_] > '9') return malformed();
                --at_;
                return true;
            case '\\': {
                if (assertion()) return true;
                if (next_is(U'Q')) return quoted();
                std::vector<CharacterRange> ranges;
                bool negated = false;
                if (!escape(ranges, negated)) return false;
                RegexInstruction& instruction = program[emit(Code::set)];
                instruction.ranges = std::move(ranges);
                instruction.negated = negated;
                return true;
            }
            default:
                program[emit(Code::character)].character = c;
                return true;
        }
    }

    // \A \z \Z \b \B, behind the backslash.
    bool assertion() {
        if (at_ >= pattern_.size()) return false;
        switch (pattern_[at_]) {
            case 'A':
                emit(Code::begin);
                break;
            case 'z':
                emit(Code::end);
                break;
            case 'Z':
                emit(Code::last_line);
                break;
            case 'b':
                emit(Code::boundary);
                break;
            case 'B':
                program[emit(Code::boundary)].negated = true;
                break;
            default:
                return false;
        }
        ++at_;
        return true;
    }

    // \Q...\E: each character represents itself.
    bool quoted() {
        ++at_;
        while (at_ < pattern_.size()) {
            if (pattern_[at_] == '\\' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] == 'E') {
                at_ += 2;
                return true;
            }
            const char32_t c = pattern_[at_++];
            program[emit(Code::character)].character = c;
        }
        return true;
    }

    bool hex(std::size_t digits, std::vector<CharacterRange>& ranges) {
        char32_t value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (at_ >= pattern_.size()) return malformed();
            const char32_t c = pattern_[at_++];
            const bool digit = c >= '0' && c <= '9';
            const char32_t letter = c | 0x20U;
            if (!digit && (letter < 'a' || letter > 'f')) return malformed();
            value = value * 16 + (digit ? c - '0' : letter - 'a' + 10);
        }
        ranges.push_back({value, value});
        return true;
    }

    // \x{h...h}: any code point.
    bool braced_hex(std::vector<CharacterRange>& ranges) {
        const std::size_t end = pattern_.find(U'}', ++at_);
        if (end == std::u32string_view::npos || end == at_) return malformed();
        char32_t value = 0;
        for (; at_ < end; ++at_) {
            std::vector<CharacterRange> digit;
            if (!hex(1, digit)) return false;
            --at_;
            value = value * 16 + digit[0].from;
            if (value > 0x10FFFF) return malformed();
        }
        ++at_;
        ranges.push_back({value, value});
        return true;
    }

    // \uD83D\uDE00: two halves written one after the other are one character.
    bool other_half(std::vector<CharacterRange>& ranges) {
        CharacterRange& first = ranges.back();
        if (first.from < 0xD800 || first.from > 0xDBFF || pattern_.substr(at_, 2) != U"\\u") return true;
        const std::size_t here = at_;
        at_ += 2;
        std::vector<CharacterRange> second;
        if (!hex(4, second)) return false;
        if (second[0].from < 0xDC00 || second[0].from > 0xDFFF) {
            at_ = here;
            return true;
        }
        first.from = first.to = 0x10000 + ((first.from - 0xD800) << 10U) + (second[0].from - 0xDC00);
        return true;
    }

    // Behind a backslash.
    bool escape(std::vector<CharacterRange>& ranges, bool& negated, bool in_set = false) {
        if (at_ >= pattern_.size()) return malformed();
        const char32_t c = pattern_[at_++];
        switch (c) {
            case 'D':
                negated = true;
                [[fallthrough]];
            case 'd':
                ranges.push_back({'0', '9'});
                return true;
            case 'W':
                negated = true;
                [[fallthrough]];
            case 'w':
                ranges.insert(ranges.end(), {{'a', 'z'}, {'A', 'Z'}, {'0', '9'}, {'_', '_'}});
                return true;
            case 'S':
                negated = true;
                [[fallthrough]];
            case 's':
                ranges.insert(ranges.end(), {{' ', ' '}, {'\t', '\r'}});
                return true;
            case 't':
                ranges.push_back({'\t', '\t'});
                return true;
            case 'n':
                ranges.push_back({'\n', '\n'});
                return true;
            case 'r':
                ranges.push_back({'\r', '\r'});
                return true;
            case 'f':
                ranges.push_back({'\f', '\f'});
                return true;
            case 'e':
                ranges.push_back({0x1B, 0x1B});
                return true;
            case 'H':
                negated = true;
                [[fallthrough]];
            case 'h':
                ranges.insert(ranges.end(), {{' ', ' '},
                                             {'\t', '\t'},
                                             {0xA0, 0xA0},
                                             {0x1680, 0x1680},
                                             {0x180E, 0x180E},
                                             {0x2000, 0x200A},
                                             {0x202F, 0x202F},
                                             {0x205F, 0x205F},
                                             {0x3000, 0x3000}});
                return true;
            case 'x':
                if (next_is(U'{')) return braced_hex(ranges);
                return hex(2, ranges);
            case 'u':
                return hex(4, ranges) && other_half(ranges);
            case 'p':
            case 'P':
                return refused("Unicode properties");
            default:
                // Java gives these no meaning, and the second lot none inside [ ] (java.util.regex.Pattern).
                if (contains(U"CEFIJKLMOTUYgijlmoqy", c) || (in_set && contains(U"ABGRXZbkz123456789", c)))
                    return malformed();
                if (c >= '0' && c <= '9') return refused("back references and octal escapes");
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return refused("escapes of this letter");
                ranges.push_back({c, c});
                return true;
        }
    }

    // Behind "[".
    bool set() {
        RegexInstruction instruction;
        instruction.op = Code::set;
        instruction.ignore_case = ignore_case_;
        if (next_is(U'^')) {
            instruction.negated = true;
            ++at_;
        }
        bool first = true;
        while (true) {
            if (at_ >= pattern_.size()) return malformed();
            const char32_t c = pattern_[at_++];
            if (c == ']' && !first) break;
            first = false;
            if (c == '[' || (c == '&' && next_is(U'&'))) return refused("class unions and intersections");
            CharacterRange range{c, c};
            if (c == '\\') {
                bool negated = false;
                std::vector<CharacterRange> ranges;
                if (!escape(ranges, negated, true)) return false;
                if (negated) complement(ranges);
                if (ranges.size() != 1 || ranges[0].from != ranges[0].to) {
                    instruction.ranges.insert(instruction.ranges.end(), ranges.begin(), ranges.end());
                    continue;
                }
                range = ranges[0];
            }
            if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']') {
                ++at_;
                range.to = pattern_[at_++];
                if (range.to == '[') return refused("class unions and intersections");
                if (range.to == '\\') {
                    bool negated = false;
                    std::vector<CharacterRange> ranges;
                    if (!escape(ranges, negated, true)) return false;
                    if (negated || ranges.size() != 1 || ranges[0].from != ranges[0].to) return malformed();
                    range.to = ranges[0].to;
                }
                if (range.to < range.from) return malformed();
            }
            instruction.ranges.push_back(range);
        }
        program.push_back(std::move(instruction));
        return true;
    }

    static void complement(std::vector<CharacterRange>& ranges) {
        text::sort(ranges, [](const CharacterRange& a, const CharacterRange& b) { return a.from < b.from; });
        std::vector<CharacterRange> rest;
        char32_t from = 0;
        for (const CharacterRange& range : ranges) {
            if (range.from > from) rest.push_back({from, range.from - 1});
            from = std::max<char32_t>(from, range.to + 1);
        }
        rest.push_back({from, 0x10FFFF});
        ranges = std::move(rest);
    }

    bool quantifier(std::size_t start) {
        if (at_ >= pattern_.size()) return true;
        std::size_t fewest = 0;
        std::size_t most = kNoEnd;
        switch (pattern_[at_]) {
            case '*':
                ++at_;
                break;
            case '+':
                fewest = 1, ++at_;
                break;
            case '?':
                most = 1, ++at_;
                break;
            case '{': {
                std::size_t i = at_ + 1;
                const auto read = [&](std::size_t& out) {
                    std::size_t digits = 0;
                    out = 0;
                    while (i < pattern_.size() && pattern_[i] >= '0' && pattern_[i] <= '9' && digits < 4)
                        out = out * 10 + (pattern_[i++] - U'0'), ++digits;
                    return digits > 0;
                };
                if (!read(fewest)) return malformed();
                most = fewest;
                if (i < pattern_.size() && pattern_[i] == ',') {
                    ++i;
                    if (!read(most)) most = kNoEnd;
                }
                if (i >= pattern_.size() || pattern_[i] != '}' || most < fewest) return malformed();
                at_ = i + 1;
                break;
            }
            default:
                return true;
        }
        // Whether a match exists does not depend on greed: lazy quantifiers read alike, possessive ones do not.
        if (at_ < pattern_.size() && pattern_[at_] == '?') ++at_;
        else if (next_is(U'+')) return refused("possessive quantifiers");
        else if (next_is(U'*')) return malformed();
        const std::vector<RegexInstruction> body(program.begin() + static_cast<std::ptrdiff_t>(start), program.end());
        program.resize(start);
        const auto copy = [&] {
            const std::size_t here = program.size();
            for (RegexInstruction instruction : body) {
                instruction.first += here - start;
                instruction.second += here - start;
                program.push_back(std::move(instruction));
            }
            return program.size() <= kMostInstructions;
        };
        for (std::size_t i = 0; i < fewest; ++i) {
            if (!copy()) return too_large();
        }
        if (most == kNoEnd) {
            const std::size_t split = emit(Code::split);
            program[split].first = split + 1;
            if (!copy()) return too_large();
            program[emit(Code::jump)].first = split;
            program[split].second = program.size();
            return true;
        }
        std::vector<std::size_t> splits;
        for (std::size_t i = fewest; i < most; ++i) {
            const std::size_t split = emit(Code::split);
            program[split].first = split + 1;
            splits.push_back(split);
            if (!copy()) return too_large();
        }
        for (const std::size_t split : splits) program[split].second = program.size();
        return true;
    }

    static constexpr std::size_t kNoEnd = static_cast<std::size_t>(-1);
    std::u32string_view pattern_;
    std::size_t at_ = 0;
    std::vector<std::u32string> names_;
    bool ignore_case_ = false;
    bool dot_all_ = false;
};

char32_t folded(char32_t c) {
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}  // Java's (?i) is ASCII only

bool accepts(const RegexInstruction& instruction, char32_t c) {
    switch (instruction.op) {
        case Code::character:
            return instruction.ignore_case ? folded(instruction.character) == folded(c) : instruction.character == c;
        case Code::any:
            return instruction.dot_all || (c != '\n' && c != '\r' && c != 0x85 && c != 0x2028 && c != 0x2029);
        case Code::set: {
            const auto inside = [&](char32_t wanted) {
                return std::any_of(
                    instruction.ranges.begin(), instruction.ranges.end(),
                    [&](const CharacterRange& range) { return wanted >= range.from && wanted <= range.to; });
            };
            bool hit = inside(c);
            if (!hit && instruction.ignore_case)
                hit = inside(folded(c)) || (c >= 'a' && c <= 'z' && inside(c - 'a' + 'A'));
            return hit != instruction.negated;
        }
        default:
            return false;
    }
}

constexpr std::size_t kLongestShape = 200;

// A character that the instruction accepts and that is no '@', letters and digits first; 0 when there is none. The set
// of an instruction changes at the ends of its ranges only.
char32_t likely_character(const RegexInstruction& instruction) {
    const auto fits = [&](char32_t c) {
        return c != 0 && c != '@' && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) && accepts(instruction, c);
    };
    if (instruction.op == Code::character && fits(instruction.character)) return instruction.character;
    for (const auto& [from, to] :
         {std::pair('a', 'z'), std::pair('A', 'Z'), std::pair('0', '9'), std::pair(' ', '~')}) {
        for (char c = from; c <= to; ++c) {
            if (fits(static_cast<char32_t>(c))) return static_cast<char32_t>(c);
        }
    }
    for (char32_t c = 1; c < 0x80; ++c) {
        if (fits(c)) return c;
    }
    for (const CharacterRange& range : instruction.ranges) {
        for (const char32_t c : std::array<char32_t, 4>{range.from, range.to, range.from - 1, range.to + 1}) {
            if (fits(c)) return c;
        }
    }
    return fits(0xE4) ? char32_t{0xE4} : 0;
}

bool is_word(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Whether an assertion holds between units `position - 1` and `position`.
bool holds(const RegexInstruction& assertion, const std::u32string& input, std::size_t position) {
    const auto line_end = [](char32_t c) { return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029; };
    switch (assertion.op) {
        case Code::begin:
            return position == 0;
        case Code::end:
            return position == input.size();
        case Code::last_line: {
            const std::size_t left = input.size() - position;
            return left == 0 ||
                   (left == 1 && line_end(input[position]) &&
                    !(input[position] == '\n' && position > 0 && input[position - 1] == '\r')) ||
                   (left == 2 && input[position] == '\r' && input[position + 1] == '\n');
        }
        default: {
            const bool before = position > 0 && is_word(input[position - 1]);
            const bool after = position < input.size() && is_word(input[position]);
            return (before != after) != assertion.negated;
        }
    }
}

std::u32string code_points(std::string_view utf8) {
    std::u32string result;
    for (std::size_t i = 0, half = find_surrogate(utf8); i < utf8.size();) {
        if (i == half) {  // half a pair is one character
            const auto low = [&](std::size_t at) { return static_cast<unsigned char>(utf8[at]) & 0x3FU; };
            result += static_cast<char32_t>(0xD000U | (low(i + 1) << 6U) | low(i + 2));
            i += 3;
            half = find_surrogate(utf8, i);
            continue;
        }
        const text::CodePoint point = text::decode(utf8, i);
        result += point.value;
        i += point.length;
    }
    return result;
}
}  // namespace

struct Regex::Machine {
    std::vector<RegexInstruction> program;
};

Regex::Regex(std::unique_ptr<Machine> machine) : machine_(std::move(machine)) {}
Regex::~Regex() = default;

std::shared_ptr<const Regex> Regex::compile(std::string_view pattern, const Limits& limits, RegexError& problem) {
    if (utf16_length(pattern) > limits.regex_length) {
        problem.message =
            "the regular expression is longer than " + std::to_string(limits.regex_length) + " characters";
        problem.too_large = true;
        return nullptr;
    }
    const std::u32string points = code_points(pattern);
    RegexCompiler compiler(points);
    if (!compiler.compile()) {
        problem = std::move(compiler.problem);
        return nullptr;
    }
    return std::shared_ptr<const Regex>(new Regex(std::make_unique<Machine>(Machine{std::move(compiler.program)})));
}

Regex::Answer Regex::matches(std::string_view text, const Limits& limits) const {
    const std::u32string input = code_points(text);
    const std::vector<RegexInstruction>& program = machine_->program;
    std::vector<std::size_t> now;
    std::vector<std::size_t> next;
    std::vector<std::size_t> seen(program.size(), static_cast<std::size_t>(-1));
    std::size_t steps = 0;
    std::vector<std::size_t> stack;
    const auto follow = [&](std::vector<std::size_t>& out, std::size_t start, std::size_t position) {
        stack.assign(1, start);
        while (!stack.empty()) {
            const std::size_t at = stack.back();
            stack.pop_back();
            if (seen[at] == position) continue;
            seen[at] = position;
            ++steps;
            const RegexInstruction& instruction = program[at];
            switch (instruction.op) {
                case Code::jump:
                    stack.push_back(instruction.first);
                    break;
                case Code::split:
                    stack.push_back(instruction.second);
                    stack.push_back(instruction.first);
                    break;
                case Code::begin:
                case Code::end:
                case Code::last_line:
                case Code::boundary:
                    if (holds(instruction, input, position)) stack.push_back(at + 1);
                    break;
                default:
                    out.push_back(at);
            }
        }
    };
    follow(now, 0, 0);
    for (std::size_t i = 0; i < input.size() && !now.empty(); ++i) {
        next.clear();
        for (const std::size_t at : now) {
            if (++steps > limits.steps) return Answer::too_long;
            if (accepts(program[at], input[i])) follow(next, at + 1, i + 1);
        }
        now.swap(next);
    }
    const bool hit = std::any_of(now.begin(), now.end(), [&](std::size_t at) { return program[at].op == Code::match; });
    return hit ? Answer::yes : Answer::no;
}

// A walk over instructions, and beside each what was read on the way of an address; assertions let everything through,
// so that ways can be too many, never too few.
Regex::Shapes Regex::shapes() const {
    enum Read : std::size_t { kNothing, kName, kAt, kAddress, kOdd, kReads };
    const std::vector<RegexInstruction>& program = machine_->program;
    const auto after = [](std::size_t read, char32_t c) -> std::size_t {
        if (c == '@') return read == kName ? kAt : kOdd;
        if (read == kNothing) return kName;
        return read == kAt ? std::size_t{kAddress} : read;
    };
    constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
    struct Step {
        std::size_t from = kNowhere;
        char32_t read = 0;  // 0: nothing
    };
    std::vector<Step> steps(program.size() * kReads);
    std::vector<bool> seen(steps.size(), false);
    constexpr char32_t kUnset = 0xFFFFFFFF;
    std::vector<char32_t> likely(program.size(), kUnset);
    std::size_t left = 1'000'000;  // of comparing characters with ranges
    std::vector<std::size_t> now = {0};
    std::vector<std::size_t> next;
    seen[0] = true;
    const auto reach = [&](std::vector<std::size_t>& out, std::size_t to, std::size_t from, char32_t read) {
        if (seen[to]) return;
        seen[to] = true;
        steps[to] = {from, read};
        out.push_back(to);
    };
    while (!now.empty()) {
        next.clear();
        for (std::size_t i = 0; i < now.size(); ++i) {  // grows
            const std::size_t state = now[i];
            const std::size_t at = state / kReads;
            const std::size_t read = state % kReads;
            const RegexInstruction& instruction = program[at];
            switch (instruction.op) {
                case Code::match:
                    break;
                case Code::jump:
                    reach(now, instruction.first * kReads + read, state, 0);
                    break;
                case Code::split:
                    reach(now, instruction.first * kReads + read, state, 0);
                    reach(now, instruction.second * kReads + read, state, 0);
                    break;
                case Code::character:
                case Code::any:
                case Code::set: {
                    if (accepts(instruction, '@')) reach(next, (at + 1) * kReads + after(read, '@'), state, '@');
                    if (likely[at] == kUnset) {
                        const std::size_t cost = 10 + 100 * instruction.ranges.size();
                        if (cost > left) return {};
                        left -= cost;
                        likely[at] = likely_character(instruction);
                    }
                    if (const char32_t other = likely[at]; other != 0)
                        reach(next, (at + 1) * kReads + after(read, other), state, other);
                    break;
                }
                default:
                    reach(now, (at + 1) * kReads + read, state, 0);
            }
        }
        now.swap(next);
    }
    Shapes shapes;
    const std::size_t end = (program.size() - 1) * kReads;  // the only match
    shapes.may_hold_at = seen[end + kAt] || seen[end + kAddress] || seen[end + kOdd];
    shapes.may_lack_at = seen[end + kNothing] || seen[end + kName];
    for (const std::size_t read : {kNothing, kName, kAddress, kAt, kOdd}) {
        if (!seen[end + read] || ((read == kAt || read == kOdd) && seen[end + kAddress])) continue;
        std::u32string points;
        for (std::size_t state = end + read; state != 0; state = steps[state].from) {
            if (steps[state].read != 0) points.insert(points.begin(), steps[state].read);
        }
        if (points.size() > kLongestShape) continue;
        std::string text;
        for (const char32_t c : points) text::append(text, c);
        if (matches(text, Limits{}) == Answer::yes) shapes.texts.push_back(std::move(text));
    }
    return shapes;
}

}  // namespace preflight::expression
