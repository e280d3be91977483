#include "core/intake/near_misses.h"

#include <algorithm>
#include <vector>

#include "core/formats/json/document.h"
#include "core/intake/artefact.h"
#include "core/intake/sniff.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

using formats::json::Node;
using formats::json::Type;

constexpr std::size_t kLooked = 64U << 10U;  // bytes
constexpr int kLines = 40;                   // in which an export may begin
constexpr int kTries = 4;                    // lines that begin like JSON

// What JSON that begins there, and may be followed by anything, holds first.
bool begins_export(std::string_view text) {
    const formats::json::ParseResult parsed = formats::json::parse(text);
    Node node = parsed.document.root();
    if (node.is(Type::array)) node = node.first();
    return recognise(node) != nullptr;
}

// "name      : egnyte", as PowerShell's Format-List prints an object.
bool is_list_line(std::string_view line) {
    const auto colon = line.find(" : ");
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view name = text::trim(line.substr(0, colon));
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

// Tables whose first line is nearly a header that is known.
std::string near_header(std::string_view text) {
    const std::vector<std::string> header = csv_header(text);
    if (header.size() == 1 && recognise(csv_header(header.front())) != nullptr)
        return "each of its lines is one cell, in quotes as a whole; remove the outer quotes";
    std::string line(text.substr(0, text.find('\n')));
    if (line.find('|') == std::string::npos) return {};
    std::replace(line.begin(), line.end(), '|', ',');
    return recognise(csv_header(line)) == nullptr ? std::string()
                                                  : "its columns are separated by |; save it with commas between them";
}

// JSON behind the beginning of a script, or as the text of a JSON string.
std::string near_json(std::string_view text) {
    constexpr std::string_view kEscapedQuote = "\\\"";
    constexpr std::size_t kNear = 200;  // bytes in which the first key begins
    if (text.size() > 2 && text[0] == '"' && (text[1] == '[' || text[1] == '{') && text.find(kEscapedQuote) < kNear)
        return "it is JSON inside a JSON string, converted twice; save it converted once";
    const std::string_view line = text.substr(0, text.find('\n'));
    const auto json = line.find_first_of("[{");
    if (json == 0 || json == std::string_view::npos || !begins_export(text.substr(json))) return {};
    return "JSON begins in line 1, behind other text; save the answer without what is around it";
}

}  // namespace

std::string near_miss(std::string_view text) {
    text = text.substr(0, kLooked);
    for (std::string words : {near_header(text), near_json(text)}) {
        if (!words.empty()) return words;
    }
    constexpr int kListLines = 3;
    int tries = 0, list_lines = 0;
    std::string_view rest = text;
    for (int line = 1; line <= kLines && !rest.empty(); ++line) {
        const std::string_view here = rest.substr(0, rest.find('\n'));
        const std::string_view visible = text::trim(here);
        const bool json = !visible.empty() && (visible.front() == '{' || visible.front() == '[');
        if (line > 1 && json && tries++ < kTries && begins_export(rest))
            return "JSON begins in line " + std::to_string(line) +
                   ", behind other text; save the answer without what is around it";
        if (line > 1 && !visible.empty() && recognise(csv_header(rest)) != nullptr)
            return "its table begins in line " + std::to_string(line) + "; remove the lines above it";
        list_lines += is_list_line(here) ? 1 : 0;
        rest.remove_prefix(std::min(rest.size(), here.size() + 1));
    }
    if (text.find("resource \"okta_") != std::string_view::npos)
        return "it is Terraform's configuration; give the output of terraform show -json";
    if (list_lines >= kListLines)
        return "it looks like PowerShell's Format-List; write the objects with ConvertTo-Json -Depth 20";
    return {};
}

}  // namespace preflight::intake
