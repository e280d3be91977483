// The bytes of an input once more, at any place: excerpts and fields are found in them after reading, so that no more
// than the places of a large input need to stay in memory. The command line serves a file, the page a Blob.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace preflight::text {

class ByteSource {
public:
    virtual ~ByteSource() = default;

    // Copies up to `length` bytes that begin at `offset` of the input as given (before decoding) and returns how many.
    // Fewer than `length` only at the end of the input, or when it cannot be read any more.
    virtual std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) = 0;

    // False when the input is known to have changed since it was read the first time: its size or its time of
    // modification differ, or it is gone. Its places would then show other bytes than those that were checked.
    [[nodiscard]] virtual bool unchanged() = 0;
};

// Bytes in memory, which the caller keeps.
class MemoryBytes final : public ByteSource {
public:
    explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}
    std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) override {
        if (offset >= bytes_.size()) return 0;
        return bytes_.copy(out, length, static_cast<std::size_t>(offset));
    }
    [[nodiscard]] bool unchanged() override { return true; }

private:
    std::string_view bytes_;
};

}  // namespace preflight::text
