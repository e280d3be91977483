# One interface target carries every project-wide flag, so that dependencies that are built from
# source (mbedTLS, pugixml, GoogleTest) and our own code agree on the ABI-relevant ones.
add_library(preflight_flags INTERFACE)
add_library(preflight::flags ALIAS preflight_flags)

# ABI-relevant flags must reach the dependencies as well: directory scope, not the target.
if(EMSCRIPTEN)
  set(PREFLIGHT_WASM_EH "-fwasm-exceptions" CACHE STRING
      "Exception mode for wasm: -fwasm-exceptions, -fexceptions or -fno-exceptions")
  set(PREFLIGHT_WASM_CFLAGS "-flto" CACHE STRING "More compile and link options for wasm")
  add_compile_options(${PREFLIGHT_WASM_EH} ${PREFLIGHT_WASM_CFLAGS})
  add_link_options(${PREFLIGHT_WASM_EH} ${PREFLIGHT_WASM_CFLAGS})
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
