// Steps 2 to 6 of the rehearsal (spec 5): defaults, gates, refusals and the world after provisioning one person.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "core/intake/workspace.h"
#include "core/simulation/outcome.h"
#include "core/simulation/profile.h"
#include "core/simulation/world.h"

namespace preflight::simulation {

// What is known about one person before anybody is sent.
struct Prepared {
    Person person;
    Operation operation = Operation::create;
    Computed user_name;               // as `operation` makes it; the rest is computed when the person's turn comes
    std::vector<Reason> gates;        // not empty: skipped
    std::vector<Reason> shared;       // collisions inside the population, on every one they concern
    bool refused_by_earlier = false;  // somebody earlier in the list has the username or e-mail
};

class Provisioner {
public:
    Provisioner(const intake::Workspace& workspace, const ProfileComputer& profiles, World& world)
        : workspace_(workspace), profiles_(profiles), world_(world) {}

    // An externalId proves an account, also when no Egnyte export is given (spec 5.1): it holds its seat, its username
    // and its e-mail address before anybody is sent. Call once, first.
    void add_known_accounts(const std::vector<Person>& people);

    [[nodiscard]] Prepared prepare(const Person& person) const;
    // Marks equal usernames and e-mail addresses (PF5005, PF6015) among those who are sent, in processing order.
    void find_collisions(std::vector<Prepared>& people) const;
    [[nodiscard]] Outcome provision(const Prepared& prepared, std::size_t event);

private:
    void gate(Prepared& prepared) const;
    void add_what_okta_pushed(const Person& person, Account& account) const;

    const intake::Workspace& workspace_;
    const ProfileComputer& profiles_;
    World& world_;
};

// True when an application feature says that a to-app switch is on; nothing when it cannot be told (okta-exports 2).
[[nodiscard]] std::optional<bool> api_integration_on(const intake::Workspace& workspace);
[[nodiscard]] std::optional<bool> create_users_on(const intake::Workspace& workspace);
[[nodiscard]] std::optional<bool> update_attributes_on(const intake::Workspace& workspace);
[[nodiscard]] std::optional<bool> deactivate_users_on(const intake::Workspace& workspace);

// The minimum password length that holds for a person whose groups were not exported: known only when every active
// policy that could apply agrees on which side of 12 it is (S50, okta-exports 7).
enum class PolicyAnswer { long_enough, too_short, unknown };
[[nodiscard]] PolicyAnswer password_policy_answer(const intake::Workspace& workspace, std::string_view provider);
inline constexpr std::int64_t kServiceAccountPasswordLength = 12;  // S50

}  // namespace preflight::simulation
