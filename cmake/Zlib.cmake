# zlib 1.2.13 (zlib licence), of which only inflate and the CRC are compiled, from the same source for the CLI and for WASM,
# so that both read an archive in the same way. The ZIP directory is read by core/formats/zip.cpp. Debian's source archive
# leaves out some documents and is packed differently than the release: each has its own SHA-256, the code is the same.
set(_zlib_url "https://github.com/madler/zlib/releases/download/v1.2.13/zlib-1.2.13.tar.gz")
set(_zlib_hash b3a24de97a8fdbc835b9833169501030b8977031bcb54b3b3ac13740f846ab30)
if(EXISTS "${PREFLIGHT_DEPS_DIR}/zlib_1.2.13.dfsg.orig.tar.bz2")
  set(_zlib_url "${PREFLIGHT_DEPS_DIR}/zlib_1.2.13.dfsg.orig.tar.bz2")
  set(_zlib_hash 71feb7947e3c00ef125f83b79a4e529bde31171e5babe48b391f06758d1ab0a1)
endif()
FetchContent_Declare(zlib
  URL "${_zlib_url}"
  URL_HASH SHA256=${_zlib_hash}
  SOURCE_SUBDIR sources-only)
FetchContent_MakeAvailable(zlib)
add_library(preflight_inflate STATIC
  "${zlib_SOURCE_DIR}/adler32.c"
  "${zlib_SOURCE_DIR}/crc32.c"
  "${zlib_SOURCE_DIR}/inffast.c"
  "${zlib_SOURCE_DIR}/inflate.c"
  "${zlib_SOURCE_DIR}/inftrees.c"
  "${zlib_SOURCE_DIR}/zutil.c")
target_include_directories(preflight_inflate SYSTEM PUBLIC "${zlib_SOURCE_DIR}")
target_compile_definitions(preflight_inflate PRIVATE NO_GZIP)  # an entry of a ZIP is a bare deflate stream
