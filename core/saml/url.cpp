#include "core/saml/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "core/text/nearest.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kHex = "0123456789abcdefABCDEF";

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

// One part of an IPv4 address as browsers read it: decimal, octal behind 0, hexadecimal behind 0x.
std::optional<std::uint64_t> ipv4_part(std::string_view part) {
    int base = 10;
    if (part.size() >= 2 && part[0] == '0') {
        const bool hex = part[1] == 'x' || part[1] == 'X';
        base = hex ? 16 : 8;
        part.remove_prefix(hex ? 2 : 1);
        if (part.empty()) return 0;  // "0x"
    }
    std::uint64_t number = 0;
    const auto read = std::from_chars(part.data(), part.data() + part.size(), number, base);
    if (read.ec != std::errc() || read.ptr != part.data() + part.size()) return std::nullopt;
    return number;
}

// Letters, digits and . - _ ~: unreserved in URIs (RFC 3986, 2.3). Nearly all that addresses are made of.
constexpr std::array<bool, 256> kPlain = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();
bool is_plain(char c) {
    return kPlain[static_cast<unsigned char>(c)];
}

// The four numbers of an IPv4 address in any way of writing it that browsers take (URL Standard, 3.5): "127.1",
// "0x7f.0.0.1", "2130706433". `number`: the last part is one, so that the host can be nothing else.
bool read_ipv4(std::string_view host, std::array<int, 4>& numbers, bool* number = nullptr) {
    if (ends_with(host, ".")) host.remove_suffix(1);
    // Most hosts end in a name.
    const auto dot = host.rfind('.');
    const std::string_view end = dot == std::string_view::npos ? host : host.substr(dot + 1);
    if (end.empty() || kDigits.find(end.front()) == std::string_view::npos) {
        if (number) *number = false;
        return false;
    }
    const auto parts = split(host, '.');
    const bool last = !parts.back().empty() && (parts.back().find_first_not_of(kDigits) == std::string_view::npos ||
                                                ipv4_part(parts.back()).has_value());
    if (number) *number = last;
    if (!last || parts.size() > 4) return false;
    std::uint64_t address = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto part = ipv4_part(parts[i]);
        // The last part fills what the others leave.
        const std::uint64_t room = i + 1 < parts.size() ? 0xFF : 0xFFFFFFFFU >> (8 * i);
        if (!part || *part > room) return false;
        address += i + 1 < parts.size() ? *part << (8 * (3 - i)) : *part;
    }
    for (std::size_t i = 0; i < 4; ++i) numbers[i] = static_cast<int>((address >> (8 * (3 - i))) & 0xFFU);
    return true;
}

// Punctuation beyond ASCII, which no host name has (RFC 5892, 2.6: DISALLOWED): the hyphens, dashes, quotes and
// ellipses of word processors.
bool is_foreign_punctuation(char32_t c) {
    return (c >= 0x2010 && c <= 0x2027) || (c >= 0x2030 && c <= 0x205E) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
           c == 0xFF0D;
}

UrlFault fault_of(const Url& url, std::string_view whole) {
    for (auto at = whole.find('%'); at != std::string_view::npos; at = whole.find('%', at + 1)) {
        if (at + 2 >= whole.size() || kHex.find(whole[at + 1]) == std::string_view::npos ||
            kHex.find(whole[at + 2]) == std::string_view::npos)
            return UrlFault::bad_percent;
    }
    if (!url.has_authority) return UrlFault::none;
    if (url.host.empty()) return UrlFault::no_host;
    if (url.host.front() == '[') {
        if (url.host.back() != ']' ||
            url.host.find_first_not_of("0123456789abcdefABCDEF:.[]") != std::string_view::npos)
            return UrlFault::bad_host;
    } else {
        const bool plain = std::all_of(url.host.begin(), url.host.end(), is_plain);
        const bool odd = !plain && std::any_of(url.host.begin(), url.host.end(), [](char c) {
            return static_cast<unsigned char>(c) <= ' ' ||
                   std::string_view("<>\"{}|\\^`$()*,;!'").find(c) != std::string_view::npos;
        });
        const std::string_view host = ends_with(url.host, ".") ? url.host.substr(0, url.host.size() - 1) : url.host;
        if (odd || host.empty() || host.front() == '.' || host.find("..") != std::string_view::npos)
            return UrlFault::bad_host;
        for (std::size_t i = 0; !plain && i < host.size();) {
            const text::CodePoint point = text::decode(host, i);
            if (is_foreign_punctuation(point.value)) return UrlFault::bad_host_character;
            i += point.length;
        }
        // RFC 1035, 2.3.4; names in other scripts are longer here than on the wire, or shorter.
        constexpr std::size_t kLongestLabel = 63;
        const auto labels = host.size() > kLongestLabel ? split(host, '.') : std::vector<std::string_view>{};
        if (std::any_of(labels.begin(), labels.end(), [](std::string_view label) {
                return label.size() > kLongestLabel &&
                       std::all_of(label.begin(), label.end(), [](char c) { return c > 0; });
            }))
            return UrlFault::bad_host;
        std::array<int, 4> numbers{};
        bool number = false;
        if (!read_ipv4(host, numbers, &number) && number) return UrlFault::bad_host;
    }
    if (url.has_port && url.port.empty()) return UrlFault::empty_port;
    if (url.has_port) {
        if (url.port.find_first_not_of(kDigits) != std::string_view::npos || url.port.size() > 5)
            return UrlFault::bad_port;
        const int port = std::stoi(std::string(url.port));
        if (port == 0 || port > 65535) return UrlFault::bad_port;
    }
    return UrlFault::none;
}

