// What becomes of the groups that Okta pushes (spec 5.7): a row for each push of a group, and its story on demand.
// Facts egnyte 3, S03-S05, Q23-Q25; okta-exports 6.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/population/blocks.h"
#include "core/rules/group_members.h"
#include "core/rules/group_rule.h"
#include "core/rules/groups.h"
#include "core/simulation/egnyte_groups.h"
#include "core/simulation/outcome.h"
#include "core/simulation/scene.h"
#include "core/simulation/story.h"
#include "core/simulation/whom.h"

namespace preflight::simulation {

using PushNumber = std::uint32_t;    // of the outcome of a push
using PushedNumber = std::uint32_t;  // of a push mapping of the application, in the order in which groups are pushed

// What becomes of a member: the number of the account that is pushed, or one of these.
namespace fate {
inline constexpr std::uint32_t kUndecided = kNoRow, kNotAssigned = kNoRow - 1, kNotProvisioned = kNoRow - 2;
inline constexpr std::uint32_t kNoMember = kNoRow - 3;  // an event took a person of the list out of the group
inline constexpr std::uint32_t kMostAccounts = kNoMember;
}  // namespace fate

// A body in a story names this many members.
inline constexpr std::size_t kMembersInBody = 20;

struct GroupOutcome {
    enum Flag : std::uint8_t {
        gated = 1,         // the app sends nothing at all
        list_given = 2,    // the members are known
        list_whole = 4,    // no page of the list is missing
        twin_earlier = 8,  // see GroupView
        twin_in_egnyte = 16,
        assumed_egnyte = 32,   // what Egnyte has is not known: no group, or unknown members
        name_missing = 64,     // no file says the name, and the answer depends on it
        target_missing = 128,  // the group it is linked to is not in the export
    };

    PushedNumber group = 0;
    std::uint32_t event = 0;
    OutcomeNumber before = 0;   // outcomes of people that came before
    std::uint32_t reasons = 0;  // bits of group_rules()
    std::uint32_t pushed = 0, not_assigned = 0, not_provisioned = 0, undecided = 0;
    std::size_t first_fate = 0, first_account = 0, first_joined = 0;  // of GroupPushes
    std::uint32_t fates = 0;   // one for each member of the list, then those who joined
    std::uint32_t joined = 0;  // members who are not in the list: events brought them
    // Accounts that are members in Egnyte and are not pushed: deactivated ones stay (G9), others are removed (G5).
    std::uint32_t kept = 0, removed = 0;
    Status status = Status::unknown;
    std::uint8_t flags = 0;

    void set(Flag flag) { flags = static_cast<std::uint8_t>(flags | flag); }
    [[nodiscard]] bool is(Flag flag) const { return (flags & flag) != 0; }
    [[nodiscard]] bool has(rules::GroupRuleId rule) const { return (reasons >> static_cast<unsigned>(rule) & 1U) != 0; }
};

// One group with everything there is to say.
struct GroupStory {
    struct Dropped {
        std::string login;
        const findings::Rule* reason = nullptr;
    };
    PushNumber number = 0;
    std::size_t event = 0;
    std::string id, name;  // of the Okta group; the name is empty where no file says it
    Status status = Status::unknown;
    std::vector<Reason> reasons;
    bool members_known = false;
    std::vector<std::string> members;    // usernames of the accounts that are pushed
    std::vector<Dropped> dropped;        // who is left out, and why
    std::vector<std::string> undecided;  // logins of those of whom it cannot be told
    // Usernames of accounts that are members in Egnyte and are not pushed: those that stay because they are deactivated
    // (G9), and those that the push removes (G5).
    std::vector<std::string> deactivated, removed;
    std::vector<std::string_view> assumed;
    std::vector<std::string> missing;
    // What would go over the wire. Egnyte's own extension of SCIM is not published, and nothing here is attested (G6).
    std::vector<Exchange> exchange;
};

// The people who came into one Okta group and those who left it in one event, by logins.
struct MembershipStory {
    std::size_t event = 0;
    std::string id, name;  // the name is empty where no file says it
    std::vector<std::string> entered, left, undecided;
};

// Whom a group rule concerns, counted while the events replay.
struct GroupTally {
    std::vector<PushNumber> pushes;         // the first one of each group
    std::size_t people = 0;                 // members, each once, however many groups
    std::vector<std::string> first_people;  // logins, at most findings::kMaxExamples
};

// The groups of the application that are set up for push, and what became of them.
class GroupPushes {
public:
    explicit GroupPushes(Scene& scene);

