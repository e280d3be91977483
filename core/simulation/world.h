// What Egnyte holds while the events replay: the exported accounts and those the rehearsal made. Q4: usernames and
// e-mail addresses are compared ignoring case; Q8: deactivated accounts keep both.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/intake/workspace.h"
#include "core/simulation/by_attribute.h"

namespace preflight::simulation {

// Attributes by canonical name as JSON texts; a name without an entry is not known.
struct Account {
    std::string id;
    ByAttribute<std::string> attributes;
    bool active = true;

    // The string behind an attribute; empty when unset or not known.
    [[nodiscard]] std::string text(std::string_view attribute) const;
    // Known to be blank, as opposed to not known.
    [[nodiscard]] bool known_empty(std::string_view attribute) const;
    [[nodiscard]] bool service_account() const;
    [[nodiscard]] std::string to_json() const;
};

class World {
public:
    explicit World(const intake::Workspace& workspace);

    [[nodiscard]] bool given() const { return given_; }
    [[nodiscard]] bool has_ids() const { return has_ids_; }
    [[nodiscard]] std::optional<std::size_t> by_id(std::string_view id) const;
    [[nodiscard]] std::optional<std::size_t> by_user_name(std::string_view user_name) const;
    [[nodiscard]] std::vector<std::size_t> by_email(std::string_view email) const;
    // The account that belongs to an Okta user since it was created, linked or updated here.
    [[nodiscard]] std::optional<std::size_t> of_person(std::string_view okta_id) const;

    [[nodiscard]] const Account& account(std::size_t index) const { return accounts_[index]; }
    [[nodiscard]] std::size_t size() const { return accounts_.size(); }

    std::size_t add(Account account);
    void own(std::string_view okta_id, std::size_t index);
    void replace(std::size_t index, Account account);  // the username stays

    // Seats in use: Q9 and Q10 (deactivated accounts count only if the scenario says so).
    [[nodiscard]] std::size_t seats_used(bool standard_pool, bool deactivated_count) const;

private:
    // How many accounts hold a seat like this one: by active or not, standard or not.
    std::size_t& seat_of(const Account& account);

    std::vector<Account> accounts_;
    std::array<std::size_t, 4> seats_{};
    std::map<std::string, std::size_t, std::less<>> by_id_, by_user_name_, of_person_;
    std::multimap<std::string, std::size_t, std::less<>> by_email_;
    bool given_ = false;
    bool has_ids_ = false;
};

// JSON text of a string.
[[nodiscard]] std::string json_string(std::string_view utf8);

}  // namespace preflight::simulation
