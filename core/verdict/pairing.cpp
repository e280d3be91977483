#include "core/verdict/pairing.h"

#include <string>
#include <string_view>
#include <unordered_map>

#include "core/text/unicode.h"

namespace preflight::verdict {

namespace {

using simulation::kNoRow;
using simulation::People;
using simulation::PersonNumber;

// Empty for a row of a list without ids.
std::string_view id_of(const People& people, PersonNumber person) {
    return people.users().atoms().text_of(people.okta_id(person));
}

class Pairs {
public:
    Pairs(const People& before, const People& after) : before_(before), after_(after) {
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
            const std::string_view id = id_of(before_, person);
            if (!id.empty() && id == id_of(after_, person)) pair(person, person);
        }
    }

    void by_id() {
        std::unordered_map<std::string_view, PersonNumber> waiting;
        for (PersonNumber person = 0; person < after_.size(); ++person) {
            const std::string_view id = id_of(after_, person);
            if (pairing_.before_of[person] == kNoRow && !id.empty()) waiting.emplace(id, person);
        }
        for (PersonNumber person = 0; person < before_.size() && !waiting.empty(); ++person) {
            if (pairing_.after_of[person] != kNoRow) continue;
            const auto found = waiting.find(id_of(before_, person));
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
    Pairing pairing_;
    std::size_t paired_ = 0;
};

}  // namespace

Pairing pair_people(const People& before, const People& after) {
    return Pairs(before, after).run();
}

}  // namespace preflight::verdict