// What a part of a URI may hold, one character at a time.
class UriReader {
public:
    explicit UriReader(std::string_view text) : text_(text) {}

    bool reference() {
        const std::size_t scheme = scheme_end();
        if (scheme != 0) {
            at_ = scheme;
            if (hierarchy(false) && ending()) return true;
            at_ = 0;
        }
        return hierarchy(true) && ending();
    }

private:
    [[nodiscard]] char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    [[nodiscard]] bool is_hex(std::size_t at) const {
        return at < text_.size() && kHex.find(text_[at]) != std::string_view::npos;
    }

    // Behind "scheme:", or 0.
    [[nodiscard]] std::size_t scheme_end() const {
        const auto colon = text_.find(':');
        if (colon == std::string_view::npos || colon == 0 || !is_letter(text_.front())) return 0;
        const bool legal = std::all_of(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
            return is_letter(c) || kDigits.find(c) != std::string_view::npos || c == '+' || c == '-' || c == '.';
        });
        return legal ? colon + 1 : 0;
    }
    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

    // One character of the set, or an escape; what no URI may hold counts as an unreserved one.
    bool take(std::string_view more) {
        if (at_ >= text_.size()) return false;
        const char c = text_[at_];
        if (is_plain(c)) {
            ++at_;
            return true;
        }
        if (c == '%') {
            if (!is_hex(at_ + 1) || !is_hex(at_ + 2)) return false;
            at_ += 3;
            return true;
        }
        const bool escaped = static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7F ||
                             std::string_view("<>\"{}|\\^`").find(c) != std::string_view::npos;
        const bool delimiter = std::string_view("!$&'()*+,;=").find(c) != std::string_view::npos;
        if (!escaped && !delimiter && more.find(c) == std::string_view::npos) return false;
        ++at_;
        return true;
    }

    // A relative path has no colon in its first segment.
    bool hierarchy(bool relative) {
        if (text_.substr(at_, 2) == "//") {
            at_ += 2;
            if (!authority()) return false;
            if (here() != '/' && at_ < text_.size() && here() != '?' && here() != '#') return false;
        } else if (relative) {
            while (take("@")) {
            }
            if (here() == ':') return false;
        }
        while (take(":@/")) {
        }
        return true;
    }

    bool authority() {
        const std::size_t begin = at_;
        while (take(":")) {
        }
        if (here() == '@') ++at_;
        else at_ = begin;
        if (here() == '[') {
            const auto end = text_.find(']', at_);
            if (end == std::string_view::npos) return false;
            at_ = end + 1;
        } else {
            while (take("")) {
            }
        }
        if (here() != ':') return true;
        ++at_;
        const std::size_t port = at_;
        while (at_ < text_.size() && kDigits.find(text_[at_]) != std::string_view::npos) ++at_;
        return at_ > port;
    }

    bool ending() {
        if (here() == '?') {
            ++at_;
            while (take(":@/?")) {
            }
        }
        if (here() == '#') {
            ++at_;
            while (take(":@/?[]")) {
            }
        }
        return at_ == text_.size();
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

constexpr std::string_view kOktaDomains[] = {"okta.com", "oktapreview.com",  "okta-emea.com", "okta-gov.com",
                                             "okta.mil", "okta-miltest.com", "trexcloud.com"};

template <std::size_t count>
bool is_below_any(std::string_view host, const std::string_view (&domains)[count]) {
    return std::any_of(std::begin(domains), std::end(domains), [&](std::string_view domain) {
        return host.size() > domain.size() + 1 && ends_with(host, domain) &&
               host[host.size() - domain.size() - 1] == '.';
    });
}

// The ASCII letter that a letter of another alphabet looks like (Unicode, confusables.txt: single small letters); 0 for
// any other.
char ascii_twin(char32_t c) {
    struct Twin {
        char32_t letter;
        char ascii;
    };
    constexpr Twin kTwins[] = {{0x0251, 'a'}, {0x0261, 'g'}, {0x026A, 'i'}, {0x0131, 'i'}, {0x03B1, 'a'}, {0x03B9, 'i'},
                               {0x03BA, 'k'}, {0x03BD, 'v'}, {0x03BF, 'o'}, {0x03C1, 'p'}, {0x03C4, 't'}, {0x03C5, 'u'},
                               {0x0430, 'a'}, {0x0435, 'e'}, {0x043A, 'k'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'},
                               {0x0442, 't'}, {0x0443, 'y'}, {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'},
                               {0x04BB, 'h'}, {0x04CF, 'l'}, {0x0501, 'd'}, {0x051B, 'q'}, {0x051D, 'w'}, {0x0570, 'h'},
                               {0x0578, 'n'}, {0x057D, 'u'}, {0x0585, 'o'}};
    const auto found = std::find_if(std::begin(kTwins), std::end(kTwins), [&](const Twin& t) { return t.letter == c; });
    return found == std::end(kTwins) ? '\0' : found->ascii;
}

// Greek, Cyrillic or Armenian, whose letters no word has beside Latin ones.
bool is_of_other_alphabet(char32_t c) {
    return c >= 0x0370 && c <= 0x058F;
}

// A label as it is on the wire behind "xn--" (RFC 3492, 6.2); empty when it is none.
std::u32string decode_punycode(std::string_view encoded) {
    constexpr std::uint32_t kBase = 36, kTMin = 1, kTMax = 26, kSkew = 38, kDamp = 700;
    std::u32string result;
    if (encoded.size() > 63) return {};
    const auto basic = encoded.rfind('-');
    if (basic != std::string_view::npos)
        result.assign(encoded.begin(), encoded.begin() + static_cast<std::ptrdiff_t>(basic));
    encoded.remove_prefix(basic == std::string_view::npos ? 0 : basic + 1);
    std::uint32_t code = 128, bias = 72, index = 0;
    for (std::size_t i = 0; i < encoded.size();) {
        const std::uint32_t before = index;
        std::uint32_t weight = 1;
        for (std::uint32_t k = kBase;; k += kBase) {
            if (i == encoded.size()) return {};
            const char c = encoded[i++];
            const bool letter = c >= 'a' && c <= 'z';
            if (!letter && (c < '0' || c > '9')) return {};
            const std::uint32_t digit = static_cast<std::uint32_t>(letter ? c - 'a' : c - '0' + 26);
            if (digit != 0 && weight > (0x7FFFFFFFU - index) / digit) return {};
            index += digit * weight;
            const std::uint32_t threshold = k <= bias ? kTMin : k >= bias + kTMax ? kTMax : k - bias;
            if (digit < threshold) break;
            if (weight > 0x7FFFFFFFU / (kBase - threshold)) return {};
            weight *= kBase - threshold;
        }
        const auto size = static_cast<std::uint32_t>(result.size() + 1);
        std::uint32_t delta = before == 0 ? (index - before) / kDamp : (index - before) / 2;
        delta += delta / size;
        std::uint32_t k = 0;
        for (; delta > (kBase - kTMin) * kTMax / 2; k += kBase) delta /= kBase - kTMin;
        bias = k + (kBase - kTMin + 1) * delta / (delta + kSkew);
        code += index / size;
        index %= size;
        if (code > 0x10FFFF) return {};
        result.insert(result.begin() + static_cast<std::ptrdiff_t>(index), static_cast<char32_t>(code));
        ++index;
    }
    return result;
}

// A host as it reads: each letter that looks like an ASCII one became it.
struct ReadHost {
    std::string ascii;        // other characters became '?'
    bool foreign = false;     // it has a character beyond ASCII
    bool mixed = false;       // a word of it has letters of two alphabets
    bool unreadable = false;  // "xn--" with nothing behind it that can be decoded
};
ReadHost read_host(std::string_view host) {
    ReadHost result;
    const bool plain = host.find("xn--") == std::string_view::npos &&
                       std::all_of(host.begin(), host.end(), [](char c) { return c > 0; });
    if (plain) {
        result.ascii = host;
        return result;
    }
    for (const std::string_view label : split(host, '.')) {
        std::u32string letters;
        if (label.substr(0, 4) == "xn--") {
            letters = decode_punycode(label.substr(4));
            result.unreadable = result.unreadable || letters.empty();
        } else {
            for (std::size_t i = 0; i < label.size();) {
                const text::CodePoint point = text::decode(label, i);
                letters.push_back(point.value);
                i += point.length;
            }
        }
        bool latin = false, twin = false;
        if (!result.ascii.empty()) result.ascii += '.';
        for (const char32_t c : letters) {
            const char ascii = ascii_twin(c);
            latin = latin || (c >= 'a' && c <= 'z');
            twin = twin || (ascii != '\0' && is_of_other_alphabet(c));
            result.foreign = result.foreign || c >= 0x80;
            result.ascii += c < 0x80 ? static_cast<char>(c) : ascii != '\0' ? ascii : '?';
        }
        result.mixed = result.mixed || (latin && twin);
    }
    return result;
}

// `host`: in lower case, without a dot at its end.
bool looks_like_okta(std::string_view host, bool okta_host) {
    const ReadHost read = read_host(host);
    // Okta's own hosts are ASCII. A domain of one's own may have any letters, but not of two alphabets in one word.
    if (read.mixed || read.unreadable) return true;
    if (okta_host) return read.foreign;
    if (read.foreign && is_below_any(read.ascii, kOktaDomains)) return true;
    const std::vector<std::string_view> labels = split(read.ascii, '.');
    // "acme.okta.com.evil.test"
    for (std::size_t i = 0; i + 2 < labels.size(); ++i) {
        if ((labels[i] == "okta" || labels[i] == "oktapreview") && labels[i + 1] == "com") return true;
    }
    // "acme.0kta.com": the name that was registered is nearly Okta's.
    if (labels.size() < 2) return false;
    const std::string_view registered = labels[labels.size() - 2];
    // At least as far apart as their lengths; collections have thousands of addresses.
    const auto nearly = [&](std::string_view name) {
        return registered.size() + 1 >= name.size() && registered.size() <= name.size() + 1 &&
               text::edit_distance(registered, name) <= 1;
    };
    if ((registered.size() >= 4 && nearly("okta")) || nearly("oktapreview")) return true;
    // Okta's letters in another order, one of them foreign: "ktùa.com".
    constexpr std::string_view kName = "okta";
    return read.foreign && registered.size() == kName.size() && std::count_if(kName.begin(), kName.end(), [&](char c) {
                                                                    return registered.find(c) != std::string_view::npos;
                                                                }) == static_cast<std::ptrdiff_t>(kName.size()) - 1;
}

}  // namespace

bool Url::scheme_is(std::string_view lower_case) const {
    return text::equal_ignoring_ascii_case(scheme, lower_case);
}

std::string Url::lower_host() const {
    return text::ascii_lower(host);
}

bool is_uri_reference(std::string_view text) {
    // "https://idp.test/a/b" and similar need no grammar.
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (text.substr(0, scheme.size()) != scheme || text.size() == scheme.size() || !is_plain(text[scheme.size()]))
            continue;
        if (std::all_of(text.begin() + static_cast<std::ptrdiff_t>(scheme.size()), text.end(),
                        [](char c) { return is_plain(c) || c == '/'; }))
            return true;
    }
    return UriReader(text).reference();
}

Url split_url(std::string_view text) {
    const std::string_view whole = text::trim(text);
    Url url;
    std::string_view rest = whole;
    const auto colon = rest.find_first_of(":/?#");
    if (colon != std::string_view::npos && colon > 0 && rest[colon] == ':') {
        const std::string_view scheme = rest.substr(0, colon);
        const bool legal = std::all_of(scheme.begin(), scheme.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
                   c == '.';
        });
        if (legal && kDigits.find(scheme.front()) == std::string_view::npos) {
            url.scheme = scheme;
            rest.remove_prefix(colon + 1);
        }
    }
    if (const auto fragment = rest.find('#'); fragment != std::string_view::npos) {
        url.has_fragment = true;
        rest = rest.substr(0, fragment);
    }
    if (rest.substr(0, 2) == "//") {
        url.has_authority = true;
        rest.remove_prefix(2);
        std::string_view authority = rest.substr(0, rest.find_first_of("/?"));
        rest.remove_prefix(authority.size());
        if (const auto user = authority.rfind('@'); user != std::string_view::npos) {
            url.has_user = true;
            url.user = authority.substr(0, user);
            authority.remove_prefix(user + 1);
        }
        const auto bracket = authority.rfind(']');
        const auto port = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
        url.host = authority.substr(0, port);
        if (port != std::string_view::npos) {
            url.has_port = true;
            url.port = authority.substr(port + 1);
        }
    }
    url.path = rest.substr(0, rest.find('?'));
    if (url.path.size() < rest.size()) url.query = rest.substr(url.path.size() + 1);
    url.fault = fault_of(url, whole);
    return url;
}

