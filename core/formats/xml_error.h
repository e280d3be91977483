// What the reader of XML (xml.h) refuses, and its limits: for models that keep an error without the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/text/span.h"

namespace preflight::formats::xml {

struct Limits {
    std::size_t depth = 256;
    std::size_t attributes = 256;
    std::size_t elements = 2'000'000;
    std::size_t namespaces = 1000;  // declared and in scope at one place
};

enum class ErrorKind : std::uint8_t {
    empty,
    not_well_formed,
    truncated,
    doctype,
    invalid_encoding,
    limit,
    content_after_root,
    misplaced_declaration
};

struct Error {
    ErrorKind kind = ErrorKind::not_well_formed;
    std::string message;  // what is wrong, without a full stop
    text::Span span;
};

}  // namespace preflight::formats::xml
