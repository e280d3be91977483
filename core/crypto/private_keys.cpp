#include "core/crypto/private_keys.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "core/formats/pem.h"
#include "core/text/character_reference.h"
#include "core/text/invisible.h"
#include "core/text/order.h"

namespace preflight::crypto {

namespace {

namespace pem = formats::pem;
using Kind = Base64Atom::Kind;

constexpr std::uint8_t kNoSextet = 64;
constexpr std::array<std::uint8_t, 256> kSextet = [] {
    std::array<std::uint8_t, 256> table{};
    for (auto& value : table) value = kNoSextet;
    for (unsigned i = 0; i < 26; ++i) {
        table['A' + i] = static_cast<std::uint8_t>(i);
        table['a' + i] = static_cast<std::uint8_t>(26 + i);
    }
    for (unsigned i = 0; i < 10; ++i) table['0' + i] = static_cast<std::uint8_t>(52 + i);
    table['+'] = table['-'] = 62;
    table['/'] = table['_'] = 63;
    return table;
}();

std::uint8_t sextet(char c) {
    return kSextet[static_cast<unsigned char>(c)];
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::size_t kLongestComment = 4096;  // inside a key
constexpr std::size_t kHeadBytes = 512;        // of text, to look for the head of a structure in
constexpr std::size_t kHead = 24;              // bytes of a structure that tell what it is, with room to spare
constexpr std::size_t kMostDamage = 8;         // bytes in one place that a key goes on behind
constexpr std::size_t kEnoughBehind = 16;      // sextets that show that it does
constexpr std::size_t kLeast = 48;             // sextets; what is shorter tells nothing but the kind of key
constexpr std::size_t kLeastNumber = 40;       // sextets of a member of an RSA key
constexpr std::size_t kLongestArmoured = 64U << 10U;
constexpr std::size_t kUnknown = std::numeric_limits<std::size_t>::max();

Base64Atom atom_of(char c, std::size_t length) {
    if (const std::uint8_t value = sextet(c); value != kNoSextet) return {Kind::sextet, value, length};
    return {is_blank(c) || c == '=' ? Kind::passed : Kind::other, 0, length};
}

// "&#x2B;" and similar.
Base64Atom reference(std::string_view text) {
    const auto reference = text::character_reference(text);
    if (!reference || reference->value > 0xFFFF) return {Kind::other, 0, 1};
    return reference->value < 0x80 ? atom_of(static_cast<char>(reference->value), reference->size)
                                   : Base64Atom{Kind::passed, 0, reference->size};
}

// The sextets from `at` on, at most `most`, as bytes; `skip_bits` of the first are not part of them.
std::string head_at(std::string_view text, std::size_t at, unsigned skip_bits = 0) {
    std::string bytes;
    bytes.reserve(kHead);
    const std::size_t end = std::min(text.size(), at + kHeadBytes);
    std::uint32_t bits = 0;
    unsigned count = 0;
    bool first = true;
    while (at < end && bytes.size() < kHead) {
        const Base64Atom atom = base64_atom(text, at);
        if (atom.kind == Kind::other || atom.kind == Kind::stop) break;
        at += atom.length;
        if (atom.kind == Kind::passed) continue;
        const unsigned taken = first ? 6 - skip_bits : 6;
        first = false;
        bits = (bits << taken) | (atom.value & ((1U << taken) - 1U));
        count += taken;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>((bits >> count) & 0xFFU);
        bits &= (1U << count) - 1U;
    }
    return bytes;
}

// The beginning of a DER structure.
class Head {
public:
    explicit Head(std::string_view bytes) : bytes_(bytes) {}

    // A header with this tag; the content's length. Long forms up to three bytes, and BER's indefinite one.
    std::optional<std::size_t> open(unsigned tag) {
        if (byte(at_) != tag) return std::nullopt;
        const unsigned first = byte(at_ + 1);
        if (first == kNone) return std::nullopt;
        at_ += 2;
        if (first < 0x80) return first;
        if (first == 0x80) return kUnknown;
        if (first > 0x83) return std::nullopt;
        std::size_t length = 0;
        for (unsigned i = 0x80; i < first; ++i) {
            if (byte(at_) == kNone) return std::nullopt;
            length = length * 256 + byte(at_++);
        }
        return length;
    }
    bool take(std::string_view bytes) {
        if (bytes_.substr(std::min(at_, bytes_.size()), bytes.size()) != bytes) return false;
        at_ += bytes.size();
        return true;
    }
    [[nodiscard]] unsigned next() const { return byte(at_); }
    [[nodiscard]] std::size_t at() const { return at_; }

private:
    static constexpr unsigned kNone = 256;
    [[nodiscard]] unsigned byte(std::size_t i) const {
        return i < bytes_.size() ? static_cast<unsigned char>(bytes_[i]) : kNone;
    }
    std::string_view bytes_;
    std::size_t at_ = 0;
};

enum class Shape : std::uint8_t { none, key, certificate };
struct Structure {
    Shape shape = Shape::none;
    std::size_t size = kUnknown;  // bytes, header included
};

Structure structure_of(std::string_view bytes) {
    constexpr unsigned kInteger = 2, kOctets = 4, kObjectId = 6, kSequence = 0x30;
    constexpr std::string_view kPkcs5("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x05", 10);
    constexpr std::string_view kPkcs12Pbe("\x06\x0A\x2A\x86\x48\x86\xF7\x0D\x01\x0C\x01", 11);
    constexpr std::string_view kPkcs7("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07", 10);
    constexpr std::string_view kFieldKind("\x06\x07\x2A\x86\x48\xCE\x3D\x01", 8);
    Head head(bytes);
    const auto length = head.open(kSequence);
    if (!length) return {};
    const std::size_t size = *length == kUnknown ? kUnknown : *length + head.at();
    if (head.take(std::string_view("\x02\x01\x03", 3)))
        return head.open(kSequence) && head.take(kPkcs7) ? Structure{Shape::key, size} : Structure{};
    if (head.take(std::string_view("\x02\x01\x00", 3)) || head.take(std::string_view("\x02\x01\x01", 3))) {
        if (head.next() == kSequence) {
            // PKCS#8: the algorithm begins with its name. Parameters of a curve (X9.62) begin with a kind of field.
            if (!head.open(kSequence) || head.take(kFieldKind) || head.next() != kObjectId) return {};
            return {Shape::key, size};
        }
        if (const auto number = head.open(kInteger)) {
            // PKCS#1, and what OpenSSL writes for DSA: a modulus or a prime.
            return *number >= 32 && *number < size ? Structure{Shape::key, size} : Structure{};
        }
        const auto octets = head.open(kOctets);
        return octets && *octets >= 20 && *octets <= 72 && *octets < size ? Structure{Shape::key, size} : Structure{};
    }
    if (!head.open(kSequence)) return {};
    // An encrypted PKCS#8.
    if (head.take(kPkcs5) || head.take(kPkcs12Pbe)) return {Shape::key, size};
    // A certificate's version or serial number.
    return head.next() == 0xA0 || head.next() == kInteger ? Structure{Shape::certificate, size} : Structure{};
}

std::size_t sextets_of(std::size_t bytes) {
    return bytes == kUnknown ? kUnknown : (bytes * 4 + 2) / 3;
}

struct Run {
    std::size_t end = 0;
    std::size_t sextets = 0;
};

// Where the base64 that begins at `at` ends: with `due` sextets and what is joined to them, or where nothing of it
// follows. A few foreign characters in the middle do not end it.
Run run_of(std::string_view text, std::size_t at, std::size_t due) {
    Run run{at, 0};
    bool joined = false;  // the last atom was a sextet
    while (at < text.size()) {
        const Base64Atom atom = base64_atom(text, at);
        if (atom.kind == Kind::stop) break;
        if (atom.kind == Kind::sextet) {
            if (run.sextets >= due && !joined) break;
            at += atom.length;
            ++run.sextets;
            run.end = at;
            joined = true;
            continue;
        }
        joined = false;
        if (atom.kind == Kind::passed) {
            at += atom.length;
            continue;
        }
        if (run.sextets >= due) break;
        // Damage: does it go on behind?
        std::size_t ahead = at, foreign = 0, behind = 0;
        while (ahead < text.size() && foreign <= kMostDamage && behind < kEnoughBehind) {
            const Base64Atom next = base64_atom(text, ahead);
            if (next.kind == Kind::stop) break;
            if (next.kind == Kind::sextet) ++behind;
            if (next.kind == Kind::other) {
                foreign += next.length;
                behind = 0;
            }
            ahead += next.length;
        }
        if (behind < kEnoughBehind) break;
        run.sextets += behind;
        run.end = at = ahead;
    }
    return run;
}

class Search {
public:
    explicit Search(std::string_view text) : text_(text) {}

    KeySearch run() {
        bare();
        between_boundaries();
        rsa_members();
        // What was found in two ways is one key: the BEGIN line comes first.
        text::sort(result_.keys, [](const PrivateKey& a, const PrivateKey& b) { return a.at < b.at; });
        std::vector<PrivateKey> once;
        for (const PrivateKey& key : result_.keys) {
            if (once.empty() || key.at >= once.back().secret.end) once.push_back(key);
            else once.back().secret.end = std::max(once.back().secret.end, key.secret.end);
        }
        result_.keys = std::move(once);
        return std::move(result_);
    }

private:
    // What is between the lines of PEM, whatever became of their dashes.
    void between_boundaries() {
        constexpr std::size_t kKind = 24;  // "RSA", "ENCRYPTED", ... between the two words, and the BEGIN
        std::size_t done = 0;
        const std::vector<std::size_t> words = outside_certificates(pem::kPrivateKey);
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::size_t word = words[i];
            const std::size_t next = i + 1 < words.size() ? words[i + 1] : std::string_view::npos;
            const auto before = [&](std::size_t at, std::string_view which) {
                const std::size_t from = at > kKind ? at - kKind : 0;
                const auto found = text_.substr(from, at - from).rfind(which);
                return found == std::string_view::npos ? found : from + found;
            };
            const std::size_t begin_word = before(word, pem::kBegin);
            std::size_t body = word + pem::kPrivateKey.size();
            if (text_.substr(body, 6) == " BLOCK") body += 6;
            const std::size_t dashes = pem::dashes_end(text_, body);
            if (word >= done && begin_word != std::string_view::npos) {
                std::size_t end = 0;
                if (next != std::string_view::npos && next - word < kLongestArmoured &&
                    before(next, pem::kEnd) != std::string_view::npos) {
                    end = before(next, pem::kEnd);
                } else {
                    end = unterminated(dashes);
                }
                if (dashes > body || end - dashes >= kLeast) {
                    result_.keys.push_back({{dashes, std::max(end, dashes)}, begin_of_line(begin_word)});
                    done = std::max(end, dashes);
                }
            }
        }
    }

    // Where a word is in what is not a certificate: those are most of a file.
    [[nodiscard]] std::vector<std::size_t> outside_certificates(std::string_view word) const {
        std::vector<std::size_t> result;
        std::size_t from = 0;
        for (std::size_t i = 0; i <= result_.certificates.size(); ++i) {
            const bool last = i == result_.certificates.size();
            const std::string_view part = text_.substr(0, last ? text_.size() : result_.certificates[i].begin);
            for (auto at = part.find(word, from); at != std::string_view::npos; at = part.find(word, at + word.size()))
                result.push_back(at);
            if (!last) from = result_.certificates[i].end;
        }
        return result;
    }

    // Where the dashes before BEGIN begin.
    [[nodiscard]] std::size_t begin_of_line(std::size_t word) const {
        constexpr std::size_t kLongestDashes = 40;
        for (std::size_t at = word - std::min(word, kLongestDashes); at < word; ++at) {
            if (const std::size_t end = pem::dashes_end(text_, at);
                end > at && text_.substr(end, word - end) == std::string_view(" ").substr(0, word - end))
                return at;
        }
        return word;
    }

    // The end of a body without an END line; its header lines ("DEK-Info: ...") belong to it.
    [[nodiscard]] std::size_t unterminated(std::size_t body) const {
        constexpr std::size_t kHeaders = 1024;
        std::size_t at = body;
        const std::string_view head = text_.substr(body, kHeaders);
        if (const auto proc = head.find("DEK-Info:"); proc != std::string_view::npos) at = body + proc;
        return run_of(text_, at, kUnknown).end;
    }

    // <P>, <Q>, <D>, ... of an RSAKeyValue, as .NET writes whole keys.
    void rsa_members() {
        constexpr std::string_view kName = "RSAKeyValue";
        const std::vector<std::size_t> names = outside_certificates(kName);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::size_t end = i + 1 < names.size() ? names[i + 1] : text_.size();
            const std::string_view part = text_.substr(0, end);
            for (auto tag = part.find('<', names[i]); tag != std::string_view::npos; tag = part.find('<', tag + 1))
                member(tag + 1, end);
        }
    }

