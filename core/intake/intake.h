// Reads inputs into a Workspace. One bad input never stops the others.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "core/intake/byte_reader.h"
#include "core/intake/workspace.h"

namespace preflight::intake {

// Recognises and reads one input and appends what it holds. `name` is shown in findings, UTF-8.
// `progress` gets the number of bytes read so far, at most once per buffer; it may be empty.
void add(Workspace& workspace, std::string name, ByteReader& reader, const Limits& limits,
         const std::function<void(std::size_t)>& progress);

}  // namespace preflight::intake
