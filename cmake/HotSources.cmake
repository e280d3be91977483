# The module is downloaded before it runs, so it is compiled for size (-Oz), but for what runs once a byte, once a cell or
# once a person: there -Oz costs a factor of three. Of a template that both kinds instantiate the linker keeps the copy it
# meets first, so the objects of the hot sources come first on the link line (preflight_hot, WasmModule.cmake).
if(NOT EMSCRIPTEN)
  return()
endif()
set(PREFLIGHT_HOT_SOURCES "")
file(GLOB _hot CONFIGURE_DEPENDS
  core/population/*.cpp
  core/formats/json/*.cpp core/formats/csv.cpp
  core/text/decoder.cpp core/text/position.cpp core/text/unicode.cpp
  core/crypto/digest.cpp core/crypto/private_keys.cpp
  core/intake/pipeline.cpp core/intake/wrappers.cpp core/intake/reading.cpp core/intake/secret_search.cpp
  core/okta/row_readers.cpp core/okta/people_columns.cpp core/egnyte/user_name.cpp core/rules/person_view.cpp
  core/expression/evaluate/bytecode.cpp
  core/workspace/evaluations.cpp core/workspace/user_attributes.cpp
  core/simulation/world.cpp core/simulation/people.cpp core/simulation/profile.cpp core/simulation/scene.cpp
  core/simulation/replay.cpp core/simulation/tally.cpp core/simulation/undecided.cpp)
foreach(_source IN LISTS _hot)
  list(REMOVE_ITEM PREFLIGHT_CORE_SOURCES "${_source}")
  list(APPEND PREFLIGHT_HOT_SOURCES "${_source}")
endforeach()
add_library(preflight_hot OBJECT ${PREFLIGHT_HOT_SOURCES})
# em++ reads the -Oz before it and would turn inlining off.
target_compile_options(preflight_hot PRIVATE -O3 -finline-functions)
target_include_directories(preflight_hot PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_CURRENT_BINARY_DIR}/generated")
target_link_libraries(preflight_hot PRIVATE preflight::flags preflight_pugixml preflight_mbedcrypto nlohmann_json::nlohmann_json)
# std::string::push_back of every byte of JSON: the library's own copy is compiled for size.
target_compile_definitions(preflight_hot PRIVATE _LIBCPP_DISABLE_EXTERN_TEMPLATE)
list(APPEND PREFLIGHT_CORE_SOURCES $<TARGET_OBJECTS:preflight_hot>)
