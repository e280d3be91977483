#include <gtest/gtest.h>

#include "core/rules/metadata_changes.h"
#include "core/saml/endings.h"
#include "core/text/time.h"
#include "tests/unit/files.h"

namespace preflight {
namespace {

constexpr std::int64_t kDay = 86400;

TEST(Endings, WindowsAndDays) {
    const std::int64_t now = text::parse_time("2026-11-23T12:00:00Z").value();
    const auto window = [&](std::int64_t seconds) { return saml::to_string(saml::window_of(now + seconds, now)); };
    EXPECT_EQ(window(0), "ended");
    EXPECT_EQ(window(1), "30");
    EXPECT_EQ(window(30 * kDay), "30");
    EXPECT_EQ(window(30 * kDay + 1), "90");
    EXPECT_EQ(window(90 * kDay + 1), "365");
    EXPECT_EQ(window(365 * kDay + 1), "later");
    EXPECT_EQ(saml::days_left(now - kDay / 2, now), 0);
    EXPECT_EQ(saml::days_left(now - kDay, now), -1);
    EXPECT_EQ(saml::days_left(now + 2 * kDay - 1, now), 1);
}

TEST(Endings, TheCertificateToTypeAndTheDocument) {
    std::string text = test::read_file(test::source_path("samples/healthy/idp-metadata.xml")).value();
    const auto at = text.find(" entityID=");
    ASSERT_NE(at, std::string::npos);
    text.insert(at, " validUntil=\"2026-12-01T00:00:00Z\"");
    const saml::Document document = saml::read(text);
    const auto list = saml::endings(document, text::parse_time("2026-11-23T12:00:00Z"));
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0].what, saml::Ending::What::document);
    EXPECT_EQ(list[1].what, saml::Ending::What::typed_certificate);
    EXPECT_EQ(text::format_time(list[1].ends), "2036-10-05T09:12:40Z");
    const std::string junk = "<a/>";
    EXPECT_TRUE(saml::endings(saml::read(junk), std::nullopt).empty());
}

std::string changes(const std::string& before, const std::string& after) {
    const saml::Document was = saml::read(before), is = saml::read(after);
    std::string result;
    for (const auto& change : rules::compare_metadata(was, is, text::parse_time("2026-11-23T12:00:00Z")).list)
        result += std::string(rules::to_string(change.kind)) + " " + std::string(change.id) + " " + change.title +
                  ": " + change.before + " -> " + change.after + "\n";
    return result;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return at == std::string::npos ? text : text.replace(at, what.size(), with);
}

TEST(MetadataChanges, OnlyWhatMattersCounts) {
    const std::string text = test::read_file(test::source_path("samples/healthy/idp-metadata.xml")).value();
    EXPECT_EQ(changes(text, text), "");
    EXPECT_EQ(changes(text, replaced(text, "</md:KeyDescriptor>", "</md:KeyDescriptor>\n   ")), "") << "layout";
    EXPECT_EQ(changes(text, replaced(text, "nameid-format:unspecified", "nameid-format:emailAddress")),
              "watch element IDPSSODescriptor › NameIDFormat: urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified -> "
              "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\n");
    EXPECT_EQ(changes(text, replaced(text, "</md:IDPSSODescriptor>",
                                     "</md:IDPSSODescriptor><md:ContactPerson contactType=\"support\"/>")),
              "other element ContactPerson:  -> contactType support\n");
}

TEST(MetadataChanges, ASecondCertificateWaitsForItsActivation) {
    const std::string old = test::read_file(test::source_path("samples/first-day-mistakes/idp-metadata.xml")).value();
    const std::string other = test::read_file(test::source_path("samples/healthy/idp-metadata.xml")).value();
    const auto key_of = [](const std::string& text) {
        const std::string end = "</md:KeyDescriptor>";
        const auto begin = text.find("<md:KeyDescriptor");
        return text.substr(begin, text.find(end) + end.size() - begin);
    };
    const std::string both = replaced(old, key_of(old), key_of(old) + key_of(other));
    const saml::Document was = saml::read(old), rolling = saml::read(both);
    const auto now = text::parse_time("2026-11-23T12:00:00Z");
    const auto begun = rules::compare_metadata(was, rolling, now);
    EXPECT_EQ(begun.verdict,
              "Egnyte must change Identity provider certificate, in the hour in which Okta activates the new "
              "certificate.");
    const std::string alone = replaced(old, key_of(old), key_of(other));
    const saml::Document is = saml::read(alone);
    const auto done = rules::compare_metadata(rolling, is, now);
    EXPECT_EQ(done.verdict, "Nothing to change in Egnyte. 1 change to watch.") << "the old one is gone";
    EXPECT_EQ(rules::compare_metadata(was, is, now).list[0].id, "certificate");
    EXPECT_TRUE(rules::compare_metadata(was, is, now).for_egnyte());
}

}  // namespace
}  // namespace preflight
