// Finds rows by a cell: the first row that was entered for it. Keys are atoms of one pool.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/population/cell.h"

namespace preflight::population {

inline constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

class CellIndex {
public:
    // The row of that key, or kNoRow.
    [[nodiscard]] std::uint32_t find(Cell key) const {
        if (entries_.empty() || !key.is_atom()) return kNoRow;
        const Entry& entry = entries_[place_of(key)];
        return entry.key == key.id() ? entry.row : kNoRow;
    }
    // Enters the row unless the key has one already; the row that the key had before, or kNoRow. Other cells than atoms
    // are not entered.
    std::uint32_t insert(Cell key, std::uint32_t row) {
        if (!key.is_atom()) return kNoRow;
        if ((count_ + 1) * 4 > entries_.size() * 3) grow();
        Entry& entry = entries_[place_of(key)];
        if (entry.key == key.id() && entry.row != kNoRow) return entry.row;
        if (entry.key == 0) ++count_;
        entry = {key.id(), row};
        return kNoRow;
    }
    // Enters the row whatever the key had.
    void assign(Cell key, std::uint32_t row) {
        if (insert(key, row) != kNoRow) entries_[place_of(key)].row = row;
    }
    // Forgets the key. Its place stays taken until the next growth.
    void erase(Cell key) {
        if (find(key) != kNoRow) entries_[place_of(key)].row = kNoRow;
    }
    [[nodiscard]] std::size_t size() const { return count_; }
    void clear() {
        entries_.clear();
        count_ = 0;
    }

private:
    struct Entry {
        std::uint32_t key = 0;  // no atom has the number 0
        std::uint32_t row = 0;
    };
    // Numbers of atoms are places in memory, and nobody can choose them. Those of rows that follow each other are
    // close, and a row has many atoms for each key: only groups of numbers are spread, each over as many places as it
    // usually has keys, so that a walk over the rows finds the next places in the processor's cache.
    [[nodiscard]] std::size_t place_of(Cell key) const {
        constexpr std::uint32_t kGroup = 512, kForEachPlace = 16;
        const std::size_t mask = entries_.size() - 1;
        const std::uint64_t group = (std::uint64_t{key.id() / kGroup} * 0x9E3779B97F4A7C15U) >> 32U;
        const std::uint64_t place = group * (kGroup / kForEachPlace) + key.id() % kGroup / kForEachPlace;
        std::size_t at = static_cast<std::size_t>(place) & mask;
        while (entries_[at].key != 0 && entries_[at].key != key.id()) at = (at + 1) & mask;
        return at;
    }
    void grow() {
        std::vector<Entry> old(entries_.empty() ? 64 : entries_.size() * 2);
        old.swap(entries_);
        for (const Entry& entry : old) {
            if (entry.key != 0) entries_[place_of(Cell::atom(entry.key))] = entry;
        }
    }

    std::vector<Entry> entries_;
    std::size_t count_ = 0;
};

}  // namespace preflight::population
