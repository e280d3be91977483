// Documents made to cost time or to fill the screen: what a reader of XML does with them grows as they do.
#include <gtest/gtest.h>

#include <string>

#include "core/formats/xml/tree.h"
#include "core/saml/metadata.h"
#include "tests/unit/linear.h"

namespace preflight {
namespace {

namespace xml = formats::xml;

std::string repeated(std::string_view piece, std::size_t times) {
    std::string result;
    result.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) result += piece;
    return result;
}

TEST(HostileXml, SiblingsAreCountedByName) {
    const xml::Tree document = xml::parse(R"(<r xmlns:n="urn:n"><a/><b><a/><b/></b><n:a/><a/><n:a/><b/><a/></r>)");
    ASSERT_FALSE(document.error());
    std::string paths;
    for (std::size_t i = 1; i < document.size(); ++i) paths += document.path(i) + " ";
    EXPECT_EQ(paths, "/r/a /r/b /r/b/a /r/b/b /r/n:a /r/a[2] /r/n:a[2] /r/b[2] /r/a[3] ");
}

TEST(HostileXml, ManyNamesAreCountedToo) {
    std::string text = "<r>";
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 40; ++i) text += "<x" + std::to_string(i) + "><x1/><x2/></x" + std::to_string(i) + ">";
    }
    text += "</r>";
    const xml::Tree document = xml::parse(text);
    ASSERT_FALSE(document.error());
    EXPECT_EQ(document.path(1), "/r/x0");
    const std::size_t last = document.size() - 3;
    EXPECT_EQ(document.path(last), "/r/x39[3]");
    EXPECT_EQ(document.path(last + 1), "/r/x39[3]/x1");
    EXPECT_EQ(document.path(1 + 3 * (40 + 17)), "/r/x17[2]");
}

TEST(HostileXml, ManySiblingsInARole) {
    for (const std::string piece : {"<NameIDFormat/>", "<SingleSignOnService/>", "<KeyDescriptor/>",
                                    "<SingleSignOnService/><KeyDescriptor/><NameIDFormat/>"}) {
        test::expect_linear(
            piece.c_str(),
            [&](std::size_t times) {
                return R"(<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"><IDPSSODescriptor>)" +
                       repeated(piece, times * 3000) + "</IDPSSODescriptor></EntityDescriptor>";
            },
            [](const std::string& text) { ASSERT_EQ(saml::read(text).kind, saml::Kind::idp); });
    }
}

TEST(HostileXml, ReferencesInAnEntityThatNeverEnd) {
    test::expect_linear(
        "&b",
        [](std::size_t times) { return "<!DOCTYPE r [<!ENTITY a \"" + repeated("&b", times * 50'000) + "\">]><r/>"; },
        [](const std::string& text) {
            const xml::Tree document = xml::parse(text);
            ASSERT_TRUE(document.doctype());
            EXPECT_EQ(document.doctype()->nested, 0U);
        });
    const auto nested = [](const std::string& value) {
        return xml::parse("<!DOCTYPE r [<!ENTITY a '" + value + "'>]><r/>").doctype()->nested;
    };
    EXPECT_EQ(nested("x &b; y"), 1U);
    EXPECT_EQ(nested("&#65;&b"), 0U);
    EXPECT_EQ(nested(";&b"), 0U);
    EXPECT_EQ(nested("&b &c;"), 1U);
}

TEST(HostileXml, LongNamesAreCutInMessagesAndPaths) {
    const std::string name = repeated("longname", 100'000);
    for (const std::string& text : {"<" + name + "><b></" + name + ">", "<r " + name + "/>", "<r " + name + "='<'/>",
                                    "<r><" + name + ":b/></r>", "<" + name}) {
        const xml::Tree document = xml::parse(text);
        ASSERT_TRUE(document.error()) << text.substr(0, 20);
        EXPECT_LT(document.error()->message.size(), 300U);
        EXPECT_NE(document.error()->message.find("longname…"), std::string::npos) << document.error()->message;
    }
    const std::string root = "<" + name + "/>";
    EXPECT_LT(xml::parse(root).path(0).size(), 100U);
}

}  // namespace
}  // namespace preflight
