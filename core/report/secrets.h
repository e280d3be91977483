// The choke point of every output: what was written passes redacted(), which covers the secrets of the inputs, and what
// looks like one wherever it comes from. No message, value or excerpt has to think of it.
//
// Two nets. Values that intake found in the inputs are recognised by their letters and digits, whatever is between
// them and in whichever case: escapes of JSON, XML and Markdown and wrapped lines do not hide them, and of a value that
// was shortened, eight characters in a row are enough beside the "…", twelve anywhere. Shapes (SSWS, JWT, Cookie: ...)
// are searched for in the output itself (intake/secret_search.h). A short or plain word that happens to be a password
// is not searched for: it would cover ordinary data. Excerpts show "•" in its place.
//
// Certificates of the inputs are public and stay whole, also where they share bytes with a key.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/format.h"
#include "core/workspace/workspace.h"

namespace preflight::report {

inline constexpr std::string_view kRedacted = "[redacted]";

// What the quotes and angle brackets of an output are for.
enum class Markup : std::uint8_t {
    none,    // text, Markdown, CSV
    strict,  // JSON, XML: nothing is covered across them, so that the output stays well-formed
};

class Secrets {
public:
    Secrets() = default;
    explicit Secrets(const workspace::Workspace& workspace);

    // Looks for secrets in a text and keeps them.
    void add(std::string_view text);

    // UTF-8; the result may be longer or shorter.
    [[nodiscard]] std::string redacted(std::string text, Markup markup) const;
    // Hands the redacted text on; without a copy when there is nothing to cover.
    void write(std::string_view text, Markup markup, const Sink& sink) const;

    struct Cover {
        std::size_t begin, end;  // bytes
    };

private:
    using Window = std::uint64_t;  // eight letters or digits

    void add_value(std::string_view value);
    void leave_open(std::string_view text);
    void finish();
    [[nodiscard]] std::vector<Cover> covers(std::string_view text, Markup markup) const;
    void find_values(std::string_view text, Markup markup, std::vector<Cover>& out) const;

    std::vector<Window> windows_;         // sorted
    std::vector<Window> firsts_, lasts_;  // of each value; sorted
    std::vector<std::string> short_;      // values of 6 and 7 letters, folded; sorted
    std::bitset<1U << 16U> maybe_;        // hashes of `windows_`
};

[[nodiscard]] Markup markup_of(Subject subject, std::string_view format);

}  // namespace preflight::report
