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

    // Sets cells some at a time, so that the waits for the pool overlap: nothing is set before flush(), until when the
    // texts must live.
    void set(population::TableRow row, population::Column column, std::string_view text) {
        add({row, column, text, row.table->atoms().prepare(population::AtomKind::text, text), {}});
    }
    void set(population::TableRow row, population::Column column, population::Cell cell) {
        add({row, column, {}, 0, cell});
    }
    void flush();

    void clear() {
        fixed_.fill(population::kNoColumn);
        known_.clear();
    }

private:
    static constexpr std::size_t kKept = 512;
    struct Waiting {
        population::TableRow row;
        population::Column column = 0;
        std::string_view text;
        std::uint64_t prepared = 0;
        population::Cell cell;  // unset: the text
    };
    void add(const Waiting& one) {
        if (count_ == waiting_.size()) flush();
        waiting_[count_++] = one;
    }
    std::array<Waiting, 32> waiting_{};
    std::size_t count_ = 0;
    std::array<population::Column, kFixed> fixed_ = [] {
        std::array<population::Column, kFixed> none{};
        none.fill(population::kNoColumn);
        return none;
    }();
    std::vector<std::pair<std::string, population::Column>> known_;
};

// What the address that a list was fetched from, or the name of its file, says of its rows; empty where nothing does.
struct ListAddress {
    std::string app_id;    // of assignments that do not name their application
    std::string group_id;  // of members: that of their group, or its name where no id is known
    std::string group_name;
};

// Set the columns of a row, once they are flushed.
void read_user(const formats::json::Node& node, population::TableRow user, RowColumns& columns, const ListAddress&);
void read_app_user(const formats::json::Node& node, population::TableRow app_user, RowColumns& columns,
                   const ListAddress& address);
void read_member(const formats::json::Node& node, population::TableRow member, RowColumns& columns,
                 const ListAddress& address);

// One JSON value as a cell: strings decoded, numbers as written, lists and objects as JSON text
// without white space, so that equal ones are one atom.
[[nodiscard]] population::Cell cell_of(population::Atoms& atoms, const formats::json::Node& value);

}  // namespace preflight::okta
