// An error answer of the Okta API, saved in place of an export (facts okta-exports 14).
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("errorCode") && (keys.has("errorSummary") || keys.has("errorId"));
}

void read(const formats::json::Node& object, Reading& reading) {
    okta::ApiError error = okta::read_error(reading.origin(), object);
    reading.problem(Problem::Kind::okta_error, error.at, error.code, error.summary);
    reading.parsed().api_errors.push_back(std::move(error));
}

}  // namespace

constexpr Artefact artefacts_rows::okta_error = {
    .kind = "okta-error",
    .recognises = &recognises,
    .read = &read,
};

}  // namespace preflight::intake