    void member(std::size_t name, std::size_t end) {
        constexpr std::array<std::string_view, 6> kPrivate = {"P", "Q", "DP", "DQ", "InverseQ", "D"};
        const std::string_view head = text_.substr(name, std::min<std::size_t>(end - name, 64));
        const auto close = head.find_first_of("> \t\r\n/");
        if (close == std::string_view::npos || head[close] == '/') return;
        const std::string_view qualified = head.substr(0, close);
        const auto colon = qualified.find(':');
        const std::string_view local = colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
        if (std::find(kPrivate.begin(), kPrivate.end(), local) == kPrivate.end()) return;
        const auto content = text_.substr(0, end).find('>', name);
        if (content == std::string_view::npos) return;
        const Run run = run_of(text_, content + 1, kUnknown);
        if (run.sextets >= kLeastNumber) result_.keys.push_back({{content + 1, run.end}, content + 1});
    }

    void bare() {
        std::size_t at = text_.find('M');  // the six bits that every structure begins with
        while (at != std::string_view::npos && at + 1 < text_.size()) {
            at = text_.find('M', std::max(at + 1, structure_at(at)));
        }
    }

    // Looks at base64 that may begin here; where to go on.
    std::size_t structure_at(std::size_t at) {
        if (text_[at + 1] < 'A' || text_[at + 1] > 'I') return at;  // the length's first bits
        const Structure found = structure_of(head_at(text_, at));
        switch (found.shape) {
            case Shape::none:
                return at;
            case Shape::key:
                return key_at(at, found.size);
            case Shape::certificate:
                break;
        }
        const std::size_t end = certificate_at(at, found.size);
        result_.certificates.push_back({at, end});
        return end;
    }

