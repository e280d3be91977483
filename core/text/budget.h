// How much work a resumable step may do before its caller takes its turn again. It counts work, not time: the core has
// no clock, and the same budget does the same work everywhere. Not a limit of inputs (core/intake/limits.h): what does
// not fit is done by the next step.
#pragma once

#include <cstdint>
#include <limits>

namespace preflight::text {

class Budget {
public:
    // One unit is about a microsecond's work: one expression evaluated for one person, one person in one event, or
    // kBytesPerUnit bytes of an input.
    static constexpr std::uint64_t kBytesPerUnit = 64;

    explicit Budget(std::uint64_t units) : left_(units) {}
    [[nodiscard]] static Budget unlimited() { return Budget(std::numeric_limits<std::uint64_t>::max()); }

    [[nodiscard]] bool empty() const { return left_ == 0; }
    [[nodiscard]] std::uint64_t left() const { return left_; }
    // Work that cannot be divided may cost more than is left.
    void spend(std::uint64_t units = 1) { left_ -= units < left_ ? units : left_; }
    void spend_bytes(std::uint64_t bytes) { spend(bytes / kBytesPerUnit + 1); }

private:
    std::uint64_t left_;
};

}  // namespace preflight::text
