#include "core/intake/secret_search.h"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "core/crypto/base64.h"
#include "core/crypto/private_keys.h"
#include "core/intake/spoiled_cells.h"
#include "core/text/character_reference.h"
#include "core/text/invisible.h"
#include "core/text/order.h"
#include "core/text/swar.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

using text::Span;

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestValue = 64U << 10U;
constexpr std::size_t kLongestGap = 40;        // white space between a scheme and its token, a name and its value
constexpr std::size_t kLongestHost = 512;      // user information and host of a URL
constexpr std::size_t kLongestEscaped = 4096;  // a JSON string with \u escapes
constexpr std::size_t kLookedAt = 256;         // bytes of a value that tell what it is
constexpr std::size_t kNone = std::string_view::npos;

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_alnum(char c) {
    return is_upper(c) || is_lower(c) || is_digit(c);
}
bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
char lower(char c) {
    return is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
}
bool is_in_name(char c) {
    return is_alnum(c) || c == '_' || c == '-';
}
// Of most tokens: base64 in both alphabets, and the dots between the parts of a JWT.
bool is_in_token(char c) {
    return is_alnum(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}
bool starts_with(std::string_view text, std::string_view begin) {
    return text.substr(0, begin.size()) == begin;
}

// ---- What is searched for ----------------------------------------------------------------------------------------

enum class Trigger : std::uint8_t {
    name,         // part of a name that may represent a secret
    scheme,       // "SSWS " and a token
    basic,        // "Basic " and base64 of user:password
    shape,        // a token with a well-known beginning
    okta_token,   // 00 and 40 characters
    cookie,       // "sid=" and a value
    url,          // "://"
    link,         // a path whose next step is a one-time token
    jwk,          // a private member of a JSON Web Key
    private_key,  // PEM's words, in what Preflight wrote
    putty,        // "Private-Lines:"
    escape        // "\u00": the string around it is decoded first
};

struct Needle {
    std::string_view text;  // lower case, at least 3 bytes
    Trigger trigger = Trigger::name;
    std::uint8_t least = 0;  // of a shape: characters behind the needle
    SecretKind kind = SecretKind::token;
};

constexpr Needle kNeedles[] = {
    {"passw"},
    {"passp"},
    {"passc"},
    {"kennwort"},
    {"pwd"},
    {"secret"},
    {"token"},
    {"apikey"},
    {"api_key"},
    {"api-key"},
    {"api key"},
    {"privatekey"},
    {"private_key"},
    {"private-key"},
    {"private key"},
    {"accesskey"},
    {"access_key"},
    {"access-key"},
    {"access key"},
    {"accountkey"},
    {"account_key"},
    {"authkey"},
    {"auth_key"},
    {"auth-key"},
    {"encryptionkey"},
    {"encryption_key"},
    {"encryption-key"},
    {"answer"},
    {"cookie"},
    {"authorization"},
    {"credential"},
    {"ssws", Trigger::scheme, 4},
    {"bearer", Trigger::scheme, 8},
    {"basic", Trigger::basic, 6},
    {"eyj", Trigger::shape, 17},
    {"akia", Trigger::shape, 16},
    {"asia", Trigger::shape, 16},
    {"ghp_", Trigger::shape, 16},
    {"gho_", Trigger::shape, 16},
    {"ghu_", Trigger::shape, 16},
    {"ghs_", Trigger::shape, 16},
    {"ghr_", Trigger::shape, 16},
    {"github_pat_", Trigger::shape, 16},
    {"glpat-", Trigger::shape, 16},
    {"xoxa-", Trigger::shape, 8},
    {"xoxb-", Trigger::shape, 8},
    {"xoxe-", Trigger::shape, 8},
    {"xoxe.", Trigger::shape, 8},
    {"xoxp-", Trigger::shape, 8},
    {"xoxr-", Trigger::shape, 8},
    {"xoxs-", Trigger::shape, 8},
    {"xapp-", Trigger::shape, 8},
    {"hooks.slack.com/services/", Trigger::shape, 16},
    {"sk_live_", Trigger::shape, 16},
    {"sk_test_", Trigger::shape, 16},
    {"rk_live_", Trigger::shape, 16},
    {"aiza", Trigger::shape, 35},
    {"ya29.", Trigger::shape, 16},
    {"npm_", Trigger::shape, 30},
    {"pypi-", Trigger::shape, 30},
    {"dop_v1_", Trigger::shape, 30},
    {"hvs.", Trigger::shape, 20},
    {"shpat_", Trigger::shape, 20},
    {"pmak-", Trigger::shape, 20},
    {"atatt3", Trigger::shape, 20},
    {"sg.", Trigger::shape, 40},
    {"age-secret-key-1", Trigger::shape, 20},
    {"\"00", Trigger::okta_token, 40},
    {"'00", Trigger::okta_token, 40},
    {" 00", Trigger::okta_token, 40},
    {"=00", Trigger::okta_token, 40},
    {">00", Trigger::okta_token, 40},
    {"sid=", Trigger::cookie, 8, SecretKind::cookie},
    {"sessionid=", Trigger::cookie, 8, SecretKind::cookie},
    {"sig=", Trigger::cookie, 20},
    {"://", Trigger::url, 0, SecretKind::url_password},
    {":\\/\\/", Trigger::url, 0, SecretKind::url_password},
    {"/welcome/", Trigger::link, 16},
    {"/reset_password/", Trigger::link, 8},
    {"/reset-password/", Trigger::link, 8},
    {"\"d\":", Trigger::jwk, 40, SecretKind::private_key},
    {"\"p\":", Trigger::jwk, 40, SecretKind::private_key},
    {"\"q\":", Trigger::jwk, 40, SecretKind::private_key},
    {"\"k\":", Trigger::jwk, 40, SecretKind::private_key},
    {"\"dp\":", Trigger::jwk, 40, SecretKind::private_key},
    {"\"dq\":", Trigger::jwk, 40, SecretKind::private_key},
    {"\"qi\":", Trigger::jwk, 40, SecretKind::private_key},
    {"private key", Trigger::private_key, 0, SecretKind::private_key},
    {"private-lines:", Trigger::putty, 0, SecretKind::private_key},
    {"\\u00", Trigger::escape},
};

// Which needles may begin at a byte. Asked of every second byte: one look at three bytes answers for that one and for
// the one before.
class Filter {
public:
    Filter() {
        for (const Needle& needle : kNeedles) {
            add(needle.text, 0);
            add(needle.text, 1);
            std::uint8_t& group = group_[slot(word(needle.text[0], needle.text[1], needle.text[2]))];
            if (group == 0) {
                groups_.emplace_back();
                group = static_cast<std::uint8_t>(groups_.size());
            }
            groups_[group - 1U].push_back(&needle);
        }
    }
    // Four bytes from `at` on are inside the text; the last one does not count.
    [[nodiscard]] bool may_begin_near(const char* at) const { return bits_[slot(text::four_at(at))]; }
    // Those that begin with the three bytes from `at` on, among others perhaps.
    [[nodiscard]] std::span<const Needle* const> begin_with(const char* at) const {
        const std::uint8_t group = group_[slot(word(at[0], at[1], at[2]))];
        if (group == 0) return {};
        return groups_[group - 1U];
    }

private:
    static constexpr unsigned kBits = 16;
    static_assert(std::size(kNeedles) < 256);
    // As the three bytes come in memory.
    static constexpr std::uint32_t word(char a, char b, char c) {
        const auto byte = [](char x) { return static_cast<std::uint32_t>(static_cast<unsigned char>(x)); };
        static_assert(std::endian::native == std::endian::little);
        return byte(a) | byte(b) << 8U | byte(c) << 16U;
    }
    // Case is folded by the bit that ASCII letters differ in; other characters may collide, which costs a comparison.
    static constexpr std::size_t slot(std::uint32_t four) {
        return (((four & 0xFFFFFFU) | 0x202020U) * 0x9E3779B1U) >> (32U - kBits);
    }
    void add(std::string_view needle, std::size_t from) {
        const auto at = [&](std::size_t i, unsigned any) {
            return i < needle.size() ? needle[i] : static_cast<char>(any);
        };
        const bool open = from + 2 >= needle.size();
        for (unsigned any = 0; any < (open ? 256U : 1U); ++any)
            bits_.set(slot(word(needle[from], needle[from + 1], at(from + 2, any))));
    }

    std::bitset<1U << kBits> bits_;
    std::array<std::uint8_t, 1U << kBits> group_{};  // by slot: one more than the number of a group, or 0
    std::vector<std::vector<const Needle*>> groups_;
};

const Filter& filter() {
    static const Filter kFilter;
    return kFilter;
}

// ---- Names --------------------------------------------------------------------------------------------------------

struct Ending {
    std::string_view text;
    SecretKind kind;
    bool holds_more = true;  // the strings of an object or a list below such a name are secret, too
};
// What the name of a secret ends with, without separators and in lower case.
constexpr Ending kEndings[] = {
    {"password", SecretKind::password},
    {"passwd", SecretKind::password},
    {"passwort", SecretKind::password},
    {"kennwort", SecretKind::password},
    {"passphrase", SecretKind::password},
    {"passcode", SecretKind::password},
    {"pwd", SecretKind::password},
    {"secret", SecretKind::token},
    {"token", SecretKind::token},
    {"apikey", SecretKind::token},
    {"accesskey", SecretKind::token},
    {"accountkey", SecretKind::token},
    {"authkey", SecretKind::token},
    {"secretkey", SecretKind::token},
    {"privatekey", SecretKind::private_key},
    {"encryptionkey", SecretKind::token},
    {"accesskeyid", SecretKind::token},
    {"answer", SecretKind::answer},
    {"cookie", SecretKind::cookie},
    {"authorization", SecretKind::token, false},
    {"credential", SecretKind::token, false},
};
// Words behind such a name that keep it one: "password_hash", "token1", "secretValue".
constexpr std::string_view kFurther[] = {
    "hash",   "salt",      "value", "text", "plaintext", "plain",        "cleartext", "clear",  "raw", "b64",
    "base64", "encrypted", "new",   "old",  "current",   "confirmation", "confirm",   "string", "s"};
// Links, cursors and settings that end like a secret.
constexpr std::string_view kHarmless[] = {"resetpassword",     "changepassword", "forgotpassword",
                                          "expirepassword",    "pagetoken",      "nexttoken",
                                          "continuationtoken", "policypassword", "passwordpolicy"};

struct Named {
    SecretKind kind;
    bool holds_more;
};
std::optional<Named> kind_of_name(std::string_view name) {
    std::string letters;
    letters.reserve(name.size());
    for (const char c : name.substr(name.size() > kLongestName ? name.size() - kLongestName : 0)) {
        if (is_alnum(c)) letters += lower(c);
    }
    std::string_view rest = letters;
    // At most a few words behind the name.
    for (int words = 0; words < 4; ++words) {
        for (const std::string_view harmless : kHarmless) {
            if (ends_with(rest, harmless)) return std::nullopt;
        }
        for (const Ending& ending : kEndings) {
            if (ends_with(rest, ending.text)) return Named{ending.kind, ending.holds_more};
        }
        const std::size_t before = rest.size();
        while (!rest.empty() && is_digit(rest.back())) rest.remove_suffix(1);
        if (rest.size() < before) continue;
        for (const std::string_view further : kFurther) {
            if (!ends_with(rest, further)) continue;
            rest.remove_suffix(further.size());
            break;
        }
        if (rest.size() == before) return std::nullopt;
    }
    return std::nullopt;
}

// ---- Values -------------------------------------------------------------------------------------------------------

// Words of settings and signs that represent a value that was taken out.
bool is_placeholder(std::string_view value) {
    value = text::trim(value.substr(0, kLookedAt));
    if (value.empty()) return true;
    constexpr std::string_view kMasks = "*.xX-_#?";
    if (value.find_first_not_of(kMasks) == kNone) return true;
    std::string_view dots = value;
    while (starts_with(dots, "•") || starts_with(dots, "…")) dots.remove_prefix(std::string_view("•").size());
    if (dots.empty()) return true;
    const char last = value.back();
    if ((value.front() == '<' && last == '>') || (value.front() == '[' && last == ']') ||
        (value.front() == '{' && last == '}') || (value.front() == '(' && last == ')') ||
        (value.front() == '%' && last == '%') || starts_with(value, "${") || starts_with(value, "{{"))
        return true;
    for (const std::string_view reference : {"var.", "local.", "data.", "module.", "env."}) {
        if (starts_with(value, reference)) return true;
    }
    // 2026-11-23T12:00:00Z
    if (value.size() >= 19 && value[4] == '-' && value[7] == '-' && value[10] == 'T' && value[13] == ':') return true;
    constexpr std::string_view kWords[] = {
        "enabled",  "disabled",  "random",     "none",      "okta",   "change",   "keep_existing", "required",
        "optional", "allow",     "deny",       "password",  "hidden", "redacted", "null",          "true",
        "false",    "yes",       "no",         "sensitive", "string", "text",     "always",        "never",
        "inherit",  "read_only", "read_write", "hide",      "self"};
    const auto is_one_of = [&](const auto& words) {
        return std::any_of(std::begin(words), std::end(words),
                           [&](std::string_view word) { return text::equal_ignoring_ascii_case(value, word); });
    };
    return is_one_of(kWords) || is_one_of(kPowershellTypes);
}

// Tells a value from a word of a sentence: "hunter2", not "characters".
bool looks_random(std::string_view value) {
    if (value.size() < 6) return false;
    value = value.substr(0, kLookedAt);
    bool digit = false, mixed = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        digit = digit || is_digit(value[i]);
        mixed = mixed || (i > 0 && is_upper(value[i]) && is_lower(value[i - 1]));
    }
    return digit || mixed;
}

