// ZIP archives from below: the stream of an entry, readers that give few bytes, and sessions that replace an archive.
// What archives may not hold is in tests/golden/archives.test.mjs, which has a compressor.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/formats/zip.h"
#include "core/intake/archive.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

using test::Json;
using test::Kit;
using Files = std::vector<std::pair<std::string, std::string>>;

std::string le(std::uint64_t value, std::size_t length) {
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
    return bytes;
}

std::uint32_t crc_of(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xEDB88320U : crc >> 1U;
    }
    return ~crc;
}

// A deflate stream that packs nothing: stored blocks (RFC 1951, 3.2.4).
std::string deflate(std::string_view bytes) {
    constexpr std::size_t kBlock = 1000;
    std::string stream;
    do {
        const std::string_view block = bytes.substr(0, kBlock);
        bytes.remove_prefix(block.size());
        stream += bytes.empty() ? '\1' : '\0';
        stream += le(block.size(), 2) + le(~block.size() & 0xFFFFU, 2);
        stream += block;
    } while (!bytes.empty());
    return stream;
}

std::string zip(const Files& files, bool packed) {
    std::string local, central;
    for (const auto& [name, bytes] : files) {
        const std::string data = packed ? deflate(bytes) : bytes;
        const std::string common = le(20, 2) + le(0, 2) + le(packed ? 8U : 0U, 2) + le(0, 4) + le(crc_of(bytes), 4) +
                                   le(data.size(), 4) + le(bytes.size(), 4) + le(name.size(), 2) + le(0, 2);
        central +=
            "PK\1\2" + le(20, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(local.size(), 4) + name;
        local += "PK\3\4" + common + name + data;
    }
    return local + central + "PK\5\6" + le(0, 4) + le(files.size(), 2) + le(files.size(), 2) + le(central.size(), 4) +
           le(local.size(), 4) + le(0, 2);
}

Files files_of(const Kit& kit) {
    const auto files = kit.files();
    return {files.begin(), files.end()};
}

TEST(Zip, AnEntryComesOutInPiecesOfAnySize) {
    std::string text;
    for (int i = 0; i < 5000; ++i) text += "line " + std::to_string(i) + "\n";
    for (const bool packed : {false, true}) {
        const std::string archive = zip({{"first", "x"}, {"a.txt", text}, {"empty", ""}}, packed);
        const auto bytes = std::make_shared<text::MemoryBytes>(archive);
        const formats::zip::Directory directory = formats::zip::read_directory(*bytes, archive.size(), 3);
        ASSERT_EQ(directory.damage, "");
        ASSERT_EQ(directory.entries.size(), 3U);
        EXPECT_EQ(directory.entries[1].name, "a.txt");
        for (const std::size_t capacity : {std::size_t{1}, std::size_t{777}, text.size(), text.size() * 2}) {
            formats::zip::EntryStream stream(bytes, directory.entries[1]);
            std::string out, piece(capacity, '\0');
            while (const std::size_t count = stream.read(piece.data(), piece.size())) out += piece.substr(0, count);
            EXPECT_EQ(stream.damage(), "");
            EXPECT_EQ(stream.position(), text.size());
            EXPECT_TRUE(out == text);
        }
        formats::zip::EntryStream empty(bytes, directory.entries[2]);
        char one = 0;
        EXPECT_EQ(empty.read(&one, 1), 0U);
        EXPECT_EQ(empty.damage(), "");
        EXPECT_TRUE(formats::zip::read_directory(*bytes, archive.size(), 2).too_many);
    }
}

TEST(Zip, AnyPlaceOfAnEntryIsFoundAgain) {
    std::string text;
    for (int i = 0; i < 40000; ++i) text += std::to_string(i) + " ";
    const std::string archive = zip({{"a.txt", text}}, true);
    const auto members =
        intake::open_archive("a.zip", "a.zip", std::make_shared<text::MemoryBytes>(archive), archive.size(), {});
    ASSERT_EQ(members.size(), 1U);
    const auto bytes = members[0].reader->bytes();
    for (const std::size_t offset :
         {std::size_t{100}, std::size_t{200'000}, std::size_t{5}, text.size() - 3, text.size()}) {
        std::array<char, 10> piece{};
        const std::size_t count = bytes->read_at(offset, piece.data(), piece.size());
        EXPECT_EQ(std::string(piece.data(), count), text.substr(offset, piece.size()));
    }
}

// Every byte of an archive changed, and every end of it cut off: an answer, and never another file's content.
TEST(Zip, DamageAnywhereIsNoticedOrHarmless) {
    const std::string text = R"([{"id": "00u1"}])";
    const std::string archive = zip({{"a.json", text}, {"b.json", "[]"}}, true);
    const auto read_all = [&](std::string changed) {
        const auto bytes = std::make_shared<text::MemoryBytes>(changed);
        for (auto& member : intake::open_archive("a", "a", bytes, changed.size(), {})) {
            if (member.reader == nullptr) continue;
            std::string out;
            std::array<char, 7> piece{};
            while (const std::size_t count = member.reader->read(piece.data(), piece.size()))
                out.append(piece.data(), count);
            EXPECT_TRUE(!member.reader->damage().empty() || out == text || out == "[]") << out;
        }
    };
    for (std::size_t at = 0; at < archive.size(); ++at) {
        for (const unsigned change : {1U, 0x80U, 0xFFU}) {
            std::string changed = archive;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ change);
            read_all(changed);
        }
        read_all(archive.substr(0, at));
        read_all(archive.substr(at));
    }
}

void put(Session& session, const std::string& name, std::string_view bytes) {
    test::MemoryReader reader(bytes, 100);
    session.put(name, reader);
}

std::vector<std::string> names(Session& session) {
    std::vector<std::string> result;
    const Json report = Json::parse(session.check("json"));
    for (const Json& input : report["inputs"]) result.push_back(input["name"]);
    return result;
}

TEST(Archive, ANewerOneTakesThePlaceOfTheOlder) {
    Session session(Options{});
    const std::string first = zip({{"a.json", "[]"}, {"b.json", "[]"}}, true), second = zip({{"b.json", "{}"}}, false);
    put(session, "x.zip", first);
    EXPECT_EQ(names(session), (std::vector<std::string>{"x.zip!a.json", "x.zip!b.json"}));
    put(session, "x.zip", second);
    EXPECT_EQ(names(session), (std::vector<std::string>{"x.zip!b.json"}));
    put(session, "x.zip", "[]");
    EXPECT_EQ(names(session), (std::vector<std::string>{"x.zip"}));
    put(session, "x.zip", first);
    EXPECT_EQ(names(session), (std::vector<std::string>{"x.zip!a.json", "x.zip!b.json"}));
    EXPECT_TRUE(session.remove("x.zip"));
    EXPECT_EQ(names(session), std::vector<std::string>{});
}

TEST(Archive, IsReadInSteps) {
    const Kit kit;
    const std::string archive = zip(files_of(kit), true);
    Session at_once(Options{});
    put(at_once, "x.zip", archive);
    for (const std::uint64_t budget : {std::uint64_t{1}, std::uint64_t{500}}) {
        Session session(Options{});
        session.put_later("x.zip", std::make_unique<test::MemoryReader>(archive, 1000));
        while (!session.step(budget)) {
        }
        EXPECT_EQ(session.ask(R"({"ask": "check"})"), at_once.check("json"));
    }
}

TEST(Archive, CancellingLeavesTheOlderOne) {
    Session session(Options{});
    const std::string first = zip({{"a.json", "[]"}, {"b.json", "[]"}}, true), second = zip({{"c.json", "[]"}}, true);
    put(session, "x.zip", first);
    (void)session.check("json");
    session.put_later("x.zip", std::make_unique<test::MemoryReader>(second, 10));
    (void)session.read(1);
    session.cancel();
    EXPECT_EQ(names(session), (std::vector<std::string>{"x.zip!a.json", "x.zip!b.json"}));
}

TEST(Archive, AReaderThatIsReadOnceSaysSo) {
    class Once final : public intake::ByteReader {
    public:
        explicit Once(std::string_view bytes) : reader_(bytes) {}
        std::size_t read(char* buffer, std::size_t capacity) override { return reader_.read(buffer, capacity); }

    private:
        test::MemoryReader reader_;
    };
    const std::string archive = zip({{"a.json", "[]"}}, true);
    Once reader(archive);
    Session session(Options{});
    session.add("x.zip", reader);
    EXPECT_NE(session.check("json").find("can be read only once"), std::string::npos);
}

}  // namespace
}  // namespace preflight
