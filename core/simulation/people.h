// Okta's side: the people to rehearse, in processing order (spec 5.1, 5.5): one number each, with the rows of the
// tables they come from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/findings/finding.h"
#include "core/population/blocks.h"
#include "core/population/cell_index.h"
#include "core/population/table.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

using population::Cell;
using population::kNoRow;
using PersonNumber = std::uint32_t;

class People {
public:
    // Those who are assigned, and those whom an event may assign; without assignments everybody in the user list.
    explicit People(const workspace::Workspace& workspace);

    [[nodiscard]] std::size_t size() const { return people_.size(); }
    [[nodiscard]] std::uint32_t user_row(PersonNumber person) const { return people_[person].user_row; }
    [[nodiscard]] std::uint32_t app_row(PersonNumber person) const { return people_[person].app_row; }
    // The id of the account that Okta made or linked earlier, as a text; unset when there is none.
    [[nodiscard]] Cell external_id(PersonNumber person) const { return people_[person].external_id; }
    // Okta's id as the tables have it; no text where a list has none.
    [[nodiscard]] Cell okta_id(PersonNumber person) const;
    // The same in words ("row 12" where the list has none), and what an admin calls the person.
    [[nodiscard]] std::string id(PersonNumber person) const;
    [[nodiscard]] std::string login(PersonNumber person) const;
    [[nodiscard]] bool group_assigned(PersonNumber person) const;
    // Reads the row again in its input.
    [[nodiscard]] findings::Location place(PersonNumber person) const;
    // Not assigned in the files: an event may assign the person. These people come last.
    [[nodiscard]] bool joins(PersonNumber person) const { return person >= first_joining_; }
    // No assignments were given: everybody is taken as assigned individually.
    [[nodiscard]] bool assumed_assigned() const { return assumed_assigned_; }

    [[nodiscard]] const population::Table& users() const { return users_; }
    [[nodiscard]] const population::Table& assignments() const { return assignments_; }

private:
    struct Person {
        std::uint32_t user_row = kNoRow;
        std::uint32_t app_row = kNoRow;
        Cell external_id;
    };
    void add_assigned(const workspace::Workspace& workspace);
    void add_users(const workspace::Workspace& workspace);
    void add_joining(const workspace::Workspace& workspace);

    const workspace::Workspace& workspace_;
    const population::Table& users_;
    const population::Table& assignments_;
    population::Blocks<Person> people_;
    population::Column user_id_, user_login_, user_email_;
    population::Column app_id_, app_email_, app_user_name_, app_scope_;
    PersonNumber first_joining_ = kNoRow;
    bool assumed_assigned_ = false;
};

}  // namespace preflight::simulation