std::string_view scheme_without_page(const Url& url) {
    for (const std::string_view scheme : {"javascript", "data", "mailto", "file", "vbscript", "blob", "about"}) {
        if (url.scheme_is(scheme)) return scheme;
    }
    return {};
}

bool is_ip_literal(std::string_view host) {
    std::array<int, 4> numbers{};
    return (!host.empty() && host.front() == '[') || read_ipv4(host, numbers);
}

bool is_private_host(std::string_view host) {
    if (host.empty()) return false;
    if (host.front() == '[') {
        const std::string_view address = host.substr(1, host.size() - 2);
        // An IPv4 address in IPv6 clothes (RFC 4291, 2.5.5.2).
        constexpr std::string_view kMapped = "::ffff:";
        if (address.substr(0, kMapped.size()) == kMapped) {
            const std::string_view inner = address.substr(kMapped.size());
            const auto colon = inner.find(':');
            if (colon == std::string_view::npos)
                return inner.find('.') != std::string_view::npos && is_private_host(inner);
            const auto high = ipv4_part("0x" + std::string(inner.substr(0, colon)));
            const auto low = ipv4_part("0x" + std::string(inner.substr(colon + 1)));
            return high && low && *high <= 0xFFFF && *low <= 0xFFFF &&
                   is_private_host(std::to_string((*high << 16U) + *low));
        }
        return address == "::1" || address.substr(0, 2) == "fc" || address.substr(0, 2) == "fd" ||
               address.substr(0, 3) == "fe8" || address.substr(0, 3) == "fe9" || address.substr(0, 3) == "fea" ||
               address.substr(0, 3) == "feb";
    }
    std::array<int, 4> n{};
    if (read_ipv4(host, n)) {
        return n[0] == 10 || n[0] == 127 || n[0] == 0 || (n[0] == 172 && n[1] >= 16 && n[1] <= 31) ||
               (n[0] == 192 && n[1] == 168) || (n[0] == 169 && n[1] == 254) ||
               (n[0] == 100 && n[1] >= 64 && n[1] <= 127);
    }
    if (host.back() == '.') host.remove_suffix(1);
    if (host.find('.') == std::string_view::npos) return true;
    for (const std::string_view zone : {".localhost", ".local", ".localdomain", ".internal", ".lan", ".home.arpa"}) {
        if (ends_with(host, zone)) return true;
    }
    return false;
}

