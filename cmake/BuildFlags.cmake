# One interface target carries every project-wide flag, so that dependencies that are built from
# source (mbedTLS, pugixml, GoogleTest) and our own code agree on the ABI-relevant ones.
add_library(preflight_flags INTERFACE)
add_library(preflight::flags ALIAS preflight_flags)

# ABI-relevant flags must reach the dependencies as well: directory scope, not the target.
if(EMSCRIPTEN)
  # The core throws nothing, and has no use for the names of types. Unwinding what could be thrown is a fifth of the
  # module; what goes wrong all the same stops it, and the worker is started again.
  set(PREFLIGHT_WASM_EH "-fno-exceptions;-fno-rtti" CACHE STRING "What of C++ the module goes without")
  add_compile_definitions(EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
  set(PREFLIGHT_WASM_CFLAGS "-flto" CACHE STRING "More compile and link options for wasm")
  add_compile_options(${PREFLIGHT_WASM_EH} ${PREFLIGHT_WASM_CFLAGS})
  add_link_options(${PREFLIGHT_WASM_EH} ${PREFLIGHT_WASM_CFLAGS})
endif()
# What is released reads hostile files: checked copies and containers, stack canaries, addresses that differ from run to
# run, and tables that cannot be written once the program runs (tests/release).
if(NOT EMSCRIPTEN AND CMAKE_BUILD_TYPE STREQUAL "Release")
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_compile_options(-fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS)
  add_link_options(-pie -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
if(PREFLIGHT_SANITIZERS)
  add_compile_options(-fsanitize=${PREFLIGHT_SANITIZERS} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PREFLIGHT_SANITIZERS})
endif()
if(PREFLIGHT_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
if(PREFLIGHT_BUILD_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

target_compile_options(preflight_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-qual -Wformat=2)
if(PREFLIGHT_WERROR)
  target_compile_options(preflight_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 warns about its own std::string operator+ (GCC bug 105651).
  target_compile_options(preflight_flags INTERFACE -Wno-restrict)
endif()
