#include "core/report/fingerprint.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/crypto/digest.h"
#include "core/saml/collection.h"
#include "core/text/order.h"

namespace preflight::report {

namespace {

// A place without anything that changes when files are renamed or rearranged.
struct Key {
    std::string kind;     // of the artefact
    std::string object;   // its id
    std::string pointer;  // inside the object
    bool operator==(const Key&) const = default;
    bool operator<(const Key& other) const {
        return std::tie(kind, object, pointer) < std::tie(other.kind, other.object, other.pointer);
    }
};

struct Object {
    std::string_view kind;
    std::string id;
    text::Span span;               // empty when only the pointer is known
    std::string_view inside = {};  // where the text is in the object, if it is a part of it
};

std::string_view first_of(std::string_view a, std::string_view b) {
    return a.empty() ? b : a;
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_people_kind(std::string_view kind) {
    for (const std::string_view people : {"okta-users", "okta-app-users", "okta-group-members", "egnyte-users",
                                          "users-csv", "rockstar-csv", "okta-report-csv"}) {
        if (kind == people) return true;
    }
    return false;
}

// Element paths without namespace prefixes, which a tool may choose anew.
std::string without_prefixes(std::string_view path) {
    std::string result;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at + 1), path.size());
        std::string_view step = path.substr(at, end - at);
        const auto colon = step.find(':');
        const std::size_t name = step.size() > 1 && step[1] == '@' ? 2 : 1;
        result.append(step.substr(0, name));
        result.append(colon == std::string_view::npos ? step.substr(std::min(name, step.size()))
                                                      : step.substr(colon + 1));
        at = end;
    }
    return result;
}

// "/12/profile/email" and "row 12, column Email" for any row.
std::string for_any_row(std::string_view pointer) {
    std::string result;
    constexpr std::string_view kRow = "row ";
    if (pointer.substr(0, kRow.size()) == kRow) {
        const auto comma = pointer.find(',');
        return "row *" + std::string(comma == std::string_view::npos ? std::string_view() : pointer.substr(comma));
    }
    for (std::size_t at = 0; at < pointer.size();) {
        const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
        const std::string_view step = pointer.substr(at, end - at);
        result += is_number(step.substr(1)) ? std::string_view("/*") : step;
        at = end;
    }
    return result;
}

// The objects of the given files, by input and pointer.
class Objects {
public:
    explicit Objects(const workspace::Workspace& workspace)
        : workspace_(workspace), by_input_(workspace.inputs.slots()) {
        for (const okta::Application& app : workspace.applications)
            add(app.at, "okta-application", first_of(app.id.value(), first_of(app.name.value(), app.label.value())));
        for (const okta::ProfileMapping& mapping : workspace.mappings) {
            add(mapping.at, "okta-profile-mapping",
                mapping.id.empty() ? mapping.source.name + " to " + mapping.target.name : mapping.id);
        }
        for (const okta::Schema& schema : workspace.app_schemas)
            add(schema.at, "okta-app-user-schema", first_of(schema.app_id, schema.name));
        for (const okta::Schema& schema : workspace.user_schemas) add(schema.at, "okta-user-schema", schema.name);
        for (const okta::PasswordPolicy& policy : workspace.password_policies)
            add(policy.at, "okta-password-policy", first_of(policy.id, policy.name));
        for (const okta::SamlResource& resource : workspace.saml_resources) {
            // The values of the resource, in which each of its fields is a member.
            findings::Location at = resource.certificate.at;
            at.pointer = at.pointer.substr(0, at.pointer.rfind('/'));
            at.span = {};
            if (!at.pointer.empty()) add(at, "terraform-json", resource.app_id.value());
        }
        add_edits();
        for (const okta::ApiError& error : workspace.api_errors) add(error.at, "okta-error", error.code);
        if (workspace.scenario) add(workspace.scenario->at, "preflight-scenario", "");
        for (const intake::MetadataInput& metadata : workspace.metadata) add_entities(metadata);
    }

    [[nodiscard]] std::string application() const {
        return workspace_.application == nullptr ? std::string() : workspace_.application->id.value();
    }

    [[nodiscard]] Key key_of(const findings::Location& location) const {
        const std::map<std::string, Object, std::less<>>& objects = by_input_[location.input];
        std::string_view pointer = location.pointer;
        for (std::size_t end = pointer.size();;) {
            const auto found = objects.find(pointer.substr(0, end));
            if (found != objects.end() && contains(found->second.span, location.span))
                return {std::string(found->second.kind), found->second.id,
                        relative(found->second, pointer.substr(end))};
            if (end == 0) break;
            end = pointer.rfind('/', end - 1);
            if (end == std::string_view::npos) break;
        }
        return key_outside(location);
    }

private:
    static constexpr std::string_view kMetadata = "saml-metadata";

    void add(const findings::Location& at, std::string_view kind, std::string_view id) {
        by_input_[at.input].insert_or_assign(at.pointer, Object{kind, std::string(id), at.span});
    }

