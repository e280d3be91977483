#include "core/report/setup.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "core/report/settings.h"
#include "core/text/order.h"

namespace preflight::report {

namespace {

using workspace::Workspace;

std::vector<SetupReport::Application> applications_of(const Workspace& workspace) {
    std::vector<SetupReport::Application> list;
    const auto add = [&](const okta::Application& app) {
        const auto& old = workspace.replaced_applications;
        list.push_back({app.id.value(), app.label.value(), app.is_active(), &app == workspace.application,
                        &app == workspace.sign_in_application, workspace.provisions(app),
                        std::find(old.begin(), old.end(), &app) != old.end()});
    };
    for (const okta::Application* app : workspace.egnyte_applications) add(*app);
    for (const okta::Application* app : workspace.replaced_applications) {
        if (app != workspace.application) add(*app);
    }
    return list;
}

void add_attributes(const Workspace& workspace, SetupReport& report) {
    const okta::ProfileMapping* const mapping = workspace.to_app_mapping;
    const auto column_of = [&](const std::string& variable) {
        return workspace.app_users->find(std::string(okta::columns::kProfile) + variable) != population::kNoColumn;
    };
    for (const std::string_view canonical : egnyte::kCanonicalAttributes) {
        SetupReport::Attribute& attribute = report.attributes.emplace_back();
        attribute.name = canonical;
        const auto known = workspace.variable_of.find(canonical);
        if (known != workspace.variable_of.end()) {
            attribute.variable = known->second;
            attribute.found_by = workspace.found_by.find(canonical)->second;
            const okta::MappingEntry* const entry = mapping == nullptr ? nullptr : mapping->find(known->second);
            if (entry != nullptr && entry->expression.present()) attribute.expression = entry->expression.value();
            attribute.on_assignments = column_of(known->second);
        }
        if (canonical == egnyte::name_of(egnyte::Attribute::userName) && attribute.expression.empty() &&
            workspace.application != nullptr)
            attribute.expression = workspace.application->user_name_template.pattern.value();
    }
    report.variables = workspace::app_variables(workspace, {&mapping, mapping == nullptr ? 0U : 1U});
    text::sort_once(report.variables);
}

// What the first of the findings with these codes says; empty without one.
std::string problem_of(const std::vector<findings::Finding>& found, std::initializer_list<std::string_view> codes) {
    for (const std::string_view code : codes) {
        for (const findings::Finding& finding : found) {
            if (finding.rule->code == code) return finding.message;
        }
    }
    return {};
}

void add_sign_on(const Material& material, SetupReport& report) {
    const Workspace& workspace = material.workspace;
    const std::vector<findings::Finding>& found = material.verdicts.findings;
    const std::optional<Settings> settings = settings_of(workspace, nullptr, material.tool.now_unix);
    const auto in_metadata = [&](std::string_view label) {
        if (settings) {
            for (const Settings::Field& field : settings->fields) {
                if (field.label == label) return field.value;
            }
        }
        return std::string();
    };
    const auto& scenario = workspace.scenario;
    const auto stated = [&](std::optional<std::string> intake::Scenario::*value) {
        return scenario ? ((*scenario).*value).value_or("") : std::string();
    };
    const auto ends = [&](const std::string& sha256) -> std::optional<std::int64_t> {
        if (!settings) return std::nullopt;
        for (const Settings::Date& date : settings->calendar) {
            if (!sha256.empty() && date.ending.certificate == sha256) return date.ending.ends;
        }
        return std::nullopt;
    };
    constexpr std::string_view kEntityId = "Identity provider entity ID", kLoginUrl = "Identity provider login URL";
    SetupReport::SignOnValue certificate{"Identity provider certificate (SHA-256)",
                                         settings ? settings->certificate_sha256 : std::string(),
                                         stated(&intake::Scenario::certificate_sha256),
                                         rules::certificate_fit(workspace),
                                         problem_of(found, {"PF8004", "PF8010"}),
                                         {},
                                         {}};
    certificate.metadata_ends = ends(certificate.metadata);
    certificate.egnyte_ends = ends(certificate.egnyte);
    report.sign_on = {{kLoginUrl,
                       in_metadata(kLoginUrl),
                       stated(&intake::Scenario::idp_login_url),
                       rules::login_url_fit(workspace),
                       problem_of(found, {"PF8009", "PF8103", "PF8005"}),
                       {},
                       {}},
                      {kEntityId,
                       in_metadata(kEntityId),
                       stated(&intake::Scenario::idp_entity_id),
                       rules::entity_id_fit(workspace),
                       problem_of(found, {"PF8003"}),
                       {},
                       {}},
                      std::move(certificate)};
    if (scenario && scenario->default_user_mapping)
        report.default_user_mapping = *scenario->default_user_mapping == "email" ? "Email address" : "Egnyte username";
}

void add_migration(const Material& material, SetupReport& report) {
    const std::vector<findings::Finding>& found = material.verdicts.findings;
    std::optional<verdict::Migration> known = verdict::migration_of(material.workspace, found);
    if (!known) return;
    SetupReport::Migration& migration = report.migration.emplace();
    migration.from = std::move(known->from);
    migration.to = std::move(known->to);
    for (verdict::MigrationStep& step : known->steps) {
        SetupReport::Step& made = migration.steps.emplace_back();
        for (const std::size_t number : step.findings)
            made.problems.push_back({found[number].rule->code, found[number].message});
        made.step = std::move(step);
    }
}

}  // namespace

SetupReport build_setup(const Material& material) {
    const Workspace& workspace = material.workspace;
    SetupReport report;
    report.tool = material.tool;
    report.applications = applications_of(workspace);
    report.application_chosen = workspace.application_asked_for;
    add_attributes(workspace, report);
    add_sign_on(material, report);
    add_migration(material, report);
    report.import_possible = workspace.egnyte_users_given;
    report.stopped_by = material.end_states.blocked_by();
    return report;
}

}  // namespace preflight::report