OktaAddress okta_address(std::string_view location) {
    OktaAddress result;
    const Url url = split_url(location);
    if (!url.has_authority || (!url.scheme_is("https") && !url.scheme_is("http"))) return result;
    std::string host = url.lower_host();
    // "acme.okta.com." is the same host, fully qualified (RFC 1034, 3.1).
    if (!host.empty() && host.back() == '.') host.pop_back();
    result.okta_host = is_below_any(host, kOktaDomains);
    result.look_alike = looks_like_okta(host, result.okta_host);
    const std::vector<std::string_view> parts = split(url.path, '/');
    if (parts.size() == 6 && parts[1] == "app" && parts[4] == "sso" && parts[5] == "saml") {
        result.okta_path = true;
        result.app = parts[2];
        result.key = parts[3];
    }
    return result;
}

bool is_egnyte_host(std::string_view host) {
    constexpr std::string_view kDomains[] = {"egnyte.com", "egnytegov.com"};
    return std::find(std::begin(kDomains), std::end(kDomains), host) != std::end(kDomains) ||
           is_below_any(host, kDomains);
}

bool is_link_protection_host(std::string_view host) {
    constexpr std::string_view kServices[] = {"urldefense.com", "urldefense.us", "secure-web.cisco.com",
                                              "clicktime.symantec.com", "linkprotect.cudasvc.com"};
    constexpr std::string_view kDomains[] = {"safelinks.protection.outlook.com",
                                             "safelinks.protection.office365.us",
                                             "urldefense.proofpoint.com",
                                             "mimecast.com",
                                             "mimecastprotect.com",
                                             "fireeye.com"};
    return std::find(std::begin(kServices), std::end(kServices), host) != std::end(kServices) ||
           host == "urldefense.proofpoint.com" || is_below_any(host, kDomains);
}

}  // namespace preflight::saml
