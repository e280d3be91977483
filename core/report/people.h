// The people of a rehearsal as a table: chosen, sorted and cut into pages, so that a page never holds all of them.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/values/value.h"
#include "core/simulation/rehearsal.h"
#include "core/verdict/end_states.h"

namespace preflight::report {

// What to show. Every filter that is given must hold; of a list, one of its words.
struct PeopleQuery {
    std::string text;                             // words, each in a name, a login, a value or a reason; case ignored
    std::string login;                            // the whole of it; case ignored
    std::vector<std::string> statuses, sign_ins;  // words of spec 5; "skipped" also for those without a sign-in
    std::vector<std::string> end_states;          // words of simulation::EndState
    std::string code;                             // of a rule that concerns the person
    std::string sort = "row";                     // a column of PeopleReport
    bool down = false;                            // the largest first
    std::optional<std::size_t> find;              // a row: where it is among those that match; chooses nobody

    bool operator==(const PeopleQuery&) const = default;
};
// {"text", "login", "statuses", "signIns", "endStates", "code", "sort", "down", "find"}, all optional; what is not
// understood is left out.
[[nodiscard]] PeopleQuery people_query(std::string_view json);

struct PersonRow {
    std::size_t row = 0;  // what person() of the session takes: the number of the person's last outcome
    std::string name, login;
    std::optional<expression::Value> user_name, user_type, auth_type;  // none: not known
    std::string_view status, end_state;
    std::string why;                      // the reason that decides, in the core's words; may be empty
    std::vector<std::string_view> codes;  // of the reasons of the request, then of the sign-in, each once
    std::optional<std::string_view> sign_in;
};

// The people that match a query, in its order. Refers to the rehearsal and the end states. Costs the work of one look
// at each person, and of their texts only where the query asks for them.
class PeopleList {
public:
    PeopleList(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states, PeopleQuery query);

    // Whether another query has the same people in the same order.
    [[nodiscard]] bool answers(PeopleQuery query) const;
    [[nodiscard]] std::size_t size() const { return people_.size(); }
    [[nodiscard]] PersonRow row(std::size_t index) const;
    // Where a row of PersonRow::row is; nothing when it does not match.
    [[nodiscard]] std::optional<std::size_t> index_of(std::size_t row) const;

private:
    const simulation::Rehearsal& rehearsal_;
    const verdict::EndStates& states_;
    PeopleQuery query_;
    std::vector<simulation::PersonNumber> people_;
};

// Of everybody, whatever is asked for: what the filters offer.
struct PeopleCounts {
    std::size_t total = 0;
    std::map<std::string_view, std::size_t> statuses, sign_ins, end_states, codes;
};
[[nodiscard]] PeopleCounts count_people(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states);

// One page of the list.
struct PeopleReport {
    PeopleCounts counts;
    std::size_t matching = 0, from = 0;
    std::vector<PersonRow> rows;
    std::optional<std::size_t> found;       // index of the row that was looked for
    std::optional<PersonRow> found_person;  // that person, matching or not
};
inline constexpr std::size_t kMaxPage = 1000;
// `count` people from index `from` on, at most kMaxPage; `find` as in PeopleQuery.
[[nodiscard]] PeopleReport build_people(const simulation::Rehearsal& rehearsal, const verdict::EndStates& states,
                                        const PeopleCounts& counts, const PeopleList& list, std::size_t from,
                                        std::size_t count, std::optional<std::size_t> find);

}  // namespace preflight::report
