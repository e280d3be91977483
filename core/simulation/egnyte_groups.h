// Egnyte's groups while the events replay: those of the export and those that Okta pushed. Names are compared ignoring
// case (facts egnyte G4, Q24). The built-in groups are never in an export (G2).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/simulation/world.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

using EgnyteGroupNumber = std::uint32_t;

class EgnyteGroups {
public:
    // `world` has the exported accounts.
    EgnyteGroups(const workspace::Workspace& workspace, const World& world);

    // Whether an export was given; without one Egnyte is taken to have no groups.
    [[nodiscard]] bool given() const { return given_; }
    // The export is known to lack groups: one that is not there may exist.
    [[nodiscard]] bool partial() const { return partial_; }
    [[nodiscard]] std::size_t size() const { return groups_.size(); }

    // The first group of that name; kNoRow when there is none.
    [[nodiscard]] EgnyteGroupNumber by_name(std::string_view name) const;
    [[nodiscard]] const std::string& name(EgnyteGroupNumber group) const { return groups_[group].name; }
    [[nodiscard]] const std::string& id(EgnyteGroupNumber group) const { return groups_[group].id; }

    // Numbers of accounts, ascending. Nothing where they are not known: a list of groups does not say the members
    // (J3), and a member may be an account that no file shows.
    using Members = std::optional<std::vector<AccountNumber>>;
    [[nodiscard]] const Members& members(EgnyteGroupNumber group);
    void set_members(EgnyteGroupNumber group, Members members);
    EgnyteGroupNumber add(std::string name);

private:
    struct Group {
        std::string id, name;
        std::uint32_t row = kNoRow;  // of the export, while its members are not read
        Members members;
    };
    [[nodiscard]] Members read_members(std::uint32_t row) const;

    const workspace::Workspace& workspace_;
    const World& world_;
    std::vector<Group> groups_;
    std::map<std::string, EgnyteGroupNumber, std::less<>> by_name_;  // in lower case
    bool given_ = false, partial_ = false;
};

}  // namespace preflight::simulation
