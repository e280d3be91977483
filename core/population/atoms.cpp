#include "core/population/atoms.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

namespace preflight::population {

// Mixes eight bytes at a time. Its quality decides speed only: an order never depends on it, and the overflow tree
// bounds what chosen collisions can cost.
std::uint64_t Atoms::hash_of(AtomKind kind, std::string_view bytes) {
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

Atoms::Atoms(std::shared_ptr<const Atoms> base)
    : base_(std::move(base)), base_blocks_(base_->blocks_.size()), blocks_(base_->blocks_) {
    base_free_begin_ = base_->open_number_ * (kBlock / kUnit) + base_->used_ / kUnit;
    base_free_end_ = (base_->open_number_ + 1) * (kBlock / kUnit);
}

Cell Atoms::find(AtomKind kind, std::string_view bytes, std::uint64_t hash) const {
    const Cell own = find_own(kind, bytes, hash);
    return own.is_unset() ? find_in_base(kind, bytes, hash) : own;
}

Cell Atoms::find_in_base(AtomKind kind, std::string_view bytes, std::uint64_t hash) const {
    if (base_ == nullptr) return Cell::unset();
    const Cell found = base_->find_own(kind, bytes, hash);
    if (!found.is_atom()) return found;
    const std::size_t number = found.id() - Cell::kFirstAtom;
    const bool later =
        number >= base_blocks_ * (kBlock / kUnit) || (number >= base_free_begin_ && number < base_free_end_);
    return later ? Cell::unset() : found;
}

Cell Atoms::find_own(AtomKind kind, std::string_view bytes, std::uint64_t hash) const {
    if (slots_.empty()) return Cell::unset();
    const Tag tag = tag_of(hash);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    for (std::size_t probe = 0; probe < kMaxProbes; ++probe, at = (at + 1) & mask) {
        if (tags_[at] == 0) return Cell::unset();
        if (tags_[at] == tag && is(Cell::atom(slots_[at]), kind, bytes)) return Cell::atom(slots_[at]);
    }
    const auto found = overflow_.find(Key{kind, bytes});
    return found == overflow_.end() ? Cell::unset() : Cell::atom(found->second);
}

std::uint64_t Atoms::prepare(AtomKind kind, std::string_view bytes) const {
    const std::uint64_t hash = hash_of(kind, bytes);
    for (const Atoms* pool = this; pool != nullptr; pool = pool->base_.get()) {
        if (pool->slots_.empty()) continue;
        const std::size_t at = static_cast<std::size_t>(hash) & (pool->slots_.size() - 1);
        __builtin_prefetch(&pool->tags_[at]);
        __builtin_prefetch(&pool->slots_[at]);
    }
    return hash;
}

Cell Atoms::add(AtomKind kind, std::string_view bytes) {
    return add(kind, bytes, hash_of(kind, bytes));
}

Cell Atoms::add(AtomKind kind, std::string_view bytes, std::uint64_t hash) {
    if (slots_.empty()) {
        slots_.resize(1U << 10U);
        tags_.resize(slots_.size());
    }
    const Tag tag = tag_of(hash);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    std::size_t probe = 0;
    for (; probe < kMaxProbes && tags_[at] != 0; ++probe, at = (at + 1) & mask) {
        if (tags_[at] == tag && is(Cell::atom(slots_[at]), kind, bytes)) return Cell::atom(slots_[at]);
    }
    if (probe == kMaxProbes) {
        const auto found = overflow_.find(Key{kind, bytes});
        if (found != overflow_.end()) return Cell::atom(found->second);
    }
    if (const Cell found = find_in_base(kind, bytes, hash); found.is_atom()) return found;
    const Cell atom = store(kind, bytes);
    if (!atom.is_atom()) return atom;
    if (probe < kMaxProbes) {
        slots_[at] = atom.id();
        tags_[at] = tag;
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
        runs_.push_back({static_cast<std::uint32_t>(first * (kBlock / kUnit)), 0});
        if (blocks == 1) {
            open_run_ = runs_.size() - 1;
            open_ = bytes_of_new;
            open_number_ = first;
            used_ = 0;
        } else {
            runs_.back().units = static_cast<std::uint32_t>(needed / kUnit);
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
    runs_[open_run_].units = static_cast<std::uint32_t>(used_ / kUnit);
    return Cell::atom(Cell::kFirstAtom + static_cast<std::uint32_t>(number));
}

void Atoms::insert(Cell atom, std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    for (std::size_t probe = 0; probe < kMaxProbes; ++probe, at = (at + 1) & mask) {
        if (tags_[at] == 0) {
            slots_[at] = atom.id();
            tags_[at] = tag_of(hash);
            return;
        }
    }
    overflow_.emplace(Key{kind(atom), view(atom)}, atom.id());
}

void Atoms::grow() {
    const std::size_t size = slots_.size() * 2;
    slots_.assign(size, 0);
    tags_.assign(size, 0);
    overflow_.clear();
    // In the order of the blocks: their bytes are read once, one behind the other. Some at a time, so that the waits
    // for their slots overlap.
    struct Waiting {
        Cell atom;
        std::uint64_t hash = 0;
    };
    std::array<Waiting, 32> waiting;
    std::size_t count = 0;
    const auto insert_all = [&] {
        for (std::size_t i = 0; i < count; ++i) insert(waiting[i].atom, waiting[i].hash);
        count = 0;
    };
    for (const Run& run : runs_) {
        for (std::uint32_t unit = 0; unit < run.units;) {
            const Cell atom = Cell::atom(Cell::kFirstAtom + run.first + unit);
            const std::string_view bytes = view(atom);
            if (count == waiting.size()) insert_all();
            waiting[count++] = {atom, prepare(kind(atom), bytes)};
            unit += static_cast<std::uint32_t>((kHeader + bytes.size() + kUnit - 1) / kUnit);
        }
    }
    insert_all();
}

}  // namespace preflight::population
