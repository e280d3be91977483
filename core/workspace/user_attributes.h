// What expressions read of one Okta user: the profile of a row of the users table, by name or by a number that was
// looked up once. Follows facts okta-exports 0.3, 5 and okta-el 4, 10, 12.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/evaluate/bound_program.h"
#include "core/population/cell_index.h"
#include "core/population/table.h"
#include "core/workspace/workspace.h"

namespace preflight::workspace {

// A cell as a value of the language, and back. A list is its JSON; what cells cannot hold (objects, times) becomes the
// list of its JSON text, which no rule takes for a text.
[[nodiscard]] expression::Value value_of(const population::Atoms& atoms, population::Cell cell);
[[nodiscard]] population::Cell cell_of(population::Atoms& atoms, const expression::Value& value);

// The columns behind the names; made once for a workspace, which outlives it.
class UserAttributes {
public:
    explicit UserAttributes(const workspace::Workspace& workspace);

    // False: neither a base attribute, nor in the given schema, nor carried by any user.
    [[nodiscard]] bool exists(std::string_view root, std::string_view name) const;
    // `row` kNoRow: the user was not exported, and every attribute is unknown.
    [[nodiscard]] expression::Value value(std::uint32_t row, std::string_view name, std::uint32_t hash) const;
    // Whether the user is known to come from neither AD nor LDAP.
    [[nodiscard]] bool is_elsewhere(std::uint32_t row) const;
    // The column behind a name; kNoColumn when no user has it.
    [[nodiscard]] population::Column column(std::string_view name, std::uint32_t hash) const;
    [[nodiscard]] std::string_view suffix() const { return suffix_; }
    // "id" or "status" of the user itself; empty when not exported.
    [[nodiscard]] std::string_view internal_property(std::uint32_t row, std::string_view name) const;

private:
    struct Named {
        std::uint32_t hash;
        population::Column column;
        std::string_view name;  // without "profile."
    };
    const workspace::Workspace& workspace_;
    const population::Table& users_;
    std::vector<Named> columns_;  // by hash
    population::Column first_name_, last_name_, provider_, id_, status_;
    std::string suffix_;  // instance.userSuffix
};

// The names of one program, looked up once: each has a number. Numbers are those of one resolver, which
// may serve several programs.
class UserResolver final : public expression::Resolver {
public:
    explicit UserResolver(const UserAttributes& attributes) : attributes_(attributes) {}
    [[nodiscard]] expression::Slot resolve(const expression::Name& root, const expression::Name& name) const override;

    // The cell behind a number where it alone is the value (kNoColumn: it is not).
    [[nodiscard]] population::Column plain_column(std::uint32_t number) const {
        return names_[number].plain ? names_[number].column : population::kNoColumn;
    }

private:
    friend class UserRow;
    struct Resolved {
        std::string root, name;
        std::uint32_t hash;
        population::Column column;
        bool plain;  // the value is the cell, or null where the row does not have it
    };
    const UserAttributes& attributes_;
    mutable std::vector<Resolved> names_;
};

// The evaluation scope of one user.
class UserScope : public expression::Scope {
public:
    UserScope(const UserAttributes& attributes, std::uint32_t row, std::optional<std::int64_t> now_unix)
        : attributes_(attributes), row_(row), now_unix_(now_unix) {}

    void move_to(std::uint32_t row) { row_ = row; }
    // The Okta id of somebody who was not exported; outlives the scope.
    void set_id(std::string_view id) { id_ = id; }

    [[nodiscard]] bool has_root(std::string_view root) const override;
    [[nodiscard]] bool has_attribute(std::string_view root, std::string_view name) const override {
        return attributes_.exists(root, name);
    }
    [[nodiscard]] expression::Value attribute(std::string_view root, std::string_view name) const override;
    [[nodiscard]] Found find(const expression::Name& root, const expression::Name& name,
                             expression::Value& out) const override;
    [[nodiscard]] expression::Value internal_property(std::string_view name) const override;
    [[nodiscard]] std::optional<std::int64_t> now() const override {
        return now_unix_ ? std::optional(*now_unix_ * 1000) : std::nullopt;
    }

private:
    const UserAttributes& attributes_;
    std::uint32_t row_;
    std::optional<std::int64_t> now_unix_;
    std::string_view id_;
};

// The values of one user by the numbers of a resolver; the same user as the scope's.
class UserRow final : public expression::RowValues {
public:
    UserRow(const UserResolver& resolver, const UserScope& scope, const population::Table& users)
        : resolver_(resolver), scope_(scope), users_(users) {}
    void move_to(std::uint32_t row) { row_ = row; }
    [[nodiscard]] expression::Value value(std::uint32_t number) const override;

private:
    const UserResolver& resolver_;
    const UserScope& scope_;
    const population::Table& users_;
    std::uint32_t row_ = 0;
};

}  // namespace preflight::workspace
