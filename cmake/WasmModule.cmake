# wasm_module(<name> SOURCES ... LIBRARIES ... [ES6] [SINGLE_FILE])
set(PREFLIGHT_WASM_MALLOC "dlmalloc" CACHE STRING "dlmalloc or emmalloc")
set(PREFLIGHT_WASM_EXTRA_LDFLAGS "" CACHE STRING "More link options for the wasm modules")
function(wasm_module name)
  cmake_parse_arguments(ARG "ES6;SINGLE_FILE" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} $<TARGET_OBJECTS:preflight_hot> ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES})
  target_link_options(${name} PRIVATE
    -Os                             # -Oz would link a memcpy that copies byte by byte: a tenth of a check
    --bind                          # Embind (-lembind in newer releases; --bind works in both)
    --no-entry
    -sMODULARIZE=1
    -sEXPORT_NAME=createPreflight
    -sENVIRONMENT=web,worker,node
    -sFILESYSTEM=0
    -sDYNAMIC_EXECUTION=0           # no eval / new Function: works under a strict CSP
    -sALLOW_MEMORY_GROWTH=1
    -sINITIAL_MEMORY=16MB
    -sMAXIMUM_MEMORY=4GB
    -sMALLOC=${PREFLIGHT_WASM_MALLOC}
    -sSTACK_OVERFLOW_CHECK=0
    ${PREFLIGHT_WASM_EXTRA_LDFLAGS})
  if(ARG_ES6)
    target_link_options(${name} PRIVATE -sEXPORT_ES6=1 -sUSE_ES6_IMPORT_META=1)
    set_target_properties(${name} PROPERTIES SUFFIX ".mjs")
  endif()
  if(ARG_SINGLE_FILE)
    target_link_options(${name} PRIVATE -sSINGLE_FILE=1)
  endif()
endfunction()
