#include "core/formats/zip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/text/order.h"

namespace preflight::formats::zip {

namespace {

// Signatures and sizes of the fixed parts of records (APPNOTE 4.3).
constexpr std::uint32_t kLocalHeader = 0x04034b50, kCentralHeader = 0x02014b50, kEnd = 0x06054b50, kEnd64 = 0x06064b50,
                        kEnd64Locator = 0x07064b50, kSpanned = 0x08074b50;
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kEnd64Size = 56, kLocatorSize = 20;
constexpr std::size_t kMaxComment = 0xFFFF;
constexpr std::uint16_t kZip64Extra = 1;
constexpr std::uint32_t kIn64 = 0xFFFFFFFF;  // the value is in the Zip64 extra field
constexpr std::uint64_t kMaxDirectory = 64U << 20U;
constexpr std::size_t kPiece = 64U << 10U;

// Little-endian numbers; the caller has checked that the bytes are there.
std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t length) {
    std::uint64_t value = 0;
    for (std::size_t i = length; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}
std::uint16_t u16(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint16_t>(number(bytes, at, 2));
}
std::uint32_t u32(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint32_t>(number(bytes, at, 4));
}
std::uint64_t u64(std::string_view bytes, std::size_t at) {
    return number(bytes, at, 8);
}

// Empty when the archive has fewer bytes there.
std::string bytes_at(text::ByteSource& archive, std::uint64_t offset, std::size_t length) {
    std::string bytes(length, '\0');
    bytes.resize(archive.read_at(offset, bytes.data(), length));
    return bytes.size() == length ? bytes : std::string();
}

Directory damaged(std::string what) {
    Directory directory;
    directory.damage = std::move(what);
    return directory;
}

struct End {
    std::uint64_t entries = 0, size = 0, offset = 0;
    std::string damage;
};

End damaged_end(std::string what) {
    End end;
    end.damage = std::move(what);
    return end;
}

// The end record is the last thing in an archive but for a comment, which may hold its signature as well: the first
// record from behind whose comment fits is the one.
End find_end(text::ByteSource& archive, std::uint64_t size) {
    const auto tail_size = static_cast<std::size_t>(std::min<std::uint64_t>(size, kEndSize + kMaxComment));
    const std::string tail = bytes_at(archive, size - tail_size, tail_size);
    for (std::size_t at = tail.size() < kEndSize ? 0 : tail.size() - kEndSize + 1; at-- > 0;) {
        if (u32(tail, at) != kEnd || at + kEndSize + u16(tail, at + 20) > tail.size()) continue;
        End end;
        end.entries = u16(tail, at + 10);
        end.size = u32(tail, at + 12);
        end.offset = u32(tail, at + 16);
        const std::uint64_t place = size - tail_size + at;
        bool parts = u16(tail, at + 4) != 0 || u16(tail, at + 6) != 0 || u16(tail, at + 8) != end.entries;
        std::uint64_t behind = place;  // the directory ends here at the latest
        if (at >= kLocatorSize && u32(tail, at - kLocatorSize) == kEnd64Locator) {
            const std::uint64_t end64_at = u64(tail, at - kLocatorSize + 8);
            const std::string end64 = bytes_at(archive, end64_at, kEnd64Size);
            if (end64.empty() || end64_at > place || u32(end64, 0) != kEnd64)
                return damaged_end("is damaged: the record at its end points outside the file");
            parts = u32(end64, 16) != 0 || u32(end64, 20) != 0;
            end.entries = u64(end64, 32);
            end.size = u64(end64, 40);
            end.offset = u64(end64, 48);
            behind = end64_at;
        }
        if (parts) return damaged_end("is one part of a split archive");
        if (end.size > behind || end.offset > behind - end.size)
            return damaged_end("is damaged: its directory is not where the record at its end says");
        return end;
    }
    return damaged_end("is truncated: the record at its end is missing");
}

// Zip64 puts 8-byte values, in this order, where the 4-byte ones are all ones.
bool read_zip64(std::string_view extra, Entry& entry) {
    std::array<std::uint64_t*, 3> values{entry.size == kIn64 ? &entry.size : nullptr,
                                         entry.packed_size == kIn64 ? &entry.packed_size : nullptr,
                                         entry.offset == kIn64 ? &entry.offset : nullptr};
    bool wanted = std::any_of(values.begin(), values.end(), [](const auto* value) { return value != nullptr; });
    while (wanted && extra.size() >= 4) {
        const std::uint16_t id = u16(extra, 0);
        const std::size_t length = u16(extra, 2);
        extra.remove_prefix(4);
        if (length > extra.size()) return false;
        if (id == kZip64Extra) {
            std::size_t at = 0;
            for (std::uint64_t* const value : values) {
                if (value == nullptr) continue;
                if (at + 8 > length) return false;
                *value = u64(extra, at);
                at += 8;
            }
            return true;
        }
        extra.remove_prefix(length);
    }
    return !wanted;
}

// The directory, read in pieces: an archive may state any size for it.
class DirectoryReader {
public:
    DirectoryReader(text::ByteSource& archive, const End& end)
        : archive_(archive), at_(end.offset), end_(end.offset + end.size) {}

    // False where the directory breaks off.
    bool next(Entry& entry) {
        if (!hold(kCentralSize) || u32(buffer_, from_) != kCentralHeader) return false;
        const std::string_view fixed = std::string_view(buffer_).substr(from_, kCentralSize);
        entry.flags = u16(fixed, 8);
        entry.method = u16(fixed, 10);
        entry.crc32 = u32(fixed, 16);
        entry.packed_size = u32(fixed, 20);
        entry.size = u32(fixed, 24);
        entry.offset = u32(fixed, 42);
        const std::size_t name = u16(fixed, 28), extra = u16(fixed, 30), comment = u16(fixed, 32);
        // The upper half of the attributes is the file mode where the archive was made on Unix or macOS.
        const unsigned made_on = u16(fixed, 4) >> 8U;
        entry.symbolic_link = (made_on == 3 || made_on == 19) && (u32(fixed, 38) >> 28U) == 0xA;
        if (!hold(kCentralSize + name + extra + comment)) return false;
        const std::string_view rest = std::string_view(buffer_).substr(from_ + kCentralSize);
        entry.name = rest.substr(0, name);
        from_ += kCentralSize + name + extra + comment;
        return read_zip64(rest.substr(name, extra), entry);
    }
    [[nodiscard]] bool at_end() const { return at_ == end_ && from_ == buffer_.size(); }

private:
    bool hold(std::size_t length) {
        if (buffer_.size() - from_ >= length) return true;
        buffer_.erase(0, from_);
        from_ = 0;
        while (buffer_.size() < length && at_ < end_) {
            const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, end_ - at_));
            const std::string piece = bytes_at(archive_, at_, wanted);
            if (piece.empty()) return false;
            buffer_ += piece;
            at_ += piece.size();
        }
        return buffer_.size() >= length;
    }

