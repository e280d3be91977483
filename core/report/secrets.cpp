#include "core/report/secrets.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/crypto/private_keys.h"
#include "core/intake/secret_search.h"
#include "core/text/character_reference.h"
#include "core/text/order.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

using intake::Secret;
using intake::SecretsOf;

constexpr std::size_t kWindow = 8;               // letters
constexpr std::size_t kShortest = 6;             // letters of a value that is searched for
constexpr std::size_t kEnough = 12;              // letters of a part of a value
constexpr std::size_t kGap = 64;                 // letters that a key may share with a certificate
constexpr std::size_t kLongestGap = 48;          // bytes between two letters
constexpr std::size_t kMostWindows = 1U << 20U;  // of all values
constexpr std::size_t kAroundKey = 64U << 10U;   // bytes before and behind a key, to look for certificates in

// One step through text as any format writes it.
struct Atom {
    enum class Kind : std::uint8_t { letter, passed, stop, elision };
    Kind kind = Kind::passed;
    char value = 0;  // of a letter; ASCII in lower case
    std::size_t length = 1;
};

bool is_letter(unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

Atom atom_of(unsigned char c, std::size_t length) {
    if (!is_letter(c)) return {Atom::Kind::passed, 0, length};
    return {Atom::Kind::letter, static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c), length};
}

std::optional<unsigned> hex(std::string_view digits) {
    unsigned value = 0;
    for (const char c : digits) {
        const bool digit = c >= '0' && c <= '9';
        const char letter = static_cast<char>(c | 0x20);
        if (!digit && (letter < 'a' || letter > 'f')) return std::nullopt;
        value = value * 16 + static_cast<unsigned>(digit ? c - '0' : letter - 'a' + 10);
    }
    return value;
}

Atom backslash(std::string_view rest) {
    if (rest.size() < 2) return {};
    const char next = rest[1];
    if (next == 'u' && rest.size() >= 6) {
        if (const auto value = hex(rest.substr(2, 4)))
            return *value < 0x80 ? atom_of(static_cast<unsigned char>(*value), 6) : Atom{Atom::Kind::passed, 0, 6};
    }
    const bool escape = next == 'n' || next == 'r' || next == 't' || next == 'b' || next == 'f';
    return {Atom::Kind::passed, 0, escape || !is_letter(static_cast<unsigned char>(next)) ? 2U : 1U};
}

Atom ampersand(std::string_view rest) {
    if (const auto reference = text::character_reference(rest))
        return reference->value < 0x80 ? atom_of(static_cast<unsigned char>(reference->value), reference->size)
                                       : Atom{Atom::Kind::passed, 0, reference->size};
    for (const std::string_view name : {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;"}) {
        if (rest.substr(0, name.size()) == name) return {Atom::Kind::passed, 0, name.size()};
    }
    return {};
}

Atom atom_at(std::string_view text, std::size_t at, Markup markup) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80 && is_letter(c)) return atom_of(c, 1);
    const std::string_view rest = text.substr(at);
    switch (c) {
        case '\\':
            return backslash(rest);
        case '&':
            return ampersand(rest);
        case '%':
            if (rest.size() >= 3) {
                if (const auto value = hex(rest.substr(1, 2)); value && *value < 0x80)
                    return atom_of(static_cast<unsigned char>(*value), 3);
            }
            return {};
        case '"':
        case '<':
        case '>':
            return {markup == Markup::strict ? Atom::Kind::stop : Atom::Kind::passed, 0, 1};
        case 0xE2:
            if (rest.substr(0, 3) == "…") return {Atom::Kind::elision, 0, 3};
            if (rest.substr(0, 3) == "•") return {Atom::Kind::stop, 0, 3};
            // Isolates, marks and spaces of Unicode's general punctuation.
            if (rest.size() >= 3 && static_cast<unsigned char>(rest[1]) <= 0x81) return {Atom::Kind::passed, 0, 3};
            return atom_of(c, 1);
        case 0xC2:
            if (rest.substr(0, 2) == "\xC2\xA0") return {Atom::Kind::passed, 0, 2};
            return atom_of(c, 1);
        default:
            return c >= 0x80 ? atom_of(c, 1) : Atom{};
    }
}

std::string letters_of(std::string_view value) {
    std::string letters;
    for (std::size_t at = 0; at < value.size();) {
        const Atom atom = atom_at(value, at, Markup::none);
        if (atom.kind == Atom::Kind::letter) letters += atom.value;
        at += atom.length;
    }
    return letters;
}

std::uint64_t pushed(std::uint64_t window, char letter) {
    return (window << 8U) | static_cast<unsigned char>(letter);
}

bool holds(const std::vector<std::uint64_t>& sorted, std::uint64_t window) {
    return std::binary_search(sorted.begin(), sorted.end(), window);
}

std::size_t slot(std::uint64_t window) {
    return static_cast<std::size_t>((window * 0x9E3779B97F4A7C15ULL) >> 48U);
}

