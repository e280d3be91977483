// What must not leave: the private keys of the inputs (crypto/private_keys.h). Every report goes through here, so that
// no message, value or excerpt has to think of it: wherever a piece of a key stands in an answer, it is covered. Pieces
// are known by their base64 whatever stands between the characters and in whichever case; less than 16 characters in a
// row may pass. Certificates of the inputs are public and stay whole, also where they share bytes with a key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/workspace/workspace.h"

namespace preflight::report {

class Secrets {
public:
    Secrets() = default;
    explicit Secrets(const workspace::Workspace& workspace);

    // Looks for keys in a text and keeps what they are made of.
    void add(std::string_view text);

    [[nodiscard]] bool empty() const { return pieces_.empty(); }

    // The text with "[private key, not shown]" for every piece of a key; texts of JSON stay JSON.
    [[nodiscard]] std::string covered(std::string text) const;

private:
    std::vector<std::uint64_t> pieces_;  // every eight characters of the keys, from their beginnings; sorted
    std::vector<std::uint64_t> first_;   // of each key; sorted
};

}  // namespace preflight::report
