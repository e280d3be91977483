#include <algorithm>
#include <array>

#include "core/expression/evaluate/evaluate.h"
#include "core/rules/rule.h"
#include "core/rules/username_updates.h"

namespace preflight::rules::username_follows_email {

constexpr Rule kRow{
    .code = "PF3015",
    .slug = "username-follows-email",
    .severity = Severity::note,
    .when = "The username is made of an attribute that changes, and Egnyte rejects changed usernames.",
    .why =
        "When that changes, for example after a marriage, Okta sends a new username and Egnyte rejects the whole "
        "update.",
    .remedy = {"Keep usernames as they are",
               {clicks::kCredentials, "Update application username on: Create only. Save.",
                "When it has happened: put the old username back on the assignment."}},
    .sources = "S31 S32 exports-2",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const UserNameFormat* format = context.user_name_format();
    if (format == nullptr || context.switches.update_attributes != true) return;
    if (!format->on_update || username_updates_excluded(context.workspace)) return;
    constexpr std::array<std::string_view, 4> kMutable = {"email", "login", "firstName", "lastName"};
    for (const expression::Reference& reference : expression::references(*format->program)) {
        const bool user = reference.root == "user" || reference.root == "source";
        if (!user || std::find(kMutable.begin(), kMutable.end(), reference.name) == kMutable.end()) continue;
        Finding& finding = report.add(kRow, "The username follows " + reference.root + "." + reference.name + ".");
        finding.locations.push_back(format->place(reference.span));
        return;
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/features",
                             R"(["PUSH_NEW_USERS", "PUSH_PROFILE_UPDATES", "PUSH_USER_DEACTIVATION"])"}}})

}  // namespace preflight::rules::username_follows_email