    [[nodiscard]] const std::vector<const okta::PushMapping*>& mappings() const { return mappings_; }
    [[nodiscard]] const population::Blocks<GroupOutcome>& outcomes() const { return outcomes_; }
    [[nodiscard]] GroupStory story(PushNumber number) const;
    [[nodiscard]] rules::GroupView view(PushNumber number) const;
    // Null when the rule concerns no group.
    [[nodiscard]] const GroupTally* tally(rules::GroupRuleId rule) const;

    [[nodiscard]] EgnyteGroups& egnyte() { return egnyte_; }
    [[nodiscard]] const EgnyteGroups& egnyte() const { return egnyte_; }
    // The groups of Egnyte's that Okta pushes or is linked to, by their numbers.
    [[nodiscard]] std::vector<bool> linked_groups() const;

    // The people who moved in and out of groups, in the order of events.
    [[nodiscard]] std::size_t memberships() const { return memberships_.size(); }
    [[nodiscard]] MembershipStory membership(std::size_t number) const;

    // ---- for the events
    void add_membership(std::size_t event, std::string group_id, Whom::Move move) {
        memberships_.push_back({event, std::move(group_id), std::move(move)});
    }
    [[nodiscard]] rules::GroupMembers::List members(PushedNumber group) const;
    // The person of a row of the list of members; kNoRow: not in the population.
    [[nodiscard]] PersonNumber person_of(std::uint32_t member_row) const;
    // Whether somebody who is not in the population may be assigned all the same: a page of the list is missing, or
    // none was given.
    [[nodiscard]] bool assignments_open() const { return assignments_open_; }
    void add_fate(std::uint32_t fate) { fates_.push_back(fate); }
    // Somebody who is not in the list of members, whose fate comes after those of the list.
    void add_joined(PersonNumber person, std::uint32_t fate) {
        joined_.push_back(person);
        fates_.push_back(fate);
    }
    // The outcome before the members are looked at: `skipped` when nothing is sent for the group.
    [[nodiscard]] GroupOutcome begin(PushedNumber group, std::size_t event, OutcomeNumber before) const;
    // Decides what becomes of the group, whose members' fates were added since begin(), and keeps the outcome.
    void end(GroupOutcome outcome);
    // A group of the event before is not pushed before one of this event.
    void end_event() { pushed_names_.clear(); }

private:
    [[nodiscard]] rules::GroupView view(const GroupOutcome& outcome) const;
    [[nodiscard]] std::string_view egnyte_name(PushedNumber group) const;
    [[nodiscard]] Status answer(GroupOutcome& outcome, const rules::GroupView& view);
    [[nodiscard]] Status put_members(GroupOutcome& outcome, EgnyteGroupNumber group, Status otherwise);
    [[nodiscard]] std::uint32_t fate(const GroupOutcome& outcome, std::uint32_t member) const {
        return fates_[outcome.first_fate + member];
    }
    [[nodiscard]] std::vector<AccountNumber> pushed_accounts(const GroupOutcome& outcome) const;
    [[nodiscard]] bool is_linked(PushedNumber group) const;
    void count(const GroupOutcome& outcome, PushNumber number);
    [[nodiscard]] std::string login_of(std::uint32_t member_row) const;
    void tell_exchange(const GroupOutcome& outcome, const rules::GroupView& view, GroupStory& story) const;
    // For the body of a request: the accounts, as far as a body is shown.
    [[nodiscard]] expression::Value body_members(const std::vector<AccountNumber>& accounts) const;
    [[nodiscard]] PersonNumber joined(const GroupOutcome& outcome, std::size_t number) const;
    // Of the member whose fate has this number in the outcome.
    [[nodiscard]] std::string login_of(const GroupOutcome& outcome, const rules::GroupMembers::List& list,
                                       std::size_t number) const;

    Scene& scene_;
    const std::vector<Reason> gates_;  // why nothing is sent for any group
    const rules::Groups groups_;
    const rules::GroupMembers members_;
    EgnyteGroups egnyte_;
    std::vector<const okta::PushMapping*> mappings_;
    population::CellIndex person_of_;  // by the id of the Okta user
    population::Column member_id_, member_login_, member_email_;
    bool assignments_open_ = false;

    population::Blocks<GroupOutcome> outcomes_;
    population::Blocks<std::uint32_t> fates_;
    population::Blocks<AccountNumber> accounts_;
    population::Blocks<PersonNumber> joined_;
    std::vector<EgnyteGroupNumber> made_;  // of each mapping: the group that was created or linked here
    std::map<std::string, PushedNumber, std::less<>> pushed_names_;  // of the event, in lower case
    struct Membership {
        std::size_t event = 0;
        std::string group;
        Whom::Move move;
    };
    std::vector<Membership> memberships_;
    struct Counted {
        GroupTally tally;
        std::vector<bool> groups;  // seen, by mapping
        population::CellIndex people;
    };
    std::vector<Counted> tallies_;
};

}  // namespace preflight::simulation
