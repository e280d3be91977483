# Where each dependency comes from:
#                    native                          Emscripten
#  json    3.11.2    find_package (nlohmann-json3-dev) headers only
#  CLI11   2.1.2     find_package (libcli11-dev)    not needed
#  mbedTLS 2.28.3   source in .deps/, built with this build's own flags (MbedTls.cmake)
#  pugixml 1.13     the same (Pugixml.cmake)
#  GoogleTest 1.12   source in /usr/src/googletest, built with this build's own flags
#
# A source is looked for in this order; the first hit wins:
#  1. FETCHCONTENT_SOURCE_DIR_<NAME>   (CMake's own override)
#  2. .deps/ in the source tree        (filled by ./dev from Debian's archive)
#  3. the pinned URL                   (needs a network; for users outside)
include(FetchContent)
set(PREFLIGHT_DEPS_DIR "${CMAKE_CURRENT_SOURCE_DIR}/.deps" CACHE PATH "Locally provided dependency sources")
if(POLICY CMP0135)
  cmake_policy(SET CMP0135 NEW)   # fetched files get the extraction time as their time stamp
endif()

# ---- nlohmann/json --------------------------------------------------------------------------
if(NOT EMSCRIPTEN)
  find_package(nlohmann_json 3.11 QUIET)
endif()
if(NOT TARGET nlohmann_json::nlohmann_json)
  add_library(nlohmann_json INTERFACE)
  add_library(nlohmann_json::nlohmann_json ALIAS nlohmann_json)
  if(NOT FETCHCONTENT_SOURCE_DIR_NLOHMANN_JSON AND EXISTS /usr/include/nlohmann/json.hpp)
    # The system's headers without the rest of /usr/include: -isystem /usr/include would put glibc's
    # headers in front of Emscripten's. A directory with a single link shows the compiler this one.
    set(_json_include "${CMAKE_BINARY_DIR}/system-include")
    file(MAKE_DIRECTORY "${_json_include}")
    file(CREATE_LINK /usr/include/nlohmann "${_json_include}/nlohmann" SYMBOLIC)
  else()
    FetchContent_Declare(nlohmann_json
      URL https://github.com/nlohmann/json/releases/download/v3.11.2/json.tar.xz
      URL_HASH SHA256=8c4b26bf4b422252e13f332bc5e388ec0ab5c3443d24399acb675e68278d341f
      SOURCE_SUBDIR sources-only)
    FetchContent_MakeAvailable(nlohmann_json)
    set(_json_include "${nlohmann_json_SOURCE_DIR}/include")
  endif()
  target_include_directories(nlohmann_json SYSTEM INTERFACE "${_json_include}")
endif()

# ---- CLI11: the arguments of the native command line ------------------------------------------
if(NOT EMSCRIPTEN)
  find_package(CLI11 2.1 QUIET)
  if(NOT TARGET CLI11::CLI11)
    message(FATAL_ERROR "CLI11 is missing: apt install libcli11-dev (./dev does it)")
  endif()
endif()

# ---- expat: a second reader of XML, for tests that compare (tests/support/xml_comparison.h) ----------
if(NOT EMSCRIPTEN)
  find_package(EXPAT QUIET)
endif()
function(preflight_compare_with_expat target)
  if(TARGET EXPAT::EXPAT)
    target_link_libraries(${target} PRIVATE EXPAT::EXPAT)
    target_compile_definitions(${target} PRIVATE PREFLIGHT_HAVE_EXPAT)
  endif()
endfunction()

# ---- GoogleTest -----------------------------------------------------------------------------
if(PREFLIGHT_BUILD_TESTS)
  set(INSTALL_GTEST OFF CACHE INTERNAL "")
  set(BUILD_GMOCK OFF CACHE INTERNAL "")
  set(gtest_disable_pthreads ${EMSCRIPTEN} CACHE INTERNAL "")
  if(NOT FETCHCONTENT_SOURCE_DIR_GOOGLETEST AND EXISTS /usr/src/googletest/CMakeLists.txt)
    set(FETCHCONTENT_SOURCE_DIR_GOOGLETEST /usr/src/googletest)
  endif()
  FetchContent_Declare(googletest
    URL https://github.com/google/googletest/archive/refs/tags/release-1.12.1.tar.gz
    URL_HASH SHA256=81964fe578e9bd7c94dfdb09c8e4d6e6759e19967e397dbea48d1c10e45d0df2)
  FetchContent_MakeAvailable(googletest)
endif()
