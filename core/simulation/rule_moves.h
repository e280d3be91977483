// What happens when Okta runs group rules for people: they come into groups and leave them, and their assignments of
// the app begin and end. Shared by the events that make Okta run rules.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/simulation/replay.h"

namespace preflight::simulation {

// Of one event; see Replay::of_event.
class RuleMoves {
public:
    explicit RuleMoves(Replay& replay) : replay_(replay) {}

    // The rules to run, found by the event before it looks at anybody.
    std::vector<RuleNumber> rules;

    // Runs the rules for the person: compares whom they matched before the event with whom they match now. Every person
    // whom the event concerns is looked at, one after the other, before anything else is done.
    void look_at(PersonNumber person);
    // The groups have their new members; then assignments end, with their deactivations, or begin. False: the budget is
    // empty, call again.
    bool settle();
    // Whether the event sends the person a request: the assignment began, or whether it did is unknown.
    [[nodiscard]] bool is_sent(PersonNumber person) const;
    // The assignment ended, and the account is deactivated: nothing else is sent.
    [[nodiscard]] bool is_unassigned(PersonNumber person) const;
    // How many people moved, by group.
    void add_notes(const intake::Scenario::Event& stated);

private:
    // unclear: neither whether the person was a member nor whether the person is one now is known.
    enum class How : std::uint8_t { enters, leaves, may_enter, may_leave, unclear };
    struct Record {
        PersonNumber person = 0;
        std::uint32_t group = 0;  // of groups_
        How how = How::enters;
        std::string_view missing;  // what would tell, where that is unknown; a static text
    };
    void run(RuleNumber rule, PersonNumber person);
    [[nodiscard]] std::optional<How> moves(RuleNumber rule, PersonNumber person, const std::string& group,
                                           std::optional<bool> before, std::optional<bool> now);
    void move_members();
    void settle(std::size_t begin, std::size_t end);
    void begin_assignment(PersonNumber person, const Record& record);
    // True: nothing more happens to the person.
    bool end_assignment(PersonNumber person, const Record& record);
    void send(PersonNumber person) { sent_.push_back(person); }

    Replay& replay_;
    std::vector<std::string> groups_;  // ids
    std::unordered_map<std::string, std::uint32_t> number_of_;
    std::vector<Record> records_;  // by person
    bool moved_ = false;
    std::size_t next_record_ = 0;
    std::vector<PersonNumber> sent_, unassigned_;  // in processing order
};

}  // namespace preflight::simulation
