// Two threads read the same as one: text, pieces, digest, places, private keys.
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "core/intake/pipeline.h"
#include "core/text/source.h"
#include "tests/unit/kit.h"

namespace preflight {
namespace {

struct Read {
    std::vector<std::string> pieces;
    std::string sha256;
    std::uint64_t bytes = 0;
    std::vector<text::Position> positions;
    std::vector<intake::Secret> secrets;
    bool operator==(const Read&) const = default;
};

Read read(const std::string& bytes, std::size_t piece, unsigned threads) {
    test::MemoryReader reader(bytes, piece);
    intake::Pipeline pipeline(reader, threads);
    Read result;
    std::string text;
    bool more = true;
    while (more) {
        more = pipeline.pull(text);
        result.pieces.push_back(std::move(text));
        text.clear();
        result.bytes = pipeline.bytes();
    }
    EXPECT_FALSE(pipeline.pull(text)) << "it stays at the end";
    EXPECT_EQ(text, "");
    result.sha256 = pipeline.sha256();
    result.secrets = pipeline.secrets();
    const text::Source source("x", std::make_shared<text::MemoryBytes>(bytes), pipeline.decoder().encoding(),
                              pipeline.checkpoints());
    for (std::uint64_t at = 0; at < source.size(); at += 100'003)
        result.positions.push_back(source.position(at).value());
    return result;
}

// 4 MB of lines, with a private key in the middle.
std::string sample() {
    std::string text = "[";
    for (int i = 0; text.size() < 4'000'000; ++i) {
        text += "{\"name\":\"é😀" + std::to_string(i * 7919) + "\"},\r\n";
        if (i == 90'000)
            text += "-----BEGIN PRIVATE KEY-----\n" + std::string(1600, 'A') + "\n-----END PRIVATE KEY-----\n";
    }
    return text;
}

TEST(Pipeline, TwoThreadsReadWhatOneReads) {
    const std::string utf8 = sample();
    std::string utf16 = "\xFF\xFE";
    for (const char c : utf8) {
        utf16 += c;
        utf16 += '\0';
    }
    for (const std::string& bytes : {utf8, utf16}) {
        for (const std::size_t piece : {std::size_t{5003}, std::size_t{1} << 18U}) {
            const Read one = read(bytes, piece, 1);
            ASSERT_EQ(one.secrets.size(), 1U) << "found in two windows, reported once";
            EXPECT_EQ(one.secrets[0].kind, intake::SecretKind::private_key);
            EXPECT_GE(one.secrets[0].span.size(), 1600U);
            EXPECT_EQ(one.bytes, bytes.size());
            EXPECT_TRUE(read(bytes, piece, 2) == one) << piece;
        }
    }
    EXPECT_EQ(read(utf8, 1U << 18U, 2).sha256, crypto::sha256_hex(utf8));
}

TEST(Pipeline, ACallerMayStopEarly) {
    const std::string bytes = sample();
    for (const int pulls : {0, 1, 5, 8}) {
        test::MemoryReader reader(bytes, 1U << 18U);
        intake::Pipeline pipeline(reader, 2);
        std::string text;
        for (int i = 0; i < pulls; ++i) EXPECT_TRUE(pipeline.pull(text));
    }
}

#ifdef __cpp_exceptions  // not in WebAssembly
TEST(Pipeline, WhatTheReaderThrowsReachesTheCaller) {
    class Failing final : public intake::ByteReader {
    public:
        std::size_t read(char* buffer, std::size_t capacity) override {
            if (++calls_ > 9) throw std::runtime_error("gone");
            std::fill_n(buffer, capacity, 'x');
            return capacity;
        }

    private:
        int calls_ = 0;
    };
    for (const unsigned threads : {1U, 2U}) {
        Failing reader;
        intake::Pipeline pipeline(reader, threads);
        std::string text;
        std::size_t pieces = 0;
        try {
            while (pipeline.pull(text)) ++pieces;
            ADD_FAILURE() << "nothing was thrown";
        } catch (const std::runtime_error& error) {
            EXPECT_STREQ(error.what(), "gone");
        }
        EXPECT_EQ(pieces, 9U) << threads;
    }
}
#endif

}  // namespace
}  // namespace preflight
