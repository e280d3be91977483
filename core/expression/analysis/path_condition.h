// What the conditions on the way to a part of an expression say about attributes. Internal to this folder.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/expression/analysis/analysis.h"
#include "core/expression/functions/functions.h"
#include "core/expression/syntax/ast.h"
#include "core/expression/values/abstract_value.h"

namespace preflight::expression {

struct PathCondition {
    struct Narrowed {
        std::string root, name;   // of an attribute
        std::vector<Case> cases;  // its values here
    };
    std::vector<Narrowed> attributes;                      // a later one replaces an earlier one
    std::vector<std::pair<std::size_t, bool>> conditions;  // nodes, with their value
};

// Reduces a case to null and the empty text; false when nothing is left of it. Other sorts stay.
[[nodiscard]] bool narrow_to_missing(Case& one);
// Reduces a case to values that are neither null nor the empty text; false when nothing is left of it.
[[nodiscard]] bool narrow_to_present(Case& one);

// Reads and extends path conditions for one expression.
class PathAnalysis {
public:
    PathAnalysis(const Ast& ast, const Facts& facts) : ast_(ast), facts_(facts) {}

    // The values of an attribute under the path condition. `bare`: a name without a root.
    [[nodiscard]] AbstractValue attribute(const Reference& reference, const PathCondition& path,
                                          bool bare = false) const;

    // Adds that the condition (a node) evaluated to `truth`. `names_are_attributes` is false inside a projection, where
    // names refer to elements.
    void assume(std::size_t condition, bool truth, bool names_are_attributes, PathCondition& path) const;
    // Adds that the node, left of ?:, is null or "".
    void assume_missing(std::size_t node, bool names_are_attributes, PathCondition& path) const;

    // The value that an equal condition already has on the path; nothing when there is none.
    [[nodiscard]] std::optional<bool> known(std::size_t condition, const PathCondition& path) const;

private:
    [[nodiscard]] std::string canonical_root(const std::string& root) const;
    [[nodiscard]] bool same_tree(std::size_t a, std::size_t b) const;
    void narrow(std::size_t condition, bool truth, PathCondition& path) const;
    void narrow_equal(std::size_t index, const Value& value, bool same, PathCondition& path,
                      bool length_only = false) const;
    void narrow_contains(std::size_t index, std::string_view wanted, bool truth, PathCondition& path) const;
    template <typename Keeps>
    void keep(std::size_t index, PathCondition& path, Keeps keeps) const;

    const Ast& ast_;
    const Facts& facts_;
};

// Whether the node calls a function of this idiom.
[[nodiscard]] inline bool is_idiom(const Node& node, Idiom idiom) {
    return node.kind == NodeKind::call && node.function != nullptr && node.function->idiom == idiom;
}

}  // namespace preflight::expression