// Settings below "password": a policy, a schema's property, a mapping, a link.
bool names_a_setting(std::string_view name) {
    constexpr std::string_view kNames[] = {"complexity", "age",        "lockout",    "expression", "status",
                                           "seed",       "change",     "title",      "scope",      "href",
                                           "_links",     "references", "expiration", "access",     "delegation",
                                           "options",    "minLength",  "permissions"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// Words that say how a secret is kept.
bool names_a_method(std::string_view name) {
    return name == "algorithm" || name == "workFactor" || name == "saltOrder" || name == "digestAlgorithm" ||
           name == "hook" || name == "type" || name == "kid" || name == "id" || name == "name" ||
           name == "description" || name == "question" || name == "created" || name == "lastUpdated";
}

class Search {
public:
    Search(std::string_view text, SecretsOf where, bool decode_escapes = true)
        : text_(text), output_(where == SecretsOf::output), decode_escapes_(decode_escapes) {}

    std::vector<Secret> run() {
        if (!output_) {
            for (const crypto::PrivateKey& key : crypto::find_private_keys(text_).keys)
                add(SecretKind::private_key, key.secret.begin, key.secret.end);
        }
        const Filter& known = filter();
        if (text_.size() >= 4) {
            // Every needle has three bytes and every value behind it at least one.
            const std::size_t end = text_.size() - 4;
            for (std::size_t at = 0; at <= end; at += 2) {
                if (!known.may_begin_near(text_.data() + at) || is_mere_zeros(at)) continue;
                if (at > 0) begins_at(at - 1);
                begins_at(at);
            }
            if (end % 2 == 1) begins_at(end);
        }
        normalise(found_);
        return std::move(found_);
    }

private:
    void add(SecretKind kind, std::size_t begin, std::size_t end) {
        if (end > begin) found_.push_back({kind, {begin, end}});
    }

    [[nodiscard]] char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }

    [[nodiscard]] bool says(std::size_t at, std::string_view lower_case) const {
        if (text_.size() - at < lower_case.size()) return false;
        for (std::size_t i = 0; i < lower_case.size(); ++i) {
            if (lower(text_[at + i]) != lower_case[i]) return false;
        }
        return true;
    }

    // Dates and ids are full of zeros, and only Okta's tokens have two behind what they begin with.
    [[nodiscard]] bool is_mere_zeros(std::size_t at) const {
        constexpr std::string_view kBefore = "\"' =>";
        return text_[at] == '0' && text_[at + 1] == '0' && (at == 0 || kBefore.find(text_[at - 1]) == kNone);
    }

    void begins_at(std::size_t at) {
        for (const Needle* needle : filter().begin_with(text_.data() + at)) {
            if (says(at, needle->text)) handle(*needle, at);
        }
    }

    void handle(const Needle& needle, std::size_t at) {
        const std::size_t behind = at + needle.text.size();
        switch (needle.trigger) {
            case Trigger::name:
                return name(at, behind);
            case Trigger::scheme:
                return scheme(needle, at, behind);
            case Trigger::basic:
                return basic(needle, at, behind);
            case Trigger::shape:
                return shape(needle, at, behind);
            case Trigger::okta_token:
                return okta_token(at + 1);
            case Trigger::cookie:
                if (at > 0 && is_in_name(text_[at - 1]) && needle.text != "sessionid=") return;
                return parameter(needle, behind);
            case Trigger::url:
                return user_information(behind);
            case Trigger::link:
                return parameter(needle, behind);
            case Trigger::jwk:
                return web_key(needle, behind);
            case Trigger::private_key:
                return pem();
            case Trigger::putty:
                return putty(behind);
            case Trigger::escape:
                return escaped_string(at);
        }
    }

    // ---- shapes

    // White space in all the ways that texts write it.
    [[nodiscard]] std::size_t skip_blanks(std::size_t from) const {
        const std::size_t end = std::min(text_.size(), from + kLongestGap);
        std::size_t at = from;
        while (at < end) {
            const std::string_view rest = text_.substr(at, 8);
            if (is_blank(rest[0]) || rest[0] == '+') {
                ++at;
            } else if (starts_with(rest, "%20")) {
                at += 3;
            } else if (const std::size_t unseen = text::invisible_at(text_, at, text::Invisible::in_key); unseen > 0) {
                at += unseen;
            } else if (starts_with(rest, "\\n") || starts_with(rest, "\\t") || starts_with(rest, "\\r")) {
                at += 2;
            } else if (starts_with(rest, "\\u0020") || starts_with(rest, "\\u00a0") || starts_with(rest, "\\u0009")) {
                at += 6;
            } else if (const auto reference = text::character_reference(rest);
                       reference && (reference->value == ' ' || reference->value == 0xA0 || reference->value == '\n' ||
                                     reference->value == '\t')) {
                at += reference->size;
            } else {
                break;
            }
        }
        return at;
    }

    // Where runs of characters ended that were walked through: a run that begins inside one ends with it.
    struct Walked {
        std::size_t begin = 1, end = 0;
        [[nodiscard]] bool holds(std::size_t at) const { return begin <= at && at < end; }
    };

    [[nodiscard]] std::size_t token_end(std::size_t from) {
        if (tokens_.holds(from)) return tokens_.end;
        const std::size_t end = std::min(text_.size(), from + kLongestValue);
        std::size_t at = from;
        while (at < end) {
            if (is_in_token(text_[at])) {
                ++at;
            } else if (text_[at] == '\\' && at + 1 < end && text_[at + 1] == '/') {
                at += 2;
            } else {
                break;
            }
        }
        // A full stop ends a sentence.
        while (at > from && text_[at - 1] == '.') --at;
        tokens_ = {from, at};
        return at;
    }

    // "SSWS 00abc", "Bearer abc".
    void scheme(const Needle& needle, std::size_t at, std::size_t behind) {
        if (at > 0 && is_alnum(text_[at - 1])) return;
        std::size_t from = skip_blanks(behind);
        if (from == behind && (text_[from] == ':' || text_[from] == '=')) from = skip_blanks(from + 1);
        if (from == behind) return;
        const std::size_t end = token_end(from);
        if (end - from < needle.least) return;
        const std::string_view token = text_.substr(from, end - from);
        // "Bearer authentication" and "SSWS tokens" are words.
        if (looks_random(token) || token.size() >= 32) add(needle.kind, from, end);
    }

    void basic(const Needle& needle, std::size_t at, std::size_t behind) {
        if (at > 0 && is_alnum(text_[at - 1])) return;
        const std::size_t from = skip_blanks(behind);
        const std::size_t end = token_end(from);
        if (from == behind || end - from < needle.least || end - from > 4096) return;
        std::string whole(text_.substr(from, end - from));
        whole.erase(std::remove(whole.begin(), whole.end(), '\\'), whole.end());
        while (!whole.empty() && whole.back() == '=') whole.pop_back();
        whole.resize(whole.size() - whole.size() % 4);
        // What was cut off still begins with a user name.
        const crypto::Base64 decoded = crypto::decode_base64(whole);
        if (!decoded.ok()) return;
        const std::string_view pair = decoded.bytes;
        const bool visible = std::all_of(pair.begin(), pair.end(), [](char c) {
            return static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) != 0x7F;
        });
        if (visible && !text::find_invalid(pair)) add(SecretKind::password, from, end);
    }

    void shape(const Needle& needle, std::size_t at, std::size_t behind) {
        if (at > 0 && (is_alnum(text_[at - 1]) || text_[at - 1] == '+' || text_[at - 1] == '/') &&
            needle.text.find('/') == kNone)
            return;
        const std::size_t end = token_end(behind);
        if (end - behind < needle.least) return;
        if (needle.text == "eyj" && (text_[at] != 'e' || text_[at + 1] != 'y' || text_[at + 2] != 'J')) return;
        if (needle.text == "aiza" && text_.substr(at, 4) != "AIza") return;
        if (needle.text == "sg." && text_.substr(at, 3) != "SG.") return;
        if (needle.text == "akia" || needle.text == "asia") {
            const std::string_view id = text_.substr(at, needle.text.size() + needle.least);
            const bool capitals = std::all_of(id.begin(), id.end(), [](char c) { return is_upper(c) || is_digit(c); });
            if (!capitals || (end > at + id.size() && is_alnum(text_[at + id.size()]))) return;
            return add(needle.kind, at, at + id.size());
        }
        add(needle.kind, at, end);
    }

    // Okta's API tokens without their scheme: 42 characters in one piece, of all kinds.
    void okta_token(std::size_t from) {
        if (from > 0 && (is_in_token(text_[from - 1]) || text_[from - 1] == '\\')) return;
        constexpr std::size_t kFewest = 40, kMost = 44;
        std::size_t end = from;
        bool small = false, capital = false, digit = false;
        while (end < text_.size() && end - from <= kMost && is_in_name(text_[end])) {
            small = small || is_lower(text_[end]);
            capital = capital || is_upper(text_[end]);
            digit = digit || (end > from + 1 && is_digit(text_[end]));
            ++end;
        }
        if (end - from < kFewest || end - from > kMost || !small || !capital || !digit) return;
        if (end < text_.size() && is_in_token(text_[end]) && text_[end] != '.') return;
        add(SecretKind::token, from, end);
    }

    // A value behind "=" or "/", up to what ends a parameter, a cookie or a step of a path.
    void parameter(const Needle& needle, std::size_t from) {
        std::size_t end = from;
        while (end < text_.size() && end - from < kLongestValue &&
               (is_in_name(text_[end]) || text_[end] == '.' || text_[end] == '%' || text_[end] == '~' ||
                text_[end] == '+'))
            ++end;
        while (end > from && text_[end - 1] == '.') --end;
        const std::string_view value = text_.substr(from, end - from);
        if (value.size() >= needle.least && looks_random(value)) add(needle.kind, from, end);
    }

    // https://user:password@host
    void user_information(std::size_t from) {
        const std::size_t end = std::min(text_.size(), from + kLongestHost);
        std::size_t colon = kNone, sign = kNone;
        for (std::size_t at = from; at < end; ++at) {
            const char c = text_[at];
            if (is_blank(c) || c == '/' || c == '?' || c == '#' || c == '"' || c == '<' || c == '>' || c == ',' ||
                c == '\\')
                break;
            if (c == ':' && colon == kNone) colon = at;
            if (c == '@') sign = at;
        }
        if (sign == kNone || colon == kNone || colon > sign) return;
        if (!is_placeholder(text_.substr(colon + 1, sign - colon - 1))) add(SecretKind::url_password, colon + 1, sign);
    }

    // "d": "base64url" of a JSON Web Key (RFC 7517, RFC 7518 6.2.2, 6.3.2, 6.4.1).
    void web_key(const Needle& needle, std::size_t behind) {
        const std::size_t at = skip_blanks(behind);
        if (this->at(at) != '"') return;
        const std::size_t from = at + 1;
        std::size_t end = from;
        while (end < text_.size() && end - from < kLongestValue && is_in_name(text_[end])) ++end;
        if (this->at(end) == '"' && end - from >= needle.least) add(needle.kind, from, end);
    }

    void pem() {
        if (!output_ || std::exchange(keys_searched_, true)) return;
        for (const crypto::PrivateKey& key : crypto::find_private_keys(text_).keys)
            add(SecretKind::private_key, key.secret.begin, key.secret.end);
    }

    // PuTTY's .ppk: "Private-Lines: 14", the lines, "Private-MAC: ...".
    void putty(std::size_t behind) {
        if (behind <= putty_done_) return;
        std::size_t from = skip_blanks(behind);
        while (is_digit(at(from))) ++from;
        from = skip_blanks(from);
        constexpr std::string_view kMac = "Private-MAC";
        const std::size_t limit = std::min(text_.size(), from + (16U << 10U));
        std::size_t end = from;
        while (end < limit &&
               (is_in_token(text_[end]) || is_blank(text_[end]) ||
                (text_[end] == '\\' && (at(end + 1) == 'n' || at(end + 1) == 'r' || at(end + 1) == '/'))))
            end += text_[end] == '\\' ? 2U : 1U;
        end = std::min(end, limit);
        putty_done_ = end;
        const std::size_t mac = text_.substr(from, end - from).find(kMac);
        if (mac != kNone) {
            end = from + mac;
            const std::size_t value = skip_blanks(end + kMac.size() + 1);
            std::size_t value_end = value;
            while (value_end < text_.size() && value_end - value < 128 && is_hex(text_[value_end])) ++value_end;
            add(SecretKind::private_key, value, value_end);
        }
        while (end > from && is_blank(text_[end - 1])) --end;
        add(SecretKind::private_key, from, end);
    }

    // ---- names

    void name(std::size_t at, std::size_t behind) {
        if (behind <= names_done_) return;
        // The whole name around the word.
        std::size_t begin = at;
        while (begin > 0 && at - begin < kLongestName && is_in_name(text_[begin - 1])) --begin;
        std::size_t end = behind;
        const std::size_t limit = std::min(text_.size(), behind + kLongestName);
        while (end < limit && is_in_name(text_[end])) ++end;
        std::size_t quoted_end = end;
        while (quoted_end < limit && (is_in_name(text_[quoted_end]) || text_[quoted_end] == ' ' ||
                                      text_[quoted_end] == '.' || text_[quoted_end] == '(' || text_[quoted_end] == ')'))
            ++quoted_end;
        std::size_t slashes = quoted_end;
        while (slashes < limit && text_[slashes] == '\\') ++slashes;
        if (this->at(slashes) == '"' || this->at(slashes) == '\'') {
            names_done_ = quoted_end;
            const auto kind = kind_of(text_.substr(begin, quoted_end - begin));
            if (kind) member(*kind, slashes + 1);
            return;
        }
        names_done_ = end;
        const auto kind = kind_of(text_.substr(begin, end - begin));
        if (!kind) return;
        if (this->at(end) == '>' ||
            (is_blank(this->at(end)) && begin > 0 && (text_[begin - 1] == '<' || text_[begin - 1] == ':')))
            element(kind->kind, begin, end);
        unquoted(kind->kind, begin, end);
    }

    // kind_of_name(), which the same few names are asked for again and again.
    std::optional<Named> kind_of(std::string_view name) {
        constexpr std::size_t kKept = 8;
        const auto known =
            std::find_if(names_.begin(), names_.end(), [&](const auto& entry) { return entry.first == name; });
        if (known != names_.end()) return known->second;
        const auto kind = kind_of_name(name);
        if (names_.size() < kKept) names_.emplace_back(name, kind);
        return kind;
    }

    // Behind the closing quote of a key.
    void member(Named named, std::size_t behind) {
        std::size_t at = skip_blanks(behind);
        if (this->at(at) != ':') return attribute_value(named.kind, at);
        at = skip_blanks(at + 1);
        value(named, at);
    }

    // <meta name="csrf-token" content="...">
    void attribute_value(SecretKind kind, std::size_t at) {
        for (const std::string_view word : {"content=\"", "value=\""}) {
            if (says(at, word)) quoted(kind, at + word.size() - 1, 0, true);
        }
    }

    // A JSON value; its strings may be part of a JSON text inside a string, with backslashes before the quotes.
    void value(Named named, std::size_t at) {
        const SecretKind kind = named.kind;
        std::size_t slashes = 0;
        while (this->at(at + slashes) == '\\' && slashes < 16) ++slashes;
        const char first = this->at(at + slashes);
        if (first == '"' || first == '\'') {
            quoted(kind, at + slashes, slashes, true);
        } else if (is_digit(first) && slashes == 0 && kind != SecretKind::token) {
            std::size_t end = at;
            while (end < text_.size() && is_digit(text_[end])) ++end;
            if (end - at >= 4) add(kind, at, end);
        } else if ((first == '{' || first == '[') && !output_ && named.holds_more && at >= walked_) {
            nested(kind, at);
        }
    }

    // The string whose quote is at `quote`; the offset behind it.
    std::size_t quoted(SecretKind kind, std::size_t quote, std::size_t slashes, bool direct) {
        const char mark = text_[quote];
        const std::size_t from = quote + 1;
        const std::size_t limit = std::min(text_.size(), from + kLongestValue);
        std::size_t end = from, run = 0;
        for (; end < limit; ++end) {
            if (text_[end] == '\\') {
                ++run;
                continue;
            }
            // An excerpt ends within a line, perhaps inside the string.
            if (output_ && text_[end] == '\n') break;
            // As many backslashes as before the quote that opened the string, or fewer; in between, a quote is part of
            // the value when their number is odd.
            if (text_[end] == mark && (slashes == 0 ? run % 2 == 0 : run <= slashes)) break;
            run = 0;
        }
        std::size_t value_end = end - std::min(run, end - from);
        if (slashes == 0) value_end = end;
        const std::string_view content = text_.substr(from, value_end - from);
        if (worth(kind, content, direct)) add(kind, from, value_end);
        return end + 1;
    }

    [[nodiscard]] bool worth(SecretKind kind, std::string_view content, bool direct) const {
        if (is_placeholder(content)) return false;
        const bool address = starts_with(content, "https:") || starts_with(content, "http:");
        if (address && kind != SecretKind::password) return false;
        if (direct) return true;
        // Words in capitals below an object are settings.
        const bool capitals = std::all_of(content.begin(), content.end(),
                                          [](char c) { return is_upper(c) || c == '_' || c == '-' || is_digit(c); });
        return !address && !(capitals && is_upper(content.front()) && content.size() < 24);
    }

    // Every string below a key that names a secret, unless it is an object of settings. In a JSON text inside a string
    // all quotes have as many backslashes; one with fewer ends the string.
    void nested(SecretKind kind, std::size_t begin) {
        const std::size_t before = found_.size();
        const std::size_t limit = std::min(text_.size(), begin + kLongestValue);
        std::size_t depth = 0, at = begin;
        bool is_setting = false;
        std::optional<std::size_t> level;  // backslashes before each quote
        std::string key;                   // of the value that comes; decoded enough to compare
        while (at < limit) {
            const char c = text_[at];
            if (c == '{' || c == '[') {
                ++depth;
                key.clear();
                ++at;
            } else if (c == '}' || c == ']') {
                ++at;
                if (--depth == 0) break;
            } else if (c == '"') {
                std::size_t slashes = 0;
                while (at - slashes > begin && text_[at - slashes - 1] == '\\') ++slashes;
                if (!level) level = slashes;
                if (slashes < *level) break;
                const std::size_t found = found_.size();
                const std::size_t end = std::min(quoted(kind, at, slashes, false), text_.size());
                const std::size_t next = skip_blanks(end);
                if (this->at(next) == ':') {
                    found_.resize(found);
                    key = text_.substr(at + 1, std::min(end - at - 1, kLongestName));
                    while (!key.empty() && (key.back() == '"' || key.back() == '\\')) key.pop_back();
                    if (names_a_setting(key)) is_setting = true;
                    at = next + 1;
                    continue;
                }
                if (names_a_method(key)) found_.resize(found);
                at = end;
            } else {
                ++at;
            }
        }
        walked_ = at;
        if (is_setting) found_.resize(before);
    }

    // <Password>value</Password>
    void element(SecretKind kind, std::size_t begin, std::size_t end) {
        const char open = begin > 0 ? text_[begin - 1] : '\0';
        if (open != '<' && open != ':') return;
        if (open == ':') {
            std::size_t prefix = begin - 1;
            while (prefix > 0 && begin - prefix < kLongestName && is_in_name(text_[prefix - 1])) --prefix;
            if (prefix == 0 || text_[prefix - 1] != '<') return;
        }
        const std::size_t limit = std::min(text_.size(), end + 512);
        std::size_t from = end;
        while (from < limit && text_[from] != '>') ++from;
        if (from == limit || text_[from - 1] == '/') return;
        ++from;
        const std::size_t last = std::min(text_.size(), from + 4096);
        std::size_t to = from;
        while (to < last && text_[to] != '<') ++to;
        while (from < to && is_blank(text_[from])) ++from;
        while (to > from && is_blank(text_[to - 1])) --to;
        if (!is_placeholder(text_.substr(from, to - from)) && !output_) add(kind, from, to);
    }

    // name=value, name: value, name = "value".
    void unquoted(SecretKind kind, std::size_t begin, std::size_t end) {
        const char before = begin > 0 ? text_[begin - 1] : '\n';
        const bool of_url = before == '?' || before == '&' || before == ';' || before == '#';
        std::size_t at = end;
        while (at < text_.size() && at - end < 8 && (text_[at] == ' ' || text_[at] == '\t')) ++at;
        if (this->at(at) == ':' && at == end) return header(kind, begin, at + 1);
        if (this->at(at) != '=' || this->at(at + 1) == '=' || this->at(at + 1) == '>') return;
        if (output_ && (!of_url || at != end)) return;
        ++at;
        while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
        std::size_t slashes = 0;
        while (this->at(at + slashes) == '\\' && slashes < 16) ++slashes;
        if (const char quote = this->at(at + slashes); quote == '"' || quote == '\'') {
            if (!output_ && this->at(at + slashes + 1) != quote) quoted(kind, at + slashes, slashes, true);
            return;
        }
        const std::size_t to = word_end(at);
        const std::string_view found = text_.substr(at, to - at);
        if (found.size() >= 4 && !is_placeholder(found) && (of_url || looks_random(found))) add(kind, at, to);
    }

    [[nodiscard]] std::size_t word_end(std::size_t from) {
        if (words_.holds(from)) return words_.end;
        constexpr std::string_view kEnds = "\"'<>,;&#)}]|\\";
        std::size_t end = from;
        while (end < text_.size() && end - from < kLongestValue && !is_blank(text_[end]) &&
               kEnds.find(text_[end]) == kNone)
            ++end;
        words_ = {from, end};
        return end;
    }

    // "Authorization: ...", "Cookie: ..." are secret up to the end of the line, others up to the end of the word.
    void header(SecretKind kind, std::size_t begin, std::size_t behind) {
        const std::size_t from = skip_blanks(behind);
        const bool whole_line = says(begin, "authorization") || says(begin, "proxy-authorization") ||
                                says(begin, "cookie") || says(begin, "set-cookie");
        if (begin > 0 && (text_[begin - 1] == '.' || text_[begin - 1] == '/')) return;
        if (!whole_line) {
            const std::size_t to = word_end(from);
            const std::string_view found = text_.substr(from, to - from);
            const bool of_header = starts_with_x(begin);
            if (found.size() >= 6 && looks_random(found) && !is_placeholder(found) && (!output_ || of_header))
                add(kind, from, to);
            return;
        }
        const std::size_t to = line_end(from);
        const std::string_view found = text_.substr(from, to - from);
        if (!looks_random(found) || is_placeholder(found)) return;
        // Preflight's own sentences may name the header.
        if (output_ && found.substr(0, kLookedAt).find('=') == kNone) return;
        add(kind, from, to);
    }

    // Of a line in any notation: also where the string or the element ends that holds it.
    [[nodiscard]] std::size_t line_end(std::size_t from) {
        if (lines_.holds(from)) return lines_.end;
        std::size_t to = from;
        while (to < text_.size() && to - from < kLongestValue && text_[to] != '\n' && text_[to] != '\r' &&
               text_[to] != '<' && text_[to] != '"') {
            if (text_[to] == '\\' && (at(to + 1) == 'n' || at(to + 1) == 'r')) break;
            ++to;
        }
        lines_ = {from, to};
        return to;
    }
    [[nodiscard]] bool starts_with_x(std::size_t begin) const { return says(begin, "x-"); }

    // ---- escapes

    // A JSON string that spells a name or a token with \u escapes.
    void escaped_string(std::size_t at) {
        if (!decode_escapes_ || at < escapes_done_) return;
        std::size_t begin = at;
        while (begin > 0 && at - begin < 256 && !(text_[begin - 1] == '"' && (begin < 2 || text_[begin - 2] != '\\')))
            --begin;
        if (begin == 0 || text_[begin - 1] != '"') return;
        const std::size_t limit = std::min(text_.size(), begin + kLongestEscaped);
        std::string decoded;
        std::size_t end = begin;
        while (end < limit && text_[end] != '"') {
            if (text_[end] != '\\') {
                decoded += text_[end++];
            } else if (at_unicode(end)) {
                text::append(decoded,
                             static_cast<char32_t>(std::stoul(std::string(text_.substr(end + 2, 4)), nullptr, 16)));
                end += 6;
            } else {
                const char c = this->at(end + 1);
                decoded += c == 'n' || c == 'r' || c == 't' ? ' ' : c;
                end += 2;
            }
        }
        end = std::min(end, text_.size());
        escapes_done_ = end + 1;
        const std::size_t colon = skip_blanks(end + 1 <= text_.size() ? end + 1 : end);
        if (this->at(end) == '"' && this->at(colon) == ':') {
            if (const auto kind = kind_of_name(decoded)) value(*kind, skip_blanks(colon + 1));
            return;
        }
        Search inside(decoded, SecretsOf::output, false);
        const std::vector<Secret> found = inside.run();
        if (!found.empty()) add(found.front().kind, begin, end);
    }
    [[nodiscard]] bool at_unicode(std::size_t at) const {
        return this->at(at + 1) == 'u' && is_hex(this->at(at + 2)) && is_hex(this->at(at + 3)) &&
               is_hex(this->at(at + 4)) && is_hex(this->at(at + 5));
    }

    std::string_view text_;
    const bool output_, decode_escapes_;
    std::vector<Secret> found_;
    Walked tokens_, words_, lines_;
    std::vector<std::pair<std::string_view, std::optional<Named>>> names_;
    std::size_t names_done_ = 0, walked_ = 0, escapes_done_ = 0, putty_done_ = 0;
    bool keys_searched_ = false;
};

}  // namespace

void normalise(std::vector<Secret>& secrets) {
    text::sort(secrets, [](const Secret& a, const Secret& b) {
        return std::pair(a.span.begin, b.span.end) < std::pair(b.span.begin, a.span.end);
    });
    std::size_t kept = 0;
    for (const Secret& secret : secrets) {
        if (kept > 0 && secret.span.begin < secrets[kept - 1].span.end) {
            secrets[kept - 1].span.end = std::max(secrets[kept - 1].span.end, secret.span.end);
        } else {
            secrets[kept++] = secret;
        }
    }
    secrets.resize(kept);
}

std::vector<Secret> find_secrets(std::string_view text, SecretsOf where) {
    return Search(text, where).run();
}

std::optional<SecretKind> secret_named(std::string_view name) {
    const auto named = kind_of_name(name);
    return named ? std::optional(named->kind) : std::nullopt;
}

bool is_secret_value(std::string_view value) {
    return !is_placeholder(value);
}

}  // namespace preflight::intake
