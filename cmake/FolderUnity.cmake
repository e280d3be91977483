# PREFLIGHT_FOLDER_UNITY compiles each folder of the core as one source. Most of the time of a small file goes into the same
# headers again, so a whole build takes a third of the time; a changed file takes longer, so the quick build (native-fast) leaves it off.
# Helpers in an unnamed namespace need a name that is unique in their folder. These sources repeat such names and compile alone:
option(PREFLIGHT_FOLDER_UNITY "Compile each folder of the core as one source (for whole builds)" ${EMSCRIPTEN})
set(PREFLIGHT_SINGLE_SOURCES
  core/intake/artefacts/*.cpp core/expression/functions/*.cpp  # each has a `recognises` and a `read`, or a `kFunctions`
  core/crypto/public_key.cpp
  core/expression/evaluate/coverage.cpp core/expression/evaluate/unknown.cpp core/expression/lint/eval_json.cpp
  core/formats/xml/tree.cpp
  core/okta/log_reader.cpp core/okta/org_readers.cpp core/okta/readers.cpp core/okta/terraform_reader.cpp
  core/report/renderer.cpp  # wasm/ compiles it once more and leaves this one out
  core/report/render/markdown.cpp core/report/render/sarif.cpp core/report/render/text.cpp
  core/saml/okta_checks.cpp core/saml/response.cpp core/saml/signature.cpp core/saml/signature_checks.cpp core/saml/surroundings.cpp core/saml/url.cpp
  core/text/unicode.cpp
  core/workspace/join.cpp)

# preflight_folder_unity(<target>): its sources in core/ and tests/unit/rules/, one translation unit for each folder. CMake keeps
# sources with compile options of their own apart.
function(preflight_folder_unity target)
  if(NOT PREFLIGHT_FOLDER_UNITY)
    return()
  endif()
  file(GLOB single CONFIGURE_DEPENDS ${PREFLIGHT_SINGLE_SOURCES})
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources EXCLUDE REGEX "^\\$<")  # objects of other targets
  foreach(source IN LISTS sources)
    get_filename_component(folder "${source}" DIRECTORY)
    string(REPLACE "${PROJECT_SOURCE_DIR}/" "" folder "${folder}")
    if(source IN_LIST single OR NOT folder MATCHES "^(core|tests/unit/rules)(/|$)")
      set_source_files_properties("${source}" TARGET_DIRECTORY ${target} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    else()
      string(REPLACE "/" "_" group "${folder}")
      set_source_files_properties("${source}" TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP "${group}")
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
