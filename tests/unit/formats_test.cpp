// Documents that know their places: JSON, XML, CSV, base64 and certificates.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/base64.h"
#include "core/crypto/certificate.h"
#include "core/crypto/digest.h"
#include "core/formats/csv.h"
#include "core/formats/json/document.h"
#include "core/formats/xml/tree.h"
#include "core/text/columns.h"
#include "core/text/source.h"

namespace preflight {
namespace {

namespace json = formats::json;
namespace xml = formats::xml;

TEST(Json, EveryValueKnowsItsPlace) {
    const std::string text = R"({"a": [1, {"b~/c": "x"}], "d": true})";
    const json::ParseResult parsed = json::parse(text);
    ASSERT_TRUE(parsed.ok());
    const json::Node inner = parsed.document.root()["a"].first().next()["b~/c"];
    EXPECT_EQ(inner.as_string(), "x");
    EXPECT_EQ(inner.pointer(), "/a/1/b~0~1c");
    EXPECT_EQ(inner.raw(), "\"x\"");
    EXPECT_EQ(text.substr(inner.span().begin, inner.span().size()), "\"x\"");
    EXPECT_FALSE(parsed.document.root()["nowhere"]["deeper"].exists());
}

TEST(Json, CaretsLandBehindEscapes) {
    const std::string text = R"(["a\"b\u00e9\ud83d\ude00c"])";
    const json::ParseResult parsed = json::parse(text);
    ASSERT_TRUE(parsed.ok());
    const formats::Embedded embedded = parsed.document.root().first().embedded();
    EXPECT_EQ(embedded.text(), "a\"bé😀c");
    const auto raw = [&](const std::string& part) {
        const std::size_t at = embedded.text().find(part);
        const text::Span span = embedded.locate(at, at + part.size());
        return text.substr(span.begin, span.size());
    };
    EXPECT_EQ(raw("a"), "a");
    EXPECT_EQ(raw("\""), "\\\"");
    EXPECT_EQ(raw("b"), "b");
    EXPECT_EQ(raw("é"), "\\u00e9");
    EXPECT_EQ(raw("😀"), "\\ud83d\\ude00");
    EXPECT_EQ(raw("c"), "c");
}

TEST(Json, RefusesWhatIsNoJson) {
    for (const char* text : {"", "{", "[1,]", "{\"a\":1,}", "[01]", "['a']", "[\"\t\"]", "[1] 2", "{\"a\" 1}", "nul",
                             "[\"\\u12\"]", "[\"\\ud800\"]", "\"\xFF\"", "[NaN]", "// c\n[]"}) {
        EXPECT_TRUE(json::parse(text).error) << text;
    }
    EXPECT_TRUE(json::parse(std::string_view("[1]\0[", 5)).error) << "a NUL byte ends nothing";
    EXPECT_TRUE(json::parse("[1, 2").error->truncated);
    EXPECT_TRUE(json::parse(std::string(300, '[')).error->limit);
}

TEST(Xml, ReadsNamespacesAndPlaces) {
    const std::string text =
        "<?xml version=\"1.0\"?>\n<a:r xmlns:a=\"urn:1\" xmlns=\"urn:2\"><c x=\"1 &amp; &#65;\" "
        "a:x='2'>t&lt;<![CDATA[<u>]]></c><c/></a:r>\n";
    const xml::Tree document = xml::parse(text);
    ASSERT_FALSE(document.error()) << document.error()->message;
    ASSERT_EQ(document.size(), 3U);
    EXPECT_EQ(document[0].name_space(), "urn:1");
    EXPECT_EQ(document[1].name_space(), "urn:2");
    EXPECT_EQ(document[1].attribute("x").value(), "1 & A");
    EXPECT_EQ(document[1].text(), "t<<u>");
    EXPECT_EQ(document.path(2), "/a:r/c[2]");
    const text::Span span = document[1].attribute("x").value_span();
    EXPECT_EQ(text.substr(span.begin, span.size()), "1 &amp; &#65;");
}

