// The SHA family, by mbedTLS: fingerprints of certificates and of inputs (lower-case hex), and the digests of
// signatures (bytes). MD5 is not here: nothing signed with it is accepted.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace preflight::crypto {

// For bytes that come in pieces. Not copyable: a digest has one course.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void update(std::string_view bytes);
    // Ends the digest; call once.
    [[nodiscard]] std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

enum class Hash : std::uint8_t { sha1, sha224, sha256, sha384, sha512 };

// Any of them, for bytes that come in pieces.
class Digest {
public:
    explicit Digest(Hash hash);
    ~Digest();
    Digest(const Digest&) = delete;
    Digest& operator=(const Digest&) = delete;

    void update(std::string_view bytes);
    // Ends the digest; call once. Bytes, not hex.
    [[nodiscard]] std::string bytes();

private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] std::string digest(Hash hash, std::string_view bytes);
[[nodiscard]] std::string to_hex(std::string_view bytes);

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] std::string sha1_hex(std::string_view bytes);

}  // namespace preflight::crypto
