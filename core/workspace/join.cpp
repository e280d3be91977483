// Which of the given artefacts belong together, and what the app's attributes mean. Facts okta-exports 0.5, 1, 12;
// spec 4.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "core/egnyte/account.h"
#include "core/egnyte/domain.h"
#include "core/saml/metadata.h"
#include "core/text/order.h"
#include "core/text/unicode.h"
#include "core/workspace/applications.h"
#include "core/workspace/copies.h"
#include "core/workspace/lists.h"
#include "core/workspace/log_events.h"
#include "core/workspace/overlay.h"
#include "core/workspace/people_titles.h"
#include "core/workspace/unused.h"
#include "core/workspace/workspace.h"

namespace preflight::workspace {

namespace {

// The mappings to the application that is followed, one for each user type. Of one type the one with expressions.
void choose_mappings(Workspace& workspace) {
    std::vector<const okta::ProfileMapping*> list;
    for (const okta::ProfileMapping& mapping : workspace.mappings) {
        if (mapping.to_app() && is_ours(workspace, mapping.target.id)) list.push_back(&mapping);
    }
    const bool expressions = std::any_of(list.begin(), list.end(), [](const auto* m) { return m->has_properties; });
    const auto is_default = [&](const okta::ProfileMapping* mapping) {
        const auto type = std::find_if(workspace.user_types.begin(), workspace.user_types.end(),
                                       [&](const okta::UserType& t) { return t.id == mapping->source.id; });
        return type != workspace.user_types.end() ? type->is_default : mapping->source.name == "user";
    };
    for (const bool wanted : {true, false}) {
        for (const okta::ProfileMapping* mapping : list) {
            if ((expressions && !mapping->has_properties) || is_default(mapping) != wanted) continue;
            const bool known =
                std::any_of(workspace.to_app_mappings.begin(), workspace.to_app_mappings.end(), [&](const auto* other) {
                    return other->source.id == mapping->source.id && other->target.id == mapping->target.id;
                });
            if (!known) workspace.to_app_mappings.push_back(mapping);
        }
    }
    if (workspace.to_app_mappings.empty()) return;
    workspace.to_app_mapping = workspace.to_app_mappings[workspace.choice.mapping.value_or(0)];
}

const okta::Schema* choose_app_schema(const Workspace& workspace) {
    for (const okta::Schema& schema : workspace.app_schemas) {
        if (!workspace.app_id.empty() && schema.app_id == workspace.app_id) return &schema;
    }
    const bool lone = workspace.app_id.empty() && workspace.app_schemas.size() == 1;
    return lone && is_ours(workspace, workspace.app_schemas.front().app_id) ? &workspace.app_schemas.front() : nullptr;
}

// The default user type's schema; those of other types are cut down to what all have.
const okta::Schema* choose_user_schema(const Workspace& workspace) {
    for (const okta::Schema& schema : workspace.user_schemas) {
        if (schema.type_id == "default") return &schema;
    }
    return workspace.user_schemas.empty() ? nullptr : &workspace.user_schemas.front();
}

// The IdP metadata of the app: its path names the app (/app/<name>/<key>/), best with the key that Terraform has; of
// several that fit none better, the first.
const intake::MetadataInput* choose_metadata(const Workspace& workspace) {
    const intake::MetadataInput* best = nullptr;
    int best_merit = 0;
    const okta::Application* app = workspace.sign_in_application;
    const std::string path = app != nullptr && app->name.present() ? "/app/" + app->name.value() + "/" : std::string();
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
        if ((resource.*what).value().empty() || !is_of(resource, workspace.sign_in_application)) continue;
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

// Egnyte's own metadata: its entity ID or its assertion consumer is on one of Egnyte's hosts (facts egnyte A1, P5).
const intake::MetadataInput* choose_sp_metadata(const Workspace& workspace) {
    const auto found = std::find_if(workspace.metadata.begin(), workspace.metadata.end(), [](const auto& metadata) {
        return saml::is_egnyte_service_provider(metadata.document);
    });
    return found == workspace.metadata.end() ? nullptr : &*found;
}

bool is_of_government(const Workspace& workspace) {
    if (workspace.scenario && workspace.scenario->government) return true;
    if (workspace.application != nullptr && egnyte::is_government(workspace.application->tenant.value())) return true;
    if (workspace.sp_metadata != nullptr) {
        const auto& consumers = workspace.sp_metadata->document.entity->assertion_consumers;
        if (std::any_of(consumers.begin(), consumers.end(), egnyte::is_government)) return true;
    }
    return std::any_of(workspace.lists.begin(), workspace.lists.end(),
                       [](const intake::GivenList& list) { return egnyte::is_government(list.self); });
}

void learn(Workspace& workspace) {
    const auto assign = [&](std::string_view canonical, const std::string& variable, std::string_view found_by) {
        if (workspace.variable_of.count(canonical) != 0 || workspace.canonical_of.count(variable) != 0) return;
        workspace.found_by.emplace(canonical, found_by);
        workspace.variable_of.emplace(canonical, variable);
        workspace.canonical_of.emplace(variable, canonical);
    };
    if (workspace.scenario) {
        for (const auto& [canonical, variable] : workspace.scenario->egnyte_attributes) {
            if (std::find(egnyte::kCanonicalAttributes.begin(), egnyte::kCanonicalAttributes.end(), canonical) !=
                egnyte::kCanonicalAttributes.end())
                assign(canonical, variable, "scenario");
        }
    }
    const std::vector<std::string> variables = app_variables(workspace, workspace.to_app_mappings);
    for (const std::string_view canonical : egnyte::kCanonicalAttributes) {
        if (std::find(variables.begin(), variables.end(), canonical) != variables.end())
            assign(canonical, std::string(canonical), "name");
    }
    if (workspace.app_schema == nullptr) return;
    for (const okta::SchemaAttribute& attribute : workspace.app_schema->attributes) {
        const std::string_view segment = last_segment(attribute.external_name);
        for (const std::string_view canonical : egnyte::kCanonicalAttributes) {
            if (segment == canonical) assign(canonical, attribute.name, "external-name");
        }
    }
    for (const okta::SchemaAttribute& attribute : workspace.app_schema->attributes) {
        const std::string title = normalised(attribute.title);
        if (const auto known = egnyte::attribute_with(&egnyte::AttributeRow::titles, title))
            assign(egnyte::name_of(*known), attribute.name, "title");
    }
}

void index_users(Workspace& workspace) {
    const population::Column id = workspace.users->find(okta::columns::kId);
    for (std::size_t row = 0; row < workspace.users->size(); ++row) {
        if (!workspace.users->text(row, id).empty())
            workspace.user_row_by_id.insert(workspace.users->cell(row, id), static_cast<std::uint32_t>(row));
    }
}

using Parts = std::vector<std::shared_ptr<const intake::ParsedInput>>;

// The inputs in the order in which they are joined: by name, whatever the order in which they were given.
Parts by_name(Parts parts) {
    text::sort(parts, [](const auto& a, const auto& b) { return a->input.name < b->input.name; });
    return parts;
}

struct Owned {
    std::shared_ptr<population::Atoms> atoms;
    population::Table table;
};

std::vector<SharedTable> tables_of(const Parts& parts, population::Table intake::ParsedInput::*which) {
    std::vector<SharedTable> tables;
    for (const auto& part : parts) {
        if (!((*part).*which).empty()) tables.emplace_back(part, &((*part).*which));
    }
    return tables;
}

// Rows of other applications' lists say nothing about Egnyte.
SharedTable of_our_app(Workspace& workspace, const Parts& parts, population::Table intake::ParsedInput::*which,
                       std::string_view kind) {
    const std::vector<SharedTable> tables = tables_of(parts, which);
    for (const SharedTable& table : tables) {
        const population::Column app = table->find(okta::columns::kAppId);
        const std::size_t first = workspace.foreign.size();
        std::map<std::string_view, std::size_t> known;  // by the application's id, of this input
        bool ours = false;
        for (std::size_t row = 0; row < table->size(); ++row) {
            const std::string_view id = table->text(row, app);
            if (is_ours(workspace, id)) {
                ours = true;
                continue;
            }
            const auto [place, fresh] = known.try_emplace(id, workspace.foreign.size());
            Foreign& foreign = fresh ? workspace.foreign.emplace_back() : workspace.foreign[place->second];
            if (foreign.objects++ > 0) continue;
            foreign.kind = kind;
            foreign.app_id = id;
            foreign.at.input = table->place(row).input;
            foreign.at.pointer = table->pointer(row);
            const auto begin = static_cast<std::size_t>(table->place(row).offset);
            foreign.at.span = {begin, begin + 1};
        }
        for (std::size_t i = first; i < workspace.foreign.size(); ++i) workspace.foreign[i].beside_ours = ours;
    }
    TableCopies how{kind, okta::columns::kId, {}, {}, {}};
    if (!workspace.foreign.empty()) {
        how.belongs = [&workspace](const population::Table& table, std::size_t row) {
            return is_ours(workspace, table.text(row, table.find(okta::columns::kAppId)));
        };
    }
    return merge_tables(workspace, tables, how);
}

template <class T, class Id>
void name_foreign(Workspace& workspace, const std::vector<T>& objects, std::string_view kind, Id&& id) {
    std::set<std::size_t> inputs_with_ours;
    for (const T& object : objects) {
        if (is_ours(workspace, id(object))) inputs_with_ours.insert(object.at.input);
    }
    for (const T& object : objects) {
        const std::string_view app = id(object);
        if (is_ours(workspace, app)) continue;
        workspace.foreign.push_back(
            {kind, std::string(app), object.at, 1, inputs_with_ours.count(object.at.input) > 0});
    }
}

// Everything else that names another application.
void name_foreign(Workspace& workspace) {
    name_foreign(workspace, workspace.mappings, "okta-profile-mapping", [](const okta::ProfileMapping& mapping) {
        return std::string_view(mapping.to_app() ? mapping.target.id : mapping.source.id);
    });
    name_foreign(workspace, workspace.app_schemas, "okta-app-user-schema",
                 [](const okta::Schema& schema) { return std::string_view(schema.app_id); });
    name_foreign(workspace, workspace.push_mappings, "okta-group-push-mappings",
                 [](const okta::PushMapping& mapping) { return std::string_view(mapping.app_id); });
    name_foreign(workspace, workspace.connections, "okta-connection",
                 [](const okta::Connection& connection) { return std::string_view(connection.app_id); });
    name_foreign(workspace, workspace.app_features, "okta-app-features",
                 [](const okta::AppFeature& feature) { return std::string_view(feature.app_id); });
    // What belongs to one of Egnyte's other applications is checked with that one.
    auto& list = workspace.foreign;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](const Foreign& foreign) {
                                  return std::any_of(
                                      workspace.egnyte_applications.begin(), workspace.egnyte_applications.end(),
                                      [&](const okta::Application* app) { return app->id.value() == foreign.app_id; });
                              }),
               list.end());
}

