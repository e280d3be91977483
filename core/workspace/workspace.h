// Everything the given files say, joined by ids: what the simulation and the rules look at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
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

// The same objects in two places (PF1013): those that one input repeats of another, or of itself.
struct Copies {
    std::string_view kind;            // static
    std::size_t objects = 0;          // how many are repeated
    findings::Location first, again;  // of one of them; of the first contradiction, if there is one
    std::size_t contradictions = 0;   // fields that differ
    std::string attribute, kept, dropped;
};

// Objects that belong to another application than the one that is followed (PF1011).
struct Foreign {
    std::string_view kind;  // static
    std::string app_id;
    findings::Location at;  // of the first one
    std::size_t objects = 0;
    // The input holds such objects of the application that is followed, too: the org's list of all mappings, a state of
    // Terraform, a HAR. Nobody mistook one application for another.
    bool beside_ours = false;
};

// What was read and has no influence on the verdict (spec 2, "used or not").
struct Unused {
    std::size_t input = 0;
    std::string kind, why;
};

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
    // Whether a list of that kind lacks rows, or may.
    [[nodiscard]] bool may_lack_rows(std::string_view kind) const;

    // ---- what the inputs have in common
    std::vector<Copies> copies;
    std::vector<Foreign> foreign;
    std::vector<Unused> unused;

    // ---- the joins. Pointers into the vectors above, null when there is none; set by join().
    // Which of several is followed; without a number the best one.
    struct Choice {
        std::optional<std::size_t> application;  // of egnyte_applications
        std::optional<std::size_t> mapping;      // of to_app_mappings
    };
    Choice choice;
    // Egnyte's applications without those that were replaced: more than one where people sign in through one and are
    // provisioned through another, or where there are several tenants.
    std::vector<const okta::Application*> egnyte_applications;
    std::vector<const okta::Application*> replaced_applications;          // the old instances (PF81)
    const okta::Application* application = nullptr;                       // the one that is rehearsed
    const okta::Application* sign_in_application = nullptr;               // the one through which people sign in
    bool application_asked_for = false;                                   // --app or the scenario chose it
    std::size_t provisioning_applications = 0, signing_applications = 0;  // live ones in each role
    std::set<std::string, std::less<>> provisioned_ids;  // of applications with a mapping or assignments
    // Provisioning features, a mapping or assignments belong to it.
    [[nodiscard]] bool provisions(const okta::Application& app) const;
    std::string app_id;  // of `application`, else of what the mapping belongs to; empty: not known
    // The mappings to the application, one for each user type; the first one is `to_app_mapping` unless `choice` says
    // another. Items of a list, which have no expressions, only where there is nothing better.
    std::vector<const okta::ProfileMapping*> to_app_mappings;
    const okta::ProfileMapping* to_app_mapping = nullptr;
    const okta::SamlResource* saml_key = nullptr;          // the app's resource that says its key
    const okta::SamlResource* saml_certificate = nullptr;  // and the one that says its certificate
    const okta::Schema* app_schema = nullptr;
    const okta::Schema* user_schema = nullptr;
    const intake::MetadataInput* idp_metadata = nullptr;
    // Egnyte's own SP metadata, which settles entity ID and ACS.
    const intake::MetadataInput* sp_metadata = nullptr;

    // The Egnyte domain is one of egnytegov.com, as the scenario, the Subdomain, Egnyte's metadata or the address of an
    // answer says.
    bool government = false;

    // The schemas, where an attribute that they lack does not exist: null also for single attributes (Schema::whole).
    [[nodiscard]] const okta::Schema* whole_app_schema() const { return whole(app_schema); }
    [[nodiscard]] const okta::Schema* whole_user_schema() const { return whole(user_schema); }

    // The mapping of a person's user type, as a number of to_app_mappings. Nothing: which one applies is unknown, or
    // the one that applies was not given (PF4034).
    [[nodiscard]] std::optional<std::size_t> mapping_of(std::uint32_t user_row) const;

    // Canonical Egnyte attribute (spec 4) -> the app's variable name, learned; canonical names without an entry are
    // unresolved.
    std::map<std::string, std::string, std::less<>> variable_of;
    std::map<std::string, std::string, std::less<>> canonical_of;
    // By the canonical name, how its variable was found (static): "scenario", "name", "external-name" or "title".
    std::map<std::string, std::string_view, std::less<>> found_by;

    // Rows of the users by Okta id; set by join().
    population::CellIndex user_row_by_id;

private:
    [[nodiscard]] static const okta::Schema* whole(const okta::Schema* schema) {
        return schema != nullptr && schema->whole ? schema : nullptr;
    }
};

// Takes an input in, in place of the one with the same slot; takes one out. Call join() afterwards.
void put(Workspace& workspace, std::shared_ptr<const intake::ParsedInput> input);
void remove(Workspace& workspace, std::size_t slot);

// Makes the workspace of its parts: chooses the application, mapping, schemas and metadata that belong together and
// learns the attribute names. Reads no input again. The tables of `before`, a joined workspace, are shared where the
// same inputs make them.
void join(Workspace& workspace, const Workspace* before = nullptr);

// The variables that the application is known to have: by its schema, by these mappings, and by values on assignments.
// Some may be there twice.
[[nodiscard]] std::vector<std::string> app_variables(const Workspace& workspace,
                                                     std::span<const okta::ProfileMapping* const> mappings);

// The same files seen from another Egnyte application, or another user type's mapping: for the rules about
// configuration, which look at one of each.
[[nodiscard]] Workspace follow(const Workspace& workspace, const Workspace::Choice& choice);

}  // namespace preflight::workspace
