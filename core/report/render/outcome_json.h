// Outcomes and sign-ins as JSON (spec 6.2), the same in every JSON format. Each function writes members of the object
// that is open.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/report/renderer.h"
#include "core/text/json_writer.h"

namespace preflight::report {

// `traces`: of the expressions behind the values; null without.
void outcome_members(text::JsonWriter& json, const simulation::Story& outcome,
                     const std::map<simulation::Attribute, expression::Trace>* traces);
void group_members(text::JsonWriter& json, const simulation::GroupStory& group);
void import_members(text::JsonWriter& json, const simulation::ImportStory& import);
void membership_members(text::JsonWriter& json, const simulation::MembershipStory& membership);
void sign_in_members(text::JsonWriter& json, const simulation::SignInStory& sign_in);

// "endStates": {"works": 4, "refused": 1}
void end_states_member(text::JsonWriter& json, const verdict::EndStates::Counts& counts);
void forecast_member(text::JsonWriter& json, const simulation::Forecast& forecast);

// {"created": 4, "failed": 1}
void counts_member(text::JsonWriter& json, std::string_view key, const std::map<std::string, std::size_t>& counts);

}  // namespace preflight::report
