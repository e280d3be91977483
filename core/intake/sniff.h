// What kind of text an input holds, by its first bytes, and what saved answers have in front of it (facts okta-exports
// 0, "Text-level tolerance").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/position.h"

namespace preflight::intake {

enum class Form {
    json,   // begins with { or [
    xml,    // begins with <
    other,  // CSV, PEM, base64, anything
};
[[nodiscard]] Form form_of(std::string_view text);

// Where the first byte that is not white space is; the size when there is none.
[[nodiscard]] std::size_t first_visible(std::string_view text, std::size_t from = 0);

[[nodiscard]] bool named_xml(std::string_view file_name);

// The first record of a CSV; empty when it has more than 64 KB.
[[nodiscard]] std::vector<std::string> csv_header(std::string_view text);

// The host of an address of Okta's own domains, in lower case and without "-admin"; empty for other addresses: an org's
// own domain says nothing about which org it is.
[[nodiscard]] std::string okta_org(std::string_view address);

// What saved HTTP headers say of the answer that comes after them.
struct Answer {
    bool headers = false;     // there were any
    std::int64_t status = 0;  // of HTTP; 0: not known
    std::string self, next;   // addresses of this page and the next one
};
// `headers`: the lines of one answer, the status line first.
[[nodiscard]] Answer read_headers(std::string_view headers);
inline constexpr std::string_view kStatusLine = "HTTP/";  // begins so
inline constexpr std::string_view kHeadersNote = "saved HTTP headers were left out";

// Saved HTTP headers and the guard of some answers become blanks, so that lines and columns stay those of the file. In
// front of XML the headers are removed, because an XML declaration must come first: then `start` is the place of the
// text in the file.
struct Prefixes {
    std::size_t blanked = 0;  // bytes that became blanks
    text::Position start;
    bool in_front_of_xml = false;    // saved HTTP headers were removed
    std::vector<std::string> notes;  // what was left out
    Answer answer;                   // the last one with headers
};
// Takes the addresses out of the value of a `link` header: `<https://...>; rel="next"`, several with commas between.
void read_link_header(std::string_view value, std::string& self, std::string& next);
[[nodiscard]] Prefixes strip_prefixes(std::string& text);

}  // namespace preflight::intake
