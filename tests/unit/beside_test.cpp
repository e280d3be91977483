#include "core/text/beside.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace preflight::text {
namespace {

TEST(Beside, BothAreDoneWhenItReturns) {
    for (const unsigned threads : {0U, 1U, 2U}) {
        std::string beside, task;
        run_beside(
            threads, [&] { beside = "beside"; }, [&] { task = "task"; });
        EXPECT_EQ(beside, "beside");
        EXPECT_EQ(task, "task");
    }
}

#ifdef __cpp_exceptions
TEST(Beside, WhatEitherThrowsIsThrown) {
    for (const unsigned threads : {1U, 2U}) {
        const auto fails = [](const char* what) { return [what] { throw std::runtime_error(what); }; };
        bool done = false;
        EXPECT_THROW(run_beside(threads, fails("beside"), [&] { done = true; }), std::runtime_error);
        EXPECT_EQ(done, threads == 2) << "with one thread it comes second";
        EXPECT_THROW(run_beside(
                         threads, [] {}, fails("task")),
                     std::runtime_error);
    }
}
#endif

}  // namespace
}  // namespace preflight::text
