// A matcher in linear time (threads, no backtracking) for the common subset of Java's regular expressions: literals, .,
// classes, \d \w \s and their opposites, groups, alternation, greedy and lazy quantifiers, ^ $, and the flags (?i) and
// (?s) at the start. Refused as bad pattern: look-around, back references, possessive quantifiers, named groups,
// Unicode properties.
#include <cstdint>
#include <memory>
#include <vector>

#include "core/expression/functions.h"

namespace preflight::expression {

namespace {

struct Range {
    char32_t from, to;
};

enum class Op : std::uint8_t { character, any, set, split, jump, begin, end, match };

// A program for a Pike-like machine: threads instead of recursion, so time is bounded by pattern times text.
struct Instruction {
    Op op = Op::match;
    char32_t character = 0;
    bool negated = false;
    std::vector<Range> ranges;
    std::size_t first = 0, second = 0;
};

constexpr std::size_t kMostInstructions = 5'000;
constexpr std::size_t kDeepest = 100;

class Compiler {
public:
    explicit Compiler(std::u16string_view pattern) : pattern_(pattern) {}

    bool ignore_case = false, dot_all = false;
    std::vector<Instruction> program;

    bool compile() {
        while (at_ + 3 < pattern_.size() && pattern_[at_] == '(' && pattern_[at_ + 1] == '?' &&
               (pattern_[at_ + 2] == 'i' || pattern_[at_ + 2] == 's')) {
            std::size_t i = at_ + 2;
            for (; i < pattern_.size() && pattern_[i] != ')'; ++i) {
                if (pattern_[i] == 'i') ignore_case = true;
                else if (pattern_[i] == 's') dot_all = true;
                else return false;
            }
            at_ = i + 1;
        }
        if (!alternatives(0) || at_ != pattern_.size()) return false;
        emit(Op::match);
        return program.size() <= kMostInstructions;
    }

private:
    std::size_t emit(Op op) {
        Instruction instruction;
        instruction.op = op;
        program.push_back(std::move(instruction));
        return program.size() - 1;
    }

    bool alternatives(std::size_t depth) {
        if (depth > kDeepest) return false;
        std::vector<std::size_t> jumps;
        while (true) {
            const std::size_t start = program.size();
            if (!sequence(depth)) return false;
            if (at_ >= pattern_.size() || pattern_[at_] != '|') break;
            ++at_;
            insert_split(start);
            jumps.push_back(emit(Op::jump));
            program[start].second = program.size();
        }
        for (const std::size_t jump : jumps) program[jump].first = program.size();
        return true;
    }

    // Puts a split before the code from `start` on; its first way is the next instruction.
    void insert_split(std::size_t start) {
        Instruction split;
        split.op = Op::split;
        split.first = start + 1;
        shift(start, 1);
        program.insert(program.begin() + static_cast<std::ptrdiff_t>(start), std::move(split));
    }

    void shift(std::size_t from, std::size_t by) {
        for (std::size_t i = from; i < program.size(); ++i) {
            if (program[i].op == Op::split || program[i].op == Op::jump) {
                program[i].first += by;
                program[i].second += by;
            }
        }
    }

    bool sequence(std::size_t depth) {
        while (at_ < pattern_.size() && pattern_[at_] != '|' && pattern_[at_] != ')') {
            const std::size_t start = program.size();
            if (!atom(depth) || !quantifier(start)) return false;
            if (program.size() > kMostInstructions) return false;
        }
        return true;
    }

    bool atom(std::size_t depth) {
        const char16_t c = pattern_[at_++];
        switch (c) {
            case '(':
                if (at_ < pattern_.size() && pattern_[at_] == '?') {
                    if (at_ + 1 >= pattern_.size() || pattern_[at_ + 1] != ':') return false;
                    at_ += 2;
                }
                if (!alternatives(depth + 1) || at_ >= pattern_.size() || pattern_[at_] != ')') return false;
                ++at_;
                return true;
            case '.':
                emit(Op::any);
                return true;
            case '^':
                emit(Op::begin);
                return true;
            case '$':
                emit(Op::end);
                return true;
            case '[':
                return set();
            case '*':
            case '+':
            case '?':
            case '{':
                return false;
            case '\\': {
                std::vector<Range> ranges;
                bool negated = false;
                if (!escape(ranges, negated)) return false;
                Instruction& instruction = program[emit(Op::set)];
                instruction.ranges = std::move(ranges);
                instruction.negated = negated;
                return true;
            }
            default:
                program[emit(Op::character)].character = c;
                return true;
        }
    }

    // Behind a backslash.
    bool escape(std::vector<Range>& ranges, bool& negated) {
        if (at_ >= pattern_.size()) return false;
        const char16_t c = pattern_[at_++];
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
            default:
                if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return false;
                ranges.push_back({c, c});
                return true;
        }
    }

