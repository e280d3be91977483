// One JSON object a line, in the order of events; the summary comes last, so that a reader who sees it has seen all.
#include <string>

#include "core/report/render/outcome_json.h"
#include "core/report/renderer.h"
#include "core/text/json_writer.h"
#include "core/text/time.h"

namespace preflight::report {

namespace {

template <typename Members>
void write_line(const Sink& sink, std::string& line, const char* kind, Members members) {
    line.clear();
    text::JsonWriter json(line);
    json.begin_object().member("kind", kind);
    members(json);
    json.end_object();
    line += '\n';
    sink(line);
}

}  // namespace

namespace renderers {

void simulate_ndjson(const SimulateReport& report, const Style&, const Sink& sink) {
    std::string line;
    report.outcomes.for_each_event(
        [&](const simulation::Story& outcome) {
            write_line(sink, line, "outcome", [&](text::JsonWriter& json) { outcome_members(json, outcome, nullptr); });
        },
        [&](const simulation::SignInStory& sign_in) {
            write_line(sink, line, "sign-in", [&](text::JsonWriter& json) { sign_in_members(json, sign_in); });
        });
    write_line(sink, line, "summary", [&](text::JsonWriter& json) {
        json.member("schemaVersion", "1.0").key("now");
        report.tool.now_unix ? json.value(text::format_time(*report.tool.now_unix)) : json.null();
        json.member("notes", report.notes);
        counts_member(json, "users", report.users);
        counts_member(json, "groups", {});
        counts_member(json, "signIn", report.sign_ins);
    });
}

}  // namespace renderers

}  // namespace preflight::report
