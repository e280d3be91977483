// What the reader of XML (xml.h) refuses, its limits, and what a DOCTYPE declares: for models that keep an error
// without the document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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

// What a DOCTYPE declares, counted and never used.
struct Doctype {
    text::Span span;  // "<!DOCTYPE"
    std::size_t entities = 0;
    std::size_t nested = 0;               // entities whose value refers to others
    std::optional<text::Span> external;   // the first SYSTEM or PUBLIC identifier
    std::optional<text::Span> expansion;  // the first entity whose value refers to another
};

}  // namespace preflight::formats::xml
