#include "core/okta/log_reader.h"

#include <algorithm>
#include <array>

#include "core/okta/model.h"
#include "core/okta/readers.h"
#include "core/text/unicode.h"

namespace preflight::okta {

using formats::json::Node;

namespace {

void set_text(population::Table& table, std::string_view column, std::string_view text) {
    if (!text.empty()) table.set(table.column(column), table.atoms().text(text));
}

// One target of an event, wherever it was written.
void set_target(population::Table& events, std::string_view type, std::string_view id, std::string_view alternate,
                std::string_view display) {
    if (type == "User") {
        set_text(events, columns::kTargetUser, id);
        set_text(events, columns::kTargetLogin, alternate);
    } else if (type == "AppInstance") {
        set_text(events, columns::kTargetApp, id);
        set_text(events, columns::kTargetLabel, display.empty() ? alternate : display);
    } else if (type == "AppUser") {
        set_text(events, columns::kTargetAppUser, alternate);
    } else if (type == "UserGroup") {
        set_text(events, columns::kTargetGroup, display.empty() ? alternate : display);
    }
}

}  // namespace

bool is_kept_event(std::string_view type, std::string_view result) {
    constexpr std::array<std::string_view, 5> kChanges = {
        "application.lifecycle.", "application.user_membership.change_username", "directory.mapping.",
        "application.configuration.", "application.provision.field_mapping_rule."};
    constexpr std::array<std::string_view, 4> kAreas = {"application.", "app.", "directory.", "group."};
    const auto begins = [&](std::string_view prefix) { return type.substr(0, prefix.size()) == prefix; };
    if (std::any_of(kChanges.begin(), kChanges.end(), begins)) return true;
    return result != "SUCCESS" && std::any_of(kAreas.begin(), kAreas.end(), begins);
}

void read_log_event(const Node& node, population::Table& events) {
    set_text(events, columns::kUuid, node["uuid"].as_string());
    set_text(events, columns::kEventType, node["eventType"].as_string());
    set_text(events, columns::kPublished, node["published"].as_string());
    set_text(events, columns::kMessage, node["displayMessage"].as_string());
    set_text(events, columns::kResult, node["outcome"]["result"].as_string());
    set_text(events, columns::kReason, node["outcome"]["reason"].as_string());
    const Node data = node["debugContext"]["debugData"];
    set_text(events, columns::kAppName, (data["appname"].exists() ? data["appname"] : data["AppName"]).as_string());
    if (data.first().exists()) events.set(events.column(columns::kDebug), cell_of(events.atoms(), data));
    for (Node target = node["target"].first(); target.exists(); target = target.next()) {
        set_target(events, target["type"].as_string(), target["id"].as_string(), target["alternateId"].as_string(),
                   target["displayName"].as_string());
        if (const Node changes = target["changeDetails"]; changes.first().exists())
            events.set(events.column(columns::kChanges), cell_of(events.atoms(), changes));
    }
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
    set_text(events, columns::kUuid, field("uuid"));
    set_text(events, columns::kEventType, field("event_type"));
    set_text(events, columns::kPublished, field("timestamp"));
    set_text(events, columns::kMessage, field("display_message"));
    set_text(events, columns::kResult, field("outcome.result"));
    set_text(events, columns::kReason, field("outcome.reason"));
    for (const std::string target : {"target0", "target1", "target2", "target3"})
        set_target(events, field(target + ".type"), field(target + ".id"), field(target + ".alternate_id"),
                   field(target + ".display_name"));
}

}  // namespace preflight::okta
