/* What of mbedTLS is compiled: digests. Verifying signatures adds RSA and ECDSA here. */
#ifndef PREFLIGHT_MBEDTLS_CONFIG_H
#define PREFLIGHT_MBEDTLS_CONFIG_H

#define MBEDTLS_SHA1_C
#define MBEDTLS_SHA256_C
#define MBEDTLS_NO_PLATFORM_ENTROPY

#endif
