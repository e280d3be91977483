#include "core/rules/metadata.h"

#include "core/saml/checks.h"
#include "core/saml/judge.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

using saml::checks::row;

// What people change without noticing: scheme, a slash at the end, blanks, letter case.
std::string core_of(std::string_view entity_id) {
    std::string result;
    for (const char c : text::ascii_lower(entity_id)) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') result += c;
    }
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (result.compare(0, scheme.size(), scheme) == 0) result.erase(0, scheme.size());
    }
    while (!result.empty() && result.back() == '/') result.pop_back();
    return result;
}

void check_stated_entity_id(const Context& context, const intake::MetadataInput& metadata, Report& report) {
    const auto& scenario = context.workspace.scenario;
    const saml::Entity& entity = *metadata.document.entity;
    if (!scenario || !scenario->idp_entity_id || !entity.entity_id) return;
    const std::string& stated = *scenario->idp_entity_id;
    const std::string& right = entity.entity_id->value;
    if (stated == right || core_of(stated) != core_of(right)) return;
    findings::Finding finding = saml::checks::finding_of(
        row("EGN-03"), "The entity ID stated for Egnyte is \"" + stated + "\", the metadata says \"" + right + "\".");
    finding.locations.push_back({metadata.input, entity.entity_id->at.path, entity.entity_id->at.span, std::nullopt});
    finding.locations.push_back(scenario->at);
    report.findings.push_back(std::move(finding));
}

}  // namespace

std::span<const findings::RuleInfo> metadata_rules() {
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