void collect(Workspace& workspace) {
    Workspace made;
    made.parts = std::move(workspace.parts);
    made.asked_for = std::move(workspace.asked_for);
    made.overlay = std::move(workspace.overlay);
    made.choice = workspace.choice;
    if (!made.parts.empty()) made.atoms = made.parts.front()->atoms;
    for (const auto& part : made.parts) made.inputs.add(part->input);
    const Parts parts = by_name(made.parts);
    for (const auto& part : parts) {
        made.problems.insert(made.problems.end(), part->problems.begin(), part->problems.end());
        made.metadata.insert(made.metadata.end(), part->metadata.begin(), part->metadata.end());
        intake::Objects::for_each(made, *part,
                                  [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); });
        made.add(*part);
        if (part->scenario) made.scenario = part->scenario;
    }
    if (made.overlay != nullptr && made.overlay->replaces_scenario)
        made.scenario = made.overlay->scenario != nullptr ? made.overlay->scenario->scenario : std::nullopt;
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

namespace {

// Everything that depends on the choice of an application and a mapping.
void choose(Workspace& workspace, const Overlay* edits) {
    workspace.egnyte_applications.clear();
    workspace.replaced_applications.clear();
    workspace.to_app_mappings.clear();
    workspace.to_app_mapping = nullptr;
    workspace.app_id.clear();
    workspace.foreign.clear();
    workspace.variable_of.clear();
    workspace.canonical_of.clear();
    workspace.found_by.clear();
    choose_applications(workspace);
    workspace.saml_key = agreed(workspace, &okta::SamlResource::entity_key);
    workspace.saml_certificate = agreed(workspace, &okta::SamlResource::certificate);
    choose_mappings(workspace);
    workspace.app_schema = choose_app_schema(workspace);
    workspace.user_schema = choose_user_schema(workspace);
    workspace.idp_metadata = choose_metadata(workspace);
    workspace.sp_metadata = choose_sp_metadata(workspace);
    workspace.government = is_of_government(workspace);
    const Parts parts = by_name(workspace.parts);
    using intake::ParsedInput;
    workspace.app_users = of_our_app(workspace, parts, &ParsedInput::app_users, "okta-app-users");
    workspace.app_groups = of_our_app(workspace, parts, &ParsedInput::app_groups, "okta-app-groups");
    // A list of which nothing is left was not given.
    const auto given = [&](bool intake::Given::*which, std::string_view kind, const population::Table& rows) {
        const bool any = std::any_of(parts.begin(), parts.end(), [&](const auto& part) { return (*part).*which; });
        const bool foreign = std::any_of(workspace.foreign.begin(), workspace.foreign.end(),
                                         [&](const Foreign& one) { return one.kind == kind; });
        return any && !(foreign && rows.empty());
    };
    workspace.app_users_given = given(&intake::Given::app_users_given, "okta-app-users", *workspace.app_users);
    workspace.app_groups_given = given(&intake::Given::app_groups_given, "okta-app-groups", *workspace.app_groups);
    name_foreign(workspace);
    apply_logged_format(workspace);
    if (edits != nullptr) apply_edits(*edits, workspace);
    learn(workspace);
}

}  // namespace

