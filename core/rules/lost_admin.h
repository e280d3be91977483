// What rules say of a request that ends an admin's rights in Egnyte (PersonView::loses_admin).
#pragma once

#include <optional>
#include <string>

#include "core/rules/person_view.h"

namespace preflight::rules {

// After the name of the account: "is deactivated", `changes from admin to "power"`.
[[nodiscard]] inline std::string how_admin_is_lost(const PersonView& person) {
    return person.deactivates ? std::string("is deactivated") : "changes from admin to " + quoted(person.user_type);
}

// The user type, unless the account is deactivated.
[[nodiscard]] inline std::optional<Attribute> blamed_for_lost_admin(const PersonView& person) {
    return person.deactivates ? std::nullopt : std::optional(Attribute::userType);
}

}  // namespace preflight::rules
