#include "core/verdict/requests.h"

#include <map>
#include <optional>
#include <string_view>

#include "core/formats/json/document.h"
#include "core/text/json_writer.h"

namespace preflight::verdict {

namespace {

using formats::json::Node;
using formats::json::Type;
using text::JsonWriter;

std::string file_name(std::string_view kind, std::string_view id) {
    std::string name(kind);
    name += '-';
    for (const char c : id.substr(0, 64)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        name += plain ? c : '-';
    }
    return name + ".json";
}

// An id that needs no escapes in an address.
bool plain_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
               std::string_view::npos;
}

std::string_view word_of(okta::PushStatus status) {
    return status == okta::PushStatus::push ? "PUSH" : status == okta::PushStatus::dont_push ? "DONT_PUSH" : "";
}

std::optional<Request> mapping_request(const workspace::Workspace& workspace,
                                       const std::vector<const Correction*>& corrections) {
    const okta::ProfileMapping* const mapping = workspace.to_app_mapping;
    if (mapping == nullptr || !plain_id(mapping->id)) return std::nullopt;
    std::map<std::string_view, const CorrectedEntry*> entries;
    for (const Correction* correction : corrections) {
        for (const CorrectedEntry& entry : correction->entries) entries.emplace(entry.target, &entry);
    }
    if (entries.empty()) return std::nullopt;
    Request request{file_name("mapping", mapping->id), "POST /api/v1/mappings/" + mapping->id, {}};
    JsonWriter json(request.body, JsonWriter::Layout::indented);
    json.begin_object().key("properties").begin_object();
    for (const auto& [target, entry] : entries) {
        const okta::MappingEntry* const known = mapping->find(target);
        const std::string status = !entry->push_status.empty() ? entry->push_status
                                   : known != nullptr          ? std::string(word_of(known->push_status))
                                                               : std::string();
        json.key(target).begin_object().member("expression", entry->after);
        if (!status.empty()) json.member("pushStatus", status);
        json.end_object();
    }
    json.end_object().end_object();
    request.body += "\n";
    return request;
}

void write_format(JsonWriter& json, const Node& format, const CorrectedFormat& corrected) {
    json.begin_object().member("template", corrected.after).member("type", corrected.type);
    for (Node member = format.first(); member.exists(); member = member.next()) {
        if (member.key() == "template" || member.key() == "type") continue;
        // Only a custom format has a push status (okta-exports 2).
        if (member.key() == "pushStatus" && (corrected.type != "CUSTOM" || !corrected.push_status.empty())) continue;
        json.key(member.key()).json(member.raw());
    }
    if (!corrected.push_status.empty()) json.member("pushStatus", corrected.push_status);
    json.end_object();
}

// An update replaces the whole application: everything else stays as it was exported.
std::optional<Request> application_request(const workspace::Workspace& workspace,
                                           const std::vector<const Correction*>& corrections) {
    const CorrectedFormat* corrected = nullptr;
    for (const Correction* correction : corrections) {
        if (correction->format) corrected = &*correction->format;
    }
    const okta::Application* const app = workspace.application;
    if (corrected == nullptr || app == nullptr || !app->id.present() || !plain_id(app->id.value())) return std::nullopt;
    const text::Source& source = *workspace.inputs[app->at.input].source;
    const std::optional<std::string> text = source.slice(app->at.span.begin, app->at.span.size());
    if (!text) return std::nullopt;
    const formats::json::ParseResult parsed = formats::json::parse(*text);
    const Node root = parsed.document.root();
    const Node credentials = root["credentials"];
    if (!parsed.ok() || !root["signOnMode"].exists() || !credentials["userNameTemplate"].is(Type::object))
        return std::nullopt;
    Request request{file_name("app", app->id.value()), "PUT /api/v1/apps/" + app->id.value(), {}};
    JsonWriter json(request.body, JsonWriter::Layout::indented);
    json.begin_object();
    for (Node member = root.first(); member.exists(); member = member.next()) {
        // What Okta adds to an answer.
        if (member.key() == "_links" || member.key() == "_embedded") continue;
        json.key(member.key());
        if (member.key() != "credentials") {
            json.json(member.raw());
            continue;
        }
        json.begin_object();
        for (Node part = credentials.first(); part.exists(); part = part.next()) {
            json.key(part.key());
            if (part.key() == "userNameTemplate") write_format(json, part, *corrected);
            else json.json(part.raw());
        }
        json.end_object();
    }
    json.end_object();
    request.body += "\n";
    return request;
}

}  // namespace

std::vector<Request> requests_of(const workspace::Workspace& workspace,
                                 const std::vector<const Correction*>& corrections) {
    std::vector<Request> requests;
    if (auto request = mapping_request(workspace, corrections)) requests.push_back(std::move(*request));
    if (auto request = application_request(workspace, corrections)) requests.push_back(std::move(*request));
    return requests;
}

}  // namespace preflight::verdict
