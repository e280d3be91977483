// One JSON object a line, in the order of events; the summary comes last, so that a reader who sees it has seen all.
#include <algorithm>
#include <string>

#include "core/report/render/outcome_json.h"
#include "core/report/renderer.h"
#include "core/text/in_order.h"
#include "core/text/json_writer.h"
#include "core/text/time.h"

namespace preflight::report {

namespace {

constexpr std::size_t kEventsOfPiece = 256;

template <typename Members>
void add_line(std::string& lines, const char* kind, Members members) {
    text::JsonWriter json(lines);
    json.begin_object().member("kind", kind);
    members(json);
    json.end_object();
    lines += '\n';
}

}  // namespace

namespace renderers {

void simulate_ndjson(const SimulateReport& report, const Style& style, const Sink& sink) {
    const std::size_t events = report.outcomes.events();
    const auto add_events = [&](std::size_t piece, std::string& lines) {
        const std::size_t begin = piece * kEventsOfPiece;
        OutcomeCursor::Visitors visit;
        visit.outcome = [&](const simulation::Story& outcome) {
            add_line(lines, "outcome", [&](text::JsonWriter& json) { outcome_members(json, outcome, nullptr); });
        };
        visit.sign_in = [&](const simulation::SignInStory& sign_in) {
            add_line(lines, "sign-in", [&](text::JsonWriter& json) { sign_in_members(json, sign_in); });
        };
        visit.group = [&](const simulation::GroupStory& group) {
            add_line(lines, "group", [&](text::JsonWriter& json) { group_members(json, group); });
        };
        visit.import = [&](const simulation::ImportStory& import) {
            add_line(lines, "import", [&](text::JsonWriter& json) { import_members(json, import); });
        };
        report.outcomes.for_events(begin, std::min(begin + kEventsOfPiece, events), visit);
    };
    text::make_in_order(style.threads, (events + kEventsOfPiece - 1) / kEventsOfPiece, add_events, sink);
    std::string line;
    report.outcomes.for_each_membership([&](const simulation::MembershipStory& membership) {
        add_line(line, "membership", [&](text::JsonWriter& json) { membership_members(json, membership); });
    });
    add_line(line, "summary", [&](text::JsonWriter& json) {
        json.member("schemaVersion", "1.0").key("now");
        report.tool.now_unix ? json.value(text::format_time(*report.tool.now_unix)) : json.null();
        json.member("notes", report.notes);
        counts_member(json, "users", report.users);
        counts_member(json, "groups", report.groups);
        counts_member(json, "imports", report.imports);
        counts_member(json, "signIn", report.sign_ins);
        end_states_member(json, report.end_states);
        forecast_member(json, report.forecast);
    });
    sink(line);
}

}  // namespace renderers

}  // namespace preflight::report
