// The list of rules is the folder of rules: nothing is forgotten, and names, codes and folders say the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "core/preflight.h"
#include "core/rules/registry.h"
#include "tests/unit/files.h"
#ifdef PREFLIGHT_WITH_EXAMPLES
#include "core/examples/changed_files.h"
#include "core/examples/metadata_examples.h"
#include "tests/unit/kit.h"
#endif

namespace preflight {
namespace {

std::string underscored(std::string_view slug) {
    std::string name(slug);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

// Folder of each rule file by its name without ending.
std::map<std::string, std::string> files() {
    std::map<std::string, std::string> result;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path("core/rules"))) {
        const auto folder = entry.path().parent_path().filename().string();
        if (entry.path().extension() == ".cpp" && folder != "rules") result[entry.path().stem().string()] = folder;
    }
    return result;
}

TEST(RuleRegistry, ListsEveryFile) {
    const std::string list = *test::read_file(test::source_path("core/rules/registry.def"));
    std::set<std::string> listed;
    std::istringstream lines(list);
    for (std::string line; std::getline(lines, line);) {
        const auto begin = line.find('(');
        const bool entry = line.rfind("CONFIG_", 0) == 0 || line.rfind("PERSON_", 0) == 0 ||
                           line.rfind("METADATA_", 0) == 0 || line.rfind("LOG_", 0) == 0 ||
                           line.rfind("GROUP_", 0) == 0 || line.rfind("IMPORT_", 0) == 0;
        if (entry && begin != std::string::npos) listed.insert(line.substr(begin + 1, line.find(')') - begin - 1));
    }
    std::set<std::string> found;
    for (const auto& [name, folder] : files()) found.insert(name);
    EXPECT_EQ(listed, found);
}

TEST(RuleRegistry, NamesCodesAndFoldersAgree) {
    const std::map<char, std::set<std::string>> folders = {{'1', {"input"}},
                                                           {'3', {"app"}},
                                                           {'4', {"mapping"}},
                                                           {'5', {"username"}},
                                                           {'6', {"user"}},
                                                           {'7', {"group"}},
                                                           {'8', {"sign_in", "migration"}},
                                                           {'9', {"log"}}};
    const auto all = files();
    std::string last;
    for (const rules::Registered& rule : rules::registry()) {
        if (rule.row == nullptr) continue;
        const std::string name = underscored(rule.row->slug);
        const std::string code(rule.row->code);
        // PF1008 says what the list of mappings lacks; all others are in the folder of their family.
        ASSERT_EQ(all.count(name), 1U) << code << " should be in " << name << ".cpp";
        EXPECT_EQ(folders.at(code[2]).count(all.at(name)), 1U) << code;
        const bool same_family = last.substr(0, 3) == code.substr(0, 3);
        EXPECT_TRUE(!same_family || last < code) << code << " is behind " << last;
        last = code;
    }
}

TEST(RuleRegistry, EveryRuleSaysWhyAndWhatItRestsOn) {
    for (const findings::Rule* rule : rules::catalogue()) {
        for (const std::string_view words : {rule->when, rule->why, rule->remedy.title, rule->sources})
            EXPECT_EQ(words.find("TODO"), std::string_view::npos) << rule->code << " is not written yet: " << words;
        EXPECT_FALSE(rule->when.empty()) << rule->code;
        EXPECT_FALSE(rule->why.empty()) << rule->code;
        EXPECT_FALSE(rule->sources.empty()) << rule->code;
        EXPECT_TRUE(rule->remedy.title.size() > 0 || rule->remedy.steps[0].empty()) << rule->code;
    }
}

TEST(RuleRegistry, ACauseNamesRulesOfTheCatalogue) {
    const auto all = rules::catalogue();
    for (const findings::Rule* rule : all) {
        std::istringstream codes{std::string(rule->explains)};
        for (std::string code; codes >> code;) {
            const bool family = code.back() == '*';
            const std::string_view begin = std::string_view(code).substr(0, code.size() - (family ? 1 : 0));
            // Families that have no rule yet are named already.
            if (family) continue;
            EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const auto* other) { return other->code == begin; }))
                << rule->code << " explains " << code;
            EXPECT_NE(rule->code, begin);
        }
    }
}

// A menu of Okta that is renamed is one edit.
TEST(RuleRegistry, ClickPathsBeginInOneFile) {
    std::vector<std::string> found;
    for (const char* folder : {"core", "cli", "wasm"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_path(folder))) {
            const std::string ending = entry.path().extension().string();
            if (ending != ".h" && ending != ".cpp" && ending != ".def") continue;
            if (test::read_file(entry.path().string())->find("Okta Admin Console") != std::string::npos)
                found.push_back(entry.path().lexically_relative(test::source_path("")).generic_string());
        }
    }
    EXPECT_EQ(found, std::vector<std::string>{"core/findings/click_paths.h"});
}