std::optional<std::size_t> Workspace::mapping_of(std::uint32_t user_row) const {
    if (to_app_mappings.empty()) return std::nullopt;
    const std::string_view type = user_row == population::kNoRow
                                      ? std::string_view{}
                                      : users->text(user_row, users->find(okta::columns::kTypeId));
    bool typed = true;
    for (std::size_t i = 0; i < to_app_mappings.size(); ++i) {
        const std::string& source = to_app_mappings[i]->source.id;
        if (!type.empty() && source == type) return i;
        typed = typed && !source.empty();
    }
    // A list without types, or mappings without ids: the only mapping is meant.
    if (to_app_mappings.size() == 1 && (type.empty() || !typed)) return 0;
    return std::nullopt;
}

std::vector<std::string> app_variables(const Workspace& workspace,
                                       std::span<const okta::ProfileMapping* const> mappings) {
    std::vector<std::string> variables;
    if (workspace.app_schema != nullptr) {
        for (const okta::SchemaAttribute& attribute : workspace.app_schema->attributes)
            variables.push_back(attribute.name);
    }
    for (const okta::ProfileMapping* mapping : mappings) {
        for (const okta::MappingEntry& entry : mapping->entries) variables.push_back(entry.target);
    }
    for (population::Column number = 0; number < workspace.app_users->columns(); ++number) {
        const std::string_view column = workspace.app_users->name(number);
        if (column.rfind(okta::columns::kProfile, 0) == 0)
            variables.emplace_back(column.substr(okta::columns::kProfile.size()));
    }
    return variables;
}

