// The one table of output formats (renderers.def): what can be asked, in which formats, and the function that writes
// each. The command line, its help and its errors, and the page's menu read this table.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/report/explanation.h"
#include "core/report/format.h"
#include "core/report/report.h"
#include "core/report/setup.h"

namespace preflight::report {

template <Subject>
struct ReportOf;
#define PREFLIGHT_SUBJECT(subject, report) \
    template <>                            \
    struct ReportOf<Subject::subject> {    \
        using type = report;               \
    };
#include "core/report/subjects.def"
#undef PREFLIGHT_SUBJECT

// Writes the report. False, and nothing is written, when the table has no such format for the subject.
template <Subject subject>
[[nodiscard]] bool render(const typename ReportOf<subject>::type& report, std::string_view format, const Style& style,
                          const Sink& sink);

// Each renderer is <subject>_<format> in render/<format>.cpp: one pure function, same report in, same bytes out.
namespace renderers {
#define PREFLIGHT_RENDERER(subject, format, media_type, extension) \
    void subject##_##format(const ReportOf<Subject::subject>::type& report, const Style& style, const Sink& sink);
#include "core/report/renderers.def"
#undef PREFLIGHT_RENDERER
}  // namespace renderers

}  // namespace preflight::report
