// What the System Log says of the application that is checked (facts okta-exports 9): which events are about it, and
// what its settings were changed to. Nothing here is worded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "core/findings/finding.h"
#include "core/workspace/workspace.h"

namespace preflight::workspace {

// Whether an event is about the application; of an event without an application: whether it mentions Egnyte.
[[nodiscard]] bool concerns_application(const Workspace& workspace, std::size_t event);

// What a setting was changed to last, by the events that succeeded.
struct LoggedChange {
    std::string value;
    std::int64_t at_unix = 0;  // when
    std::size_t event = 0;     // row of log_events
};
// A setting has several spellings: the catalogue of events writes create_users, events have createUsers.
[[nodiscard]] std::optional<LoggedChange> logged_change(const Workspace& workspace,
                                                        std::initializer_list<std::string_view> names);

// The newest of the application object (lastUpdated) and the log (published) wins. True when the change is newer; false
// where the application does not say when it was changed, because then nothing tells which is newer.
[[nodiscard]] bool newer_than_application(const Workspace& workspace, const LoggedChange& change);

// Puts a change of the username format that is newer than the application object in its place.
void apply_logged_format(Workspace& workspace);

}  // namespace preflight::workspace
