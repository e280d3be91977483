// Every expression of the files (mapping entries and the username format), evaluated once for every exported Okta user.
// The rehearsal sends these values, the mapping rules and `eval` count over them: nothing is evaluated twice.
// Facts okta-exports 1, 2; okta-el 12; spec 5.1.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/egnyte/account.h"
#include "core/expression/evaluate/coverage.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/expression/evaluate/trace.h"
#include "core/population/blocks.h"
#include "core/population/cell.h"
#include "core/text/budget.h"
#include "core/workspace/user_attributes.h"
#include "core/workspace/workspace.h"

namespace preflight::workspace {

// The language in which a username format is written.
[[nodiscard]] inline expression::Dialect dialect_of(const okta::UserNameTemplate& format) {
    return format.is_expression() ? expression::Dialect::mapping : expression::Dialect::user_name_template;
}

// One expression of the files. Points into the workspace.
struct Formula {
    const okta::TextField* text = nullptr;
    expression::Dialect dialect = expression::Dialect::mapping;
    std::string target;                          // the app's variable; "userName" for the username format
    bool is_template = false;                    // the username format
    std::optional<std::string> canonical;        // what the target is by name; none: not resolved
    std::optional<egnyte::Attribute> attribute;  // the same where Egnyte has such an attribute
    bool on_update = true;                       // sent again with later updates
    expression::ParseResult parsed;
};

// How one expression goes for the exported users.
struct Spread {
    struct Failure {
        text::Span span;  // of the expression
        std::size_t users = 0;
        std::vector<std::uint32_t> first_rows;  // at most findings::kMaxExamples
    };
    std::size_t users = 0, failed = 0, unknown = 0;
    std::vector<Failure> failures;  // in the order in which they were met
    std::vector<expression::BranchCounts::Branch> branches;
};

// How another expression goes for the same users. What fails with both is equal.
struct Agreement {
    std::size_t users = 0, equal = 0, different = 0;
    std::size_t unknown = 0;                     // one of the two results is unknown, or both are
    std::vector<std::uint32_t> first_different;  // at most findings::kMaxExamples
};

class Evaluations {
public:
    // The workspace outlives it. Without a time what depends on the time is unknown.
    Evaluations(const workspace::Workspace& workspace, std::optional<std::int64_t> now_unix);
    ~Evaluations();
    Evaluations(const Evaluations&) = delete;
    Evaluations& operator=(const Evaluations&) = delete;

    // Evaluates until everything is evaluated (true) or the budget is spent (false: call again). Everything below is
    // for afterwards.
    bool step(text::Budget& budget);
    // How many evaluations of an expression for a person were done so far.
    [[nodiscard]] std::uint64_t evaluated() const { return evaluated_; }

    // An org with several user types has a mapping for each (facts okta-exports 1). Everything here is about the first
    // mapping and the people of its type, and the username format, which all have in common; the others are in
    // other_types(), each with the workspace as seen from its mapping.
    struct OtherType {
        std::unique_ptr<const Workspace> workspace;
        std::unique_ptr<Evaluations> evaluations;
    };
    [[nodiscard]] const std::vector<OtherType>& other_types() const { return other_types_; }
    // Those of the person's user type; null where which mapping applies is unknown, or where it was not given (PF4034).
    [[nodiscard]] const Evaluations* for_user(std::uint32_t user_row) const;
    // Whether for_user() is this one for everybody.
    [[nodiscard]] bool are_for_everybody() const { return types_ == nullptr; }
    // The people without a mapping: how many, and the rows of the first ones, at most findings::kMaxExamples.
    [[nodiscard]] std::size_t users_without_mapping() const { return without_mapping_; }
    [[nodiscard]] const std::vector<std::uint32_t>& first_without_mapping() const { return first_without_mapping_; }

    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] const Formula& formula(std::size_t index) const { return all_[index].formula; }
    [[nodiscard]] const Spread& spread(std::size_t index) const { return all_[index].spread; }
    // The formula of a canonical attribute (userName: the username format), or nothing.
    [[nodiscard]] std::optional<std::size_t> of(egnyte::Attribute attribute) const {
        return by_attribute_[static_cast<std::size_t>(attribute)];
    }
    // The mapping of the username, which is sent instead of what the format makes (okta-exports 1); or nothing.
    [[nodiscard]] std::optional<std::size_t> mapped_user_name() const { return mapped_user_name_; }

