#include "core/population/atoms.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace preflight::population {

namespace {

// Mixes eight bytes at a time. Its quality decides speed only: an order never depends on it, and the overflow tree
// bounds what chosen collisions can cost.
std::uint64_t hash_of(AtomKind kind, std::string_view bytes) {
    constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15U;
    std::uint64_t hash = (bytes.size() * kFactor) ^ static_cast<std::uint64_t>(kind);
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * kFactor;
        hash ^= hash >> 29U;
    };
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        mix(word);
    }
    if (at < bytes.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, bytes.size() - at);
        mix(word);
    }
    return hash ^ (hash >> 32U);
}

}  // namespace

std::uint32_t Atoms::header(Cell atom) const {
    std::uint32_t value = 0;
    std::memcpy(&value, address(atom), sizeof value);
    return value;
}

Cell Atoms::find(AtomKind kind, std::string_view bytes) const {
    if (slots_.empty()) return Cell::unset();
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash_of(kind, bytes)) & mask;
    for (std::size_t probe = 0; probe < kMaxProbes; ++probe, at = (at + 1) & mask) {
        if (slots_[at] == 0) return Cell::unset();
        const Cell atom = Cell::atom(slots_[at]);
        if (is(atom, kind, bytes)) return atom;
    }
    const auto found = overflow_.find(Key{kind, bytes});
    return found == overflow_.end() ? Cell::unset() : Cell::atom(found->second);
}

Cell Atoms::add(AtomKind kind, std::string_view bytes) {
    if (slots_.empty()) slots_.resize(1U << 10U);
    const std::uint64_t hash = hash_of(kind, bytes);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    std::size_t probe = 0;
    for (; probe < kMaxProbes && slots_[at] != 0; ++probe, at = (at + 1) & mask) {
        const Cell atom = Cell::atom(slots_[at]);
        if (is(atom, kind, bytes)) return atom;
    }
    if (probe == kMaxProbes) {
        const auto found = overflow_.find(Key{kind, bytes});
        if (found != overflow_.end()) return Cell::atom(found->second);
    }
    const Cell atom = store(kind, bytes);
    if (!atom.is_atom()) return atom;
    if (probe < kMaxProbes) {
        slots_[at] = atom.id();
    } else {
        overflow_.emplace(Key{kind, view(atom)}, atom.id());
    }
    if (++count_ * 4 > slots_.size() * 3) grow();
    return atom;
}

Cell Atoms::folded(Cell cell) {
    const std::string_view bytes = text_of(cell);
    if (std::none_of(bytes.begin(), bytes.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return cell;
    std::string lowered(bytes);
    for (char& c : lowered) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text(lowered);
}

Cell Atoms::store(AtomKind kind, std::string_view bytes) {
    if (bytes.size() > kMaxBytes) return Cell::unknown();
    const std::size_t needed = (kHeader + bytes.size() + kUnit - 1) / kUnit * kUnit;
    if (used_ + needed > kBlock) {
        const std::size_t blocks = (needed + kBlock - 1) / kBlock;
        if (blocks_.size() + blocks > kMaxBlocks) return Cell::unknown();
        // A value longer than a block gets consecutive numbers of its own; the block in use stays open for others.
        const std::size_t first = blocks_.size();
        owned_.push_back({std::make_unique<char[]>(blocks * kBlock)});
        char* const bytes_of_new = owned_.back().bytes.get();
        for (std::size_t i = 0; i < blocks; ++i) blocks_.push_back(bytes_of_new + i * kBlock);
        if (blocks == 1) {
            open_ = bytes_of_new;
            open_number_ = first;
            used_ = 0;
        } else {
            const auto head = static_cast<std::uint32_t>((bytes.size() << 2U) | static_cast<std::size_t>(kind));
            std::memcpy(bytes_of_new, &head, kHeader);
            std::memcpy(bytes_of_new + kHeader, bytes.data(), bytes.size());
            return Cell::atom(Cell::kFirstAtom + static_cast<std::uint32_t>(first * (kBlock / kUnit)));
        }
    }
    char* const place = open_ + used_;
    const auto head = static_cast<std::uint32_t>((bytes.size() << 2U) | static_cast<std::size_t>(kind));
    std::memcpy(place, &head, kHeader);
    if (!bytes.empty()) std::memcpy(place + kHeader, bytes.data(), bytes.size());
    const std::size_t number = open_number_ * (kBlock / kUnit) + used_ / kUnit;
    used_ += needed;
    return Cell::atom(Cell::kFirstAtom + static_cast<std::uint32_t>(number));
}

void Atoms::insert(Cell atom, std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    for (std::size_t probe = 0; probe < kMaxProbes; ++probe, at = (at + 1) & mask) {
        if (slots_[at] == 0) {
            slots_[at] = atom.id();
            return;
        }
    }
    overflow_.emplace(Key{kind(atom), view(atom)}, atom.id());
}

void Atoms::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    std::map<Key, std::uint32_t> overflow;
    overflow.swap(overflow_);
    for (const Slot id : old) {
        if (id != 0) insert(Cell::atom(id), hash_of(kind(Cell::atom(id)), view(Cell::atom(id))));
    }
    for (const auto& [key, id] : overflow) insert(Cell::atom(id), hash_of(key.kind, key.bytes));
}

}  // namespace preflight::population
