// One input file as text: its name, its UTF-8 bytes and the way from byte offsets to lines and columns.
// Not a parser: it does not know what the text means.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace preflight::text {

// 1-based; columns count Unicode code points (spec 6.1). A byte order mark counts as no column.
struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
    bool operator==(const Position&) const = default;
};

// Owns the text. Views and spans refer to it and live as long as it does.
class Source {
public:
    Source() = default;
    Source(std::string name, std::string utf8);

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string_view text() const { return text_; }

    // The position of a byte offset; offsets past the end give the end. Malformed bytes count as count_code_points()
    // counts them. Lines end at LF, CR LF or a lone CR.
    [[nodiscard]] Position position(std::size_t offset) const;

    // The text of a 1-based line without its line end; empty when there is no such line.
    [[nodiscard]] std::string_view line(std::size_t number) const;

    [[nodiscard]] std::size_t line_count() const { return line_starts_.size(); }

private:
    std::string name_;
    std::string text_;
    // How many code points begin before a byte.
    [[nodiscard]] std::size_t code_points(std::size_t offset) const;

    std::vector<std::size_t> line_starts_{0};
    std::vector<std::size_t> code_points_before_;  // of every block of bytes: a minified document is one line
};

}  // namespace preflight::text