    std::size_t key_at(std::size_t begin, std::size_t size) {
        const Run run = run_of(text_, begin, sextets_of(size));
        if (run.sextets < kLeast) return begin;
        result_.keys.push_back({{begin, run.end}, begin});
        return run.end;
    }

    // Where a certificate ends, and those that follow it in the same base64. A key behind them is found on the way.
    std::size_t certificate_at(std::size_t at, std::size_t size) {
        if (size == kUnknown) return at;
        if (const std::size_t end = foretold_end(at, size); end > 0) return end;
        for (std::size_t sextets = 0; at < text_.size();) {
            const Base64Atom atom = base64_atom(text_, at);
            if (atom.kind == Kind::stop || atom.kind == Kind::other) break;
            // Its own end: what follows has a head of its own.
            if (text_[at] == '=') break;
            if (atom.kind == Kind::sextet && sextets++ == size * 4 / 3) {
                // This one holds the last bits of the certificate and the first of what follows, or only the latter.
                const Structure next = structure_of(head_at(text_, at, static_cast<unsigned>(size * 8 % 6)));
                if (next.shape == Shape::key) return key_at(at, next.size);
                if (next.shape == Shape::none || next.size == kUnknown) break;
                size += next.size;
            }
            at += atom.length;
        }
        return at;
    }

