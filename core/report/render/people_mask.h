// Takes people out of text that is made to be passed on: logins, usernames, e-mail addresses and names of those who
// were rehearsed, and anything else that looks like an e-mail address.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "core/report/renderer.h"

namespace preflight::report {

class PeopleMask {
public:
    // Knows the people of the cursor; null: nobody.
    explicit PeopleMask(const OutcomeCursor* outcomes);

    // The text with "[person]" and "[e-mail address]" where somebody was named: whole values between double quotes, and
    // words that look like an identifier (with a digit, dot, hyphen, underscore or @).
    [[nodiscard]] std::string masked(std::string_view text) const;

private:
    void know(std::string_view value);
    [[nodiscard]] bool knows(std::string_view value) const;
    [[nodiscard]] std::string word(std::string_view word) const;

    std::unordered_set<std::string> values_;  // ASCII letters in lower case
};

}  // namespace preflight::report
