// SHA-1 and SHA-256, by mbedTLS: fingerprints of certificates and of inputs. Results are lower-case hex.
#pragma once

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

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
[[nodiscard]] std::string sha1_hex(std::string_view bytes);

}  // namespace preflight::crypto
