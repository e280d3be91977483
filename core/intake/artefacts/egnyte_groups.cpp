// Egnyte groups: the public API's list or SCIM's, and one group with its members (facts egnyte 8.2).
#include <algorithm>
#include <array>

#include "core/intake/artefact.h"
#include "core/okta/model.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

// Nothing else than what a group has: many systems have objects with a display name.
bool recognises(const Keys& keys) {
    constexpr std::array<std::string_view, 6> kKnown = {"schemas",    "id",      "displayName",
                                                        "externalId", "members", "meta"};
    if (!keys.has("displayName") || !keys.has("id")) return false;
    for (formats::json::Node member = keys.object().first(); member.exists(); member = member.next()) {
        if (std::find(kKnown.begin(), kKnown.end(), member.key()) == kKnown.end()) return false;
    }
    return true;
}

void read(const formats::json::Node& object, Reading& reading) {
    population::Table& groups = reading.begin_row(reading.parsed().egnyte_groups, object);
    const auto set = [&](std::string_view column, const formats::json::Node& value) {
        if (value.exists()) groups.set(groups.column(column), okta::cell_of(groups.atoms(), value));
    };
    set(okta::columns::kId, object["id"]);
    set(okta::columns::kName, object["displayName"]);
    set("members", object["members"]);
}

}  // namespace

constexpr Artefact artefacts_rows::egnyte_groups = {
    .kind = "egnyte-groups",
    .given = &Given::egnyte_groups_given,
    .recognises = &recognises,
    .read = &read,
    .pages = {100},
    .unlocks = "which groups exist already in Egnyte",
    .how = "GET https://{domain}.egnyte.com/pubapi/v2/groups",
    .answers = "/pubapi/v2/groups /pubapi/v2/groups/{}",
};

}  // namespace preflight::intake
