// One outcome in full: the profile with its origins, the reasons in words, the account and the predicted exchange
// (spec 5, 6.2). Made on demand from the outcome's row; the same row gives the same story. Values are the language's.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/expression/values/value.h"
#include "core/findings/finding.h"
#include "core/simulation/end_state.h"
#include "core/simulation/outcome.h"
#include "core/simulation/scene.h"

namespace preflight::simulation {

using rules::Truth;

// A rule that applies to one person, with the words for this person.
struct Reason {
    const findings::Rule* rule = nullptr;
    std::string message;
};

// A value as Okta or Egnyte will see it; an unknown one has none.
struct ProfileValue {
    Attribute attribute = Attribute::userName;
    std::optional<expression::Value> value;
    Origin origin = Origin::unset;
    std::string_view expression;  // of mapping or template, else empty; lives in the workspace
    std::string detail;           // why it failed or what is missing
};

struct AttributeChange {
    Attribute attribute = Attribute::userName;
    expression::Value from, to;
};

struct Exchange {
    std::string_view method;
    std::string path;
    expression::Value body;  // an object, or null
    int status = 0;
    std::string text;       // predicted answer; empty when it says nothing
    bool simulated = true;  // false only for texts attested in facts egnyte 9.1
};

// As a part of such a path.
[[nodiscard]] std::string percent_encoded(std::string_view text);

struct UserRef {
    std::string id, login;
    std::string name;  // given and family name when known
};

struct Story {
    OutcomeNumber number = 0;
    std::size_t event = 0;
    std::string_view operation;  // "provision"
    UserRef user;
    Status status = Status::unknown;
    std::vector<Reason> reasons;
    std::vector<std::string_view> assumed;         // kind words of inputs whose absence was assumed away
    std::vector<std::string> missing;              // kind words (or "scenario: ...") that would settle an unknown
    std::vector<ProfileValue> profile;             // by name
    std::vector<AttributeChange> changes;          // by name
    std::optional<expression::Value> egnyte_user;  // the account after the event; nothing when there is none
    std::vector<Exchange> exchange;
    Truth invitation = Truth::no;  // whether Egnyte sends one: yes, no or unknown
    std::optional<EndState>
        end_state;  // of the person after all events, where nothing is sent later; set by the report

    [[nodiscard]] const ProfileValue* find(Attribute attribute) const;
};

struct SignInStory {
    OutcomeNumber number = 0;
    std::size_t event = 0;
    std::string login, user_id;
    Status status = Status::unknown;
    std::optional<std::string> name_id, key;
    // What of accounts the name is compared with: the IdP username where the account has one, else what the Default
    // user mapping says; none where that is not known.
    std::optional<Attribute> compared_with;
    // The account that the name leads to, whatever else stops the sign-in; nothing where there is none, or it is not
    // known.
    struct Landing {
        std::string user_name;
        bool own = false;  // the person's
    };
    std::optional<Landing> landing;
    std::vector<Reason> reasons;
    std::vector<std::string> missing;
};

// `outcomes` is what the replay kept.
[[nodiscard]] Story story_of(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number);
[[nodiscard]] SignInStory sign_in_story_of(const Scene& scene, const population::Blocks<Outcome>& outcomes,
                                           OutcomeNumber number);

// What a list of people shows of one: a small part of the story. Unknown values are none.
struct PersonCard {
    std::string name;  // given and family name when known
    std::optional<expression::Value> user_name, user_type, auth_type;
};
[[nodiscard]] PersonCard card_of(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number);

// The words of one rule for the person of an outcome, and the attribute to blame; as the story says them.
struct Blame {
    std::string message;
    std::optional<Attribute> attribute;
    Origin origin = Origin::unset;             // of that attribute's value
    std::optional<findings::Location> event;   // that put the expression there which makes the value
    const findings::Remedy* remedy = nullptr;  // for this person, where it is not what the rule's row says
};
[[nodiscard]] Blame blame_of(const Scene& scene, const population::Blocks<Outcome>& outcomes, OutcomeNumber number,
                             const findings::Rule& rule);

}  // namespace preflight::simulation
