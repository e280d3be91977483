// Events of the System Log: of the API, of a log shipper as NDJSON, or the console's CSV (facts okta-exports 9).
#include <array>
#include <string_view>

#include "core/intake/artefact.h"
#include "core/okta/log_reader.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("eventType") && keys.has("published");
}

// More than half of an event.
constexpr std::array<std::string_view, 8> kUnread = {"actor",           "client",   "device",  "authenticationContext",
                                                     "securityContext", "severity", "version", "transaction"};

void read(const formats::json::Node& object, Reading& reading) {
    if (!okta::is_kept_event(object["eventType"].as_string(), object["outcome"]["result"].as_string())) return;
    ParsedInput& parsed = reading.parsed();
    okta::read_log_event(object, reading.begin_row(parsed.log_events, object));
}

void read_record(const std::vector<std::string>& header, const formats::CsvRecord& record, Reading& reading) {
    if (!okta::is_kept_event(okta::log_field(header, record.fields, "event_type"),
                             okta::log_field(header, record.fields, "outcome.result")))
        return;
    population::Table& events = reading.parsed().log_events;
    reading.begin_csv_row(events, record);
    okta::read_log_row(header, record.fields, events);
}

}  // namespace

constexpr Artefact artefacts_rows::system_log = {
    .kind = "okta-system-log",
    .given = &Given::log_given,
    .recognises = &recognises,
    .keys = "actor eventType published outcome severity target debugContext legacyEventType uuid",
    .read = &read,
    .unread = kUnread,
    .recognises_header = &okta::is_log_header,
    .read_record = &read_record,
    .pages = {100, 1000},
    .unlocks = "what failed already and why, and which settings were changed",
    .how = "GET /api/v1/logs?filter=target.id eq \"{app}\"&limit=1000",
    .path = "/api/v1/logs?filter=target.id%20eq%20%22{app}%22&since={since}&until={until}&limit=1000",
    .answers = "/api/v1/logs",
    .scope = "okta.logs.read",
};

}  // namespace preflight::intake
