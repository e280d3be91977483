#include "core/population/cell_index.h"
#include "core/rules/migration.h"
#include "core/text/numbers.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::rules::migration_username_changes {

constexpr Rule kRow{
    .code = "PF8102",
    .slug = "migration-username-changes",
    .severity = Severity::error,
    .when = "Somebody's username in the new instance is not the one in the old instance.",
    .why =
        "Egnyte finds accounts by their username and cannot rename them: the new app does not find the account, and "
        "creates a second one where it can.",
    .remedy = {"Give the new app the usernames of the old one",
               {clicks::app_page<" › Sign On › Edit › Credentials Details (of the new app). Choose the format of the "
                                 "old app, as far as Egnyte accepts its usernames.">,
                "For single people: Assignments › the pencil beside the person. Enter the old username."}},
    .sources = "O2 S34",
    .confidence = Confidence::documented,
};

namespace {

using population::Cell;
using population::kNoRow;

// The username that the new app sends for an Okta user; empty where it is not known.
class NewUserNames {
public:
    explicit NewUserNames(const Context& context)
        : context_(context),
          assignments_(*context.workspace.app_users),
          user_name_(assignments_.find(okta::columns::kUserName)) {
        const population::Column id = assignments_.find(okta::columns::kId);
        for (std::uint32_t row = 0; row < assignments_.size(); ++row) rows_.insert(assignments_.cell(row, id), row);
    }
    // Only of those who are, or may be, assigned to the new app.
    [[nodiscard]] std::string_view of(Cell id) const {
        const std::uint32_t row = rows_.find(id);
        if (row != kNoRow) {
            const std::string_view name = assignments_.text(row, user_name_);
            if (!name.empty()) return name;
        } else if (context_.workspace.app_users_given) {
            return {};
        }
        const std::uint32_t user = context_.workspace.user_row_by_id.find(id);
        const auto format = context_.evaluations.mapped_user_name()
                                ? context_.evaluations.mapped_user_name()
                                : context_.evaluations.of(egnyte::Attribute::userName);
        if (user == kNoRow || !format) return {};
        return context_.workspace.atoms->text_of(context_.evaluations.cell(*format, user));
    }

private:
    const Context& context_;
    const population::Table& assignments_;
    const population::Column user_name_;
    population::CellIndex rows_;
};

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.replaced_applications.empty() || workspace.application == nullptr) return;
    const NewUserNames names(context);
    findings::Affected affected;
    std::vector<Location> places;
    std::string first;
    for (const auto& part : workspace.parts) {
        const population::Table& old = part->app_users;
        const population::Column app = old.find(okta::columns::kAppId), id = old.find(okta::columns::kId);
        const population::Column user_name = old.find(okta::columns::kUserName);
        for (std::size_t row = 0; row < old.size(); ++row) {
            if (!is_replaced(workspace, old.text(row, app))) continue;
            const std::string_view before = old.text(row, user_name), after = names.of(old.cell(row, id));
            if (before.empty() || after.empty() || text::equal_ignoring_ascii_case(before, after)) continue;
            const std::string change =
                "\"" + text::shorten(before, 100) + "\" to \"" + text::shorten(after, 100) + "\"";
            if (affected.users++ == 0) first = change;
            if (affected.examples.size() < findings::kMaxExamples) {
                affected.examples.push_back(text::shorten(before, 100));
                places.push_back(workspace::locate(workspace, old, row));
            }
        }
    }
    if (affected.users == 0) return;
    Finding& finding = report.add(
        kRow, affected.users == 1
                  ? "A username changes with the new app: " + first + "."
                  : text::counted(affected.users, "username") + " change with the new app, for example " + first + ".");
    finding.locations = std::move(places);
    finding.affected = std::move(affected);
    finding.people_attribute = "userName";
}

PREFLIGHT_EXAMPLES(
        .bad =
            {{{"old-app.json", "",
               R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "ACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"},
              {"old-app-users.json", "",
               R"([{"id": "00uAna", "externalId": "7", "scope": "USER", "status": "PROVISIONED", "credentials": {"userName": "ana.lee"}, "profile": {}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaOld"}}}])"}}},
        .good = {
            {{"old-app.json", "",
              R"({"id": "0oaOld", "name": "egnyte_old", "label": "Egnyte SCIM 1.0", "status": "ACTIVE", "signOnMode": "SAML_2_0", "features": [], "settings": {"app": {"subDomain": "acme"}}})"},
             {"old-app-users.json", "",
              R"([{"id": "00uAna", "externalId": "7", "scope": "USER", "status": "PROVISIONED", "credentials": {"userName": "ANA"}, "profile": {}, "_links": {"app": {"href": "https://x.okta.com/api/v1/apps/0oaOld"}}}])"}}})

}  // namespace preflight::rules::migration_username_changes
