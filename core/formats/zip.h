// ZIP archives (PKWARE APPNOTE 6.3.10): the central directory, which alone says what an archive holds, and the bytes of
// one entry as a stream. Zip64 and data descriptors are understood. Not here: which entries are read and how much of
// them (intake/archive.h), encrypted entries, and methods other than stored and deflated.
//
// Archives are hostile: nothing is allocated by a size that the archive states, and what two places of it say
// differently is damage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/byte_source.h"

namespace preflight::formats::zip {

// The signature that a text begins with is one of an archive, be it empty or one part of several. Four bytes decide.
[[nodiscard]] bool begins_archive(std::string_view head);

inline constexpr std::uint16_t kStored = 0, kDeflated = 8;

// One line of the central directory. Sizes and offsets are bytes.
struct Entry {
    std::string name;  // as the archive spells it: any bytes
    std::uint16_t flags = 0, method = 0;
    std::uint32_t crc32 = 0;
    std::uint64_t packed_size = 0, size = 0;
    std::uint64_t offset = 0;  // of its local header
    bool symbolic_link = false;

    [[nodiscard]] bool encrypted() const { return (flags & 1U) != 0; }
    [[nodiscard]] bool is_folder() const { return !name.empty() && (name.back() == '/' || name.back() == '\\'); }
};

struct Directory {
    std::vector<Entry> entries;  // in the order of the directory
    // What is wrong with the archive as a whole, after "the archive "; then there are no entries.
    std::string damage;
    bool too_many = false;  // more entries than were asked for; then there are none
};
// `size` is that of the archive.
[[nodiscard]] Directory read_directory(text::ByteSource& archive, std::uint64_t size, std::size_t max_entries);

// The bytes of a stored or deflated entry, from its beginning. Never more of them than the directory states.
class EntryStream {
public:
    EntryStream(std::shared_ptr<text::ByteSource> archive, Entry entry);
    ~EntryStream();
    EntryStream(const EntryStream&) = delete;
    EntryStream& operator=(const EntryStream&) = delete;

    // Fills up to `capacity` bytes and returns how many; 0 at the end, and where the entry turns out to be damaged.
    std::size_t read(char* out, std::size_t capacity);
    // How many bytes came out.
    [[nodiscard]] std::uint64_t position() const;
    // Empty, or what is wrong with the entry, after "the entry ". An entry is sound only after read() returned 0: its
    // checksum is compared at the end.
    [[nodiscard]] const std::string& damage() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace preflight::formats::zip
