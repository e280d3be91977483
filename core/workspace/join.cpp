// Which of the given artefacts belong together, and what the app's attributes mean. Facts okta-exports 0.5, 1, 12;
// spec 4.
#include <algorithm>
#include <array>
#include <tuple>

#include "core/egnyte/account.h"
#include "core/text/unicode.h"
#include "core/workspace/lists.h"
#include "core/workspace/workspace.h"

namespace preflight::workspace {

namespace {

bool looks_old(const okta::Application& app) {
    const std::string label = text::ascii_lower(app.label.value() + " " + app.name.value());
    return label.find("scim 1.0") != std::string::npos || label.find("scim_1") != std::string::npos ||
           label.find("scim1") != std::string::npos;
}

// The Egnyte app: by name or label, the SCIM 2.0 one, active, the newer. A single app of another name is taken as meant
// (a renamed one) when it asks for a subdomain; of several such none is.
const okta::Application* choose_application(const std::vector<okta::Application>& applications,
                                            std::string_view asked_for) {
    for (const okta::Application& app : applications) {
        if (!asked_for.empty() && app.id.value() == asked_for) return &app;
    }
    const auto merit = [](const okta::Application& app) {
        return std::make_tuple(!looks_old(app), app.status.value() == "ACTIVE", app.created.value());
    };
    const okta::Application* best = nullptr;
    for (const okta::Application& app : applications) {
        if (!app.looks_like_egnyte()) continue;
        if (best == nullptr || merit(app) > merit(*best)) best = &app;
    }
    if (best == nullptr && applications.size() == 1 &&
        text::ascii_lower(applications.front().tenant_key).find("subdomain") != std::string::npos)
        best = &applications.front();
    return best;
}

bool belongs(const okta::MappingEnd& end, const okta::Application* app) {
    return app != nullptr && app->id.present() && end.id == app->id.value();
}

const okta::ProfileMapping* choose_mapping(const Workspace& workspace) {
    const auto merit = [&](const okta::ProfileMapping& mapping) {
        const bool named = text::ascii_lower(mapping.target.name).find("egnyte") != std::string::npos;
        return std::make_tuple(mapping.has_properties, belongs(mapping.target, workspace.application), named);
    };
    const okta::ProfileMapping* best = nullptr;
    for (const okta::ProfileMapping& mapping : workspace.mappings) {
        if (!mapping.to_app()) continue;
        // Of another app, and we know ours: not it.
        const bool other = workspace.application != nullptr && workspace.application->id.present() &&
                           !mapping.target.id.empty() && !belongs(mapping.target, workspace.application);
        if (other) continue;
        if (best == nullptr || merit(mapping) > merit(*best)) best = &mapping;
    }
    return best;
}

const okta::Schema* choose_app_schema(const Workspace& workspace) {
    const std::string app = workspace.application != nullptr      ? workspace.application->id.value()
                            : workspace.to_app_mapping != nullptr ? workspace.to_app_mapping->target.id
                                                                  : std::string();
    for (const okta::Schema& schema : workspace.app_schemas) {
        if (!app.empty() && schema.app_id == app) return &schema;
    }
    return app.empty() && workspace.app_schemas.size() == 1 ? &workspace.app_schemas.front() : nullptr;
}

// The IdP metadata of the app: its path names the app (/app/<name>/<key>/), best with the key that Terraform has; of
// several that fit none better, the first.
const intake::MetadataInput* choose_metadata(const Workspace& workspace) {
    const intake::MetadataInput* best = nullptr;
    int best_merit = 0;
    const std::string path = workspace.application != nullptr && workspace.application->name.present()
                                 ? "/app/" + workspace.application->name.value() + "/"
                                 : std::string();
    const std::string key =
        workspace.saml_key != nullptr ? "/" + workspace.saml_key->entity_key.value() + "/" : std::string();
    for (const intake::MetadataInput& metadata : workspace.metadata) {
        if (metadata.document.kind != saml::Kind::idp) continue;
        const saml::IdpRole* role = metadata.document.idp();
        const auto holds = [&](const std::string& part) {
            return !part.empty() && role != nullptr &&
                   std::any_of(role->single_sign_on.begin(), role->single_sign_on.end(),
                               [&](const saml::Endpoint& endpoint) {
                                   return endpoint.location && endpoint.location->value.find(part) != std::string::npos;
                               });
        };
        const int merit = (holds(key) ? 2 : 0) + (holds(path) ? 1 : 0);
        if (best == nullptr || merit > best_merit) {
            best = &metadata;
            best_merit = merit;
        }
    }
    return best;
}

// Whether Terraform's resource is about the Egnyte app: by its id, else by name; without an app object by looks.
bool is_of(const okta::SamlResource& resource, const okta::Application* app) {
    if (app != nullptr && app->id.present() && resource.app_id.present())
        return resource.app_id.value() == app->id.value();
    if (app != nullptr) return app->name.present() && resource.name.value() == app->name.value();
    return text::ascii_lower(resource.name.value() + " " + resource.label.value()).find("egnyte") != std::string::npos;
}

// The one thing that all of them say; null when none or when they differ (two states of different days).
const okta::SamlResource* agreed(const Workspace& workspace, okta::TextField okta::SamlResource::*what) {
    const okta::SamlResource* found = nullptr;
    for (const okta::SamlResource& resource : workspace.saml_resources) {
        if ((resource.*what).value().empty() || !is_of(resource, workspace.application)) continue;
        if (found != nullptr && (found->*what).value() != (resource.*what).value()) return nullptr;
        if (found == nullptr) found = &resource;
    }
    return found;
}

std::string normalised(std::string_view title) {
    std::string result;
    for (const char c : text::ascii_lower(title)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) result += c;
    }
    return result;
}

std::string_view last_segment(std::string_view external_name) {
    const auto dot = external_name.rfind('.');
    return dot == std::string_view::npos ? external_name : external_name.substr(dot + 1);
}

void learn(Workspace& workspace) {
    const auto assign = [&](std::string_view canonical, const std::string& variable) {
        if (workspace.variable_of.count(canonical) != 0 || workspace.canonical_of.count(variable) != 0) return;
        workspace.variable_of.emplace(canonical, variable);
        workspace.canonical_of.emplace(variable, canonical);
    };
    if (workspace.scenario) {
        for (const auto& [canonical, variable] : workspace.scenario->egnyte_attributes) {
            if (std::find(egnyte::kCanonicalAttributes.begin(), egnyte::kCanonicalAttributes.end(), canonical) !=
                egnyte::kCanonicalAttributes.end())
                assign(canonical, variable);
        }
    }
    // Every variable that the app is known to have: by schema, by mapping, by values on assignments.
    std::vector<std::string> variables;
    if (workspace.app_schema != nullptr) {
        for (const okta::SchemaAttribute& attribute : workspace.app_schema->attributes)
            variables.push_back(attribute.name);
    }
    if (workspace.to_app_mapping != nullptr) {
        for (const okta::MappingEntry& entry : workspace.to_app_mapping->entries) variables.push_back(entry.target);
    }
    for (population::Column number = 0; number < workspace.app_users->columns(); ++number) {
        const std::string_view column = workspace.app_users->name(number);
        if (column.rfind(okta::columns::kProfile, 0) == 0)
            variables.emplace_back(column.substr(okta::columns::kProfile.size()));
    }
    for (const std::string_view canonical : egnyte::kCanonicalAttributes) {
        if (std::find(variables.begin(), variables.end(), canonical) != variables.end())
            assign(canonical, std::string(canonical));
    }
    if (workspace.app_schema == nullptr) return;
    for (const okta::SchemaAttribute& attribute : workspace.app_schema->attributes) {
        const std::string_view segment = last_segment(attribute.external_name);
        for (const std::string_view canonical : egnyte::kCanonicalAttributes) {
            if (segment == canonical) assign(canonical, attribute.name);
        }
    }
    for (const okta::SchemaAttribute& attribute : workspace.app_schema->attributes) {
        const std::string title = normalised(attribute.title);
        if (const auto known = egnyte::attribute_with(&egnyte::AttributeRow::titles, title))
            assign(egnyte::name_of(*known), attribute.name);
    }
}

void index_users(Workspace& workspace) {
    // A full user export knows more than the user embedded in an assignment: it wins, whatever the order of files.
    const population::Column id = workspace.users->find(okta::columns::kId);
    for (const bool embedded : {false, true}) {
        for (std::size_t row = 0; row < workspace.users->size(); ++row) {
            const bool is_embedded = !workspace.users->list_of(row).inner.empty();
            if (is_embedded != embedded) continue;
            if (!workspace.users->text(row, id).empty())
                workspace.user_row_by_id.insert(workspace.users->cell(row, id), static_cast<std::uint32_t>(row));
        }
    }
}

// A table and the pool behind it.
struct Owned {
    std::shared_ptr<population::Atoms> atoms;
    population::Table table;
};

using Parts = std::vector<std::shared_ptr<const intake::ParsedInput>>;

// The inputs in the order in which they are joined: by name, whatever the order in which they were given.
Parts by_name(Parts parts) {
    std::stable_sort(parts.begin(), parts.end(),
                     [](const auto& a, const auto& b) { return a->input.name < b->input.name; });
    return parts;
}

// Whether the same inputs have rows in both.
bool same_rows(const Parts& a, const Parts& b, population::Table intake::ParsedInput::*which) {
    const auto with_rows = [which](const Parts& parts) {
        std::vector<const intake::ParsedInput*> found;
        for (const auto& part : parts) {
            if (!((*part).*which).empty()) found.push_back(part.get());
        }
        return found;
    };
    return with_rows(a) == with_rows(b);
}

SharedTable merged(const Parts& parts, const std::shared_ptr<population::Atoms>& atoms,
                   population::Table intake::ParsedInput::*which) {
    std::shared_ptr<const intake::ParsedInput> only;
    std::shared_ptr<Owned> all;
    for (const auto& part : parts) {
        const population::Table& table = (*part).*which;
        if (table.empty()) continue;
        if (only == nullptr) {
            only = part;
            continue;
        }
        if (all == nullptr) {
            all = std::make_shared<Owned>(Owned{atoms, population::Table(*atoms)});
            all->table.append((*only).*which);
        }
        all->table.append(table);
    }
    if (all != nullptr) return {all, &all->table};
    if (only != nullptr) return {only, &((*only).*which)};
    return empty_table(atoms);
}

void collect(Workspace& workspace, const Workspace* before) {
    Workspace made;
    made.parts = std::move(workspace.parts);
    made.asked_for = std::move(workspace.asked_for);
    made.overlay = std::move(workspace.overlay);
    if (!made.parts.empty()) made.atoms = made.parts.front()->atoms;
    for (const auto& part : made.parts) made.inputs.add(part->input);
    const Parts parts = by_name(made.parts);
    for (const auto& part : parts) {
        made.problems.insert(made.problems.end(), part->problems.begin(), part->problems.end());
        if (part->metadata) made.metadata.push_back(*part->metadata);
        intake::Objects::for_each(made, *part,
                                  [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); });
        made.add(*part);
        if (part->scenario) made.scenario = part->scenario;
    }
    if (made.overlay != nullptr && made.overlay->replaces_scenario)
        made.scenario = made.overlay->scenario != nullptr ? made.overlay->scenario->scenario : std::nullopt;
    using intake::ParsedInput;
    const auto table = [&](SharedTable Workspace::*of, population::Table ParsedInput::*rows) {
        const bool same = before != nullptr && same_rows(before->parts, made.parts, rows);
        made.*of = same ? before->*of : merged(parts, made.atoms, rows);
    };
    table(&Workspace::users, &ParsedInput::users);
    table(&Workspace::app_users, &ParsedInput::app_users);
    table(&Workspace::egnyte_users, &ParsedInput::egnyte_users);
    table(&Workspace::groups, &ParsedInput::groups);
    table(&Workspace::app_groups, &ParsedInput::app_groups);
    table(&Workspace::egnyte_groups, &ParsedInput::egnyte_groups);
    table(&Workspace::group_members, &ParsedInput::group_members);
    table(&Workspace::log_events, &ParsedInput::log_events);
    workspace = std::move(made);
}

