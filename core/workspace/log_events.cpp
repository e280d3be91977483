#include "core/workspace/log_events.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/formats/json/document.h"
#include "core/okta/log_reader.h"
#include "core/okta/model.h"
#include "core/text/time.h"
#include "core/text/unicode.h"
#include "core/workspace/excerpts.h"

namespace preflight::workspace {

namespace {

namespace columns = okta::columns;

// The built-in formats by the names that the console shows (facts okta-exports 2).
struct NamedFormat {
    std::string_view name, pattern;
};
constexpr std::array<NamedFormat, 4> kFormats = {
    {{"okta username", "${source.login}"},
     {"okta username prefix", "${fn:substringBefore(source.login, \"@\")}"},
     {"email", "${source.email}"},
     {"email prefix", "${fn:substringBefore(source.email, \"@\")}"}}};

// What debugData says: "Application username format changed: A -> B" (facts okta-exports 9).
std::string format_in_message(std::string_view message) {
    constexpr std::string_view kBegins = "application username format changed:", kArrow = " -> ";
    const std::size_t begin = text::ascii_lower(message).find(kBegins);
    const std::size_t arrow = message.find(kArrow, begin == std::string::npos ? 0 : begin);
    if (begin == std::string::npos || arrow == std::string_view::npos) return {};
    return std::string(text::trim(message.substr(arrow + kArrow.size())));
}

std::string changed_to(const population::Table& events, std::size_t row,
                       std::initializer_list<std::string_view> names) {
    const population::Cell changes = events.cell(row, events.find(columns::kChanges));
    if (!changes.is_atom()) return {};
    const auto parsed = formats::json::parse(events.atoms().view(changes));
    if (!parsed.ok()) return {};
    for (const std::string_view name : names) {
        const formats::json::Node value = parsed.document.root()["to"][name];
        if (value.is(formats::json::Type::string)) return std::string(value.as_string());
        if (value.exists()) return std::string(value.raw());
    }
    return {};
}

template <class Read>
std::optional<LoggedChange> last(const Workspace& workspace, Read read) {
    const population::Table& events = *workspace.log_events;
    std::optional<LoggedChange> newest;
    const population::Column result = events.find(columns::kResult), published = events.find(columns::kPublished);
    for (std::size_t row = 0; row < events.size(); ++row) {
        if (events.text(row, result) != "SUCCESS") continue;
        const auto at = text::parse_time(events.text(row, published));
        if (!at || (newest && *at < newest->at_unix) || !concerns_application(workspace, row)) continue;
        std::string value = read(events, row);
        if (!value.empty()) newest = LoggedChange{std::move(value), *at, row};
    }
    return newest;
}

}  // namespace

bool concerns_application(const Workspace& workspace, std::size_t event) {
    const population::Table& events = *workspace.log_events;
    const auto text = [&](std::string_view column) { return events.text(event, events.find(column)); };
    const std::string_view app = text(columns::kTargetApp);
    if (!app.empty() && !workspace.app_id.empty()) return app == workspace.app_id;
    const auto says_egnyte = [](std::string_view words) {
        return text::ascii_lower(words).find("egnyte") != std::string::npos;
    };
    const std::string_view label = text(columns::kTargetLabel), name = text(columns::kAppName);
    if (!app.empty() || !label.empty() || !name.empty()) return says_egnyte(label) || says_egnyte(name);
    // "PublicUserRepresentation": the class in Egnyte's own answers (facts egnyte E1).
    const std::string_view reason = text(columns::kReason);
    return says_egnyte(reason) || reason.find("PublicUserRepresentation") != std::string_view::npos;
}

std::optional<LoggedChange> logged_change(const Workspace& workspace, std::initializer_list<std::string_view> names) {
    return last(workspace,
                [&](const population::Table& events, std::size_t row) { return changed_to(events, row, names); });
}

bool newer_than_application(const Workspace& workspace, const LoggedChange& change) {
    const okta::Application* app = workspace.application;
    if (app == nullptr) return true;
    const auto updated = text::parse_time(app->last_updated.value());
    return updated && change.at_unix > *updated;
}

void apply_logged_format(Workspace& workspace) {
    if (workspace.application == nullptr || workspace.log_events->empty()) return;
    const auto change = last(workspace, [](const population::Table& events, std::size_t row) {
        std::string value = changed_to(events, row, {"username_format", "usernameFormat"});
        if (value.empty()) value = format_in_message(events.text(row, events.find(columns::kCustomMessage)));
        return value;
    });
    if (!change || !newer_than_application(workspace, *change)) return;
    std::string pattern = change->value;
    const std::string name = text::ascii_lower(pattern);
    for (const NamedFormat& format : kFormats) {
        if (format.name == name) pattern = format.pattern;
    }
    const auto index = static_cast<std::size_t>(workspace.application - workspace.applications.data());
    okta::UserNameTemplate& format = workspace.applications[index].user_name_template;
    const findings::Location at = locate(workspace, *workspace.log_events, change->event);
    const auto set = [&](okta::TextField& field, std::string text) {
        field.state = okta::State::present;
        field.text = formats::Embedded::opaque(std::move(text), at.span);
        field.at = at;
    };
    // A name that is not one of the built-in formats does not say the expression: the format is not known any more.
    const bool known = pattern.find("${") != std::string::npos;
    if (!known) {
        format.pattern = okta::TextField();
        format.type = okta::TextField();
        return;
    }
    set(format.pattern, std::move(pattern));
    set(format.type, "BUILT_IN");
}

}  // namespace preflight::workspace
