// Okta's JSON into the model (model.h) and people into tables. Nothing is required but what the recogniser already
// saw; what is absent stays absent. Facts okta-exports 1, 2, 4-7, 14.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/formats/json/document.h"
#include "core/okta/model.h"
#include "core/population/table.h"

namespace preflight::okta {

// The input that the nodes of one document are in.
struct Origin {
    std::size_t input = 0;
    // Set where the document is a text inside the input (the body of a HAR, a string of Terraform's JSON): the way to
    // the bytes of the input.
    const formats::Embedded* outer = nullptr;
};

[[nodiscard]] findings::Location locate(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] TextField read_text(const Origin& origin, const formats::json::Node& parent, std::string_view key);

// "https://org/api/v1/apps/0oa…/users" -> "0oa…": the path segment behind `before`, "/apps/".
[[nodiscard]] std::string_view segment_behind(std::string_view url, std::string_view before);

[[nodiscard]] UserNameTemplate read_user_name_template(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] Application read_application(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] ProfileMapping read_mapping(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] Schema read_schema(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] PasswordPolicy read_password_policy(const Origin& origin, const formats::json::Node& node);
[[nodiscard]] ApiError read_error(const Origin& origin, const formats::json::Node& node);

// From `terraform show -json` of a state or a plan (its prior state), or a terraform.tfstate of version 4. Only
// resources that say their key or certificate.
[[nodiscard]] std::vector<SamlResource> read_terraform_saml(const Origin& origin, const formats::json::Node& document);

// The columns of the row before. Nearly all people of an export have the same attributes in the same order, so an
// attribute's column is looked for at its place in the profile. For one table; void after its rollback.
class RowColumns {
public:
    // `which` numbers the columns that are not of the profile, below kFixed.
    static constexpr std::size_t kFixed = 12;
    population::Column fixed(population::Table& table, std::size_t which, std::string_view name) {
        if (fixed_[which] == population::kNoColumn) fixed_[which] = table.column(name);
        return fixed_[which];
    }
    population::Column profile(population::Table& table, std::size_t position, std::string_view name);
    void clear() {
        fixed_.fill(population::kNoColumn);
        known_.clear();
    }
    // The application of assignments that do not name it: that of the address which they were fetched from.
    std::string app_id;

private:
    static constexpr std::size_t kKept = 512;
    std::array<population::Column, kFixed> fixed_ = [] {
        std::array<population::Column, kFixed> none{};
        none.fill(population::kNoColumn);
        return none;
    }();
    std::vector<std::pair<std::string, population::Column>> known_;
};

// Sets the columns of a row.
void read_user(const formats::json::Node& node, population::TableRow user, RowColumns& columns);
void read_app_user(const formats::json::Node& node, population::TableRow app_user, RowColumns& columns);

// One JSON value as a cell: strings decoded, numbers as written, lists and objects as JSON text
// without white space, so that equal ones are one atom.
[[nodiscard]] population::Cell cell_of(population::Atoms& atoms, const formats::json::Node& value);

}  // namespace preflight::okta