    // The result for a user; kNoRow means a user who was not exported. Unknown and failed are cells of their own;
    // a formula that does not parse fails for everybody.
    [[nodiscard]] population::Cell cell(std::size_t index, std::uint32_t user_row) const {
        const Evaluated& evaluated = all_[index];
        if (evaluated.constant || user_row >= users_.size()) return evaluated.not_exported;
        if (!evaluated.column) return evaluated.cells[user_row];
        const population::Cell cell = users_.cell(user_row, *evaluated.column);
        if (!cell.is_unset()) return cell;
        return users_.closed(user_row) ? population::Cell::null() : population::Cell::unknown();
    }
    // Likewise; `id` is what is known of a user who was not exported.
    [[nodiscard]] population::Cell cell(std::size_t index, std::uint32_t user_row, std::string_view id) const;

    // The same again with everything there is to say: what was missing, why it failed; and the value at every node.
    [[nodiscard]] expression::Evaluation explain(std::size_t index, std::uint32_t user_row) const;
    [[nodiscard]] std::optional<expression::Trace> trace(std::size_t index, std::uint32_t user_row) const;

    // An expression that is none of the files', or in another scope; `is_format`: the result is a username.
    [[nodiscard]] population::Cell cell(const expression::ParseResult& parsed, bool is_format,
                                        const expression::Scope& scope) const;
    [[nodiscard]] static expression::Evaluation explain(const expression::ParseResult& parsed,
                                                        const expression::Scope& scope);
    // Evaluates `other` for every user whom the formula concerns.
    [[nodiscard]] Agreement agreement(std::size_t index, const Formula& other) const;

    [[nodiscard]] std::string login(std::uint32_t user_row) const;

    [[nodiscard]] UserScope scope(std::uint32_t user_row) const { return {attributes_, user_row, now_unix_}; }
    [[nodiscard]] std::optional<std::int64_t> now_unix() const { return now_unix_; }

private:
    // For each row of the users the number of the mapping; kNoMapping: none. Shared by the evaluations of all types.
    using Types = std::vector<std::uint8_t>;
    static constexpr std::uint8_t kNoMapping = 255;
    Evaluations(const Workspace& workspace, std::optional<std::int64_t> now_unix, std::shared_ptr<const Types> types);
    void find_types(const Workspace& workspace);
    [[nodiscard]] bool concerns(const Formula& formula, std::uint32_t user_row) const {
        return types_ == nullptr || formula.is_template || (*types_)[user_row] == own_type_;
    }

    struct Evaluated {
        Formula formula;
        population::Blocks<population::Cell> cells;  // by user row; empty where one of the next two says it all
        std::optional<population::Column> column;    // the result is this cell of the user
        bool constant = false;                       // the result is `not_exported` for everybody
        population::Cell not_exported;
        bool known_by_id = false;  // of a user who was not exported, the id says the result
        Spread spread;
    };
    // One formula and the rows that are left of it.
    struct Running;
    void begin(std::size_t index);
    bool evaluate_rows(Evaluated& evaluated, text::Budget& budget);
    static void count_failure(Spread& spread, std::uint32_t row, const expression::Error& error);
    void count_unknown(std::size_t index);
    [[nodiscard]] population::Cell cell_of_result(bool is_format, const expression::Evaluation& made) const;

    UserAttributes attributes_;
    UserResolver resolver_;
    population::Atoms& atoms_;
    const population::Table& users_;
    std::optional<std::int64_t> now_unix_;
    std::shared_ptr<const Types> types_;  // null: the one mapping is everybody's
    std::size_t own_type_ = 0;
    std::vector<OtherType> other_types_;
    std::size_t without_mapping_ = 0;
    std::vector<std::uint32_t> first_without_mapping_;
    std::vector<Evaluated> all_;
    std::array<std::optional<std::size_t>, egnyte::kAttributeCount> by_attribute_;
    std::optional<std::size_t> mapped_user_name_;
    std::size_t next_ = 0;  // the formula to begin or to go on with
    std::unique_ptr<Running> running_;
    std::uint64_t evaluated_ = 0;
};

}  // namespace preflight::workspace
