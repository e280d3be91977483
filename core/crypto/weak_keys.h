// Keys that are weak whatever their length: the ROCA fingerprint (CVE-2017-15361) and private keys that everybody has
// because a product ships them as a sample. Facts saml-metadata CRT-22, CRT-23. The list of Debian's weak keys of 2006
// to 2008 is not here: it is a manual check.
#pragma once

#include <string_view>

namespace preflight::crypto {

// `modulus`: big-endian bytes. True when modulo all 38 primes from 3 to 167 it is a power of 65537, which one modulus
// in some hundred million is by chance.
[[nodiscard]] bool has_roca_fingerprint(std::string_view modulus);

// Why a signature with this key proves nothing, as the rest of a sentence; empty when the key is not on the list. The
// list has what public repositories show: keys that products ship or documents repeat, by the SHA-256 of their moduli.
[[nodiscard]] std::string_view published_key(std::string_view modulus);

}  // namespace preflight::crypto
