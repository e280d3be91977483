// What the rehearsal says will happen: outcomes as data (spec 5 and 6.2), no wording of reports.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/finding.h"
#include "core/simulation/by_attribute.h"

namespace preflight::simulation {

// A rule that applies to one user, with the words for this user.
struct Reason {
    const findings::Rule* rule = nullptr;
    std::string message;
    std::string attribute;  // canonical attribute that is to blame; may be empty
};

// A value as Okta or Egnyte will see it. `json` is its JSON text ("null", "\"ana\"", "true"); unknown values have none.
struct ProfileValue {
    std::optional<std::string> json;
    std::string_view origin;      // mapping template assignment group default unset failed unknown (spec 5.1)
    std::string_view expression;  // of mapping or template, else empty; lives in the workspace
    std::string detail;           // why it failed or what is missing
};

struct Exchange {
    std::string_view method;
    std::string path;
    std::string body;  // JSON text; empty when there is none
    int status = 0;
    std::string text;       // predicted answer; empty when it says nothing
    bool simulated = true;  // false only for texts attested in facts egnyte 9.1
};

struct UserRef {
    std::string id, login;
    std::string name;  // given and family name when known
};

struct Outcome {
    std::size_t event = 0;
    std::string operation;  // "provision"
    UserRef user;
    std::string status;  // outcome word of spec 5
    std::vector<Reason> reasons;
    std::vector<std::string> assumed;  // kind words of inputs whose absence was assumed away
    std::vector<std::string> missing;  // kind words (or "scenario: ...") that would settle an unknown
    ByAttribute<ProfileValue> profile;
    std::map<std::string, std::pair<std::string, std::string>, std::less<>> changes;  // JSON texts from, to
    std::string egnyte_user;  // JSON text of the account after the event; empty = null
    std::vector<Exchange> exchange;
    std::optional<findings::Location> at;
    std::optional<std::size_t> user_row;  // of the Okta users; none when the person was not exported
};

struct SignIn {
    std::size_t event = 0;
    std::string login, user_id;
    std::string status;  // signed-in failed unknown (or skipped for people without an SSO account)
    std::optional<std::string> name_id, key;
    std::vector<Reason> reasons;
    std::vector<std::string> missing;
};

struct Result {
    std::vector<Outcome> outcomes;
    std::vector<SignIn> sign_ins;
    std::vector<std::string> notes;  // about the whole run, e.g. that the population is all users
    [[nodiscard]] std::map<std::string, std::size_t> user_summary() const;
    [[nodiscard]] std::map<std::string, std::size_t> sign_in_summary() const;
};

}  // namespace preflight::simulation