    // Most certificates stand alone in their element, in lines of one width: 0 for those that do not.
    [[nodiscard]] std::size_t foretold_end(std::size_t at, std::size_t size) const {
        const std::size_t characters = (size + 2) / 3 * 4;
        const std::string_view first = text_.substr(at, 80);
        std::size_t width = 0;
        while (width < first.size() && first[width] != '\r' && first[width] != '\n' && first[width] != '<') ++width;
        std::size_t turns = 0;
        if (width < first.size()) {
            if (width == 0 || first[width] == '<') return 0;
            turns = (characters - 1) / width * (first.substr(width, 2) == "\r\n" ? 2 : 1);
        }
        const std::size_t end = at + characters + turns;
        return ends_at(end) ? end : 0;
    }

    // Nothing but white space up to markup.
    [[nodiscard]] bool ends_at(std::size_t at) const {
        for (std::size_t i = at; i < text_.size() && i < at + 64; ++i) {
            if (text_[i] == '<') return sextet(text_[at - 1]) != kNoSextet || text_[at - 1] == '=';
            if (!is_blank(text_[i])) return false;
        }
        return false;
    }

    std::string_view text_;
    KeySearch result_;
};

}  // namespace

Base64Atom base64_atom(std::string_view text, std::size_t at) {
    if (at >= text.size()) return {};
    const char c = text[at];
    if (c == '-' && text.substr(at, pem::kDashes.size()) == pem::kDashes) return {Kind::stop, 0, 1};
    if (sextet(c) != kNoSextet) return {Kind::sextet, sextet(c), 1};
    switch (c) {
        case '"':
        case '\'':
        case '>':
            return {Kind::stop, 0, 1};
        case '&':
            return reference(text.substr(at));
        case '<': {
            if (text.substr(at, 9) == "<![CDATA[") return {Kind::passed, 0, 9};
            if (text.substr(at, 4) != "<!--") return {Kind::stop, 0, 1};
            const auto end = text.substr(at, kLongestComment).find("-->");
            return end == std::string_view::npos ? Base64Atom{Kind::stop, 0, 1} : Base64Atom{Kind::passed, 0, end + 3};
        }
        case ']':
            if (text.substr(at, 3) == "]]>") return {Kind::passed, 0, 3};
            break;
        case '\\': {
            const char next = at + 1 < text.size() ? text[at + 1] : '\0';
            if (next == 'n' || next == 'r' || next == 't') return {Kind::passed, 0, 2};
            if (next == '/') return {Kind::sextet, sextet('/'), 2};
            return {Kind::other, 0, std::min<std::size_t>(next == 'u' ? 6 : 2, text.size() - at)};
        }
        default:
            break;
    }
    if (const std::size_t length = text::invisible_at(text, at, text::Invisible::in_key); length > 0)
        return {Kind::passed, 0, length};
    return atom_of(c, 1);
}

KeySearch find_private_keys(std::string_view text) {
    return Search(text).run();
}

}  // namespace preflight::crypto
