// What is this? Artefacts are recognised by their content, never by file name (spec 2, facts okta-exports 1-14, egnyte
// 8).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/formats/json/document.h"

namespace preflight::intake {

enum class Artefact : std::uint8_t {
    none,
    application,
    mapping,
    mapping_list_item,
    app_schema,
    user_schema,
    password_policy,
    user,
    app_user,
    egnyte_account,
    scenario,
    okta_error,
    terraform,     // `terraform show -json` of a state or plan, or a terraform.tfstate
    known_unused,  // something of Okta's or Egnyte's that nothing looks at yet
};

// One JSON object. Looks at its keys only, not below a few well-known ones.
[[nodiscard]] Artefact recognise(const formats::json::Node& object);

// The kind word of spec 2.
[[nodiscard]] std::string_view kind_word(Artefact artefact);

// In words, for objects of known_unused: "a list of Okta groups".
[[nodiscard]] std::string_view unused_words(const formats::json::Node& object);

}  // namespace preflight::intake
