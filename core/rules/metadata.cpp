#include "core/rules/metadata.h"

#include "core/rules/metadata_fit.h"
#include "core/saml/checks.h"
#include "core/saml/judge.h"

namespace preflight::rules {

namespace {

using saml::checks::row;

void check_stated_entity_id(const Context& context, const intake::MetadataInput& metadata, Report& report) {
    if (entity_id_fit(context.workspace) != Fit::near_miss) return;
    const intake::Scenario& scenario = *context.workspace.scenario;
    const saml::Entity& entity = *metadata.document.entity;
    const std::string& stated = *scenario.idp_entity_id;
    const std::string& right = entity.entity_id->value;
    findings::Finding finding = saml::checks::finding_of(
        row("EGN-03"), "The entity ID stated for Egnyte is \"" + stated + "\", the metadata says \"" + right + "\".");
    finding.locations.push_back({metadata.input, entity.entity_id->at.path, entity.entity_id->at.span});
    finding.locations.push_back(scenario.idp_entity_id_at);
    report.findings.push_back(std::move(finding));
}

}  // namespace

std::span<const findings::Rule> metadata_rules() {
    return saml::checks::kAll;
}

void check_metadata(const Context& context, Report& report) {
    const intake::Workspace& workspace = context.workspace;
    for (const intake::MetadataInput& metadata : workspace.metadata) {
        saml::judge(metadata.document, metadata.input, workspace.inputs[metadata.input].name, context.now_unix,
                    report.findings);
    }
    if (workspace.idp_metadata == nullptr) return;
    check_stated_entity_id(context, *workspace.idp_metadata, report);
    report.findings.push_back(saml::checks::finding_of(
        row("EGN-04"), "Whether Egnyte uses the domain-specific issuer value cannot be seen in any file."));
    // With both sides given the rehearsal answers it, person by person (PF8001).
    const bool mapping_known = workspace.scenario && workspace.scenario->default_user_mapping;
    if (!mapping_known || workspace.application == nullptr) {
        report.findings.push_back(saml::checks::finding_of(
            row("EGN-05"),
            "Whether Default user mapping in Egnyte fits the application username of Okta was not given."));
    }
}

}  // namespace preflight::rules
