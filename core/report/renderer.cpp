#include "core/report/renderer.h"

#include <variant>

namespace preflight::report {

namespace {

template <Subject subject>
struct Render {
    void (*write)(const typename ReportOf<subject>::type&, const Style&, const Sink&);
};

struct Renderer {
    Subject subject;
    Format format;
    // Which one it holds follows from the subject.
    std::variant<std::monostate
#define PREFLIGHT_SUBJECT(subject, report) , Render<Subject::subject>
#include "core/report/subjects.def"
#undef PREFLIGHT_SUBJECT
                 >
        render;
};

// The module of the page has only what the page asks for (wasm/CMakeLists.txt): the others would be downloaded for
// nothing.
constexpr bool is_built(Subject subject, std::string_view format) {
#ifdef PREFLIGHT_FORMATS_OF_THE_PAGE
    if (subject == Subject::check && (format == "html" || format == "markdown" || format == "sarif")) return true;
    return format == "json" || (subject == Subject::simulate && format == "csv") ||
           (subject == Subject::diff && format == "markdown");
#else
    static_cast<void>(subject), static_cast<void>(format);
    return true;
#endif
}

constexpr Renderer kRenderers[] = {
#define PREFLIGHT_RENDERER(subject, format, media_type, extension) \
    {Subject::subject,                                             \
     {#format, media_type, extension},                             \
     Render<Subject::subject>{is_built(Subject::subject, #format) ? &renderers::subject##_##format : nullptr}},
#include "core/report/renderers.def"
#undef PREFLIGHT_RENDERER
};

}  // namespace

std::vector<Format> formats_of(Subject subject) {
    std::vector<Format> result;
    for (const Renderer& renderer : kRenderers) {
        if (renderer.subject == subject && is_built(subject, renderer.format.name)) result.push_back(renderer.format);
    }
    return result;
}

template <Subject subject>
bool render(const typename ReportOf<subject>::type& report, std::string_view format, const Style& style,
            const Sink& sink) {
    for (const Renderer& renderer : kRenderers) {
        if (renderer.subject != subject || renderer.format.name != format || !is_built(subject, format)) continue;
        std::get<Render<subject>>(renderer.render).write(report, style, sink);
        return true;
    }
    return false;
}

#define PREFLIGHT_SUBJECT(subject, report) \
    template bool render<Subject::subject>(const report&, std::string_view, const Style&, const Sink&);
#include "core/report/subjects.def"
#undef PREFLIGHT_SUBJECT

}  // namespace preflight::report