    text::ByteSource& archive_;
    std::uint64_t at_, end_;
    std::string buffer_;
    std::size_t from_ = 0;
};

// Entries that share bytes make small archives unpack to petabytes, and no tool writes them.
bool overlap(const std::vector<Entry>& entries, std::uint64_t directory) {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
    ranges.reserve(entries.size());
    for (const Entry& entry : entries) {
        const std::uint64_t header = kLocalSize + entry.name.size();
        if (entry.offset > directory || header > directory - entry.offset ||
            entry.packed_size > directory - entry.offset - header)
            return true;
        ranges.emplace_back(entry.offset, entry.offset + header + entry.packed_size);
    }
    text::sort(ranges);
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        if (ranges[i].first < ranges[i - 1].second) return true;
    }
    return false;
}

}  // namespace

bool begins_archive(std::string_view head) {
    if (head.size() < 4) return false;
    const std::uint32_t signature = u32(head, 0);
    return signature == kLocalHeader || signature == kEnd || signature == kSpanned;
}

Directory read_directory(text::ByteSource& archive, std::uint64_t size, std::size_t max_entries) {
    const End end = find_end(archive, size);
    if (!end.damage.empty()) return damaged(end.damage);
    Directory directory;
    if (end.entries > max_entries || end.size > kMaxDirectory) {
        directory.too_many = true;
        return directory;
    }
    DirectoryReader reader(archive, end);
    while (directory.entries.size() < end.entries) {
        Entry entry;
        if (!reader.next(entry)) return damaged("is truncated: its directory is incomplete");
        directory.entries.push_back(std::move(entry));
    }
    if (!reader.at_end()) return damaged("is damaged: its directory holds more entries than it states");
    if (overlap(directory.entries, end.offset)) return damaged("is damaged: its entries overlap or lie outside of it");
    return directory;
}

struct EntryStream::State {
    std::shared_ptr<text::ByteSource> archive;
    Entry entry;
    std::uint64_t at = 0;      // of the next packed byte in the archive
    std::uint64_t packed = 0;  // bytes that are still to be taken from there
    std::uint64_t out = 0;
    std::uint32_t crc = 0;
    std::string damage;
    bool ended = false, inflating = false;
    std::string piece;
    z_stream inflate{};

