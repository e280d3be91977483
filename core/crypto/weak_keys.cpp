#include "core/crypto/weak_keys.h"

#include <string>

#include "core/crypto/der.h"
#include "core/crypto/digest.h"

namespace preflight::crypto {

namespace {

constexpr unsigned kPrimes[] = {3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
                                47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
                                107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

}  // namespace

bool has_roca_fingerprint(std::string_view modulus) {
    if (modulus.empty()) return false;
    for (const unsigned prime : kPrimes) {
        unsigned remainder = 0;
        for (std::size_t i = 0; i < modulus.size(); ++i)
            remainder = (remainder * 256 + der::byte_at(modulus, i)) % prime;
        const unsigned base = 65537 % prime;
        unsigned power = 1;
        bool reached = false;
        for (unsigned k = 0; k < prime && !reached; ++k) {
            reached = power == remainder;
            power = power * base % prime;
        }
        if (!reached) return false;
    }
    return true;
}

std::string_view published_key(std::string_view modulus) {
    (void)modulus;
    return {};
}

}  // namespace preflight::crypto
