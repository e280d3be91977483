// Time zones and patterns: changes of clocks, years long ago and far ahead, hostile patterns.
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "core/expression/functions/date_time_pattern.h"
#include "core/expression/values/date_time.h"
#include "core/expression/values/time_zone.h"
#include "core/text/time.h"
#include "tests/unit/files.h"

namespace preflight::expression {
namespace {

using date_time::Pattern;
using date_time::PatternError;
using time_zone::Local;

std::int64_t seconds(std::string_view iso) {
    const auto time = date_time::from_iso(iso);
    EXPECT_TRUE(time) << iso;
    return time ? date_time::floor_div(time->millis, 1000) : 0;
}

int offset(std::string_view zone, std::string_view iso) {
    const time_zone::Zone* found = time_zone::find(zone);
    EXPECT_NE(found, nullptr) << zone;
    return found == nullptr ? 0 : time_zone::offset_at(*found, seconds(iso));
}

Local local(std::string_view zone, std::string_view iso) {
    return time_zone::local_offset(*time_zone::find(zone), seconds(iso));
}

std::vector<std::vector<std::string>> okta_zones() {
    std::vector<std::vector<std::string>> rows;
    std::istringstream lines(test::read_file(test::source_path("tools/okta-time-zones.tsv")).value_or(""));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        rows.emplace_back();
        for (std::string word; words >> word;) rows.back().push_back(word);
    }
    return rows;
}

TEST(TimeZone, KnowsEveryNameThatOktaLists) {
    std::size_t names = 0;
    for (const auto& row : okta_zones()) {
        for (const std::string& name : row) {
            const time_zone::Zone* found = time_zone::find(name);
            ASSERT_NE(found, nullptr) << name;
            EXPECT_EQ(found->name, name);
            // An alias is the zone itself.
            EXPECT_EQ(found->zone, time_zone::find(row[0])->zone) << name;
            ++names;
        }
    }
    EXPECT_GT(names, 560U);
    for (const char* none : {"", "Mars/Phobos", "europe/berlin", "Europe/Berlin ", "+01:00", "Europe", "ZZZ"})
        EXPECT_EQ(time_zone::find(none), nullptr) << none;
}

TEST(TimeZone, ClocksGoForwardAndBack) {
    EXPECT_EQ(offset("America/New_York", "2021-03-14T06:59:59Z"), -5 * 3600);
    EXPECT_EQ(offset("America/New_York", "2021-03-14T07:00:00Z"), -4 * 3600);
    EXPECT_EQ(offset("America/New_York", "2021-11-07T05:59:59Z"), -4 * 3600);
    EXPECT_EQ(offset("America/New_York", "2021-11-07T06:00:00Z"), -5 * 3600);
    EXPECT_EQ(offset("Australia/Lord_Howe", "2021-04-03T14:59:59Z"), 11 * 3600);
    EXPECT_EQ(offset("Australia/Lord_Howe", "2021-04-03T15:00:00Z"), 10 * 3600 + 1800);
    // Winter is the exception in Dublin, Ramadan in Casablanca; Samoa left out a day.
    EXPECT_EQ(offset("Europe/Dublin", "2040-07-01T00:00:00Z"), 3600);
    EXPECT_EQ(offset("Europe/Dublin", "2040-01-01T00:00:00Z"), 0);
    EXPECT_EQ(offset("Africa/Casablanca", "2025-03-10T00:00:00Z"), 0);
    EXPECT_EQ(offset("Africa/Casablanca", "2025-07-10T00:00:00Z"), 3600);
    EXPECT_EQ(offset("Pacific/Apia", "2011-12-30T09:59:59Z"), -10 * 3600);
    EXPECT_EQ(offset("Pacific/Apia", "2011-12-30T10:00:00Z"), 14 * 3600);
}

TEST(TimeZone, LongAgoAndFarAhead) {
    EXPECT_EQ(offset("America/New_York", "1880-01-01T00:00:00Z"), -(4 * 3600 + 56 * 60 + 2));  // local mean time
    EXPECT_EQ(offset("Europe/London", "1942-07-01T00:00:00Z"), 2 * 3600);                      // double summer time
    EXPECT_EQ(offset("Europe/London", "1970-01-01T00:00:00Z"), 3600);                          // a whole year of it
    EXPECT_EQ(offset("Europe/Berlin", "-0043-03-15T00:00:00Z"), 53 * 60 + 28);
    EXPECT_EQ(offset("Europe/Berlin", "2150-07-01T12:00:00Z"), 2 * 3600);
    EXPECT_EQ(offset("Europe/Berlin", "2150-12-01T12:00:00Z"), 3600);
    EXPECT_EQ(offset("America/New_York", "292278993-07-01T12:00:00Z"), -4 * 3600);
    EXPECT_EQ(offset("Asia/Tokyo", "292278993-07-01T12:00:00Z"), 9 * 3600);
    const time_zone::Zone& zone = *time_zone::find("Europe/Berlin");
    EXPECT_EQ(time_zone::offset_at(zone, INT64_MIN / 1000), 53 * 60 + 28);
    EXPECT_EQ(time_zone::local_offset(zone, INT64_MAX / 1000).kind, Local::Kind::once);
}

TEST(TimeZone, GapsAndOverlaps) {
    const Local gap = local("America/New_York", "2021-03-14T02:30:00Z");
    EXPECT_EQ(gap.kind, Local::Kind::gap);
    EXPECT_EQ(gap.offset, -5 * 3600);
    EXPECT_EQ(gap.later, -4 * 3600);
    EXPECT_EQ(local("America/New_York", "2021-03-14T01:59:59Z").kind, Local::Kind::once);
    EXPECT_EQ(local("America/New_York", "2021-03-14T03:00:00Z").kind, Local::Kind::once);
    const Local overlap = local("America/New_York", "2021-11-07T01:00:00Z");
    EXPECT_EQ(overlap.kind, Local::Kind::overlap);
    EXPECT_EQ(overlap.offset, -4 * 3600);
    EXPECT_EQ(overlap.later, -5 * 3600);
    EXPECT_EQ(local("America/New_York", "2021-11-07T00:59:59Z").kind, Local::Kind::once);
    EXPECT_EQ(local("America/New_York", "2021-11-07T02:00:00Z").kind, Local::Kind::once);
    EXPECT_EQ(local("Pacific/Apia", "2011-12-30T12:00:00Z").kind, Local::Kind::gap);  // the day that was not
    EXPECT_EQ(local("Europe/Berlin", "2400-03-26T02:30:00Z").kind, Local::Kind::gap);
}

TEST(TimeZone, LocalTimesAgreeWithMoments) {
    std::mt19937_64 random(7);
    std::map<Local::Kind, int> seen;
    for (const auto& row : okta_zones()) {
        const time_zone::Zone& zone = *time_zone::find(row[0]);
        for (int i = 0; i < 1000; ++i) {
            // From 1850 to 2150.
            const std::int64_t wall = static_cast<std::int64_t>(random() % 9'467'085'600U) - 3'786'825'600;
            const Local there = time_zone::local_offset(zone, wall);
            ++seen[there.kind];
            const int first = time_zone::offset_at(zone, wall - there.offset);
            const int second = time_zone::offset_at(zone, wall - there.later);
            const bool gap = there.kind == Local::Kind::gap;
            ASSERT_EQ(first, gap ? there.later : there.offset) << row[0] << " " << wall;
            ASSERT_EQ(second, gap ? there.offset : there.later) << row[0] << " " << wall;
        }
    }
    EXPECT_GT(seen[Local::Kind::gap], 0);
    EXPECT_GT(seen[Local::Kind::overlap], 0);
}

#ifndef __EMSCRIPTEN__
// The system's own reading of the same data.
TEST(TimeZone, AgreesWithTheSystem) {
    const auto data = test::read_file("/usr/share/zoneinfo/tzdata.zi");
    const std::string wanted = "# version " + std::string(time_zone::tzdata_version());
    if (!data || data->compare(0, wanted.size(), wanted) != 0)
        GTEST_SKIP() << "the system's tzdata is not " << time_zone::tzdata_version();
    std::mt19937_64 random(11);
    const char* before = std::getenv("TZ");
    const std::string kept = before == nullptr ? "" : before;
    for (const auto& row : okta_zones()) {
        const time_zone::Zone& zone = *time_zone::find(row[0]);
        ::setenv("TZ", (":" + row[0]).c_str(), 1);
        ::tzset();
        for (int i = 0; i < 1000; ++i) {
            // From 1850 to 2400.
            const std::int64_t at = static_cast<std::int64_t>(random() % 17'356'809'600U) - 3'786'825'600;
            const std::time_t time = at;
            std::tm parts{};
            ::localtime_r(&time, &parts);
            ASSERT_EQ(time_zone::offset_at(zone, at), parts.tm_gmtoff) << row[0] << " " << text::format_time(at);
        }
    }
    if (before == nullptr) ::unsetenv("TZ");
    else ::setenv("TZ", kept.c_str(), 1);
    ::tzset();
}
#endif

Pattern pattern(std::string_view text) {
    PatternError problem;
    auto made = Pattern::compile(text, problem);
    EXPECT_TRUE(made) << text << ": " << problem.message;
    return made ? *made : *Pattern::compile("yyyy", problem);
}

constexpr std::string_view kEverything = "yyyy-MM-dd'T'HH:mm:ss.SSS";

TEST(Patterns, WhatTheyPrintTheyRead) {
    std::mt19937_64 random(3);
    const std::vector<std::string_view> patterns = {
        kEverything,
        "G YYYY MMMM d, hh:mm:ss.SSS a",
        "xxxx-'W'ww-e KK mm ss SSS aa",
        "yyyy-DDD kk:mm:ss.SSS ZZ",
        "EEEE dd MMM YYYY G H:m:s.SSS Z",
        "CCC yyyy/M/d HHmmssSSS",
    };
    for (const std::string_view text : patterns) {
        const Pattern one = pattern(text);
        const StringDomain facts = one.domain();
        for (int i = 0; i < 2000; ++i) {
            // Years 1 to 9999, and all that 64 bits hold where the pattern has an era or a sign.
            const bool wide = i % 4 == 0 && text == kEverything;
            const auto bits = static_cast<std::int64_t>(random());
            const std::int64_t millis =
                wide ? bits / 2 : -62'135'596'800'000 + static_cast<std::int64_t>(random() % 315'537'897'600'000U);
            const auto printed = one.print(millis, nullptr);
            ASSERT_TRUE(printed);
            ASSERT_TRUE(facts.admits(*printed)) << text << ": " << *printed;
            const Pattern::Parsed read = one.parse(*printed, std::nullopt);
            ASSERT_TRUE(read.ok) << text << ": " << *printed << " " << read.message;
            ASSERT_EQ(read.millis, millis) << text << ": " << *printed;
        }
    }
}

TEST(Patterns, LimitsAndSlips) {
    PatternError problem;
    EXPECT_FALSE(Pattern::compile("", problem));
    EXPECT_FALSE(problem.too_long);
    EXPECT_FALSE(Pattern::compile("yyyy-Q", problem));
    EXPECT_EQ(problem.letter, 'Q');
    EXPECT_FALSE(Pattern::compile(std::string(Pattern::kLongest + 1, 'y'), problem));
    EXPECT_TRUE(problem.too_long);
    // Quotes: doubled ones are one, an open one reaches to the end.
    EXPECT_EQ(pattern("h 'o''clock'").print(3'600'000, nullptr), "1 o'clock");
    EXPECT_EQ(pattern("''''").print(0, nullptr), "''");
    EXPECT_EQ(pattern("yyyy 'open yyyy").print(0, nullptr), "1970 open yyyy");
    EXPECT_EQ(pattern("\xC3\xA4 d").print(0, nullptr), "\xC3\xA4 1");
    EXPECT_TRUE(pattern("\xC3\xA4 d").parse("\xC3\x84 1", std::nullopt).ok);  // literals in any case
    EXPECT_FALSE(pattern("z").print(0, time_zone::find("Asia/Tokyo")));
}

TEST(Patterns, HostileOnes) {
    const std::string longest(Pattern::kLongest, 'S');
    EXPECT_EQ(pattern(longest).print(0, nullptr)->size(), Pattern::kLongest);
    EXPECT_EQ(pattern(longest).print(123, nullptr), "123000000000000");  // as far as Joda-Time counts
    EXPECT_TRUE(pattern(longest).parse(std::string(Pattern::kLongest, '9'), std::nullopt).ok);
    std::string changing;
    while (changing.size() + 8 <= Pattern::kLongest) changing += "EEEEMMMM";
    EXPECT_LT(pattern(changing).print(0, nullptr)->size(), 3000U);
    const Pattern plain = pattern(kEverything);
    for (const char* text :
         {"", "-", "+", "----------", "99999999999999999999-01-01T00:00:00.000", "2021-01-01T00:00:00.",
          "2021-00-01T00:00:00.000", "2021-01-00T00:00:00.000", "2021-02-30T00:00:00.000", "2021-01-01T24:00:00.000",
          "2021-01-01T00:00:00.000 ", "\xFF\xFE", "2021-01-01\xC3"})
        EXPECT_FALSE(plain.parse(text, std::nullopt).ok) << text;
    EXPECT_TRUE(pattern("yyyy").parse("292278993", std::nullopt).ok);
    EXPECT_FALSE(pattern("yyyy").parse("292278994", std::nullopt).ok);
    EXPECT_TRUE(pattern("yyyy").parse("-292275054", std::nullopt).ok);
    EXPECT_FALSE(pattern("yyyy").parse("-292275055", std::nullopt).ok);
    // Random patterns on random texts are, and what they print is bounded by what they are.
    std::mt19937 random(5);
    constexpr std::string_view kAlphabet = "GCxyYMdahHkKmsSeEDwzZ'':-/ T0123456789+abAMPWJanuMon";
    std::size_t read = 0;
    for (int i = 0; i < 50'000; ++i) {
        const auto some = [&](std::size_t most) {
            std::string text;
            for (std::size_t n = random() % most; n > 0; --n)
                text.append(1 + random() % 4, kAlphabet[random() % kAlphabet.size()]);
            return text;
        };
        PatternError slip;
        const auto made = Pattern::compile(some(8), slip);
        if (!made) continue;
        read += made->parse(some(12), 0).ok ? 1U : 0U;
        const auto millis = static_cast<std::int64_t>((std::uint64_t{random()} << 32U) | random());
        const auto printed = made->print(millis, time_zone::find("America/New_York"));
        if (!printed) continue;
        ASSERT_TRUE(made->domain().admits(*printed)) << *printed;
    }
    EXPECT_GT(read, 0U);
}

TEST(DateTimes, TextsOfIso) {
    EXPECT_EQ(date_time::from_iso("2015-07-31T17:18:37.979Z")->millis, 1'438'363'117'979);
    EXPECT_EQ(date_time::from_iso("2015-07-31T19:18:37+02:00")->millis, 1'438'363'117'000);
    EXPECT_EQ(date_time::from_iso("2015-07-31T17:18:37.9Z")->millis, 1'438'363'117'900);
    for (const char* text :
         {"", "2015-07-31", "2015-07-31T17:18Z", "2015-07-31T17:18:37", "2015-07-31T17:18:37.Z", "2015-07-31 17:18:37Z",
          "2015-7-31T17:18:37Z", "2015-07-31T17:18:37+0200", "2015-07-31T17:18:37+24:00", "2015-02-29T00:00:00Z",
          "2015-07-31T17:18:37Zx", "9999999999-01-01T00:00:00Z", "292278994-01-01T00:00:00Z"})
        EXPECT_FALSE(date_time::from_iso(text)) << text;
    for (const std::int64_t millis : {INT64_MIN, INT64_MIN + 1, INT64_C(-1), INT64_C(0), INT64_MAX})
        EXPECT_FALSE(date_time::iso_text(millis, 0).empty());
    EXPECT_EQ(date_time::java_text({1'438'300'680'000, 0, ""}), "2015-07-30T23:58Z");
    EXPECT_EQ(date_time::java_text({253'402'300'800'000, 3600, ""}), "+10000-01-01T01:00+01:00");
}

}  // namespace
}  // namespace preflight::expression
