#include "core/egnyte/domain.h"

#include <algorithm>

#include "core/text/unicode.h"

namespace preflight::egnyte {

namespace {

// Without the scheme of a URL.
std::string_view from_host(std::string_view text) {
    text = text::trim(text);
    const auto scheme = text.find("://");
    return scheme == std::string_view::npos ? text : text.substr(scheme + 3);
}

}  // namespace

bool is_label(std::string_view text) {
    if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string first_label(std::string_view text) {
    text = from_host(text);
    text = text.substr(0, text.find_first_of("./:?# "));
    return is_label(text) ? text::ascii_lower(text) : std::string{};
}

bool is_government(std::string_view text) {
    text = from_host(text);
    const std::string host = text::ascii_lower(text.substr(0, text.find_first_of("/:?# ")));
    constexpr std::string_view kDomain = ".egnytegov.com";
    return host.size() > kDomain.size() && host.compare(host.size() - kDomain.size(), kDomain.size(), kDomain) == 0;
}

}  // namespace preflight::egnyte
