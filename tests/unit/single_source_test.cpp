// What must be known in one place only: a second copy of it sooner or later differs.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/unit/files.h"

namespace preflight {
namespace {

// The source files whose code holds a pattern, header and implementation as one; comments do not count.
std::set<std::string> holders(const std::regex& pattern) {
    std::set<std::string> result;
    for (const char* folder : {"core", "cli", "wasm"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path(folder))) {
            const std::string extension = entry.path().extension().string();
            if (extension != ".h" && extension != ".cpp") continue;
            std::istringstream lines(*test::read_file(entry.path().string()));
            for (std::string line; std::getline(lines, line);) {
                const std::string code = line.substr(0, line.find("// "));
                if (!std::regex_search(code, pattern)) continue;
                result.insert(
                    entry.path().lexically_relative(test::source_path("")).replace_extension("").generic_string());
                break;
            }
        }
    }
    return result;
}

using Files = std::set<std::string>;

TEST(SingleSource, BoundariesOfPem) {
    EXPECT_EQ(holders(std::regex(R"re("-----|PRIVATE KEY)re")), Files{"core/formats/pem"});
}

// The zero width space and the word joiner, as code points and in UTF-8: no list of such characters is without them.
TEST(SingleSource, InvisibleCharacters) {
    EXPECT_EQ(holders(std::regex(R"re(0x200[bB]\b|0x2060\b|xE2\\x80\\x8B|xE2\\x81\\xA0)re")),
              Files{"core/text/invisible"});
}

TEST(SingleSource, CharacterReferences) {
    EXPECT_EQ(holders(std::regex(R"re("&#")re")), Files{"core/text/character_reference"});
}

}  // namespace
}  // namespace preflight