std::size_t slot_of(const std::shared_ptr<const intake::ParsedInput>& part) {
    return part->input.slot;
}

}  // namespace

SharedTable empty_table(const std::shared_ptr<population::Atoms>& atoms) {
    const auto owned = std::make_shared<Owned>(Owned{atoms, population::Table(*atoms)});
    return {owned, &owned->table};
}

void put(Workspace& workspace, std::shared_ptr<const intake::ParsedInput> input) {
    auto& parts = workspace.parts;
    const auto place = std::lower_bound(parts.begin(), parts.end(), slot_of(input),
                                        [](const auto& part, std::size_t slot) { return slot_of(part) < slot; });
    if (place != parts.end() && slot_of(*place) == slot_of(input)) {
        *place = std::move(input);
    } else {
        parts.insert(place, std::move(input));
    }
}

void remove(Workspace& workspace, std::size_t slot) {
    auto& parts = workspace.parts;
    parts.erase(std::remove_if(parts.begin(), parts.end(), [&](const auto& part) { return slot_of(part) == slot; }),
                parts.end());
}

void join(Workspace& workspace, const Workspace* before) {
    collect(workspace, before);
    // A collection with several identity providers: the scenario may say which one Egnyte uses.
    if (workspace.scenario && workspace.scenario->idp_entity_id) {
        for (intake::MetadataInput& metadata : workspace.metadata) {
            if (saml::choose(metadata.document, *workspace.scenario->idp_entity_id))
                workspace.inputs[metadata.input].kinds.emplace_back("saml-idp-metadata");
        }
    }
    workspace.application = choose_application(workspace.applications, workspace.asked_for);
    workspace.saml_key = agreed(workspace, &okta::SamlResource::entity_key);
    workspace.saml_certificate = agreed(workspace, &okta::SamlResource::certificate);
    workspace.to_app_mapping = choose_mapping(workspace);
    workspace.app_schema = choose_app_schema(workspace);
    workspace.user_schema = workspace.user_schemas.empty() ? nullptr : &workspace.user_schemas.front();
    workspace.idp_metadata = choose_metadata(workspace);
    if (workspace.overlay != nullptr) apply_edits(*workspace.overlay, workspace);
    learn(workspace);
    index_users(workspace);
    settle_lists(workspace.lists);
}

}  // namespace preflight::workspace
