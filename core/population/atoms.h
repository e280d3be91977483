// The pool behind the cells of all tables: each text, number and list is kept once. Grows in blocks that never move, so
// views stay valid as long as the pool. Texts are UTF-8; numbers are kept as they are spelt, lists as their JSON text.
// "true" and true differ (facts egnyte 2, PF6030), and so do a list and its text (PF4036).
// Adding is for one thread at a time; reading is safe beside other readers, not beside an addition.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "core/population/cell.h"
#include "core/text/swar.h"

namespace preflight::population {

enum class AtomKind : std::uint8_t { text, integer, number, list };

class Atoms {
public:
    Atoms() = default;
    // A pool over another one: what `base` has now keeps its cells, what is added here is unknown there. No value is
    // copied. The base may go on growing; what it gets from now on is unknown here. It is not itself over another one.
    explicit Atoms(std::shared_ptr<const Atoms> base);
    Atoms(const Atoms&) = delete;  // views point into the blocks
    Atoms& operator=(const Atoms&) = delete;
    Atoms(Atoms&&) = default;
    Atoms& operator=(Atoms&&) = default;

    // The cell of a value, added when it is new. At most kMaxBytes per value; a longer one becomes `unknown`, as does
    // every new value when the pool is full (the caller reports both as limits).
    Cell add(AtomKind kind, std::string_view bytes);
    Cell text(std::string_view utf8) { return add(AtomKind::text, utf8); }

    // The same in two steps, for several values at a time: the first asks the memory for what the second needs, so the
    // waits overlap.
    [[nodiscard]] std::uint64_t prepare(AtomKind kind, std::string_view bytes) const;
    Cell add(AtomKind kind, std::string_view bytes, std::uint64_t prepared);
    // The text in lower case, ASCII letters only: usernames and e-mail addresses are compared so (facts egnyte Q4).
    Cell folded(Cell text);

    // The cell of a value that is in the pool; `unset` when it is not.
    [[nodiscard]] Cell find(AtomKind kind, std::string_view bytes) const {
        return find(kind, bytes, hash_of(kind, bytes));
    }

    // Of an atom of this pool.
    [[nodiscard]] AtomKind kind(Cell atom) const { return static_cast<AtomKind>(header(atom) & 3U); }
    [[nodiscard]] std::string_view view(Cell atom) const { return {address(atom) + kHeader, header(atom) >> 2U}; }
    // The text behind a cell; empty for anything that is not a text.
    [[nodiscard]] std::string_view text_of(Cell cell) const {
        return cell.is_atom() && kind(cell) == AtomKind::text ? view(cell) : std::string_view{};
    }

    // Without those of the base.
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] std::size_t allocated_bytes() const {
        return (blocks_.size() - base_blocks_) * kBlock + slots_.size() * (sizeof(Slot) + sizeof(Tag));
    }

    static constexpr std::size_t kMaxBytes = 64U << 20U;

private:
    using Slot = std::uint32_t;  // an atom's number, or 0
    using Tag = std::uint8_t;    // a part of its hash, or 0: most other atoms are passed over without looking at them
    static constexpr std::size_t kUnit = 4;
    static constexpr std::size_t kHeader = 4;             // length and kind
    static constexpr std::size_t kBlock = 1U << 18U;      // bytes
    static constexpr std::size_t kMaxBlocks = 1U << 14U;  // 4 GB
    static constexpr std::size_t kMaxProbes = 32;

    struct Owned {
        std::unique_ptr<char[]> bytes;
    };
    struct Key {
        AtomKind kind;
        std::string_view bytes;
        bool operator<(const Key& other) const { return kind != other.kind ? kind < other.kind : bytes < other.bytes; }
    };

    [[nodiscard]] const char* address(Cell atom) const {
        const std::size_t offset = static_cast<std::size_t>(atom.id() - Cell::kFirstAtom) * kUnit;
        return blocks_.data()[offset / kBlock] + offset % kBlock;
    }
    [[nodiscard]] std::uint32_t header(Cell atom) const {
        std::uint32_t value = 0;
        std::memcpy(&value, address(atom), sizeof value);
        return value;
    }
    [[nodiscard]] bool is(Cell atom, AtomKind kind, std::string_view bytes) const {
        return this->kind(atom) == kind && text::same_bytes(view(atom), bytes);
    }
    [[nodiscard]] static std::uint64_t hash_of(AtomKind kind, std::string_view bytes);
    [[nodiscard]] Cell find(AtomKind kind, std::string_view bytes, std::uint64_t hash) const;
    [[nodiscard]] Cell find_own(AtomKind kind, std::string_view bytes, std::uint64_t hash) const;
    // The base's cell, if the base had it when this pool was made.
    [[nodiscard]] Cell find_in_base(AtomKind kind, std::string_view bytes, std::uint64_t hash) const;
    [[nodiscard]] static Tag tag_of(std::uint64_t hash) { return static_cast<Tag>(0x80U | (hash >> 57U)); }
    Cell store(AtomKind kind, std::string_view bytes);
    void insert(Cell atom, std::uint64_t hash);
    void grow();

    std::shared_ptr<const Atoms> base_;
    std::size_t base_blocks_ = 0;  // how many it had, and in the open one of them what was still free (numbers)
    std::size_t base_free_begin_ = 0, base_free_end_ = 0;

    std::vector<const char*>
        blocks_;  // those of the base, then one for each kBlock bytes of numbers; long values span several
    std::vector<Owned> owned_;
    char* open_ = nullptr;         // the block that is being filled
    std::size_t open_number_ = 0;  // its index in blocks_
    std::size_t used_ = kBlock;    // bytes of it
    // Atoms one behind the other: what a block, or the blocks of one long value, are filled with.
    struct Run {
        std::uint32_t first = 0;  // number of the first atom, without kFirstAtom
        std::uint32_t units = 0;
    };
    std::vector<Run> runs_;
    std::size_t open_run_ = 0;
    std::vector<Slot> slots_;  // open addressing, linear probing
    std::vector<Tag> tags_;    // of the slots
    // What did not find a slot within kMaxProbes: texts made to collide cost a logarithm, not a scan.
    std::map<Key, std::uint32_t> overflow_;
    std::size_t count_ = 0;
};

}  // namespace preflight::population