// A value that does not turn up by chance: "hunter2pass", not "springfield" or "admin".
bool is_distinctive(std::string_view value) {
    bool digit = false, small = false, capital_behind = false;
    char before = 0;
    for (const char c : value) {
        const bool upper = c >= 'A' && c <= 'Z';
        digit = digit || (c >= '0' && c <= '9');
        small = small || (c >= 'a' && c <= 'z') || upper;
        capital_behind = capital_behind || (upper && before >= 'a' && before <= 'z');
        before = c;
    }
    return (digit && small) || capital_behind || value.size() >= 20;
}

}  // namespace

Secrets::Secrets(const workspace::Workspace& workspace) {
    for (const intake::Input& input : workspace.inputs) {
        bool keys = false;
        for (const Secret& secret : input.secrets) {
            if (const auto value = input.source->slice(secret.span.begin, secret.span.size())) add_value(*value);
            keys = keys || secret.kind == intake::SecretKind::private_key;
            if (secret.kind == intake::SecretKind::private_key && !input.source->kept()) {
                const std::size_t from = secret.span.begin - std::min(secret.span.begin, kAroundKey);
                if (const auto around = input.source->slice(from, secret.span.end + kAroundKey - from))
                    leave_open(*around);
            }
        }
        if (keys && input.source->kept()) leave_open(input.source->text());
        add(input.name);
    }
    finish();
}

void Secrets::add(std::string_view text) {
    const std::vector<Secret> found = intake::find_secrets(text, SecretsOf::input);
    if (found.empty()) return;
    bool keys = false;
    for (const Secret& secret : found) {
        add_value(text.substr(secret.span.begin, secret.span.size()));
        keys = keys || secret.kind == intake::SecretKind::private_key;
    }
    if (keys) leave_open(text);
    finish();
}

void Secrets::add_value(std::string_view value) {
    if (!is_distinctive(value)) return;
    const std::string letters = letters_of(value);
    if (letters.size() < kShortest || windows_.size() + letters.size() > kMostWindows) return;
    if (letters.size() < kWindow) {
        short_.push_back(letters);
        return;
    }
    std::uint64_t window = 0;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        window = pushed(window, letters[i]);
        if (i + 1 < kWindow) continue;
        if (i + 1 == kWindow) firsts_.push_back(window);
        windows_.push_back(window);
    }
    lasts_.push_back(window);
}

// The contents of certificates are not secret: the algorithm's name, and of a key in PKCS#1 the modulus.
void Secrets::leave_open(std::string_view text) {
    const crypto::KeySearch found = crypto::find_private_keys(text);
    if (found.certificates.empty()) return;
    text::sort_once(windows_);
    std::vector<std::uint64_t> open;
    for (const text::Span certificate : found.certificates) {
        std::uint64_t window = 0;
        std::size_t count = 0;
        for (std::size_t at = certificate.begin; at < certificate.end;) {
            const Atom atom = atom_at(text, at, Markup::none);
            at += atom.length;
            if (atom.kind != Atom::Kind::letter) continue;
            window = pushed(window, atom.value);
            if (++count >= kWindow && holds(windows_, window)) open.push_back(window);
        }
    }
    text::sort_once(open);
    std::vector<std::uint64_t> kept;
    std::set_difference(windows_.begin(), windows_.end(), open.begin(), open.end(), std::back_inserter(kept));
    windows_ = std::move(kept);
}

void Secrets::finish() {
    text::sort_once(windows_);
    text::sort_once(firsts_);
    text::sort_once(lasts_);
    text::sort_once(short_);
    maybe_.reset();
    for (const std::uint64_t window : windows_) maybe_.set(slot(window));
}

