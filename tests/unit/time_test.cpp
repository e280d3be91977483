#include "core/text/time.h"

#include <gtest/gtest.h>

namespace preflight::text {
namespace {

TEST(Time, ReadsRfc3339) {
    EXPECT_EQ(parse_time("1970-01-01T00:00:00Z"), 0);
    EXPECT_EQ(parse_time("2026-11-23T12:00:00Z"), 1795435200);
    EXPECT_EQ(parse_time("2026-11-23T13:30:00.123+01:30"), 1795435200);
    EXPECT_EQ(parse_time("2024-02-29T00:00:00Z"), 1709164800);
}

TEST(Time, RefusesWhatIsNone) {
    for (const char* text : {"", "now", "2026-11-23", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z",
                             "2026-11-23T12:00:00+1", "2026-11-23T12:00:00Zx", "2026-11-23T12:00:00."}) {
        EXPECT_FALSE(parse_time(text)) << text;
    }
}

TEST(Time, WritesWhatItReads) {
    for (const char* text : {"1970-01-01T00:00:00Z", "2026-11-23T12:00:00Z", "2000-02-29T23:59:59Z",
                             "1969-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
        EXPECT_EQ(format_time(*parse_time(text)), text);
    }
}

}  // namespace
}  // namespace preflight::text