TEST(Xml, RefusesWhatTheStandardsRefuse) {
    using xml::ErrorKind;
    const std::vector<std::pair<std::string, ErrorKind>> cases = {
        {"", ErrorKind::empty},
        {"<a>", ErrorKind::truncated},
        {"<a", ErrorKind::truncated},
        {"<a b=\"c", ErrorKind::truncated},
        {"<a/><b/>", ErrorKind::content_after_root},
        {"<a/>x", ErrorKind::content_after_root},
        {"x<a/>", ErrorKind::not_well_formed},
        {" <?xml version=\"1.0\"?><a/>", ErrorKind::misplaced_declaration},
        {"<!DOCTYPE a><a/>", ErrorKind::doctype},
        {"<a>&nbsp;</a>", ErrorKind::not_well_formed},
        {"<a>&</a>", ErrorKind::not_well_formed},
        {"<a>&#0;</a>", ErrorKind::not_well_formed},
        {"<a b=\"1\" b=\"2\"/>", ErrorKind::not_well_formed},
        {"<a xmlns:p=\"u\" xmlns:q=\"u\" p:b=\"1\" q:b=\"2\"/>", ErrorKind::not_well_formed},
        {"<a b=1/>", ErrorKind::not_well_formed},
        {"<a b=\"<\"/>", ErrorKind::not_well_formed},
        {"<p:a/>", ErrorKind::not_well_formed},
        {"<a></b>", ErrorKind::not_well_formed},
        {"<a>]]></a>", ErrorKind::not_well_formed},
        {"<a><!-- -- --></a>", ErrorKind::not_well_formed},
        {"<a>\x01</a>", ErrorKind::not_well_formed},
        {"<a>\xC3</a>", ErrorKind::invalid_encoding},
        {"<a b=\"1\"c=\"2\"/>", ErrorKind::not_well_formed},
        {"<a><?b;c?></a>", ErrorKind::not_well_formed},
        {"<a><?b:c?></a>", ErrorKind::not_well_formed},
        {"<?xml version='1.0' encoding='a b'?><a/>", ErrorKind::not_well_formed},
    };
    for (const auto& [text, kind] : cases) {
        const xml::Tree document = xml::parse(text);
        ASSERT_TRUE(document.error()) << text;
        EXPECT_EQ(document.error()->kind, kind) << text << ": " << document.error()->message;
    }
}

TEST(Csv, ReadsWhatExportsWrite) {
    const std::string text = "\xEF\xBB\xBFUsername;Email\r\n\"a;\"\"b\";x@y.test\r\n\r\nc\n";
    for (std::size_t piece = 1; piece <= text.size(); ++piece) {
        std::vector<std::vector<std::string>> rows;
        std::vector<std::size_t> lines;
        formats::CsvReader reader(1000, [&](const formats::CsvRecord& record) {
            rows.push_back(record.fields);
            lines.push_back(record.at.line);
            return true;
        });
        for (std::size_t at = 0; at < text.size(); at += piece) reader.feed(std::string_view(text).substr(at, piece));
        reader.finish();
        EXPECT_FALSE(reader.error());
        EXPECT_EQ(rows, (std::vector<std::vector<std::string>>{{"Username", "Email"}, {"a;\"b", "x@y.test"}, {"c"}}))
            << piece;
        EXPECT_EQ(lines, (std::vector<std::size_t>{1, 2, 4})) << piece;
    }
}

TEST(Csv, LinesAboveTheHeader) {
    struct Case {
        std::string text;
        char delimiter;
        std::size_t line;
    };
    const Case cases[] = {{"sep=;\r\na;b,c\r\n", ';', 2},
                          {"\"sep=,\"\na;b,c\n", ',', 2},
                          {"#TYPE System.Object\nSEP=;\na;b,c", ';', 3},
                          {"\xEF\xBB\xBF#TYPE x\na;b;c,d\n", ';', 2}};
    for (const Case& one : cases) {
        for (std::size_t piece = 1; piece <= one.text.size(); ++piece) {
            std::vector<std::string> first;
            std::size_t line = 0, number = 0, begin = 0;
            formats::CsvReader reader(1000, [&](const formats::CsvRecord& record) {
                first = record.fields;
                line = record.at.line;
                number = record.number;
                begin = record.span.begin;
                return false;
            });
            for (std::size_t at = 0; at < one.text.size() && line == 0; at += piece)
                reader.feed(std::string_view(one.text).substr(at, piece));
            reader.finish();
            EXPECT_EQ(first, (one.delimiter == ';' && one.text.find("b;c") == std::string::npos
                                  ? std::vector<std::string>{"a", "b,c"}
                              : one.delimiter == ';' ? std::vector<std::string>{"a", "b", "c,d"}
                                                     : std::vector<std::string>{"a;b", "c"}))
                << one.text;
            EXPECT_EQ(line, one.line) << one.text;
            EXPECT_EQ(number, 1U);
            EXPECT_EQ(one.text[begin], 'a');
        }
    }
    EXPECT_EQ(formats::csv_preamble("sep=;").size, 0U);
    EXPECT_EQ(formats::csv_preamble("separator=;\n").size, 0U);
    EXPECT_EQ(formats::csv_preamble("#TYPES\n").size, 0U);
}