void Secrets::find_values(std::string_view text, Markup markup, std::vector<Cover>& out) const {
    if (windows_.empty() && short_.empty()) return;
    struct Letter {
        std::size_t begin = 0, end = 0;
        bool joined = false;  // nothing between it and the letter before
    };
    std::array<Letter, kWindow> last{};  // the last letters, by their number
    struct Run {
        std::size_t begin = 0, end = 0;   // bytes
        std::size_t first = 0, last = 0;  // numbers of letters
        bool whole_begin = false, whole_end = false, free_begin = false, elided = false;
    };
    std::optional<Run> run;
    std::size_t count = 0;        // letters since the last stop
    std::size_t gap = 0;          // bytes since the last letter
    bool elision_before = false;  // the text that is not broken begins behind "…"
    std::uint64_t window = 0;

    const auto free_end = [&](std::size_t at) {
        if (at >= text.size()) return true;
        return atom_at(text, at, markup).kind != Atom::Kind::letter;
    };
    struct Part {
        std::size_t last = 0;  // number of its last letter
        bool open = false;     // the value goes on behind it
    };
    std::optional<Part> part;  // the last one in `out`, of the text that is not broken
    const auto close = [&](bool elided) {
        if (!run) return;
        const std::size_t length = run->last - run->first + 1;
        const bool whole = run->whole_begin && run->whole_end && run->free_begin && free_end(run->end);
        if (length >= kEnough || whole || run->elided || (elided && run->last + 1 == count)) {
            // A key may be interrupted by what it shares with a certificate.
            if (part && part->open && !run->whole_begin && run->first <= part->last + kGap) {
                out.back().end = run->end;
            } else {
                out.push_back({run->begin, run->end});
            }
            part = Part{run->last, !run->whole_end};
        }
        run.reset();
    };
    const auto stop = [&](bool elision) {
        close(elision);
        part.reset();
        count = 0;
        window = 0;
        elision_before = elision;
    };
    const auto check_short = [&](std::size_t size) {
        if (count < size) return;
        const Letter& first = last[(count - size) % kWindow];
        if (first.joined || !free_end(last[(count - 1) % kWindow].end)) return;
        std::string letters;
        for (std::size_t i = count - size; i < count; ++i)
            letters += static_cast<char>(window >> (8U * (count - 1 - i)));
        if (!std::binary_search(short_.begin(), short_.end(), letters)) return;
        part.reset();
        out.push_back({first.begin, last[(count - 1) % kWindow].end});
    };

    for (std::size_t at = 0; at < text.size();) {
        const Atom atom = atom_at(text, at, markup);
        const std::size_t end = at + atom.length;
        if (atom.kind == Atom::Kind::letter) {
            last[count % kWindow] = {at, end, count > 0 && gap == 0};
            ++count;
            gap = 0;
            window = pushed(window, atom.value);
            if (!short_.empty()) {
                check_short(kShortest);
                check_short(kShortest + 1);
            }
            if (count >= kWindow && maybe_[slot(window)] && holds(windows_, window)) {
                const std::size_t first = count - kWindow;
                const Letter& begin = last[first % kWindow];
                if (!run || run->last + 2 != count) {
                    close(false);
                    run = Run{begin.begin,
                              end,
                              first,
                              first,
                              holds(firsts_, window),
                              false,
                              !begin.joined,
                              elision_before && first == 0};
                }
                run->end = end;
                run->last = count - 1;
                run->whole_end = holds(lasts_, window);
            }
        } else if (atom.kind == Atom::Kind::passed) {
            gap += atom.length;
            if (gap > kLongestGap) stop(false);
        } else {
            stop(atom.kind == Atom::Kind::elision);
        }
        at = end;
    }
    close(false);
}

namespace {

// The part of a span that ends with the string or the attribute that it is in, without half an escape.
Secrets::Cover within_value(std::string_view text, text::Span span) {
    std::size_t slashes = 0;
    while (slashes < span.begin && text[span.begin - 1 - slashes] == '\\') ++slashes;
    const std::size_t begin = span.begin - slashes % 2;
    std::size_t at = begin;
    while (at < span.end) {
        const char c = text[at];
        if (c == '"' || c == '<' || c == '>') break;
        const std::size_t length = c == '\\' || c == '&' ? atom_at(text, at, Markup::strict).length : 1;
        // A backslash before a letter that is not an escape is one byte for atom_at(); in JSON it is two.
        at += c == '\\' ? std::max<std::size_t>(length, 2) : length;
    }
    return {begin, std::min(at, text.size())};
}

}  // namespace

std::vector<Secrets::Cover> Secrets::covers(std::string_view text, Markup markup) const {
    std::vector<Cover> found;
    find_values(text, markup, found);
    for (const Secret& secret : intake::find_secrets(text, SecretsOf::output))
        found.push_back(markup == Markup::strict ? within_value(text, secret.span)
                                                 : Cover{secret.span.begin, secret.span.end});
    text::sort(found, [](const Cover& a, const Cover& b) { return a.begin < b.begin; });
    return found;
}

namespace {

template <typename Take>
void cover(std::string_view text, const std::vector<Secrets::Cover>& found, Take take) {
    std::size_t copied = 0;
    for (std::size_t i = 0; i < found.size();) {
        Secrets::Cover cover = found[i];
        for (++i; i < found.size() && found[i].begin < cover.end; ++i) cover.end = std::max(cover.end, found[i].end);
        if (cover.begin == cover.end) continue;
        take(text.substr(copied, cover.begin - copied));
        take(kRedacted);
        copied = cover.end;
    }
    take(text.substr(copied));
}

}  // namespace

std::string Secrets::redacted(std::string text, Markup markup) const {
    const std::vector<Cover> found = covers(text, markup);
    if (found.empty()) return text;
    std::string result;
    cover(text, found, [&result](std::string_view part) { result += part; });
    return result;
}

void Secrets::write(std::string_view text, Markup markup, const Sink& sink) const {
    cover(text, covers(text, markup), sink);
}

Markup markup_of(Subject subject, std::string_view format) {
    for (const Format& known : formats_of(subject)) {
        if (known.name != format) continue;
        const bool data = known.media_type.substr(0, 12) == "application/" || known.media_type == "text/html";
        return data ? Markup::strict : Markup::none;
    }
    return Markup::none;
}

}  // namespace preflight::report