    bool set() {
        Instruction instruction;
        instruction.op = Op::set;
        if (at_ < pattern_.size() && pattern_[at_] == '^') {
            instruction.negated = true;
            ++at_;
        }
        bool first = true;
        while (true) {
            if (at_ >= pattern_.size()) return false;
            char16_t c = pattern_[at_++];
            if (c == ']' && !first) break;
            first = false;
            if (c == '[' || (c == '&' && at_ < pattern_.size() && pattern_[at_] == '&'))
                return false;  // unions, intersections
            if (c == '\\') {
                bool negated = false;
                std::vector<Range> ranges;
                if (!escape(ranges, negated) || negated) return false;
                if (ranges.size() != 1 || ranges[0].from != ranges[0].to) {
                    instruction.ranges.insert(instruction.ranges.end(), ranges.begin(), ranges.end());
                    continue;
                }
                c = static_cast<char16_t>(ranges[0].from);
            }
            char16_t last = c;
            if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']') {
                at_ += 1;
                last = pattern_[at_++];
                if (last == '\\') {
                    if (at_ >= pattern_.size()) return false;
                    last = pattern_[at_++];
                }
                if (last < c) return false;
            }
            instruction.ranges.push_back({c, last});
        }
        program.push_back(std::move(instruction));
        return true;
    }

    bool quantifier(std::size_t start) {
        if (at_ >= pattern_.size()) return true;
        std::size_t fewest = 0;
        std::size_t most = kMany;
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
                        out = out * 10 + (pattern_[i++] - u'0'), ++digits;
                    return digits > 0;
                };
                if (!read(fewest)) return false;
                most = fewest;
                if (i < pattern_.size() && pattern_[i] == ',') {
                    ++i;
                    if (!read(most)) most = kMany;
                }
                if (i >= pattern_.size() || pattern_[i] != '}' || most < fewest) return false;
                at_ = i + 1;
                break;
            }
            default:
                return true;
        }
        // Whether a match exists does not depend on greed: lazy quantifiers read alike, possessive ones do not.
        if (at_ < pattern_.size() && pattern_[at_] == '?') ++at_;
        else if (at_ < pattern_.size() && (pattern_[at_] == '+' || pattern_[at_] == '*' || pattern_[at_] == '{'))
            return false;
        const std::vector<Instruction> body(program.begin() + static_cast<std::ptrdiff_t>(start), program.end());
        program.resize(start);
        const auto copy = [&] {
            const std::size_t here = program.size();
            for (Instruction instruction : body) {
                instruction.first += here - start;
                instruction.second += here - start;
                program.push_back(std::move(instruction));
            }
            return program.size() <= kMostInstructions;
        };
        for (std::size_t i = 0; i < fewest; ++i) {
            if (!copy()) return false;
        }
        if (most == kMany) {
            const std::size_t split = emit(Op::split);
            program[split].first = split + 1;
            if (!copy()) return false;
            program[emit(Op::jump)].first = split;
            program[split].second = program.size();
            return true;
        }
        std::vector<std::size_t> splits;
        for (std::size_t i = fewest; i < most; ++i) {
            const std::size_t split = emit(Op::split);
            program[split].first = split + 1;
            splits.push_back(split);
            if (!copy()) return false;
        }
        for (const std::size_t split : splits) program[split].second = program.size();
        return true;
    }

    std::u16string_view pattern_;
    std::size_t at_ = 0;
};

char32_t folded(char32_t c) {
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}  // Java's (?i) is ASCII only

bool accepts(const Instruction& instruction, char32_t c, bool ignore_case, bool dot_all) {
    switch (instruction.op) {
        case Op::character:
            return ignore_case ? folded(instruction.character) == folded(c) : instruction.character == c;
        case Op::any:
            return dot_all || (c != '\n' && c != '\r' && c != 0x85 && c != 0x2028 && c != 0x2029);
        case Op::set: {
            const auto inside = [&](char32_t wanted) {
                for (const Range& range : instruction.ranges) {
                    if (wanted >= range.from && wanted <= range.to) return true;
                }
                return false;
            };
            bool hit = inside(c);
            if (!hit && ignore_case) hit = inside(folded(c)) || (c >= 'a' && c <= 'z' && inside(c - 'a' + 'A'));
            return hit != instruction.negated;
        }
        default:
            return false;
    }
}

}  // namespace

MatchAnswer matches_whole(std::string_view pattern, std::string_view text, const Limits& limits) {
    if (pattern.size() > limits.regex_bytes) return MatchAnswer::too_long;
    const std::u16string units = to_utf16(pattern);
    Compiler compiler(units);
    if (!compiler.compile()) return MatchAnswer::bad_pattern;
    const std::u16string input = to_utf16(text);
    const std::vector<Instruction>& program = compiler.program;
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
            const Instruction& instruction = program[at];
            if (instruction.op == Op::jump) stack.push_back(instruction.first);
            else if (instruction.op == Op::split) stack.insert(stack.end(), {instruction.second, instruction.first});
            else if (instruction.op == Op::begin) {
                if (position == 0) stack.push_back(at + 1);
            } else if (instruction.op == Op::end) {
                if (position == input.size()) stack.push_back(at + 1);
            } else {
                out.push_back(at);
            }
        }
    };
    follow(now, 0, 0);
    for (std::size_t i = 0; i < input.size(); ++i) {
        next.clear();
        for (const std::size_t at : now) {
            if (++steps > limits.steps) return MatchAnswer::too_long;
            if (accepts(program[at], input[i], compiler.ignore_case, compiler.dot_all)) follow(next, at + 1, i + 1);
        }
        now.swap(next);
    }
    for (const std::size_t at : now) {
        if (program[at].op == Op::match) return MatchAnswer::yes;
    }
    return MatchAnswer::no;
}

}  // namespace preflight::expression
