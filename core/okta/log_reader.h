// Events of the System Log into the columns of a table: JSON of the API, and the CSV of Reports > System Log (facts
// okta-exports 9). Targets are found by their type, never by their place.
#pragma once

#include <string>
#include <vector>

#include "core/formats/json/document.h"
#include "core/population/table.h"

namespace preflight::okta {

// Whether the event says something about provisioning, assignments or settings: a failure, or a change. Other events
// are not kept, so that a log of any size can be read.
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
