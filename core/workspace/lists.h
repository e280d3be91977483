// How much of each list is in the files, all of them together (facts okta-exports 0.4).
#pragma once

#include <vector>

#include "core/intake/parsed_input.h"

namespace preflight::workspace {

// A page whose next page is among the files is not the end of what is known, and no gap either: what is left as
// `partial` lacks rows. `full_page` stays set only where nothing says where the list ends.
void settle_lists(std::vector<intake::GivenList>& lists);

}  // namespace preflight::workspace
