// Resources of the Okta provider in Terraform's JSON: `terraform show -json` of a state or a plan, or a
// terraform.tfstate of version 4 (facts okta-exports 11). The spelling of Terraform becomes that of the API.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/json/document.h"
#include "core/okta/model.h"
#include "core/okta/readers.h"
#include "core/population/table.h"

namespace preflight::okta {

// What is read of a plan.
enum class PlanPart : std::uint8_t {
    planned,      // what it plans, and the data sources that were read already; everything of a state
    prior_state,  // the state it begins with; nothing of a document that is not a plan
};

// Calls `visit(type, values)` for each resource and data source.
void for_each_terraform_resource(const formats::json::Node& document, PlanPart part,
                                 const std::function<void(std::string_view, const formats::json::Node&)>& visit);

[[nodiscard]] Application read_terraform_application(const Origin& origin, const formats::json::Node& values);
[[nodiscard]] ProfileMapping read_terraform_mapping(const Origin& origin, const formats::json::Node& values);

// Schemas of single attributes: Terraform has a resource for each. They are not whole.
class TerraformSchemas {
public:
    // Adds an attribute to the schema that it belongs to. False for a resource that is none.
    bool add(const Origin& origin, std::string_view type, const formats::json::Node& values);
    [[nodiscard]] std::vector<Schema>& schemas() { return schemas_; }

private:
    std::vector<Schema> schemas_;
    std::map<std::string, std::size_t> by_owner_;
};

[[nodiscard]] PasswordPolicy read_terraform_policy(const Origin& origin, const formats::json::Node& values);
[[nodiscard]] PushMapping read_terraform_push_group(const Origin& origin, const formats::json::Node& values);

// The columns of the row that was begun last.
void read_terraform_app_user(const formats::json::Node& values, population::Table& app_users);
// `app_id` and `group` are the resource's; a resource with several groups has one object for each.
void read_terraform_app_group(std::string_view app_id, const formats::json::Node& group, population::Table& app_groups);

}  // namespace preflight::okta
