// docs/inputs.md: every kind of input, how an admin gets it, what is read of it and what is known only with it. Made of
// the rows of artefacts.def.
#pragma once

#include <string>

namespace preflight::intake {

[[nodiscard]] std::string inputs_document();

}  // namespace preflight::intake
