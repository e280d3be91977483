// Sign-ins that depend on Egnyte's Default user mapping, which no export holds: the scenario states it. Facts egnyte
// A9, A10, Q17.
#pragma once

#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules {

// Egnyte finds the person by the setting, and it is not stated.
[[nodiscard]] inline bool depends_on_user_mapping(const PersonView& person) {
    const bool stated = person.workspace.scenario && person.workspace.scenario->default_user_mapping;
    const bool by_mapping = !person.idp_user_name_empty || person.activity == Activity::recent;
    return person.account != nullptr && !person.key_by_account && by_mapping && !stated;
}

// The same, and the name that Okta sends is neither the account's e-mail address nor its username.
[[nodiscard]] inline bool no_user_mapping_fits(const PersonView& person) {
    if (!depends_on_user_mapping(person) || !person.value(Attribute::userName).known()) return false;
    const std::string_view email = person.account_text(Attribute::email),
                           user_name = person.account_text(Attribute::userName);
    return !email.empty() && !user_name.empty() && !text::equal_ignoring_ascii_case(email, person.name_id) &&
           !text::equal_ignoring_ascii_case(user_name, person.name_id);
}

}  // namespace preflight::rules
