// Egnyte's username grammar and other value rules of its user object. The one place for these facts: the rules and the
// simulation both ask here, so check and simulate cannot disagree. Follows facts egnyte 0 (T1), 2, 12 (Q1-Q3, Q12-Q14,
// Q31).
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preflight::egnyte {

enum class UserNameFault { missing, has_at_sign, invalid_character, invalid_start, unusual_length };

struct UserNameCheck {
    std::vector<UserNameFault> faults;         // every one that applies, in the order of the enum
    std::vector<char32_t> invalid_characters;  // each once, in order; '@' is not among them

    [[nodiscard]] bool has(UserNameFault fault) const {
        return std::find(faults.begin(), faults.end(), fault) != faults.end();
    }
};

// `name` is UTF-8. The word "null" counts as missing (an expression that joined a null), and so does blank text.
[[nodiscard]] UserNameCheck check_user_name(std::string_view name);

// Letters, digits, '.', '-' and '_' (T1, ASCII by Q1).
[[nodiscard]] bool user_name_character(char32_t c);

// Missing, blank or the literal Undefined in any case: Egnyte applies its default (S39, Q13).
[[nodiscard]] bool counts_as_unset(std::string_view value);

// admin, power, standard: exact case (S35, S36). `nearest` is the legal value that was probably meant, empty if none.
[[nodiscard]] bool valid_user_type(std::string_view value);
[[nodiscard]] std::string_view nearest_user_type(std::string_view value);

// sso, egnyte, ad in any case and the labels of the console (Q14); the canonical lower-case value, or nothing.
[[nodiscard]] std::optional<std::string_view> canonical_auth_type(std::string_view value);

// One '@', a local part, a domain of labels; no white space. Deliberately loose: Egnyte takes any valid address (Q31).
[[nodiscard]] bool plausible_email(std::string_view value);

}  // namespace preflight::egnyte