void join(Workspace& workspace, const Workspace* before) {
    collect(workspace);
    // A collection with several identity providers: the scenario may say which one Egnyte uses.
    if (workspace.scenario && workspace.scenario->idp_entity_id) {
        for (intake::MetadataInput& metadata : workspace.metadata) {
            if (saml::choose(metadata.document, *workspace.scenario->idp_entity_id))
                workspace.inputs[metadata.input].kinds.emplace_back("saml-idp-metadata");
        }
    }
    merge_objects(workspace);
    const Parts parts = by_name(workspace.parts);
    using intake::ParsedInput;
    const okta::Schema* const user_schema = choose_user_schema(workspace);
    const auto merged = [&](population::Table ParsedInput::*which, std::string_view kind, std::string_view id,
                            std::string_view name, std::string_view second = {}) {
        std::vector<SharedTable> tables = tables_of(parts, which);
        if (which == &ParsedInput::users || which == &ParsedInput::group_members) {
            for (SharedTable& table : tables) table = with_schema_names(user_schema, table);
        }
        return merge_tables(workspace, tables, {kind, id, second, name, {}});
    };
    if (before != nullptr && before->parts == workspace.parts) {
        // Only what lies over the files has changed.
        workspace.users = before->users;
        workspace.egnyte_users = before->egnyte_users;
        workspace.groups = before->groups;
        workspace.egnyte_groups = before->egnyte_groups;
        workspace.log_events = before->log_events;
        workspace.group_members = before->group_members;
        workspace.users_given = before->users_given;
        // Those of the lists that belong to an application are found again when it is chosen.
        workspace.copies.clear();
        for (const Copies& copies : before->copies) {
            if (copies.kind != "okta-app-users" && copies.kind != "okta-app-groups") workspace.copies.push_back(copies);
        }
    } else {
        workspace.users = merged(&ParsedInput::users, "okta-users", okta::columns::kId, "profile.login");
        workspace.egnyte_users = merged(&ParsedInput::egnyte_users, "egnyte-users", egnyte::kAccountId, "userName");
        workspace.groups = merged(&ParsedInput::groups, "okta-groups", okta::columns::kId, {});
        workspace.egnyte_groups = merged(&ParsedInput::egnyte_groups, "egnyte-groups", okta::columns::kId, {});
        workspace.log_events = merged(&ParsedInput::log_events, "okta-system-log", okta::columns::kUuid, {});
        workspace.group_members =
            merged(&ParsedInput::group_members, "okta-group-members", okta::columns::kId, {}, okta::columns::kGroupId);
        // Without a list of people the members of groups are all that is known of anybody.
        if (!workspace.users_given && workspace.group_members_given) {
            workspace.users_given = true;
            // A member of two groups is not given twice.
            workspace.users =
                merge_tables(workspace, {workspace.group_members}, {{}, okta::columns::kId, {}, "profile.login", {}});
        }
    }
    index_users(workspace);
    settle_lists(workspace.lists);
    choose(workspace, workspace.overlay.get());
    name_unused(workspace);
}

Workspace follow(const Workspace& workspace, const Workspace::Choice& choice) {
    Workspace other = workspace;
    other.choice = choice;
    choose(other, nullptr);  // its objects are edited already
    return other;
}

}  // namespace preflight::workspace
