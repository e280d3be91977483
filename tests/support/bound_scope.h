// Bound evaluation over any scope: each reference gets a column when it is resolved, and a row reads its cells from a
// scope. For tests and benchmarks; production has tables.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/expression/evaluate/bound_program.h"

namespace preflight::test {

// Resolves against one scope, whose schema is that of all rows.
class ScopeResolver : public expression::Resolver {
public:
    explicit ScopeResolver(const expression::Scope& scope) : scope_(scope) {}

    [[nodiscard]] expression::Slot resolve(const expression::Name& root, const expression::Name& name) const override {
        using Found = expression::Scope::Found;
        using Kind = expression::Slot::Kind;
        expression::Value value;
        switch (scope_.find(root, name, value)) {
            case Found::no_root:
                return {Kind::no_root};
            case Found::no_attribute:
                return {Kind::no_attribute};
            case Found::no_profile:
                return {Kind::no_profile};
            case Found::value:
                break;
        }
        std::pair<std::string, std::string> key{std::string(root.text), std::string(name.text)};
        const auto known = std::find(names_.begin(), names_.end(), key);
        const auto column = static_cast<std::uint32_t>(known - names_.begin());
        if (known == names_.end()) names_.push_back(std::move(key));
        return {Kind::value, column};
    }

    // Root and name of each column.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& names() const { return names_; }

private:
    const expression::Scope& scope_;
    mutable std::vector<std::pair<std::string, std::string>> names_;
};

// The row of a scope, read once: its cells are copies.
class ScopeRow : public expression::RowValues {
public:
    ScopeRow(const ScopeResolver& resolver, const expression::Scope& scope) {
        for (const auto& [root, name] : resolver.names()) cells_.push_back(scope.attribute(root, name));
    }
    [[nodiscard]] expression::Value value(std::uint32_t column) const override { return cells_[column]; }

private:
    std::vector<expression::Value> cells_;
};

}  // namespace preflight::test