#ifdef PREFLIGHT_WITH_EXAMPLES
// Each example does what it is an example of, and says so where it says it.
TEST(RuleExamples, TheBadOneFiresAndTheGoodOneIsSilent) {
    const auto folders = files();
    for (const rules::Registered& rule : rules::registry()) {
        if (rule.row == nullptr) continue;
        const std::string code(rule.row->code);
        ASSERT_NE(rule.examples, nullptr) << code;
        const auto bad = examples::changed_files(rule.examples->bad);
        const auto good = examples::changed_files(rule.examples->good);
        ASSERT_FALSE(bad.empty()) << code << ": a change does not apply";
        ASSERT_FALSE(good.empty()) << code << ": a change does not apply";
        const std::string where = code + ": core/rules/" + folders.at(underscored(rule.row->slug)) + "/" +
                                  underscored(rule.row->slug) + ".cpp, PREFLIGHT_EXAMPLES: ";
        EXPECT_NE(bad, good) << where << "the two examples are the same files";
        EXPECT_EQ(test::codes(test::check(bad)).count(code), 1U)
            << where << "on the bad example the rule has to fire once";
        EXPECT_EQ(test::codes(test::check(good)).count(code), 0U)
            << where << "on the good example the rule has to stay silent";
    }
}

TEST(RuleExamples, OfMetadata) {
    std::set<std::string> covered;
    for (const examples::MetadataExample& example : examples::metadata_examples()) {
        const std::string code(example.code);
        covered.insert(code);
        if (!example.file.empty()) {
            const auto text = test::read_file(test::source_path("tests/data/" + std::string(example.file)));
            ASSERT_TRUE(text) << example.file;
            // A date on which the made certificates are expired, about to expire and not yet valid.
            const auto report = test::check_at("metadata.xml", *text, "2026-11-23T00:00:00Z");
            EXPECT_GE(test::codes(report).count(code), 1U) << code;
            continue;
        }
        const auto bad = examples::changed_files(example.examples.bad);
        const auto good = examples::changed_files(example.examples.good);
        ASSERT_FALSE(bad.empty()) << code << ": a change does not apply";
        EXPECT_GE(test::codes(test::check(bad)).count(code), 1U) << code << " should fire";
        EXPECT_EQ(test::codes(test::check(good)).count(code), 0U) << code << " should stay silent";
    }
    for (const findings::Rule* rule : rules::catalogue()) {
        if (rule->code.substr(0, 2) == "PF") continue;
        EXPECT_EQ(covered.count(std::string(rule->code)), 1U) << rule->code << " has no example";
    }
}

// Makes the texts of a file long: of JSON all of them, or all but those that say what an object is; of other files what
// is between quotes.
std::string with_long_values(const std::string& text, bool all) {
    const std::string more(400, 'v');
    test::Json document = test::Json::parse(text, nullptr, false);
    std::string result;
    if (document.is_discarded()) {
        bool inside = false;
        for (const char c : text) {
            if (c == '"') {
                if (inside && all) result += more;
                inside = !inside;
            }
            result += c;
        }
        return result;
    }
    static const std::set<std::string> kinds = {"id",    "type", "status",     "name", "signOnMode",
                                                "scope", "kind", "pushStatus", "href", "eventType"};
    std::vector<std::pair<std::string, test::Json*>> pending = {{"", &document}};
    while (!pending.empty()) {
        auto [key, node] = pending.back();
        pending.pop_back();
        if (node->is_string() && (all || kinds.count(key) == 0)) *node = node->get<std::string>() + more;
        if (node->is_array())
            for (test::Json& element : *node) pending.emplace_back(key, &element);
        if (node->is_object())
            for (auto member = node->begin(); member != node->end(); ++member)
                pending.emplace_back(member.key(), &*member);
    }
    return document.dump();
}

TEST(RuleExamples, NoFindingQuotesALongValue) {
    std::vector<std::vector<std::pair<std::string, std::string>>> inputs;
    for (const rules::Registered& rule : rules::registry())
        if (rule.row != nullptr && rule.examples != nullptr)
            inputs.push_back(examples::changed_files(rule.examples->bad));
    for (const examples::MetadataExample& example : examples::metadata_examples())
        if (example.file.empty()) inputs.push_back(examples::changed_files(example.examples.bad));
    const std::string quoted(201, 'v');
    std::set<std::string> fired;
    for (const auto& files : inputs) {
        for (const bool all : {false, true}) {
            auto longer = files;
            for (auto& [name, text] : longer) text = with_long_values(text, all);
            const test::Json report = test::check(longer);
            for (const test::Json& finding : report["findings"]) {
                fired.insert(finding["code"].get<std::string>());
                for (const char* part : {"message", "consequence"}) {
                    if (!finding.contains(part) || !finding[part].is_string()) continue;
                    const std::string sentence = finding[part].get<std::string>();
                    EXPECT_EQ(sentence.find(quoted), std::string::npos)
                        << finding["code"] << ": " << sentence.substr(0, 300);
                }
            }
        }
    }
    EXPECT_GT(fired.size(), 60U) << "most rules stay silent on long values: the test says little";
}

TEST(RuleExamples, AChangeThatDoesNotApplyIsNoExample) {
    const auto applies = [](const rules::Change& change) {
        return !examples::changed_files(std::vector<rules::Change>{change}).empty();
    };
    EXPECT_TRUE(applies({"app.json", "/label", "\"x\""}));
    EXPECT_FALSE(applies({"app.json", "/label", "x"})) << "not JSON";
    EXPECT_FALSE(applies({"app.json", "/no/such/place", "1"}));
    EXPECT_FALSE(applies({"app.json", "/nothing", ""})) << "nothing to remove";
    EXPECT_FALSE(applies({"other.json", "/label", "1"}));
    EXPECT_FALSE(applies({"idp-metadata.xml", "no such text", "x"}));
}
#endif

}  // namespace
}  // namespace preflight
