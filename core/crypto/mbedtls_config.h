/* What of mbedTLS is compiled: digests, and verifying RSA and ECDSA signatures. Nothing that signs or makes keys. */
#ifndef PREFLIGHT_MBEDTLS_CONFIG_H
#define PREFLIGHT_MBEDTLS_CONFIG_H

#define MBEDTLS_SHA1_C
#define MBEDTLS_SHA256_C
#define MBEDTLS_SHA512_C
#define MBEDTLS_MD_C
#define MBEDTLS_BIGNUM_C
#define MBEDTLS_OID_C
#define MBEDTLS_ASN1_PARSE_C
#define MBEDTLS_ASN1_WRITE_C
#define MBEDTLS_RSA_C
#define MBEDTLS_PKCS1_V15
#define MBEDTLS_PKCS1_V21
#define MBEDTLS_ECDSA_C
#define MBEDTLS_ECP_C
#define MBEDTLS_ECP_DP_SECP256R1_ENABLED
#define MBEDTLS_ECP_DP_SECP384R1_ENABLED
#define MBEDTLS_ECP_DP_SECP521R1_ENABLED
#define MBEDTLS_ECP_NIST_OPTIM
#define MBEDTLS_ECP_NO_INTERNAL_RNG /* only public values: there is nothing to blind */
#define MBEDTLS_ECP_WINDOW_SIZE 4   /* a larger one saves nothing: tables are made anew for every key */
#define MBEDTLS_ECP_FIXED_POINT_OPTIM 0
#define MBEDTLS_MPI_MAX_SIZE 1024 /* bytes: RSA of 8192 bits */
#define MBEDTLS_NO_PLATFORM_ENTROPY
#define MBEDTLS_PLATFORM_ZEROIZE_ALT /* digest.cpp: only public values are computed with, none needs to be wiped */

#include "mbedtls/check_config.h"

#endif
