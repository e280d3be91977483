// CSV reports of the Okta console: Current Assignments, Okta Password Health, User App Access and their relatives
// (facts okta-exports 10). They have neither ids nor attributes, so they are named, not used.
#include <algorithm>

#include "core/intake/artefact.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

bool recognises_header(const std::vector<std::string>& header) {
    const auto has = [&](std::string_view name) {
        return std::any_of(header.begin(), header.end(), [&](const std::string& column) {
            return text::equal_ignoring_ascii_case(text::trim(column), name);
        });
    };
    return (has("Login") || has("Okta username")) &&
           (has("Application login") || has("Application username") || has("Application name") ||
            has("Application catalog name") || has("Authentication Source") || has("Last Password Change"));
}

void read_record(const std::vector<std::string>&, const formats::CsvRecord&, Reading& reading) {
    reading.not_used("okta-report-csv",
                     "a report of the console has neither ids nor attributes; save GET "
                     "/api/v1/apps/{id}/users?expand=user");
}

}  // namespace

constexpr Artefact artefacts_rows::console_report = {
    .kind = "okta-report-csv",
    .recognises_header = &recognises_header,
    .read_record = &read_record,
};

}  // namespace preflight::intake
