# pugixml 1.13 (MIT), compiled from the same source for the CLI and for WASM, so that both hold the same tree. Debian's
# source archive and the project's archive of the tag are the same file: one SHA-256 pins both. XPath is left out, and
# with it everything in pugixml that recurses or throws while it reads.
set(_pugixml_url "https://github.com/zeux/pugixml/archive/refs/tags/v1.13.tar.gz")
if(EXISTS "${PREFLIGHT_DEPS_DIR}/pugixml_1.13.orig.tar.gz")
  set(_pugixml_url "${PREFLIGHT_DEPS_DIR}/pugixml_1.13.orig.tar.gz")
endif()
FetchContent_Declare(pugixml
  URL "${_pugixml_url}"
  URL_HASH SHA256=5c5ad5d7caeb791420408042a7d88c2c6180781bf218feca259fd9d840a888e1
  SOURCE_SUBDIR sources-only)
FetchContent_MakeAvailable(pugixml)
add_library(preflight_pugixml STATIC "${pugixml_SOURCE_DIR}/src/pugixml.cpp")
target_include_directories(preflight_pugixml SYSTEM PUBLIC "${pugixml_SOURCE_DIR}/src")
target_compile_definitions(preflight_pugixml PUBLIC PUGIXML_NO_XPATH)
if(EMSCRIPTEN)
  target_compile_options(preflight_pugixml PRIVATE -O3 -finline-functions)  # it sees every byte of the metadata
endif()
