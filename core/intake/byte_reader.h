// How bytes come in. The front ends implement it; nothing else in the core reads.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

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

}  // namespace preflight::intake
