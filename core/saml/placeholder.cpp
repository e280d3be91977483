#include "core/saml/placeholder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/formats/pem.h"
#include "core/text/swar.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return is_upper(c) || (c >= 'a' && c <= 'z');
}
bool is_hex(char c) {
    return is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}
bool in_name(char c) {
    return is_letter(c) || is_digit(c) || c == '_';
}

// The name that begins at `begin`: letters, digits and underscores behind a letter; empty when there is none.
std::string_view name_at(std::string_view text, std::size_t begin) {
    if (begin >= text.size() || !is_letter(text[begin])) return {};
    std::size_t end = begin;
    while (end < text.size() && in_name(text[end])) ++end;
    return text.substr(begin, end - begin);
}

bool is_constant(std::string_view name) {
    return name.size() >= 3 && std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// {a}, ${a}, <a>; [a] but not the address [2001:db8::1].
bool has_brackets(std::string_view value) {
    for (const std::string_view pair : {"{}", "<>"}) {
        const auto open = value.find(pair[0]);
        if (open != std::string_view::npos && value.rfind(pair[1]) != std::string_view::npos &&
            value.rfind(pair[1]) > open)
            return true;
    }
    for (auto open = value.find('['); open != std::string_view::npos; open = value.find('[', open + 1)) {
        const std::string_view inside = name_at(value, open + 1);
        const std::size_t end = open + 1 + inside.size();
        if (!inside.empty() && end < value.size() && (value[end] == ']' || value[end] == '-' || value[end] == ' '))
            return true;
    }
    return false;
}

// %NAME% and @NAME@, but not the escapes of %20a%20 nor the user of https://a@b; $NAME, and $name where a host or the
// whole value begins (a path may have one: OData's /$metadata).
bool has_variable(std::string_view value) {
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        if (c != '%' && c != '@' && c != '$') continue;
        const std::string_view name = name_at(value, i + 1);
        if (name.size() < 3) continue;
        const std::size_t end = i + 1 + name.size();
        const bool closed = end < value.size() && value[end] == c;
        if (c == '%' && closed && !(is_hex(name[0]) && is_hex(name[1]))) return true;
        if (c == '@' && closed && is_constant(name)) return true;
        if (c == '$' && (is_constant(name) || i == 0 || value.substr(0, i).find('/') == std::string_view::npos ||
                         (i >= 2 && value.substr(i - 2, 2) == "//")))
            return true;
        i = end - 1;
    }
    return false;
}

constexpr std::array<std::string_view, 14> kYours = {"domain",   "company",   "organization", "organisation", "org",
                                                     "okta",     "subdomain", "tenant",       "idp",          "entity",
                                                     "instance", "oktaorg",   "oktadomain",   "oktasubdomain"};
// Only with a hyphen or an underscore in between: yourhost.example may well be somebody's.
constexpr std::array<std::string_view, 8> kYoursApart = {"host", "hostname", "application", "app",
                                                         "site", "account",  "sso",         "saml"};
constexpr std::array<std::string_view, 6> kEndings = {"", "name", "id", "here", "url", "domain"};

// A part between dots, slashes and similar, in lower case: your-domain, yourdomain, your_okta_org, your-idp-id.
bool is_yours(std::string_view part) {
    if (part.substr(0, 4) != "your") return false;
    part.remove_prefix(4);
    if (part.empty()) return false;
    // No name of a host has an underscore.
    if (part.front() == '_') return part.size() > 1;
    const bool apart = part.front() == '-';
    if (apart) part.remove_prefix(1);
    const auto named = [&](std::string_view noun) {
        if (part.substr(0, noun.size()) != noun) return false;
        const std::string_view rest = part.substr(noun.size());
        return (!rest.empty() && (rest.front() == '-' || rest.front() == '_')) ||
               std::find(kEndings.begin(), kEndings.end(), rest) != kEndings.end();
    };
    return std::any_of(kYours.begin(), kYours.end(), named) ||
           (apart && std::any_of(kYoursApart.begin(), kYoursApart.end(), named));
}

bool is_order(std::string_view part) {
    for (const std::string_view word :
         {"replaceme", "replace_me", "replace-me", "changeme", "change_me", "change-me"}) {
        if (part == word) return true;
    }
    for (const std::string_view word : {"insert_your", "insert-your", "insert_here", "insert-here"}) {
        if (part.substr(0, word.size()) == word) return true;
    }
    return part == "..." || part.find(kEllipsis) != std::string_view::npos;
}

// %s, %d and %1$s of a program that was to fill them in; "%d0" is an escape.
bool has_format(std::string_view value) {
    for (auto at = value.find('%'); at != std::string_view::npos; at = value.find('%', at + 1)) {
        std::string_view rest = value.substr(at + 1);
        if (rest.size() > 2 && is_digit(rest[0]) && rest[1] == '$') rest.remove_prefix(2);
        if (rest.substr(0, 1) == "s" || (rest.substr(0, 1) == "d" && (rest.size() == 1 || !is_hex(rest[1]))))
            return true;
    }
    return false;
}

