// Cells that no longer hold their value, because a program destroyed it before the table was saved: a spreadsheet shows
// long numbers in scientific notation and saves what it shows, formulas fail, PowerShell writes the type of an object.
// What the value was is unknown.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace preflight::intake {

enum class Spoiled : std::uint8_t {
    no,
    number,  // 1,23E+05
    error,   // #N/A
    object,  // System.Object[], @{status=ENABLED}
    bytes,   // not UTF-8, or with a NUL
};
[[nodiscard]] Spoiled spoiled(std::string_view cell);

// The types that PowerShell writes in place of lists and objects (facts okta-exports 0).
inline constexpr std::string_view kPowershellTypes[] = {"System.Object[]", "System.Collections.Hashtable"};

// "System.Object[]", "@{status=ENABLED; name=x}": what PowerShell leaves of lists and objects.
[[nodiscard]] inline bool left_by_powershell(std::string_view text) {
    if (text.size() < 4) return false;
    if (text.front() == 'S')
        return std::find(std::begin(kPowershellTypes), std::end(kPowershellTypes), text) != std::end(kPowershellTypes);
    return text.front() == '@' && text[1] == '{' && text.back() == '}' && text.find('=') != std::string_view::npos;
}

// Where UTF-8 begins that was taken for windows-1252 and saved as UTF-8 once more ("BrandÃ£o"); npos when there is
// none. Such pairs of letters are in no language's words.
[[nodiscard]] std::size_t find_double_encoding(std::string_view text);

}  // namespace preflight::intake
