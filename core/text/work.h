// Counts what is done once for each part of an input: values of a document looked at, cells of an edit distance, values
// compared. Tests double an input and compare the counts (tests/unit/linear_work_test.cpp): unlike seconds, they are
// the same on a busy machine. Counting costs one addition; nothing else depends on it. Each thread has its own count.
#pragma once

#include <cstdint>

namespace preflight::text {

inline thread_local std::uint64_t work_counted = 0;

inline void count_work(std::uint64_t steps = 1) {
    work_counted += steps;
}

}  // namespace preflight::text
