// What is tried out over the files without changing them: another scenario, edited expressions, another username
// format, another application. The files are not read again for it (core/preflight.h, Session::set).
//
// In JSON, every member optional:
//   {"scenario": {"name": "scenario.json", "text": "{...}"},   in place of every scenario of the files; null: none
//    "application": "0oa1...",                                 the id of the one to take for Egnyte's
//    "mapping": {"properties": {"userType": {"expression": "...", "pushStatus": "PUSH"}, "role": null}},
//    "userNameTemplate": {"template": "...", "type": "CUSTOM"}}
// Mapping and username format are written as in Okta's exports (facts okta-exports 1, 2). What the mapping names
// replaces the entry of that name or adds one; null takes it out. A push status, type or suffix that is not said stays.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/intake/limits.h"
#include "core/intake/parsed_input.h"
#include "core/okta/model.h"
#include "core/population/atoms.h"

namespace preflight::workspace {

struct Workspace;

struct Overlay {
    bool replaces_scenario = false;
    std::shared_ptr<const intake::ParsedInput> scenario;  // null: the files count as without one
    std::string application;                              // empty: the usual choice
    std::vector<okta::MappingEntry> entries;
    std::vector<std::string> unmapped;
    std::optional<okta::UserNameTemplate> user_name_template;
    // The text of the overlay, where edits have their place; null without edits.
    std::shared_ptr<const intake::ParsedInput> edits;
};

// The slots of the inputs that an overlay brings along, other than those of files.
struct OverlaySlots {
    std::size_t scenario = 0, edits = 0;
};

// Null, with `problem` in one line, when the text is not an overlay or refers to what `parts` do not have.
[[nodiscard]] std::shared_ptr<const Overlay> read_overlay(
    std::string_view json, const std::vector<std::shared_ptr<const intake::ParsedInput>>& parts,
    const OverlaySlots& slots, const intake::Limits& limits, const std::shared_ptr<population::Atoms>& atoms,
    std::string& problem);

// Puts the overlay's inputs among those of the workspace, before join(). A scenario takes the place of the scenario
// file, if there is one.
void put_inputs(const std::shared_ptr<const Overlay>& overlay, Workspace& workspace);
// For join(), once mapping and application are chosen.
void apply_edits(const Overlay& overlay, Workspace& workspace);

}  // namespace preflight::workspace
