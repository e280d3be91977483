#include "core/okta/log_reader.h"

#include <algorithm>
#include <array>

#include "core/okta/failure.h"
#include "core/okta/model.h"
#include "core/okta/readers.h"
#include "core/text/unicode.h"

namespace preflight::okta {

using formats::json::Node;

namespace {

void set_text(population::Table& table, std::string_view column, std::string_view text) {
    if (!text.empty()) table.set(table.column(column), table.atoms().text(text));
}

// What is kept of an event, wherever it was written.
struct Event {
    std::string_view uuid, type, published, message, result, reason;
    struct Target {
        std::string_view type, id, alternate, display;
    };
    std::string_view app_user, login;
};

void set_target(population::Table& events, const Event::Target& target, Event& event) {
    const std::string_view name = target.display.empty() ? target.alternate : target.display;
    if (target.type == "User") {
        event.login = target.alternate;
    } else if (target.type == "AppInstance") {
        set_text(events, columns::kTargetApp, target.id);
        set_text(events, columns::kTargetLabel, name);
    } else if (target.type == "AppUser") {
        set_text(events, columns::kTargetAppUser, target.alternate);
        event.app_user = target.alternate;
    } else if (target.type == "UserGroup") {
        set_text(events, columns::kTargetGroup, name);
    }
}

// Without the person the same failure of many people is one text in the pool.
void set_event(population::Table& events, const Event& event) {
    set_text(events, columns::kUuid, event.uuid);
    set_text(events, columns::kEventType, event.type);
    set_text(events, columns::kPublished, event.published);
    if (!is_failure(event.result)) {
        set_text(events, columns::kResult, event.result);
        set_text(events, columns::kReason, event.reason);
        return;
    }
    if (event.reason.empty()) set_text(events, columns::kMessage, event.message);
    if (event.app_user.empty()) set_text(events, columns::kTargetLogin, event.login);
    Failure failure = read_failure(event.reason, event.type);
    if (failure.kind != FailureKind::none) set_text(events, columns::kFailure, to_string(failure.kind));
    if (failure.user.empty()) failure.user = event.app_user;
    if (failure.user != event.app_user) set_text(events, columns::kFailureUser, failure.user);
    set_text(events, columns::kReason, without_person(failure));
}

// Its ids say which check of the older Egnyte integration failed (facts okta-exports 9).
bool is_of_older_integration(std::string_view legacy_id) {
    constexpr std::string_view kOlder = "app.egnyte.";
    return legacy_id.substr(0, kOlder.size()) == kOlder;
}
std::string with_legacy_id(std::string_view reason, std::string_view legacy_id) {
    return reason.empty() ? std::string(legacy_id) : std::string(reason).append(" (").append(legacy_id).append(")");
}

// A member of debugData under either spelling of its key (facts okta-exports 9).
Node debug_member(const Node& data, std::string_view snake_case, std::string_view camel_case) {
    const Node member = data[snake_case];
    return member.exists() ? member : data[camel_case];
}

}  // namespace

bool is_failure(std::string_view result) {
    return result == "FAILURE" || result == "RATE_LIMIT" || result == "ABANDONED";
}

bool is_kept_event(std::string_view type, std::string_view result) {
    if (is_failure(result)) return is_request(type);
    constexpr std::array<std::string_view, 2> kChanges = {"application.lifecycle.update",
                                                          "application.configuration.update"};
    return std::find(kChanges.begin(), kChanges.end(), type) != kChanges.end();
}

void read_log_event(const Node& node, population::Table& events) {
    Event event;
    event.uuid = node["uuid"].as_string();
    event.type = node["eventType"].as_string();
    event.published = node["published"].as_string();
    event.message = node["displayMessage"].as_string();
    event.result = node["outcome"]["result"].as_string();
    event.reason = node["outcome"]["reason"].as_string();
    const Node data = node["debugContext"]["debugData"];
    set_text(events, columns::kAppName, (data["appname"].exists() ? data["appname"] : data["AppName"]).as_string());
    set_text(events, columns::kCustomMessage, debug_member(data, "custom_message", "customMessage").as_string());
    std::string said{debug_member(data, "invalid_expressions", "invalidExpressions").as_string()};
    if (!said.empty() && event.reason.empty()) {
        said.insert(0, "invalid_expressions: ");
        event.reason = said;
    }
    if (const std::string_view id = node["legacyEventType"].as_string(); is_of_older_integration(id)) {
        said = with_legacy_id(event.reason, id);
        event.reason = said;
    }
    for (Node target = node["target"].first(); target.exists(); target = target.next()) {
        set_target(events,
                   {target["type"].as_string(), target["id"].as_string(), target["alternateId"].as_string(),
                    target["displayName"].as_string()},
                   event);
        if (const Node changes = target["changeDetails"]; changes.first().exists())
            events.set(events.column(columns::kChanges), cell_of(events.atoms(), changes));
    }
    set_event(events, event);
}

std::string_view log_field(const std::vector<std::string>& header, const std::vector<std::string>& fields,
                           std::string_view column) {
    const auto found = std::find(header.begin(), header.end(), column);
    const auto at = static_cast<std::size_t>(found - header.begin());
    return at < fields.size() ? std::string_view(fields[at]) : std::string_view{};
}

bool is_log_header(const std::vector<std::string>& header) {
    const auto has = [&](std::string_view name) {
        return std::find(header.begin(), header.end(), name) != header.end();
    };
    return has("event_type") && has("outcome.result") && has("target0.type");
}

void read_log_row(const std::vector<std::string>& header, const std::vector<std::string>& fields,
                  population::Table& events) {
    const auto field = [&](std::string_view column) { return log_field(header, fields, column); };
    Event event{field("uuid"),
                field("event_type"),
                field("timestamp"),
                field("display_message"),
                field("outcome.result"),
                field("outcome.reason"),
                {},
                {}};
    std::string said;
    if (const std::string_view id = field("legacy_event_type"); is_of_older_integration(id)) {
        said = with_legacy_id(event.reason, id);
        event.reason = said;
    }
    for (const std::string target : {"target0", "target1", "target2", "target3"}) {
        set_target(events,
                   {field(target + ".type"), field(target + ".id"), field(target + ".alternate_id"),
                    field(target + ".display_name")},
                   event);
    }
    set_event(events, event);
}

}  // namespace preflight::okta
