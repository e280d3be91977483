// Java regular expressions over a whole text, in time bounded by pattern times text (threads, no backtracking).
// Understood: literals, ., classes with ranges and negation, \d \w \s \h and their opposites, \t \n \r \f \e \xhh
// \x{h...h} \uhhhh, \Q...\E, groups (plain, (?:...), named), alternation, greedy and lazy quantifiers, ^ $ \A \z \Z \b
// \B, the flags i and s at the start or for a group. Not read: look-around, back references, possessive quantifiers,
// atomic groups, class unions and intersections, Unicode properties, the flags m u x d; what they match is unknown, not
// wrong. Facts okta-el 3, 8.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/values/language.h"

namespace preflight::expression {

// Why a pattern has no Regex. `not_read`: it is legal in Java, but this module does not implement it. `too_large`: it
// exceeds a limit. Otherwise it is malformed.
struct RegexError {
    std::string message;  // without a full stop
    bool not_read = false, too_large = false;
};

class Regex {
public:
    enum class Answer : std::uint8_t { no, yes, too_long };

    // Null with an error.
    [[nodiscard]] static std::shared_ptr<const Regex> compile(std::string_view pattern, const Limits& limits,
                                                              RegexError& error);

    // `text` is UTF-8; `too_long` when `limits.steps` are used up.
    [[nodiscard]] Answer matches(std::string_view text, const Limits& limits) const;

    // Texts that the pattern takes, shortest ones: without '@', and with one that has a character on each side. Each of
    // them is confirmed by `matches`; where assertions rule all short ones out there are none. `may_hold_at` and
    // `may_lack_at` are false only where no text that it takes holds an '@', or lacks one. Of a pattern that is too
    // large to be walked nothing is known.
    struct Shapes {
        std::vector<std::string> texts;
        bool may_hold_at = true, may_lack_at = true;
    };
    [[nodiscard]] Shapes shapes() const;

    ~Regex();
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;

private:
    struct Machine;
    explicit Regex(std::unique_ptr<Machine> machine);
    std::unique_ptr<Machine> machine_;
};

}  // namespace preflight::expression
