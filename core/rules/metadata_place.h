// Places in the metadata of the identity provider, for rules that compare it with other files.
#pragma once

#include "core/findings/finding.h"
#include "core/saml/metadata.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

[[nodiscard]] inline findings::Location metadata_place(const workspace::Workspace& workspace,
                                                       const saml::Place& place) {
    return {workspace.idp_metadata->input, place.path, place.span};
}

}  // namespace preflight::rules
