// What the rehearsal looks at: both sides, and the view of one person that the rules are asked with. The replay makes
// the view while it sends somebody, the story makes the same view again from the outcome.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/rules/app_switches.h"
#include "core/rules/person_view.h"
#include "core/rules/target_values.h"
#include "core/simulation/metadata_effect.h"
#include "core/simulation/outcome.h"
#include "core/simulation/people.h"
#include "core/simulation/profile.h"
#include "core/simulation/world.h"
#include "core/workspace/evaluations.h"
#include "core/workspace/workspace.h"

namespace preflight::simulation {

class Scene {
public:
    // Both outlive it.
    Scene(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations);
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    const workspace::Workspace& workspace;
    const workspace::Evaluations& evaluations;
    const population::Atoms& atoms;
    const People people;
    OktaChanges changes;
    Profiles profiles;
    const rules::AppSwitches switches;
    const rules::TargetChecks targets;
    const MetadataEffect metadata;
    World world;

    // What the gates ask; the rest is filled by the functions below.
    [[nodiscard]] rules::PersonView view(PersonAt at, Operation operation) const;

    // Likewise of the person of an outcome, after what events did.
    [[nodiscard]] rules::PersonView view(const Outcome& outcome) const;

    // Completes the view with the profile that is sent. `account` is null for nobody's account yet; it outlives the
    // view.
    void add_request(rules::PersonView& view, PersonAt at, Operation operation, bool fresh, bool taken_over,
                     const AccountState* account) const;
    // And with those who are in the way, as the outcome says. `taken`: the username is that of an account that somebody
    // else got before.
    void add_others(rules::PersonView& view, const Outcome& outcome, bool taken) const;
    // The pool in which a seat is needed and how many it has, when the scenario says so (Q10, Q11, Q20).
    [[nodiscard]] std::optional<rules::SeatPool> needed_seat(const rules::PersonView& view) const;

    // The account as Okta's side shows it: what was pushed last fills what the Egnyte side does not say.
    void add_what_okta_pushed(PersonNumber person, AccountState& account) const;
    // The best picture of the account before the event. `in_egnyte`: as it is there; without it Okta's side is all.
    [[nodiscard]] AccountState account_before(PersonAt at, Operation operation,
                                              const std::optional<AccountState>& in_egnyte) const;

    // The profile with Egnyte's defaults (spec 5.2): those that decide the answer, and after a creation the others.
    [[nodiscard]] SentProfile with_defaults(const rules::PersonView& view, bool created) const;

    // The account after a request that Egnyte accepts, and the attributes that an update changes.
    struct Applied {
        AccountState after;
        std::uint32_t changed = 0;  // bit of each attribute
    };
    [[nodiscard]] Applied applied(const rules::PersonView& view, const SentProfile& profile,
                                  const AccountState& before) const;

    // Which account of Egnyte's is the person's, by what Okta knows: its id, else the username.
    struct Found {
        AccountNumber account = kNoRow;
        bool gone = false;       // see PersonView::account_gone
        bool not_shown = false;  // and account_not_shown
    };
    [[nodiscard]] Found find_account(PersonAt at, Operation operation) const {
        return find_account(at, operation, profiles.value(at, operation, Attribute::userName).cell);
    }
    // The same where the username of the request is known already.
    [[nodiscard]] Found find_account(PersonAt at, Operation operation, Cell user_name) const;

    // Completes the view with the two names of a sign-in. `sent` is the request whose username Okta has now; none: no
    // request was sent, and the assignment says it. `account` is null when there is none.
    void add_sign_in(rules::PersonView& view, PersonAt at, std::optional<Operation> sent,
                     const AccountState* account) const;
    // How Egnyte looks people up whose IdP username is not set; nothing when it is not stated.
    [[nodiscard]] std::optional<Attribute> default_user_mapping() const;

    // What would settle the outcomes of people whom an event concerned that cannot be played: up to a moment.
    void add_unplayed(Moment from, std::string_view missing);
    [[nodiscard]] std::vector<std::string> missing_since_unplayed(Moment moment) const;

private:
    struct Words {
        Cell power, sso, egnyte, ad;
    };
    [[nodiscard]] Cell auth_type_cell(std::string_view word) const;
    void set_ways(rules::PersonView& view, std::string user_type, std::string auth_type) const;
    [[nodiscard]] rules::Activity activity_of(const AccountState& account) const;
    std::vector<std::pair<Moment, std::string_view>> unplayed_;  // each text once
    const Words words_;
    const population::Column status_, provider_, email_, given_name_, family_name_;
    const population::Column assignment_status_, sync_state_;
};

}  // namespace preflight::simulation
