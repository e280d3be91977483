// Where in a Terraform configuration a place of its JSON comes from: the address by which Terraform names the resource.
// Source: "terraform show -json" (JSON Output Format 1.x) and the state file, version 4.
#pragma once

#include <string>
#include <string_view>

#include "core/formats/json/document.h"

namespace preflight::report {

// "module.sso.okta_app_saml.egnyte[0]" for a JSON pointer into a resource; empty for any other place. Costs the length
// of the pointer's arrays.
[[nodiscard]] std::string terraform_address(const formats::json::Node& document, std::string_view pointer);

}  // namespace preflight::report
