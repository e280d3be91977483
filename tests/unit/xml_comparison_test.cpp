// One text, three readers of XML: the scanner, the tree and expat (tests/support/xml_comparison.h), over the corpora,
// the samples and thousands of ways to break them.
#include "tests/support/xml_comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/files.h"

namespace preflight {
namespace {

std::vector<std::string> documents() {
    std::vector<std::string> result;
    for (const std::string& folder :
         {test::source_path("tests/data"), test::source_path("samples"), test::shared_path("corpus/saml")}) {
        if (!std::filesystem::exists(folder)) continue;
        std::vector<std::filesystem::path> paths;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.path().extension() == ".xml") paths.push_back(entry.path());
        }
        std::sort(paths.begin(), paths.end());
        for (const auto& path : paths) result.push_back(test::read_file(path.string()).value());
    }
    // What metadata seldom has.
    for (const char* text : {
             "<?xml version='1.0'?><!-- a\r\nb --><?p  x\r\ny?><r/>\r\n<!--c--><?q?>\n",
             "\xEF\xBB\xBF<a:r xmlns:a=\"urn:1\" xmlns='urn:2'><c a:x='1\t\r\n2&#13;&#10;&#x9;' "
             "y=\"&lt;&apos;'\"/></a:r>",
             "<r>&#13;\r&#10;\r\n&#xD;&#xA;<![CDATA[ ]]&gt;\r]]>&amp;amp;<![CDATA[]]></r>",
             "<r xmlns='&#x75;rn:&amp; &#9;x'><s xmlns=''/><t xml:lang='de'/></r>",
             "<r>a<!--b-->c<?d e?>f<g/>h<![CDATA[i]]>j</r>",
             "<r a='&#x1F600;' b='\xF0\x9F\x98\x80'>&#000000000000000000000000000000000000000065;</r>",
         })
        result.emplace_back(text);
    return result;
}

// One change of the kind that breaks a document, or nearly does.
std::string mutated(std::string text, std::mt19937& random) {
    static const std::vector<std::string> kPieces = {"<",
                                                     ">",
                                                     "&",
                                                     ";",
                                                     "\"",
                                                     "'",
                                                     "/",
                                                     "=",
                                                     ":",
                                                     " ",
                                                     "\r",
                                                     "\n",
                                                     "]]>",
                                                     "<![CDATA[",
                                                     "-->",
                                                     "<!--",
                                                     "--",
                                                     "<?",
                                                     "?>",
                                                     "<x/>",
                                                     "</x>",
                                                     "<p:x xmlns:p='urn:p'/>",
                                                     " xmlns:q='urn:q'",
                                                     " xmlns=''",
                                                     " xmlns:p=''",
                                                     " a='1'",
                                                     " xml:a='1'",
                                                     "&amp;",
                                                     "&lt;",
                                                     "&#10;",
                                                     "&#xD;",
                                                     "&#0;",
                                                     "&#xFFFF;",
                                                     "&#x10FFFF;",
                                                     "&#x110000;",
                                                     "&nbsp;",
                                                     "&#",
                                                     "&#x;",
                                                     "\xC2\xA0",
                                                     "\xE2\x80\x8B",
                                                     "\xC3",
                                                     "\x01",
                                                     "\xEF\xBF\xBF",
                                                     "\xED\xA0\x80",
                                                     "<!DOCTYPE r>",
                                                     "<?xml version='1.0'?>",
                                                     "xmlns",
                                                     "xml",
                                                     "XmL",
                                                     "\xC3\xA9",
                                                     "\xE1\xBC\x80",
                                                     "1",
                                                     "-",
                                                     ".",
                                                     "_",
                                                     ""};
    const auto below = [&](std::size_t bound) { return bound == 0 ? 0 : random() % bound; };
    const std::size_t changes = 1 + below(3);
    for (std::size_t i = 0; i < changes; ++i) {
        const std::size_t at = below(text.size() + 1);
        const std::size_t length = std::min<std::size_t>(text.size() - at, below(2) == 0 ? 0 : below(12));
        if (below(4) == 0) text.insert(at, text.substr(below(text.size() + 1), below(40)));
        else text.replace(at, length, kPieces[below(kPieces.size())]);
    }
    return text;
}

template <typename Compare>
void over_everything(Compare compare) {
    std::mt19937 random(20261129);
    std::size_t accepted = 0, refused = 0, differences = 0;
    for (const std::string& document : documents()) {
        constexpr std::size_t kLongest = 20'000;
        const std::size_t rounds = document.size() < kLongest ? 10 : 2;
        for (std::size_t round = 0; round <= rounds; ++round) {
            const std::string text = round == 0 ? document : mutated(document, random);
            const std::string difference = compare(text, accepted, refused);
            EXPECT_EQ(difference, "") << text.substr(0, 300);
            if (!difference.empty() && ++differences == 10) return;
        }
    }
    EXPECT_GT(accepted, 500U);
    EXPECT_GT(refused, 500U);
}

TEST(XmlComparison, TheTreeHoldsWhatTheScannerPassed) {
    over_everything([](const std::string& text, std::size_t& accepted, std::size_t& refused) {
        std::vector<test::xml::Event> events;
        const test::xml::Scan scan = test::xml::scan(text, {}, &events);
        const test::xml::Tree tree = test::xml::parse(text);
        if (scan.error.has_value() != tree.error().has_value()) return std::string("pugixml rejects it");
        ++(scan.error ? refused : accepted);
        return scan.error ? std::string() : test::scanner_against_tree(tree, events);
    });
}

TEST(XmlComparison, TheTreeHoldsWhatExpatReads) {
#ifdef PREFLIGHT_HAVE_EXPAT
    over_everything([](const std::string& text, std::size_t& accepted, std::size_t& refused) {
        const test::xml::Tree tree = test::xml::parse(text);
        ++(tree.error() ? refused : accepted);
        return test::tree_against_expat(tree);
    });
#else
    GTEST_SKIP() << "expat is not there";
#endif
}

TEST(XmlComparison, DifferencesAreSeen) {
    const std::string text = "<r a='1'>t</r>";
    std::vector<test::xml::Event> events;
    ASSERT_FALSE(test::xml::scan(text, {}, &events).error);
    const test::xml::Tree tree = test::xml::parse(text);
    EXPECT_EQ(test::scanner_against_tree(tree, events), "");
    for (const std::string other : {"<r a='2'>t</r>", "<r b='1'>t</r>", "<s a='1'>t</s>", "<r a='1'>u</r>",
                                    "<r a='1'>t<!--t--></r>", "<r a='1'>t</r><?p?>", "<r  a='1'>t</r>"}) {
        std::vector<test::xml::Event> others;
        ASSERT_FALSE(test::xml::scan(other, {}, &others).error);
        const test::xml::Tree of_other = test::xml::parse(other);
        EXPECT_TRUE(!test::first_difference(test::scanned(other, others), test::scanned(text, events)).empty() ||
                    !test::misplaced(of_other, events).empty())
            << other;
    }
}

}  // namespace
}  // namespace preflight
