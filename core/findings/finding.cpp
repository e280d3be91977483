#include "core/findings/finding.h"

namespace preflight::findings {

bool is_inside(const Location& place, const Location& object) {
    const std::size_t length = object.pointer.size();
    return place.input == object.input && place.pointer.compare(0, length, object.pointer) == 0 &&
           (place.pointer.size() == length || place.pointer[length] == '/');
}

Fix fix_of(const Remedy& remedy) {
    Fix fix;
    fix.title = remedy.title;
    for (const std::string_view step : remedy.steps) {
        if (!step.empty()) fix.steps.emplace_back(step);
    }
    return fix;
}

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::note:
            return "note";
        case Severity::manual:
            return "manual";
    }
    return "";
}

std::string_view to_string(Confidence confidence) {
    switch (confidence) {
        case Confidence::documented:
            return "documented";
        case Confidence::observed:
            return "observed";
        case Confidence::inferred:
            return "inferred";
    }
    return "";
}

std::string_view to_string(Effect effect) {
    switch (effect) {
        case Effect::none:
            return "none";
        case Effect::refuses:
            return "refuses";
        case Effect::skips:
            return "skips";
    }
    return "";
}

std::string_view to_string(Applicability applicability) {
    switch (applicability) {
        case Applicability::safe:
            return "safe";
        case Applicability::review:
            return "review";
        case Applicability::manual:
            return "manual";
    }
    return "";
}

}  // namespace preflight::findings
