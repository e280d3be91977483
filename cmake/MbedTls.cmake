# The crypto part of mbedTLS 2.28.3 (Apache-2.0), compiled from the same sources for the CLI and for WASM, so that both
# compute with the same code. Only what core/crypto/mbedtls_config.h switches on. Its TLS and X.509 parts are not used.
# Only Debian's source archive is pinned by its sum; ./dev fetches it.
if(NOT FETCHCONTENT_SOURCE_DIR_MBEDTLS AND NOT EXISTS "${PREFLIGHT_DEPS_DIR}/mbedtls_2.28.3.orig.tar.gz")
  message(FATAL_ERROR "The source of mbedTLS 2.28.3 is missing: ./dev build puts it into .deps/, or set FETCHCONTENT_SOURCE_DIR_MBEDTLS")
endif()
FetchContent_Declare(mbedtls
  URL "${PREFLIGHT_DEPS_DIR}/mbedtls_2.28.3.orig.tar.gz"
  URL_HASH SHA256=3b4953aa55a681e084d31892d9904cc5328d6b4958ea57b90ae4b4f94ae69a8d
  SOURCE_SUBDIR sources-only)
FetchContent_MakeAvailable(mbedtls)
add_library(preflight_mbedcrypto STATIC
  "${mbedtls_SOURCE_DIR}/library/asn1parse.c"
  "${mbedtls_SOURCE_DIR}/library/asn1write.c"
  "${mbedtls_SOURCE_DIR}/library/bignum.c"
  "${mbedtls_SOURCE_DIR}/library/constant_time.c"
  "${mbedtls_SOURCE_DIR}/library/ecdsa.c"
  "${mbedtls_SOURCE_DIR}/library/ecp.c"
  "${mbedtls_SOURCE_DIR}/library/ecp_curves.c"
  "${mbedtls_SOURCE_DIR}/library/md.c"
  "${mbedtls_SOURCE_DIR}/library/oid.c"
  "${mbedtls_SOURCE_DIR}/library/platform_util.c"
  "${mbedtls_SOURCE_DIR}/library/rsa.c"
  "${mbedtls_SOURCE_DIR}/library/rsa_internal.c"
  "${mbedtls_SOURCE_DIR}/library/sha1.c"
  "${mbedtls_SOURCE_DIR}/library/sha256.c"
  "${mbedtls_SOURCE_DIR}/library/sha512.c")
target_include_directories(preflight_mbedcrypto SYSTEM PUBLIC "${mbedtls_SOURCE_DIR}/include")
target_include_directories(preflight_mbedcrypto PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
target_compile_definitions(preflight_mbedcrypto PUBLIC
  "MBEDTLS_CONFIG_FILE=\"core/crypto/mbedtls_config.h\"")
if(EMSCRIPTEN)
  # Every input is hashed.
  set_source_files_properties("${mbedtls_SOURCE_DIR}/library/sha256.c" PROPERTIES COMPILE_OPTIONS "-O3;-finline-functions")
endif()
