// Reads inputs into a Workspace. One bad input never stops the others.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/intake/workspace.h"
#include "core/text/byte_source.h"

namespace preflight::intake {

// The only way bytes come in; the faces implement it (file, stdin, browser File).
class ByteReader {
public:
    virtual ~ByteReader() = default;
    // Fills up to `capacity` bytes and returns how many; 0 at the end. Failures are reported by `error`.
    virtual std::size_t read(char* buffer, std::size_t capacity) = 0;
    [[nodiscard]] virtual std::string error() const { return {}; }
    // The same bytes once more, for as long as the workspace lives. Null when they cannot be read twice: then findings
    // in an input that is too large to keep have no line and no excerpt.
    [[nodiscard]] virtual std::shared_ptr<text::ByteSource> bytes() { return nullptr; }
};

// Recognises and reads one input and appends what it holds. `name` is shown in findings, UTF-8.
// `progress` gets the number of bytes read so far, at most once per buffer; it may be empty.
void add(Workspace& workspace, std::string name, ByteReader& reader, const Limits& limits,
         const std::function<void(std::size_t)>& progress);

}  // namespace preflight::intake
