// The table of formats.
#include "core/report/renderer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace preflight::report {
namespace {

constexpr Subject kSubjects[] = {
#define PREFLIGHT_SUBJECT(subject, report) Subject::subject,
#include "core/report/subjects.def"
#undef PREFLIGHT_SUBJECT
};

TEST(Renderers, EverySubjectHasFormatsAndNoneTwice) {
    for (const Subject subject : kSubjects) {
        std::set<std::string_view> names;
        for (const Format& format : formats_of(subject)) {
            EXPECT_TRUE(names.insert(format.name).second) << format.name;
            EXPECT_NE(format.media_type.find('/'), std::string_view::npos);
            EXPECT_FALSE(format.extension.empty());
        }
        EXPECT_EQ(names.count("json"), 1U);
    }
}

TEST(Renderers, AnUnknownFormatWritesNothing) {
    std::string out;
    const auto sink = [&out](std::string_view piece) { out += piece; };
    EXPECT_FALSE(render<Subject::check>({}, "yaml", {}, sink));
    EXPECT_FALSE(render<Subject::check>({}, "", {}, sink));
    EXPECT_EQ(out, "");
    EXPECT_TRUE(render<Subject::check>({}, "json", {}, sink));
    EXPECT_EQ(out.substr(0, 21), "{\n \"schemaVersion\": \"");
}

}  // namespace
}  // namespace preflight::report
