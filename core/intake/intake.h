// Reads inputs into a Workspace. One bad input never stops the others.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "core/intake/byte_reader.h"
#include "core/intake/workspace.h"

namespace preflight::intake {

// Recognises and reads one input and appends what it holds. `name` is shown in findings, UTF-8.
// `progress` gets the number of bytes read so far, at most once per buffer; it may be empty. With two threads one of
// them reads and decodes, so `reader` is called from another thread; what is read is the same.
void add(Workspace& workspace, std::string name, ByteReader& reader, const Limits& limits,
         const std::function<void(std::size_t)>& progress, unsigned threads = 1);

}  // namespace preflight::intake
