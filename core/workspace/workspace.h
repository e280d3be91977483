// Everything the given files say, joined by ids: what the simulation and the rules look at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/intake/parsed_input.h"
#include "core/okta/model.h"
#include "core/population/cell_index.h"
#include "core/population/found.h"
#include "core/population/table.h"
#include "core/workspace/overlay.h"

namespace preflight::workspace {

// The inputs, found by their slot (findings::Location::input) and listed in its order. A slot whose input was taken out
// has none.
class Inputs {
public:
    void add(intake::Input input) {
        if (by_slot_.size() <= input.slot) by_slot_.resize(input.slot + 1);
        by_slot_[input.slot] = inputs_.size();
        inputs_.push_back(std::move(input));
    }
    [[nodiscard]] const intake::Input& operator[](std::size_t slot) const { return inputs_[by_slot_[slot]]; }
    [[nodiscard]] intake::Input& operator[](std::size_t slot) { return inputs_[by_slot_[slot]]; }
    [[nodiscard]] auto begin() const { return inputs_.begin(); }
    [[nodiscard]] auto end() const { return inputs_.end(); }
    [[nodiscard]] const intake::Input& front() const { return inputs_.front(); }
    [[nodiscard]] std::size_t size() const { return inputs_.size(); }
    [[nodiscard]] bool empty() const { return inputs_.empty(); }
    // One more than the highest slot.
    [[nodiscard]] std::size_t slots() const { return by_slot_.size(); }

private:
    std::vector<intake::Input> inputs_;
    std::vector<std::size_t> by_slot_;
};

using SharedTable = std::shared_ptr<const population::Table>;
// Keeps its pool alive.
[[nodiscard]] SharedTable empty_table(const std::shared_ptr<population::Atoms>& atoms);

struct Workspace : intake::Objects, intake::Given {
    // The inputs by slot, ascending: what everything below is made of.
    std::vector<std::shared_ptr<const intake::ParsedInput>> parts;
    // The application that was asked for (its id), before the scenario's; empty: none.
    std::string asked_for;
    // What is tried out over them; null: nothing. Its inputs are among the parts.
    std::shared_ptr<const Overlay> overlay;

    Inputs inputs;
    std::vector<intake::Problem> problems;
    std::vector<intake::MetadataInput> metadata;
    // The values of all tables.
    std::shared_ptr<population::Atoms> atoms = std::make_shared<population::Atoms>();
    // Never null. The table of an input that is the only one with such rows is shared, not copied; else the rows of
    // all, in the order of the names of the inputs.
    SharedTable users = empty_table(atoms), app_users = users, egnyte_users = users;
    SharedTable groups = users, app_groups = users, egnyte_groups = users;
    SharedTable group_members = users;  // Okta users with the group whose members the list holds
    SharedTable log_events = users;
    std::optional<intake::Scenario> scenario;  // the last one

    // Whether a list is whole: `partial` when one of its answers says that more exists, and no other file has the rest;
    // `whole` when an answer says that nothing is missing. What a list that is not whole lacks is unknown, never
    // absent. `owner`: of the lists of one group's members only.
    [[nodiscard]] intake::Extent extent_of(std::string_view kind, std::string_view owner = {}) const;

    // The joins. Pointers into the vectors above, null when there is none; set by join().
    const okta::Application* application = nullptr;        // the Egnyte app (the SCIM 2.0 one when two are given)
    const okta::SamlResource* saml_key = nullptr;          // the app's resource that says its key
    const okta::SamlResource* saml_certificate = nullptr;  // and the one that says its certificate
    const okta::ProfileMapping* to_app_mapping = nullptr;
    const okta::Schema* app_schema = nullptr;
    const okta::Schema* user_schema = nullptr;
    const intake::MetadataInput* idp_metadata = nullptr;

    // Canonical Egnyte attribute (spec 4) -> the app's variable name, learned; canonical names without an entry are
    // unresolved.
    std::map<std::string, std::string, std::less<>> variable_of;
    std::map<std::string, std::string, std::less<>> canonical_of;

    // Rows of the users by Okta id; set by join().
    population::CellIndex user_row_by_id;
};

// Takes an input in, in place of the one with the same slot; takes one out. Call join() afterwards.
void put(Workspace& workspace, std::shared_ptr<const intake::ParsedInput> input);
void remove(Workspace& workspace, std::size_t slot);

// Makes the workspace of its parts: chooses the application, mapping, schemas and metadata that belong together and
// learns the attribute names. Reads no input again. The tables of `before`, a joined workspace, are shared where the
// same inputs make them.
void join(Workspace& workspace, const Workspace* before = nullptr);

}  // namespace preflight::workspace