    void fail(std::string what) {
        damage = std::move(what);
        ended = true;
    }

    // The local header says where the data begins; its sizes may be missing (a data descriptor follows the data), but
    // a name or a method of its own would be another file to another program.
    void open() {
        const std::string header = bytes_at(*archive, entry.offset, kLocalSize);
        if (header.empty() || u32(header, 0) != kLocalHeader) return fail("has no header");
        const std::size_t name = u16(header, 26), extra = u16(header, 28);
        if (u16(header, 8) != entry.method || bytes_at(*archive, entry.offset + kLocalSize, name) != entry.name)
            return fail("has a header of another file");
        at = entry.offset + kLocalSize + name + extra;
        packed = entry.packed_size;
        if (entry.method == kStored) {
            if (entry.packed_size != entry.size) fail("has two sizes");
            return;
        }
        constexpr int kRawDeflate = -15;
        inflating = inflateInit2(&inflate, kRawDeflate) == Z_OK;
        if (!inflating) fail("cannot be unpacked: out of memory");
    }

    std::size_t copy(char* to, std::size_t capacity) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(capacity, packed));
        const std::size_t count = wanted == 0 ? 0 : archive->read_at(at, to, wanted);
        at += count;
        packed -= count;
        if (count < wanted) fail("is truncated");
        return count;
    }

    // At most what the directory states, and no more than a byte beyond it, which shows that there is more.
    std::size_t unpack(char* to, std::size_t capacity) {
        char beyond = 0;
        const std::uint64_t left = entry.size - out;
        const auto room = static_cast<std::size_t>(std::min<std::uint64_t>({capacity, left, 1U << 30U}));
        inflate.next_out = reinterpret_cast<Bytef*>(room > 0 ? to : &beyond);
        inflate.avail_out = room > 0 ? static_cast<uInt>(room) : 1;
        int result = Z_OK;
        while (result == Z_OK && inflate.avail_out > 0) {
            if (inflate.avail_in == 0 && packed > 0) {
                piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, packed)));
                const std::size_t count = archive->read_at(at, piece.data(), piece.size());
                if (count < piece.size()) {
                    fail("is truncated");
                    return 0;
                }
                at += count;
                packed -= count;
                inflate.next_in = reinterpret_cast<Bytef*>(piece.data());
                inflate.avail_in = static_cast<uInt>(count);
            }
            result = ::inflate(&inflate, Z_NO_FLUSH);
        }
        if (room == 0 && inflate.avail_out == 0) {
            fail("is larger than the archive says");
            return 0;
        }
        if (result != Z_OK && result != Z_STREAM_END) {
            fail(result == Z_BUF_ERROR ? "is truncated" : "is damaged");
            return 0;
        }
        const std::size_t count = room - (room > 0 ? inflate.avail_out : 0);
        if (result == Z_STREAM_END && (inflate.avail_in > 0 || packed > 0)) {
            fail("has bytes behind its end");
            return 0;
        }
        if (result == Z_STREAM_END && out + count < entry.size) {
            fail("is smaller than the archive says");
            return 0;
        }
        return count;
    }
};

EntryStream::EntryStream(std::shared_ptr<text::ByteSource> archive, Entry entry) : state_(std::make_unique<State>()) {
    state_->archive = std::move(archive);
    state_->entry = std::move(entry);
    state_->crc = static_cast<std::uint32_t>(crc32(0, nullptr, 0));
    state_->open();
}

EntryStream::~EntryStream() {
    if (state_->inflating) inflateEnd(&state_->inflate);
}

std::size_t EntryStream::read(char* out, std::size_t capacity) {
    State& state = *state_;
    if (state.ended || capacity == 0) return 0;
    capacity = std::min(capacity, std::size_t{1} << 30U);
    const std::size_t count = state.inflating ? state.unpack(out, capacity) : state.copy(out, capacity);
    state.out += count;
    state.crc =
        static_cast<std::uint32_t>(crc32(state.crc, reinterpret_cast<const Bytef*>(out), static_cast<uInt>(count)));
    if (count == 0 && !state.ended) {
        state.ended = true;
        if (state.crc != state.entry.crc32) state.damage = "is damaged: its checksum is wrong";
    }
    return count;
}

std::uint64_t EntryStream::position() const {
    return state_->out;
}

const std::string& EntryStream::damage() const {
    return state_->damage;
}

}  // namespace preflight::formats::zip