// What somebody blacked out: ***, REDACTED, exkXXXX.
bool is_blacked_out(std::string_view value) {
    return value.find("***") != std::string_view::npos || value.find("XXXX") != std::string_view::npos ||
           value.find("xxxx") != std::string_view::npos ||
           text::ascii_lower(value).find("redacted") != std::string::npos;
}

// The words that are in capitals in a template, anywhere: YOUR_DOMAIN, YOUR-DOMAIN, INSERT_HERE.
bool has_capitals(std::string_view value) {
    for (const std::string_view word : {"YOUR", "INSERT", "REPLACE"}) {
        for (auto at = value.find(word); at != std::string_view::npos; at = value.find(word, at + 1)) {
            const std::size_t end = at + word.size();
            const bool begins = at == 0 || !in_name(value[at - 1]) || value[at - 1] == '_';
            if (begins && end + 1 < value.size() && (value[end] == '_' || value[end] == '-') &&
                is_upper(value[end + 1]))
                return true;
        }
    }
    return false;
}

bool has_words(std::string_view value) {
    constexpr std::string_view kBetween = "/?#&=:@;,+ ";
    const std::string lowered = text::ascii_lower(value);
    const std::string_view all = lowered;
    for (std::size_t begin = 0; begin <= all.size();) {
        const std::size_t end = std::min(all.find_first_of(kBetween, begin), all.size());
        std::string_view part = all.substr(begin, end - begin);
        if (part == "..." || is_order(part)) return true;
        for (;;) {
            const std::size_t dot = std::min(part.find('.'), part.size());
            const std::string_view label = part.substr(0, dot);
            if (is_yours(label) || is_order(label)) return true;
            if (dot == part.size()) break;
            part.remove_prefix(dot + 1);
        }
        begin = end + 1;
    }
    return false;
}

// A value that has no character and no two letters that any of them begins with: nearly every one.
constexpr std::array<char, 256> kNext = [] {
    std::array<char, 256> table{};
    for (const char c : std::string_view("{<[%@$*\xE2")) table[static_cast<unsigned char>(c)] = '*';
    for (const std::string_view pair : {"yo", "re", "ch", "in", "xx"}) {
        table[static_cast<unsigned char>(pair[0])] = pair[1];
        table[static_cast<unsigned char>(pair[0] - 'a' + 'A')] = pair[1];
    }
    table['.'] = '.';
    return table;
}();
bool may_be_one(std::string_view value) {
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char next = kNext[static_cast<unsigned char>(value[i])];
        if (next == 0) continue;
        if (next == '*') return true;
        if (i + 1 < value.size() &&
            (static_cast<unsigned char>(value[i + 1]) | (next == '.' ? 0U : 0x20U)) == static_cast<unsigned char>(next))
            return true;
    }
    return false;
}

// Whether a long text has a character that placeholders have and base64 has not: . < [ { * or one beyond ASCII.
bool tells(std::string_view text) {
    const auto any = [](std::uint64_t eight) {
        std::uint64_t found = eight & text::kHighBits;
        for (const char c : std::string_view(".<[{*")) {
            const std::uint64_t x = eight ^ (text::kEachByte * static_cast<unsigned char>(c));
            found |= (x - text::kEachByte) & ~x & text::kHighBits;
        }
        return found != 0;
    };
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        if (any(text::eight_at(text.data() + i))) return true;
    }
    return text.substr(i).find_first_of(".<[{*\xE2") != std::string_view::npos;
}

}  // namespace

bool is_placeholder_value(std::string_view value) {
    return may_be_one(value) && (has_brackets(value) || has_variable(value) || has_format(value) ||
                                 has_capitals(value) || is_blacked_out(value) || has_words(value));
}

bool is_placeholder_certificate(std::string_view text) {
    // Certificates are most of a file, and what is nothing but base64 is not searched for words.
    constexpr std::size_t kShortest = 200;  // no certificate is as short
    if (text.size() > 4 * kShortest && !tells(text)) return false;
    std::size_t visible = 0;
    bool other = false;
    for (const char c : text) {
        const bool base64 = is_letter(c) || is_digit(c) || c == '+' || c == '/' || c == '=';
        visible += static_cast<unsigned char>(c) > ' ' ? 1U : 0U;
        other = other || (!base64 && static_cast<unsigned char>(c) > ' ');
    }
    if (visible == 0 || (!other && visible >= kShortest)) return false;
    if (text.find("...") != std::string_view::npos || text.find(kEllipsis) != std::string_view::npos) return true;
    // A stray character in a real certificate makes no variable.
    if (visible >= kShortest) return has_brackets(text) || text.find("***") != std::string_view::npos;
    if (other && is_placeholder_value(text::trim(text))) return true;
    const std::string lowered = text::ascii_lower(text);
    const auto says = [&](std::string_view word) { return lowered.find(word) != std::string::npos; };
    return (says("certificate") && lowered.find(formats::pem::kDashes) == std::string::npos) || says("paste") ||
           is_blacked_out(text) || says("your_") || says("your ") || says(" here");
}

}  // namespace preflight::saml
