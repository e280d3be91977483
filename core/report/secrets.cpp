#include "core/report/secrets.h"

#include <algorithm>
#include <utility>

#include "core/crypto/private_keys.h"

namespace preflight::report {

namespace {

using crypto::Base64Atom;
using Kind = Base64Atom::Kind;

constexpr std::string_view kCover = "[private key, not shown]";
constexpr std::size_t kPiece = 8;  // characters
constexpr std::size_t kGap = 64;   // between two pieces of one key: what it shares with a certificate, say
constexpr std::uint64_t kMask = (1ULL << (kPiece * 6)) - 1;

// Small letters for capitals: "a" is 26, "A" is 0.
std::uint64_t folded(std::uint8_t sextet) {
    return sextet < 26 ? sextet + 26U : sextet;
}

bool holds(const std::vector<std::uint64_t>& sorted, std::uint64_t piece) {
    return std::binary_search(sorted.begin(), sorted.end(), piece);
}

void sort(std::vector<std::uint64_t>& pieces) {
    std::sort(pieces.begin(), pieces.end());
    pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
}

// Calls `take(piece, count)` for every character, with the last eight and how many there were without a break.
template <typename Take>
void walk(std::string_view text, Take take) {
    std::uint64_t piece = 0;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Base64Atom atom = crypto::base64_atom(text, at);
        at += std::max<std::size_t>(atom.length, 1);
        if (atom.kind == Kind::sextet) {
            piece = ((piece << 6U) | folded(atom.value)) & kMask;
            take(piece, ++count);
        } else if (atom.kind != Kind::passed) {
            count = 0;
        }
    }
}

}  // namespace

Secrets::Secrets(const workspace::Workspace& workspace) {
    std::vector<bool> searched(workspace.inputs.slots());
    for (const intake::MetadataInput& metadata : workspace.metadata) {
        searched[metadata.input] = true;
        if (!metadata.document.private_keys.empty()) add(metadata.document.text);
    }
    for (const intake::Input& input : workspace.inputs) {
        if (!searched[input.slot] && input.source->kept()) add(input.source->text());
        for (const text::Span window : input.key_windows) {
            if (const auto text = input.source->slice(window.begin, window.size())) add(*text);
        }
    }
}

void Secrets::add(std::string_view text) {
    const crypto::KeySearch found = crypto::find_private_keys(text);
    if (found.keys.empty()) return;
    std::vector<std::uint64_t> pieces;
    for (const crypto::PrivateKey& key : found.keys) {
        bool first = true;
        walk(text.substr(key.secret.begin, key.secret.size()), [&](std::uint64_t piece, std::size_t count) {
            if (count % kPiece != 0) return;
            pieces.push_back(piece);
            if (std::exchange(first, false)) first_.push_back(piece);
        });
    }
    sort(pieces);
    // What certificates hold is no secret: the algorithm's name, and of a key in PKCS#1 the modulus.
    std::vector<std::uint64_t> open;
    for (const text::Span certificate : found.certificates) {
        walk(text.substr(certificate.begin, certificate.size()), [&](std::uint64_t piece, std::size_t count) {
            if (count >= kPiece && holds(pieces, piece)) open.push_back(piece);
        });
    }
    sort(open);
    std::set_difference(pieces.begin(), pieces.end(), open.begin(), open.end(), std::back_inserter(pieces_));
    sort(pieces_);
    sort(first_);
}

std::string Secrets::covered(std::string text) const {
    if (empty()) return text;
    // The characters without a break behind the last one that is not base64: bytes, and whether the next is joined.
    struct Character {
        std::size_t begin, end;
    };
    std::vector<Character> run;
    std::string result;
    std::size_t copied = 0;
    const auto cover = [&](std::size_t from, std::size_t to) {
        result.append(text, copied, from - copied);
        result += kCover;
        copied = to;
    };
    std::vector<std::pair<std::size_t, std::size_t>> hits;  // indices of `run`, the second exclusive
    const auto close = [&] {
        for (std::size_t i = 0; i < hits.size();) {
            auto [from, to] = hits[i];
            for (++i; i < hits.size() && hits[i].first <= to + kGap; ++i) to = hits[i].second;
            // A piece that was cut off at its end. Spelt without a blank in between, all of it belongs to the key.
            while (to < run.size() && run[to].begin == run[to - 1].end) ++to;
            cover(run[from].begin, run[to - 1].end);
            while (i < hits.size() && hits[i].first < to) ++i;
        }
        hits.clear();
        run.clear();
    };
    std::uint64_t piece = 0;
    const std::string_view view = text;
    for (std::size_t at = 0; at < view.size();) {
        const Base64Atom atom = crypto::base64_atom(view, at);
        const std::size_t end = at + std::max<std::size_t>(atom.length, 1);
        if (atom.kind == Kind::sextet) {
            run.push_back({at, end});
            piece = ((piece << 6U) | folded(atom.value)) & kMask;
            if (run.size() >= kPiece && holds(pieces_, piece)) {
                std::size_t from = run.size() - kPiece;
                // The characters before a piece are the end of another one, unless the key begins here.
                if (!holds(first_, piece)) {
                    for (std::size_t i = 1; i < kPiece && from > 0 && run[from - 1].end == run[from].begin; ++i) --from;
                }
                hits.emplace_back(from, run.size());
            }
        } else if (atom.kind != Kind::passed) {
            close();
        }
        at = end;
    }
    close();
    result.append(text, copied);
    return result;
}

}  // namespace preflight::report
