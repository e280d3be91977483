// Whether work grows as its input does.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

namespace preflight::test {

// The least processor time of a few goes.
template <typename Do>
double seconds(Do work) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
        const std::clock_t begin = std::clock();
        work();
        best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    return best;
}

// Eight times the text costs about eight times the work; a square would be sixty-four. The bound lies far from both, so
// that a busy machine does not decide.
template <typename Make, typename Do>
void expect_linear(const char* what, Make make, Do work) {
    const std::string small = make(1), large = make(8);
    const double one = seconds([&] { work(small); });
    const double eight = seconds([&] { work(large); });
    EXPECT_LT(eight, 24 * one + 0.05) << what << ": " << one << " s and " << eight << " s";
}

}  // namespace preflight::test
