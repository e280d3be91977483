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

// Four times the text costs about four times the work; a square would be sixteen.
template <typename Make, typename Do>
void expect_linear(const char* what, Make make, Do work) {
    const std::string small = make(1), large = make(4);
    const double one = seconds([&] { work(small); });
    const double four = seconds([&] { work(large); });
    EXPECT_LT(four, 9 * one + 0.02) << what << ": " << one << " s and " << four << " s";
}

}  // namespace preflight::test
