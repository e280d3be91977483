// A rule about one person. The simulation asks it while it rehearses that person and keeps that it applied; the words
// for the person and for a whole group of people are computed from the rule when somebody reads them. So `check` and
// `simulate` cannot disagree, and each rule's words are in its own file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/egnyte/account.h"
#include "core/findings/click_paths.h"
#include "core/findings/finding.h"
#include "core/findings/rule.h"
#include "core/rules/example.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

namespace clicks = findings::clicks;
using findings::Confidence;
using findings::Effect;
using findings::Rule;
using findings::Severity;

// What a person rule may ask about the person, the account and the request; filled by the simulation.
struct PersonView;

enum class Stage : std::uint8_t {
    gate,       // before anything is sent: the application and the state of the Okta user
    provision,  // the request, and Egnyte's answer to it
    accepted,   // what a request leads to that Egnyte accepts
    sign_in     // the assertion, and the account that Egnyte looks up with it
};

// A reason that is the same for everybody who signs in: what the metadata is, against what is stated of Egnyte.
struct SharedReason {
    const Rule* rule = nullptr;
    std::string message;
    bool certain = true;  // nobody can sign in; false: the metadata may not be what Okta signs by
};

struct PersonRule {
    const Rule* row = nullptr;
    Stage stage = Stage::provision;
    std::optional<egnyte::Attribute> attribute{};  // to blame; none where there is none, or where `blames` tells
    std::string_view headline{};  // what "1 person has" or "12 people have"; empty: a configuration rule says it
    bool (*applies)(const PersonView& person) = nullptr;
    std::string (*message)(const PersonView& person) = nullptr;
    bool (*refuses_if)(const PersonView& person) = nullptr;  // where a refusing rule refuses only some of these people
    std::optional<egnyte::Attribute> (*blames)(const PersonView& person) = nullptr;
    std::string_view of_everybody{};   // said first when it concerns everybody who signs in
    std::string_view record_member{};  // where the record of a person has the value, if it is not that of the attribute
    // Settings to correct, named before the people; and the one to correct instead of people whose value was not set by
    // hand.
    std::vector<findings::Location> (*settings)(const workspace::Workspace& workspace) = nullptr;
    std::optional<findings::Location> (*setting_instead)(const workspace::Workspace& workspace) = nullptr;
    // What to do for this person, where it is not what the row says; null: what the row says.
    const findings::Remedy* (*remedy)(const PersonView& person) = nullptr;
    // Of a rule that no person's values decide, in place of `applies`.
    std::vector<SharedReason> (*shared)(const workspace::Workspace& workspace) = nullptr;

    bool in_okta = false;  // a refusal by Okta: no request is made

    // Of a rule about several attributes: bits of those that it concerns for this person. They are counted one by one.
    std::uint32_t (*attributes)(const PersonView& person) = nullptr;

    // Of somebody to whom it applies.
    [[nodiscard]] bool refuses(const PersonView& person) const {
        return refuses_if != nullptr ? refuses_if(person) : row->effect == Effect::refuses;
    }
    [[nodiscard]] std::optional<egnyte::Attribute> blamed(const PersonView& person) const {
        return blames != nullptr ? blames(person) : attribute;
    }
};

// The person rules in the order of registry.def, for sets of reasons.
enum class PersonRuleId : std::uint8_t {
#define PERSON_RULE(name) name,
#define CONFIG_AND_PERSON_RULE(name) name,
#include "core/rules/registry.def"
    count
};
inline constexpr std::size_t kPersonRules = static_cast<std::size_t>(PersonRuleId::count);

[[nodiscard]] std::span<const PersonRule* const> person_rules();
[[nodiscard]] const PersonRule& person_rule(PersonRuleId id);

// rules::username_missing::kPerson is defined in username/username_missing.cpp.
#define PERSON_RULE(name)                                   \
    namespace name {                                        \
    extern const Rule kRow;                                 \
    extern const PersonRule kPerson;                        \
    extern const Examples kExamples;                        \
    inline constexpr PersonRuleId kId = PersonRuleId::name; \
    }
#define CONFIG_AND_PERSON_RULE(name) PERSON_RULE(name)
#include "core/rules/registry.def"

}  // namespace preflight::rules
