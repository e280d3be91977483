// An example of each check of metadata (core/saml/checks.h): changes to the sound metadata or, where a certificate or a
// signature has to be made for it, a file of tests/data.
#pragma once

#include <span>
#include <string_view>

#include "core/rules/example.h"

namespace preflight::examples {

struct MetadataExample {
    std::string_view code;
    rules::Examples examples;
    std::string_view file;  // below tests/data; then there are no changes
};

[[nodiscard]] std::span<const MetadataExample> metadata_examples();

// Null where a check has none.
[[nodiscard]] const MetadataExample* metadata_example(std::string_view code);

}  // namespace preflight::examples