// Against a walk byte by byte: characters of every length across the blocks and words that are counted at once, every
// kind of line end, bytes that are not UTF-8.
TEST(Source, PositionsOfLongTextsAreThoseOfAWalk) {
    const std::vector<std::string_view> kinds[] = {{"abcdefg", "é", "€", "😀", "\n", "x"},
                                                   {"abc", "é", "\r\n", "😀", "\r", "\n", "\x80\xFF", "yy"}};
    for (const auto& pieces : kinds) {
        std::string text;
        for (std::size_t i = 0; text.size() < 5000; ++i) text += pieces[(i * i + i / 3) % pieces.size()];
        const text::Source source("x", text);
        std::size_t line = 1, column = 1;
        for (std::size_t i = 0; i <= text.size(); ++i) {
            // Inside a character: its own column, as if the bytes before it were all.
            const text::Position at = source.position(i).value();
            ASSERT_EQ(at.line, line) << i;
            ASSERT_EQ(at.column, column) << i;
            if (i == text.size()) break;
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) {
                ++line;
                column = 1;
            } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
                ++column;
            }
        }
    }
}

TEST(Source, ColumnsCountCodePoints) {
    const text::Source source("x", "é😀b\r\nc\rd\n");
    EXPECT_EQ(source.position(0), (text::Position{1, 1}));
    EXPECT_EQ(source.position(6), (text::Position{1, 3}));
    EXPECT_EQ(source.position(9), (text::Position{2, 1}));
    EXPECT_EQ(source.position(11), (text::Position{3, 1}));
    EXPECT_EQ(source.line(1, 100)->text, "é😀b");
}

TEST(Columns, CaretsStandUnderWideAndMarkedText) {
    EXPECT_EQ(text::columns("Zu\xCC\x88rich"), 6u);
    EXPECT_EQ(text::columns("\xE6\x9D\xB1\xE4\xBA\xAC \xF0\x9F\x98\x80"), 7u);
    EXPECT_EQ(text::columns("a\xFF"), 2u);
    EXPECT_EQ(text::underline("\xF0\x9F\x98\x80 ab", 2, 4), "   ^^");
    EXPECT_EQ(text::underline("\xE6\x9D\xB1!", 0, 1), "^^");
    EXPECT_EQ(text::underline("ab", 2, 3), "  ^") << "the end of the text";
    EXPECT_EQ(text::underline("", 3, 3), "   ^");
}

TEST(Base64, DecodesAndSaysWhatIsWrong) {
    using crypto::Base64Fault;
    EXPECT_EQ(crypto::decode_base64(" QUJD\nRA==\t").bytes, "ABCD");
    EXPECT_EQ(crypto::decode_base64("QQ==").bytes, "A");
    EXPECT_EQ(crypto::decode_base64("QUI=").bytes, "AB");
    EXPECT_EQ(crypto::decode_base64(" \n").fault, Base64Fault::empty);
    EXPECT_EQ(crypto::decode_base64("QUI").fault, Base64Fault::padding);
    EXPECT_EQ(crypto::decode_base64("QQ=B").fault, Base64Fault::padding);
    EXPECT_EQ(crypto::decode_base64("QU-D").fault, Base64Fault::url_alphabet);
    EXPECT_EQ(crypto::decode_base64("QU*D").fault, Base64Fault::alphabet);
    EXPECT_EQ(crypto::decode_base64("QU*D").offset, 2U);
    for (std::size_t size = 0; size < 50; ++size) {
        const std::string bytes(size, static_cast<char>(size * 7));
        const std::string text = crypto::encode_base64(bytes, 12);
        EXPECT_EQ(crypto::decode_base64(text).bytes, bytes);
    }
}

TEST(Certificate, GarbageIsNoCertificate) {
    for (const std::string& der :
         {std::string(), std::string("\x30"), std::string("\x30\x80"), std::string("\x30\x84\xFF\xFF\xFF\xFF"),
          std::string(1000, '\x30'), std::string("\x30\x03\x02\x01\x00", 5)}) {
        EXPECT_FALSE(crypto::read_certificate(der).certificate);
    }
}

TEST(Digest, KnownValues) {
    EXPECT_EQ(crypto::sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(crypto::sha1_hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
}

}  // namespace
}  // namespace preflight
