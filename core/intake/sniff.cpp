#include "core/intake/sniff.h"

#include <algorithm>
#include <charconv>

#include "core/formats/csv.h"
#include "core/text/unicode.h"

namespace preflight::intake {

std::size_t first_visible(std::string_view text, std::size_t from) {
    while (from < text.size() && (text[from] == ' ' || text[from] == '\t' || text[from] == '\r' || text[from] == '\n'))
        ++from;
    return from;
}

Form form_of(std::string_view text) {
    const std::size_t begin = first_visible(text);
    if (begin == text.size()) return Form::other;
    constexpr std::string_view kRtf = "{\\rtf";
    if (text.substr(begin, kRtf.size()) == kRtf) return Form::other;
    if (text[begin] == '{' || text[begin] == '[') return Form::json;
    return text[begin] == '<' ? Form::xml : Form::other;
}

bool named_xml(std::string_view file_name) {
    constexpr std::string_view kEnd = ".xml";
    return file_name.size() > kEnd.size() &&
           text::equal_ignoring_ascii_case(file_name.substr(file_name.size() - kEnd.size()), kEnd);
}

std::vector<std::string> csv_header(std::string_view text) {
    constexpr std::size_t kLongest = 64U << 10U;
    std::vector<std::string> header;
    formats::CsvReader reader(kLongest, [&](const formats::CsvRecord& record) {
        header = record.fields;
        return false;
    });
    if (reader.feed(text.substr(0, kLongest))) reader.finish();
    return header;
}

std::string okta_org(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme == std::string_view::npos) return {};
    address.remove_prefix(scheme + 3);
    std::string host = text::ascii_lower(address.substr(0, address.find_first_of("/:?#")));
    for (const std::string_view domain :
         {".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com", ".okta.mil", ".trexcloud.com"}) {
        if (host.size() <= domain.size() || host.compare(host.size() - domain.size(), domain.size(), domain) != 0)
            continue;
        std::string name = host.substr(0, host.size() - domain.size());
        constexpr std::string_view kAdmin = "-admin";
        if (name.size() > kAdmin.size() && name.compare(name.size() - kAdmin.size(), kAdmin.size(), kAdmin) == 0)
            name.resize(name.size() - kAdmin.size());
        // "www.okta.com" names no org.
        return name == "www" || name.find('.') != std::string::npos ? std::string() : name.append(domain);
    }
    return {};
}

void read_link_header(std::string_view value, std::string& self, std::string& next) {
    while (true) {
        const auto begin = value.find('<');
        const auto end = value.find('>', begin == std::string_view::npos ? 0 : begin);
        if (begin == std::string_view::npos || end == std::string_view::npos) return;
        const std::string_view address = value.substr(begin + 1, end - begin - 1);
        value.remove_prefix(end + 1);
        const std::string parameters = text::ascii_lower(value.substr(0, value.find('<')));
        const auto relation = parameters.find("rel=");
        if (relation == std::string::npos) continue;
        std::string_view name = std::string_view(parameters).substr(relation + 4);
        if (!name.empty() && name.front() == '"') name.remove_prefix(1);
        if (name.substr(0, 4) == "next") next = address;
        if (name.substr(0, 4) == "self") self = address;
    }
}

Answer read_headers(std::string_view headers) {
    Answer answer;
    answer.headers = true;
    const std::size_t blank = headers.find(' ');  // HTTP/2 200
    if (blank < headers.size()) {
        const char* const digits = headers.data() + blank + 1;
        std::from_chars(digits, headers.data() + headers.size(), answer.status);
    }
    while (!headers.empty()) {
        const std::string_view line = headers.substr(0, headers.find('\n'));
        headers.remove_prefix(std::min(headers.size(), line.size() + 1));
        const auto colon = line.find(':');
        if (colon != std::string_view::npos &&
            text::equal_ignoring_ascii_case(text::trim(line.substr(0, colon)), "link"))
            read_link_header(line.substr(colon + 1), answer.self, answer.next);
    }
    return answer;
}

Prefixes strip_prefixes(std::string& text) {
    Prefixes prefixes;
    const auto blank = [&](std::size_t end) {
        for (std::size_t i = 0; i < end; ++i) {
            if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
        }
        prefixes.blanked = end;
    };
    std::size_t begin = 0;
    while (text.compare(begin, kStatusLine.size(), kStatusLine) == 0) {
        const std::size_t unix_end = text.find("\n\n", begin);
        const std::size_t windows_end = text.find("\n\r\n", begin);
        const std::size_t end = std::min(unix_end, windows_end);
        if (end == std::string::npos) break;
        prefixes.answer = read_headers(std::string_view(text).substr(begin, end - begin));
        begin = end + (end == unix_end ? 2 : 3);
    }
    if (begin > 0) {
        prefixes.notes.emplace_back(kHeadersNote);
        if (const std::size_t body = first_visible(text, begin); body < text.size() && text[body] == '<') {
            // An XML declaration must come first.
            text::PositionCounter counter;
            counter.advance(std::string_view(text).substr(0, body));
            prefixes.start = counter.position(text[body]);
            text.erase(0, body);
            prefixes.in_front_of_xml = true;
        } else {
            blank(begin);
        }
    }
    constexpr std::string_view kGuard = "while(1){};";
    const std::size_t visible = first_visible(text);
    if (text.compare(visible, kGuard.size(), kGuard) == 0) {
        blank(visible + kGuard.size());
        prefixes.notes.emplace_back("the guard while(1){}; was left out");
    }
    return prefixes;
}

}  // namespace preflight::intake
