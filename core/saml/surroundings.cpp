#include "core/saml/surroundings.h"

#include <algorithm>
#include <utility>

#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

constexpr std::string_view kDigits = "0123456789";

bool has(std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
}

bool starts_ignoring_case(std::string_view text, std::string_view word) {
    return text.size() >= word.size() && text::equal_ignoring_ascii_case(text.substr(0, word.size()), word);
}

// "  12", "12:", "12 |"
bool is_line_number(std::string_view text) {
    const auto end = text.find_first_not_of(kDigits);
    if (end == 0 || text.empty()) return false;
    return end == std::string_view::npos || text.find_first_not_of(":|.) \t", end) == std::string_view::npos;
}

// "2026-11-23T09:00:00Z INFO ...", "[23/Nov/2026:09:00:00 +0000] ...", "Nov 23 09:00:00 host ..."
bool is_log_prefix(std::string_view text) {
    const auto colon = text.find(':');
    const bool clock = colon != std::string_view::npos && colon >= 2 && colon + 2 < text.size() &&
                       has(kDigits, text.substr(colon - 1, 1)) && has(kDigits, text.substr(colon + 1, 1));
    constexpr std::string_view kLevels[] = {"INFO", "DEBUG", "TRACE", "WARN", "ERROR"};
    return clock || std::any_of(std::begin(kLevels), std::end(kLevels),
                                [&](std::string_view level) { return has(text, level); });
}

// A line that ends in <<EOT, <<-EOT or <<"EOT".
bool opens_heredoc(std::string_view line) {
    const auto at = line.rfind("<<");
    if (at == std::string_view::npos) return false;
    const std::string_view name = line.substr(at + 2);
    return !name.empty() && name.size() < 40 && name.find_first_of(" \t<>") == std::string_view::npos;
}

// A line of YAML that is followed by a block: "metadata: |", "metadata: >-".
bool opens_block(std::string_view line) {
    const auto colon = line.rfind(": ");
    if (colon == std::string_view::npos) return false;
    const std::string_view style = line.substr(colon + 2);
    return !style.empty() && style.size() <= 3 && (style.front() == '|' || style.front() == '>');
}

}  // namespace

std::string words_before(std::string_view text, std::size_t declaration) {
    const std::string_view before = text.substr(0, declaration);
    const auto line_begin = before.rfind('\n');
    const std::string_view same_line =
        text::trim(line_begin == std::string_view::npos ? before : before.substr(line_begin + 1));
    // The last line above it that is not blank.
    const std::string_view above = text::trim(before.substr(0, line_begin == std::string_view::npos ? 0 : line_begin));
    const std::string_view last = text::trim(above.substr(above.rfind('\n') + 1));
    if (has(before, "MIME-Version:") || has(before, "multipart/related")) return "the header of a web archive (MHT)";
    if (starts_ignoring_case(text::trim(before), "HTTP/")) return "an HTTP header";
    if (same_line.empty()) {
        if (last.substr(0, 3) == "```" || last.substr(0, 3) == "~~~") return "a Markdown fence";
        if (opens_heredoc(last)) return "a Terraform or shell heredoc";
        if (opens_block(last)) return "a YAML block";
        return "text";
    }
    if (same_line.front() == '>') return "the quote sign of a mail";
    if (same_line == "+" || same_line == "-") return "the sign of a diff";
    if (is_line_number(same_line)) return "a line number";
    if (is_log_prefix(same_line)) return "the prefix of a log line";
    return same_line.back() == ':' ? "a YAML key" : "text";
}

std::optional<std::string> declaration_fault(std::string_view body) {
    if (starts_ignoring_case(body, "<xml ")) {
        const std::string_view tag = body.substr(0, body.find('>'));
        if (tag.back() == '?') return "the XML declaration has to begin with <?xml, its first ? is missing";
        return std::nullopt;
    }
    if (!starts_ignoring_case(body, "<?xml")) return std::nullopt;
    const auto close = body.find('>');
    if (body.size() < 6 || close == std::string_view::npos) return std::nullopt;
    const char next = body[5];
    // Another processing instruction: <?xml-stylesheet ...?>
    if (next == '-' || next == '_' || next == ':' || next == '.') return std::nullopt;
    if (body.substr(0, 5) != "<?xml") return "the XML declaration has to begin with <?xml in lower case";
    const bool space = next == ' ' || next == '\t' || next == '\r' || next == '\n';
    if (!space && next != '?') {
        return starts_ignoring_case(body.substr(5), "version")
                   ? std::optional<std::string>("a blank is missing between <?xml and version in the XML declaration")
                   : std::nullopt;
    }
    const std::string_view declaration = body.substr(0, close);
    if (declaration.back() != '?') return "the XML declaration has to end in ?>, its last ? is missing";
    for (auto equals = declaration.find('='); equals != std::string_view::npos;
         equals = declaration.find('=', equals + 1)) {
        const auto value = declaration.find_first_not_of(" \t\r\n", equals + 1);
        if (value == std::string_view::npos) break;
        const char first = declaration[value];
        const bool word =
            (first >= '0' && first <= '9') || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
        if (word) return "the values of the XML declaration have to be in quotes: version=\"1.0\"";
        // The next one, behind the closing quote.
        const auto end = declaration.find(first, value + 1);
        if (end == std::string_view::npos) break;
        equals = end;
    }
    return std::nullopt;
}

std::string_view other_program(std::string_view body) {
    constexpr std::pair<std::string_view, std::string_view> kPrograms[] = {
        {"%PDF-", "a PDF document"},
        {"bplist00", "a web archive of Safari"},
        {"\xD0\xCF\x11\xE0", "a document of an old Office program"},
        {"\x89PNG", "a picture"},
        {"\xFF\xD8\xFF", "a picture"},
    };
    for (const auto& [begin, words] : kPrograms) {
        if (body.substr(0, begin.size()) == begin) return words;
    }
    return {};
}

std::string_view data_of_url(std::string_view body) {
    if (!starts_ignoring_case(body, "data:")) return {};
    const auto comma = body.find(',');
    return comma == std::string_view::npos ? std::string_view() : body.substr(comma + 1);
}

}  // namespace preflight::saml
