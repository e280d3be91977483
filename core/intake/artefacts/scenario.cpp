// The scenario (spec 3): what no export says.
#include "core/findings/click_paths.h"
#include "core/intake/artefact.h"
#include "core/intake/scenario_reader.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("preflightScenario");
}

void read(const formats::json::Node& object, Reading& reading) {
    std::vector<Problem> problems;
    reading.parsed().scenario = read_scenario(reading.origin(), object, problems);
    for (Problem& problem : problems)
        reading.problem(problem.kind, std::move(problem.at), std::move(problem.detail), std::move(problem.extra));
}

}  // namespace

constexpr Artefact artefacts_rows::scenario = {
    .kind = "preflight-scenario",
    .recognises = &recognises,
    .keys = "preflightScenario now okta egnyte egnyteAttributes events",
    .read = &read,
    .unlocks = "whether the name that Okta sends is the one Egnyte looks for (Default user mapping)",
    .how = findings::clicks::join<findings::clicks::kSecurityPage,
                                  ": read Default user mapping and enter it as egnyte.sso.defaultUserMapping">,
};

}  // namespace preflight::intake
