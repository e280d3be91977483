// Events of the System Log into the columns of a table: JSON of the API, and the CSV of Reports > System Log (facts
// okta-exports 9). Targets are found by their type, never by their place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/formats/json/document.h"
#include "core/population/table.h"

namespace preflight::okta {

// Beside those of model.h. `kFailure` is a word of failure.h and says what failed; `kFailureUser` is whom the reason
// names where that is not the app user, and the reason is kept without that name.
namespace columns {
inline constexpr std::string_view kCustomMessage = "debugData.customMessage", kFailure = "failure",
                                  kFailureUser = "failure.user";
}  // namespace columns

// Whether a result means that the request failed; the others are waits and decisions of sign-in policies.
[[nodiscard]] bool is_failure(std::string_view result);
// Whether the event says that a request failed, or what an application's settings were changed to. Other events are not
// kept, so that a log of any size can be read.
[[nodiscard]] bool is_kept_event(std::string_view type, std::string_view result);

// Sets the columns of the row that was begun last.
void read_log_event(const formats::json::Node& node, population::Table& events);

[[nodiscard]] bool is_log_header(const std::vector<std::string>& header);
void read_log_row(const std::vector<std::string>& header, const std::vector<std::string>& fields,
                  population::Table& events);
// The cell of a column in one record; empty when there is none.
[[nodiscard]] std::string_view log_field(const std::vector<std::string>& header, const std::vector<std::string>& fields,
                                         std::string_view column);

}  // namespace preflight::okta
