// Okta's JSON into the model (model.h) and people into records. Nothing is required but what the recogniser already
// saw; what is absent stays absent. Facts okta-exports 1, 2, 4-7, 14.
#pragma once

#include <cstddef>

#include "core/formats/json.h"
#include "core/formats/records.h"
#include "core/okta/model.h"

namespace preflight::okta {

// The input that the nodes of one document stand in.
struct Origin {
    std::size_t input = 0;
};

[[nodiscard]] findings::Location locate(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] TextField read_text(const Origin& origin, const formats::json::Node& parent, std::string_view key);

[[nodiscard]] Application read_application(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] ProfileMapping read_mapping(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] Schema read_schema(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] PasswordPolicy read_password_policy(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] ApiError read_error(const Origin& origin, const formats::json::Node& node);

// From `terraform show -json` of a state or a plan (its prior state), or a terraform.tfstate of version 4. Only
// resources that say their key or certificate.
[[nodiscard]] std::vector<SamlResource> read_terraform_saml(const Origin& origin, const formats::json::Node& document);

// Sets the columns of one record that was begun by the caller.
void read_user(const formats::json::Node& node, formats::Records& users);
void read_app_user(const formats::json::Node& node, formats::Records& app_users);

// One JSON value as a cell: strings decoded, numbers as written, lists and objects as JSON text.
void set_cell(formats::Records& records, std::string_view column, const formats::json::Node& value);

}  // namespace preflight::okta
