// EGN-03: needs the entity ID that the scenario states for Egnyte. PF8003 says what differs by more.
#include "core/rules/metadata_fit.h"
#include "core/rules/metadata_place.h"
#include "core/rules/rule.h"
#include "core/saml/checks.h"

namespace preflight::rules::egnyte_issuer_near_miss {

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    if (entity_id_fit(workspace) != Fit::near_miss) return;
    const saml::PlacedText& given = *workspace.idp_metadata->document.entity->entity_id;
    Finding& finding = report.add(saml::checks::row("EGN-03"), "The entity ID stated for Egnyte is \"" +
                                                                   *workspace.scenario->idp_entity_id +
                                                                   "\", the metadata says \"" + given.value + "\".");
    finding.locations = {metadata_place(workspace, given.at), workspace.scenario->idp_entity_id_at};
}

}  // namespace preflight::rules::egnyte_issuer_near_miss
