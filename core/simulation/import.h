// Import Now (spec 5.9): each account of Egnyte's with the Okta user that it matches, what the import would write by
// the mapping from Egnyte to Okta, and the groups that come with it. An import writes nothing into Egnyte, and nothing
// into Okta before somebody confirms it. Facts egnyte S08-S11, S21-S23, S54, S55.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/values/value.h"
#include "core/population/blocks.h"
#include "core/population/cell_index.h"
#include "core/rules/import_rule.h"
#include "core/simulation/group_push.h"
#include "core/simulation/scene.h"
#include "core/simulation/story.h"

namespace preflight::simulation {

using ImportNumber = std::uint32_t;

enum class Match : std::uint8_t {
    matched,  // username or e-mail address, ignoring case
    partial,  // first and last name only
    fresh,    // nobody in Okta
    unknown   // nobody of those in the files, and the list of users is not whole
};
[[nodiscard]] std::string_view to_string(Match match);  // "matched", "partial", "new", "unknown"

struct ImportOutcome {
    AccountNumber account = 0;
    std::uint32_t user_row = kNoRow;  // of the users; kNoRow where the match is an assignment without a user, or none
    PersonNumber person = kNoRow;     // the same, where it is somebody of the population
    std::uint32_t event = 0;
    OutcomeNumber before = 0;  // outcomes of people that came before
    Match match = Match::unknown;
};

struct ImportStory {
    struct Change {
        std::string attribute;  // of the Okta profile
        expression::Value from;
        std::optional<expression::Value> to;  // none: it depends on something that is not known
    };
    ImportNumber number = 0;
    std::size_t event = 0;
    std::string egnyte_user;
    Match match = Match::unknown;
    std::optional<std::string> okta_user;  // login
    bool changes_known = false;            // false: no mapping to Okta was given
    std::vector<Change> changes;
    std::vector<std::string> groups;  // of Egnyte, that the account is known to be a member of
    std::vector<Reason> reasons;
    std::vector<std::string> missing;
};

// Whom or what an import rule concerns.
struct ImportTally {
    std::size_t count = 0;
    std::vector<std::string> first;   // usernames or names of groups, at most findings::kMaxExamples
    std::vector<std::uint32_t> rows;  // likewise, of the export; kNoRow for an account that was made here
};

class Imports {
public:
    // Both outlive it.
    Imports(Scene& scene, GroupPushes& groups);
    ~Imports();
    Imports(const Imports&) = delete;
    Imports& operator=(const Imports&) = delete;

    [[nodiscard]] const population::Blocks<ImportOutcome>& outcomes() const { return outcomes_; }
    [[nodiscard]] ImportStory story(ImportNumber number) const;
    // Null when the rule concerns nothing.
    [[nodiscard]] const ImportTally* tally(rules::ImportRuleId rule) const;

    // ---- for the events
    // Before the accounts of an import, and for each of them; `owner` is who has it by what happened here.
    void begin(std::size_t event);
    void add(AccountNumber account, PersonNumber owner, OutcomeNumber before);
    // After everything: the accounts that nobody matches while an old instance is replaced (PF8106).
    void end_of_run();

private:
    struct Found {
        Match match = Match::unknown;
        std::uint32_t user_row = kNoRow;
        PersonNumber person = kNoRow;
    };
    struct Entry;  // of the mapping to Okta
    // With the values of that moment.
    void index_users(Moment moment);
    void find_what_is_given();
    // An attribute of an Okta user; `column` is where the export has it.
    [[nodiscard]] population::Cell cell_at(std::uint32_t row, population::Column column, std::string_view attribute,
                                           Moment moment) const;
    void read_mapping();
    [[nodiscard]] Found find(AccountNumber account, PersonNumber owner) const;
    void count(rules::ImportRuleId rule, std::string name, std::uint32_t row);
    void count_unmatched(AccountNumber account, Match match);
    void count_twins();
    void read_membership();
    [[nodiscard]] bool is_counted_on(AccountNumber account) const;

    Scene& scene_;
    GroupPushes& groups_;
    const population::Table& users_;
    bool indexed_ = false, users_open_ = false;
    static constexpr Moment kAfterwards = kNoRow;  // after all events
    // Rows of the users by folded login, e-mail address, "first\nlast"; people by folded app username and external id.
    population::CellIndex by_login_, by_email_, by_name_, person_by_user_name_, person_by_id_;
    std::vector<PersonNumber> person_of_row_;
    std::vector<std::unique_ptr<Entry>> entries_;
    bool mapping_given_ = false;
    population::Blocks<ImportOutcome> outcomes_;
    std::size_t event_ = 0;
    std::vector<ImportTally> tallies_;
    std::vector<bool> unmatched_;  // accounts that PF8106 counted
    // The groups that each account was in when an event imported them.
    struct Membership {
        std::size_t event = 0;
        bool whole = false;                 // the members of all groups are known
        std::vector<std::uint32_t> begins;  // by account
        std::vector<EgnyteGroupNumber> groups;
    };
    std::vector<Membership> memberships_;
};

}  // namespace preflight::simulation