    // A value that is tried out is that of the object: a mistake that stays keeps its fingerprint.
    void add_edits() {
        const auto& overlay = workspace_.overlay;
        if (overlay == nullptr || overlay->edits == nullptr) return;
        auto& objects = by_input_[overlay->edits->input.slot];
        if (const okta::ProfileMapping* mapping = workspace_.to_app_mapping; mapping != nullptr) {
            objects.insert_or_assign(
                "/mapping",
                Object{"okta-profile-mapping",
                       mapping->id.empty() ? mapping->source.name + " to " + mapping->target.name : mapping->id,
                       {}});
        }
        if (const okta::Application* app = workspace_.application; app != nullptr) {
            objects.insert_or_assign(
                "/userNameTemplate",
                Object{"okta-application",
                       std::string(first_of(app->id.value(), first_of(app->name.value(), app->label.value()))),
                       {},
                       "/credentials/userNameTemplate"});
        }
    }

    void add_entities(const intake::MetadataInput& metadata) {
        const saml::Document& document = metadata.document;
        for (const saml::ListedProvider& provider : saml::listed_providers(document).list)
            add({metadata.input, provider.path, {}}, kMetadata, provider.entity_id);
        if (!document.entity) return;
        const auto& id = document.entity->entity_id;
        add({metadata.input, document.entity->at.path, {}}, kMetadata, id ? std::string_view(id->value) : "");
    }

    // Objects that share a pointer (values one after the other in a file) differ by their span.
    static bool contains(text::Span outer, text::Span inner) {
        return outer.empty() || (outer.begin <= inner.begin && inner.end <= outer.end);
    }

    static std::string relative(const Object& object, std::string_view pointer) {
        return object.kind == kMetadata ? without_prefixes(pointer) : std::string(object.inside).append(pointer);
    }

    // A row of people, or a file as a whole.
    [[nodiscard]] Key key_outside(const findings::Location& location) const {
        const intake::Input& input = workspace_.inputs[location.input];
        std::vector<std::string> kinds = input.kinds;
        text::sort(kinds);
        if (!kinds.empty() && std::all_of(kinds.begin(), kinds.end(), is_people_kind))
            return {kinds.front(), application(), for_any_row(location.pointer)};
        const auto& objects = by_input_[location.input];
        if (!objects.empty()) {
            std::pair<std::string_view, std::string_view> first = {"~", ""};
            for (const auto& [pointer, object] : objects) first = std::min(first, {object.kind, object.id});
            return {std::string(first.first), std::string(first.second), without_prefixes(location.pointer)};
        }
        if (kinds.empty() || kinds.front() == "unknown") return {"unknown", input.sha256, {}};
        return {kinds.front(), {}, without_prefixes(location.pointer)};
    }

    const workspace::Workspace& workspace_;
    std::vector<std::map<std::string, Object, std::less<>>> by_input_;
};

// What a finding is about, and what else tells it from others about the same.
struct Identity {
    Key key;
    std::vector<Key> places;  // sorted
};

Identity identity_of(const Objects& objects, const findings::Finding& finding) {
    if (finding.people_attribute) return {{"people", objects.application(), *finding.people_attribute}, {}};
    Identity identity;
    for (const findings::Location& location : finding.locations) identity.places.push_back(objects.key_of(location));
    if (identity.places.empty()) return identity;
    // Of several places of one kind (the entries of a mapping with the same fault) the order in the file does not
    // matter.
    const std::string kind = identity.places.front().kind;
    text::sort(identity.places);
    identity.key =
        *std::find_if(identity.places.begin(), identity.places.end(), [&](const Key& key) { return key.kind == kind; });
    return identity;
}

}  // namespace

std::vector<std::string> fingerprints_of(const workspace::Workspace& workspace,
                                         const std::vector<findings::Finding>& findings) {
    const Objects objects(workspace);
    std::vector<Identity> identities;
    identities.reserve(findings.size());
    for (const findings::Finding& finding : findings) identities.push_back(identity_of(objects, finding));

    const auto hashed = [&](std::size_t i) {
        const Key& key = identities[i].key;
        return std::tie(findings[i].rule->code, key.kind, key.object, key.pointer);
    };
    // Findings about the same are numbered by what is left to tell them apart, never by the order of files.
    std::vector<std::size_t> order(findings.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    text::sort(order, [&](std::size_t a, std::size_t b) {
        if (hashed(a) != hashed(b)) return hashed(a) < hashed(b);
        if (identities[a].places != identities[b].places) return identities[a].places < identities[b].places;
        return findings[a].message < findings[b].message;
    });
    std::vector<std::string> result(findings.size());
    std::size_t occurrence = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        occurrence = i > 0 && hashed(order[i - 1]) == hashed(order[i]) ? occurrence + 1 : 0;
        const Key& key = identities[order[i]].key;
        std::string text(findings[order[i]].rule->code);
        // A zero byte separates: no part of a key holds one that matters.
        for (const std::string& part : {key.kind, key.object, key.pointer, std::to_string(occurrence)}) {
            text += '\0';
            text += part;
        }
        result[order[i]] = crypto::sha256_hex(text).substr(0, 16);
    }
    return result;
}

}  // namespace preflight::report
