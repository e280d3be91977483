// Workflow commands of GitHub Actions, one a line: findings appear beside the lines of the pull request. Known findings
// are left out. Source: GitHub Docs, "Workflow commands for GitHub Actions"; escaping as in actions/toolkit.
#include <string>
#include <string_view>

#include "core/report/renderer.h"
#include "core/text/printable.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

// `property`: between the command and "::", where colons and commas separate.
std::string escaped(std::string_view value, bool property) {
    std::string result;
    for (std::size_t at = 0; at < value.size();) {
        const text::CodePoint point = text::decode(value, at);
        at += point.length;
        if (point.value == '%') result += "%25";
        else if (point.value == '\n') result += "%0A";
        else if (property && point.value == ':') result += "%3A";
        else if (property && point.value == ',') result += "%2C";
        else text::append_printable(result, point.valid ? point.value : text::kReplacement);
    }
    return result;
}

std::string_view command_of(findings::Severity severity) {
    switch (severity) {
        case findings::Severity::error:
            return "error";
        case findings::Severity::warning:
            return "warning";
        case findings::Severity::note:
        case findings::Severity::manual:
            break;
    }
    return "notice";
}

}  // namespace

namespace renderers {

void check_github(const CheckReport& report, const Style&, const Sink& sink) {
    for (const Finding& finding : report.findings) {
        if (finding.known) continue;
        std::string line = "::" + std::string(command_of(finding.severity)) + " ";
        if (!finding.places.empty()) {
            const Place& place = finding.places.front();
            line += "file=" + escaped(place.path, true) + ",";
            if (place.range) {
                const auto& [begin, end] = *place.range;
                line += "line=" + std::to_string(begin.line) + ",endLine=" + std::to_string(end.line) + ",";
                // Columns are understood within one line only.
                if (begin.line == end.line)
                    line += "col=" + std::to_string(begin.column) + ",endColumn=" + std::to_string(end.column) + ",";
            }
        }
        line += "title=" + escaped(std::string(finding.rule->code) + " " + std::string(finding.rule->slug), true);
        std::string text = finding.message;
        if (!finding.consequence.empty()) text += "\n" + finding.consequence;
        if (!finding.fix_title.empty()) text += "\nFix: " + finding.fix_title;
        for (std::size_t i = 0; i < finding.fix_steps.size(); ++i)
            text += "\n" + std::to_string(i + 1) + ". " + finding.fix_steps[i];
        sink(line + "::" + escaped(text, false) + "\n");
    }
}

}  // namespace renderers

}  // namespace preflight::report
