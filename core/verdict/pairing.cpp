#include "core/verdict/pairing.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include "core/okta/model.h"
#include "core/text/unicode.h"

namespace preflight::verdict {

namespace {

using simulation::kNoRow;
using simulation::People;
using simulation::PersonNumber;

// Okta's ids as the tables have them; empty for a row of a list without ids.
class Ids {
public:
    explicit Ids(const People& people)
        : people_(people),
          of_user_(people.users().find(okta::columns::kId)),
          of_assignment_(people.assignments().find(okta::columns::kId)) {}

    [[nodiscard]] std::string_view of(PersonNumber person) const {
        const std::uint32_t assignment = people_.app_row(person);
        return assignment != kNoRow ? people_.assignments().text(assignment, of_assignment_)
                                    : people_.users().text(people_.user_row(person), of_user_);
    }

private:
    const People& people_;
    const population::Column of_user_, of_assignment_;
};

class Pairs {
public:
    Pairs(const People& before, const People& after)
        : before_(before), after_(after), before_ids_(before), after_ids_(after) {
        pairing_.after_of.assign(before.size(), kNoRow);
        pairing_.before_of.assign(after.size(), kNoRow);
    }

    Pairing run() {
        by_place();
        if (open_before() && open_after()) by_id();
        if (open_before() && open_after()) by_login();
        return std::move(pairing_);
    }

private:
    void pair(PersonNumber before, PersonNumber after) {
        pairing_.after_of[before] = after;
        pairing_.before_of[after] = before;
        ++paired_;
    }
    [[nodiscard]] bool open_before() const { return paired_ < before_.size(); }
    [[nodiscard]] bool open_after() const { return paired_ < after_.size(); }

    void by_place() {
        for (PersonNumber person = 0; person < before_.size() && person < after_.size(); ++person) {
            const std::string_view id = before_ids_.of(person);
            if (!id.empty() && id == after_ids_.of(person)) pair(person, person);
        }
    }

    void by_id() {
        std::unordered_map<std::string_view, PersonNumber> waiting;
        for (PersonNumber person = 0; person < after_.size(); ++person) {
            const std::string_view id = after_ids_.of(person);
            if (pairing_.before_of[person] == kNoRow && !id.empty()) waiting.emplace(id, person);
        }
        for (PersonNumber person = 0; person < before_.size() && !waiting.empty(); ++person) {
            if (pairing_.after_of[person] != kNoRow) continue;
            const auto found = waiting.find(before_ids_.of(person));
            if (found == waiting.end()) continue;
            pair(person, found->second);
            waiting.erase(found);
        }
    }

    void by_login() {
        std::unordered_map<std::string, PersonNumber> waiting;
        for (PersonNumber person = 0; person < after_.size(); ++person) {
            if (pairing_.before_of[person] == kNoRow) waiting.emplace(text::ascii_lower(after_.login(person)), person);
        }
        for (PersonNumber person = 0; person < before_.size() && !waiting.empty(); ++person) {
            if (pairing_.after_of[person] != kNoRow) continue;
            const auto found = waiting.find(text::ascii_lower(before_.login(person)));
            if (found == waiting.end()) continue;
            pair(person, found->second);
            waiting.erase(found);
        }
    }

    const People &before_, &after_;
    const Ids before_ids_, after_ids_;
    Pairing pairing_;
    std::size_t paired_ = 0;
};

}  // namespace

Pairing pair_people(const People& before, const People& after) {
    return Pairs(before, after).run();
}

}  // namespace preflight::verdict
