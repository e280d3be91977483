// A module includes only modules below it (docs/architecture.md). Back edges fail here.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>

#include "tests/unit/files.h"

namespace preflight {
namespace {

const std::map<std::string, std::set<std::string>>& allowed() {
    static const std::set<std::string> kGround = {"text"};
    static const std::set<std::string> kDomain = {"text", "formats", "expression", "findings", "crypto", "population"};
    static const std::map<std::string, std::set<std::string>> kRooms = [] {
        std::map<std::string, std::set<std::string>> modules = {{"text", {}},
                                                                {"formats", kGround},
                                                                {"expression", kGround},
                                                                {"findings", kGround},
                                                                {"crypto", {"text", "formats"}},
                                                                {"population", kGround},
                                                                {"okta", kDomain},
                                                                {"egnyte", kDomain},
                                                                {"saml", kDomain}};
        std::set<std::string> below = kDomain;
        below.insert({"okta", "egnyte", "saml"});
        for (const char* module : {"intake", "workspace", "rules", "simulation", "verdict", "report"}) {
            modules[module] = below;
            below.insert(module);
        }
        modules["examples"] = below;
        return modules;
    }();
    return kRooms;
}

// "core/saml/x.h" -> "saml"; the facade (core/preflight.*) is not a module.
std::string module_of(const std::string& path) {
    const auto begin = path.find("core/");
    if (begin != 0) return {};
    const auto end = path.find('/', 5);
    return end == std::string::npos ? std::string() : path.substr(5, end - 5);
}

// What a file of `module` must not include.
std::vector<std::string> back_edges(const std::string& module, const std::string& text) {
    std::vector<std::string> result;
    static const std::regex kInclude(R"re(#include\s*"([^"]+)")re");
    for (std::sregex_iterator it(text.begin(), text.end(), kInclude), end; it != end; ++it) {
        const std::string path = (*it)[1];
        const std::string other = module_of(path);
        if (path.rfind("core/", 0) != 0) {
            if (path.find("mbedtls/") != 0) result.push_back(path);
            continue;
        }
        if (other == module) continue;
        if (other.empty() || allowed().at(module).count(other) == 0) result.push_back(path);
    }
    return result;
}

TEST(Layers, NoRoomLooksBackUp) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path("core"))) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".h" && extension != ".cpp") continue;
        const std::string relative = entry.path().lexically_relative(test::source_path("")).generic_string();
        const std::string module = module_of(relative);
        if (module.empty()) continue;
        ASSERT_EQ(allowed().count(module), 1U) << "an unknown module: " << module;
        ++files;
        for (const std::string& edge : back_edges(module, *test::read_file(entry.path().string())))
            ADD_FAILURE() << relative << " includes " << edge;
    }
    EXPECT_GT(files, 40U);
}

TEST(Layers, TheFacesUseTheDoorOnly) {
    std::vector<std::filesystem::path> faces = {test::source_path("wasm/bindings.cpp")};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path("cli"))) {
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") faces.push_back(entry.path());
    }
    EXPECT_GT(faces.size(), 10U);
    for (const auto& face : faces) {
        const std::string text = *test::read_file(face.string());
        static const std::regex kInclude(R"re(#include\s*"(core/[^"]+)")re");
        for (std::sregex_iterator it(text.begin(), text.end(), kInclude), end; it != end; ++it)
            EXPECT_EQ((*it)[1], "core/preflight.h") << face;
    }
    std::size_t lines = 0;
    std::istringstream bindings(*test::read_file(test::source_path("wasm/bindings.cpp")));
    for (std::string line; std::getline(bindings, line);) ++lines;
    EXPECT_LT(lines, 150U);
}

// Inside core/expression: a folder includes itself and the folders before it.
constexpr std::array<std::string_view, 6> kExpressionFolders = {"values",   "functions", "syntax",
                                                                "evaluate", "analysis",  "lint"};

std::vector<std::string> expression_back_edges(std::string_view folder, const std::string& text) {
    const auto level = [](std::string_view name) {
        return std::find(kExpressionFolders.begin(), kExpressionFolders.end(), name) - kExpressionFolders.begin();
    };
    std::vector<std::string> result;
    static const std::regex kInclude(R"re(#include\s*"core/expression/([^/"]+)([^"]*)")re");
    for (std::sregex_iterator it(text.begin(), text.end(), kInclude), end; it != end; ++it) {
        if (level((*it)[1].str()) > level(folder)) result.push_back((*it)[1].str() + (*it)[2].str());
    }
    return result;
}

TEST(Layers, FoldersOfTheLanguageIncludeLowerFolders) {
    std::set<std::string> seen;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path("core/expression"))) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".h" && extension != ".cpp") continue;
        const auto relative = entry.path().lexically_relative(test::source_path("core/expression"));
        const std::string folder = relative.begin()->string();
        ASSERT_NE(std::find(kExpressionFolders.begin(), kExpressionFolders.end(), folder), kExpressionFolders.end())
            << relative << " is in no known folder";
        seen.insert(folder);
        for (const std::string& edge : expression_back_edges(folder, *test::read_file(entry.path().string())))
            ADD_FAILURE() << relative << " includes " << edge;
    }
    EXPECT_EQ(seen.size(), kExpressionFolders.size());
    EXPECT_EQ(expression_back_edges("syntax", "#include \"core/expression/evaluate/evaluate.h\"\n"),
              std::vector<std::string>{"evaluate/evaluate.h"});
    EXPECT_TRUE(expression_back_edges("syntax", "#include \"core/expression/functions/regex.h\"\n").empty());
}

// Renderers print what the report holds; what they could look up themselves would be decided in two places.
TEST(Layers, RenderersReadTheReportOnly) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(test::source_path("core/report/render"))) {
        ++files;
        const std::string text = *test::read_file(entry.path().string());
        static const std::regex kInclude(R"re(#include\s*"core/(intake|rules|simulation|report)/([^"]+)")re");
        for (std::sregex_iterator it(text.begin(), text.end(), kInclude), end; it != end; ++it) {
            const std::string path = (*it)[1].str() + "/" + (*it)[2].str();
            EXPECT_TRUE(path == "report/renderer.h" || path.rfind("report/render/", 0) == 0) << entry.path() << path;
        }
    }
    EXPECT_GE(files, 3U);
}

TEST(Layers, ABackEdgeIsSeen) {
    EXPECT_EQ(back_edges("saml", "#include \"core/crypto/digest.h\"\n#include \"core/rules/rule.h\"\n"),
              std::vector<std::string>{"core/rules/rule.h"});
    EXPECT_EQ(back_edges("formats", "#include \"core/expression/values/value.h\"\n"),
              std::vector<std::string>{"core/expression/values/value.h"});
    EXPECT_EQ(back_edges("rules", "#include \"core/preflight.h\"\n"), std::vector<std::string>{"core/preflight.h"});
    EXPECT_EQ(back_edges("report", "#include \"core/rules/registry.h\"\n"), std::vector<std::string>{});
}

}  // namespace
}  // namespace preflight
