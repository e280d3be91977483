// Files for tests: below the source tree, or the wider corpora that lie beside a checkout and may be absent.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace preflight::test {

[[nodiscard]] std::string source_path(const std::string& below);

inline std::optional<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

// ../shared/<below>; tests that use it skip when it is not there.
inline std::string shared_path(const std::string& below) {
    return source_path("../shared/" + below);
}

}  // namespace preflight::test
