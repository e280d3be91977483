// What is done to every byte of an input before it is parsed: SHA-256, decoding, and noting the places from which text
// that is not kept is found again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "core/crypto/digest.h"
#include "core/intake/byte_reader.h"
#include "core/text/decoder.h"
#include "core/text/position.h"

namespace preflight::intake {

class Pipeline {
public:
    explicit Pipeline(ByteReader& reader) : reader_(reader) {}

    // Appends the next piece of decoded text; false at the end of the input.
    bool pull(std::string& out);

    // Of the bytes as given, up to the piece that was pulled last.
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
    // After the end.
    [[nodiscard]] std::string sha256() { return digest_.hex(); }
    [[nodiscard]] const text::Decoder& decoder() const { return decoder_; }
    [[nodiscard]] const text::Checkpoints& checkpoints() const { return checkpoints_; }

private:
    void decode(std::string_view bytes, std::string& out);

    ByteReader& reader_;
    crypto::Sha256 digest_;
    text::Decoder decoder_;
    text::Checkpoints checkpoints_;
    std::string buffer_;
    std::uint64_t bytes_ = 0;
    bool ended_ = false;
};

}  // namespace preflight::intake
