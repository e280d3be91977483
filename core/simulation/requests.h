// What Okta sends to Egnyte for people: the creation of an account, or its update.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "core/simulation/replay.h"

namespace preflight::simulation {

// Which of those whom an event concerns are sent a request.
enum class Recipients : std::uint8_t {
    everybody,
    with_account,  // whose account Okta knows: an update of the app profile creates nobody
    renamed        // of these, whose username the event changed or may have changed
};

[[nodiscard]] bool is_recipient(const Replay& replay, PersonNumber person, Recipients recipients);

// One request for each of those whom the event concerns, an outcome for each. Of people who get the same username or
// e-mail address the later ones are refused, and all are reported. Takes the passes `pass` and `pass + 1` of the event;
// true when it came to its end.
bool send_requests(Replay& replay, std::size_t pass, const intake::Scenario::Event& stated,
                   Recipients recipients = Recipients::everybody);
// The same for those whom the event chooses.
bool send_requests(Replay& replay, std::size_t pass, const intake::Scenario::Event& stated,
                   const std::function<bool(PersonNumber)>& is_chosen);

}  // namespace preflight::simulation
