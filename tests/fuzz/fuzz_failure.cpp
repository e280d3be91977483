// Pasted errors: whatever somebody pastes, the failures are bounded, say what they are, and read the same again by
// themselves; the answer about them is JSON, and no control sequence reaches a terminal.
#include <nlohmann/json.hpp>
#include <string>

#include "core/okta/failure.h"
#include "core/preflight.h"
#include "tests/fuzz/fuzz.h"

using namespace preflight;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto failures = okta::read_failures(text);
    fuzz::require(failures.size() <= okta::kMaxFailures, "no more failures than the limit");
    for (const okta::Failure& failure : failures) {
        fuzz::require(failure.kind != okta::FailureKind::none, "a failure is about something");
        fuzz::require(failure.violations.size() <= okta::kMaxViolations, "no more fields than the limit");
        fuzz::require(okta::failure_kind(okta::to_string(failure.kind)) == failure.kind, "a kind is known by its word");
        fuzz::require(failure.user.empty() || failure.user.find("<user>") != std::string::npos ||
                          okta::without_person(failure).find(failure.user) == std::string::npos,
                      "the text without the person does not name the person");
    }
    for (const std::string_view event : {"application.provision.user.push", "application.provision.group_push.pushed"})
        fuzz::require(okta::read_failure(text, event).kind != okta::FailureKind::none, "the event of a failure is one");
    const ExplainAnswer json = explain_error(text, "json"), words = explain_error(text, "text");
    fuzz::require(json.known == !failures.empty() && words.known == json.known, "failures are explained");
    if (!json.known) return 0;
    fuzz::require(nlohmann::json::accept(json.output), "the answer is JSON");
    fuzz::require(words.output.find('\x1b') == std::string::npos, "no control sequence reaches a terminal");
    return 0;
}
