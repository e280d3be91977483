#include "core/workspace/evaluations.h"

#include <algorithm>

#include "core/text/unicode.h"

namespace preflight::workspace {

using population::Cell;

namespace {

std::vector<Formula> formulas(const workspace::Workspace& workspace) {
    std::vector<Formula> result;
    if (workspace.to_app_mapping != nullptr) {
        for (const okta::MappingEntry& entry : workspace.to_app_mapping->entries) {
            // "" means "not mapped" (okta-el 2).
            if (!entry.expression.present() || text::trim(entry.expression.value()).empty()) continue;
            Formula formula;
            formula.text = &entry.expression;
            formula.target = entry.target;
            const auto canonical = workspace.canonical_of.find(entry.target);
            if (canonical != workspace.canonical_of.end()) {
                formula.canonical = canonical->second;
                formula.attribute = egnyte::attribute_of(canonical->second);
            }
            formula.on_update = entry.push_status != okta::PushStatus::dont_push;
            formula.parsed = expression::parse(entry.expression.value(), formula.dialect);
            result.push_back(std::move(formula));
        }
    }
    if (workspace.application != nullptr && workspace.application->user_name_template.given()) {
        const okta::UserNameTemplate& format = workspace.application->user_name_template;
        Formula formula;
        formula.text = &format.pattern;
        formula.dialect = dialect_of(format);
        formula.target = "userName";
        formula.canonical = "userName";
        formula.is_template = true;
        formula.attribute = egnyte::Attribute::userName;
        formula.parsed = expression::parse(format.pattern.value(), formula.dialect);
        result.push_back(std::move(formula));
    }
    return result;
}

}  // namespace

Evaluations::Evaluations(const workspace::Workspace& workspace, std::optional<std::int64_t> now_unix)
    : attributes_(workspace),
      resolver_(attributes_),
      atoms_(*workspace.atoms),
      users_(*workspace.users),
      now_unix_(now_unix) {
    for (Formula& formula : formulas(workspace)) {
        Evaluated& evaluated = all_.emplace_back();
        evaluated.formula = std::move(formula);
        evaluate(all_.size() - 1);
        const Formula& made = evaluated.formula;
        if (!made.attribute) continue;
        const bool mapped_name = *made.attribute == egnyte::Attribute::userName && !made.is_template;
        (mapped_name ? mapped_user_name_ : by_attribute_[static_cast<std::size_t>(*made.attribute)]) = all_.size() - 1;
    }
}

Cell Evaluations::cell_of_result(const Formula& formula, const expression::Evaluation& made) const {
    // What Preflight gives up on says nothing about Okta.
    if (made.error) return made.error->kind == expression::ErrorKind::limit ? Cell::unknown() : Cell::failed();
    const Cell cell = cell_of(atoms_, made.value);
    // A username is a text, whatever the format makes it of.
    const bool text = cell.is_atom() && atoms_.kind(cell) == population::AtomKind::text;
    return formula.is_template && cell.has_value() && !text ? atoms_.text(made.value.to_text()) : cell;
}

void Evaluations::evaluate(std::size_t index) {
    Evaluated& evaluated = all_[index];
    const expression::ParseResult& parsed = evaluated.formula.parsed;
    if (!parsed.program) {
        const bool limit = parsed.error && parsed.error->kind == expression::ErrorKind::limit;
        evaluated.not_exported = limit ? Cell::unknown() : Cell::failed();
        evaluated.constant = true;
        return;
    }
    evaluated.spread.users = users_.size();
    const expression::BoundProgram program(*parsed.program, resolver_);
    const expression::Evaluation made = expression::evaluate(*parsed.program, scope(population::kNoRow));
    evaluated.not_exported = cell_of_result(evaluated.formula, made);
    std::uint32_t number = 0;
    if (program.is_constant() && !evaluated.not_exported.is_failed() &&
        !expression::BranchCounts(*parsed.program).has_branches()) {
        evaluated.constant = true;
        count_unknown(index);
    } else if (program.is_lone_attribute(number) && resolver_.plain_column(number) != population::kNoColumn &&
               !evaluated.formula.is_template) {
        evaluated.column = resolver_.plain_column(number);
        count_unknown(index);
    } else {
        evaluate_rows(evaluated, program);
    }
}

void Evaluations::count_unknown(std::size_t index) {
    Spread& spread = all_[index].spread;
    for (std::uint32_t row = 0; row < users_.size(); ++row) spread.unknown += cell(index, row).is_unknown() ? 1U : 0U;
}

void Evaluations::evaluate_rows(Evaluated& evaluated, const expression::BoundProgram& program) {
    Spread& spread = evaluated.spread;
    expression::BranchCounts counts(program.program());
    UserScope scope(attributes_, 0, now_unix_);
    UserRow user(resolver_, scope, users_);
    for (std::uint32_t row = 0; row < users_.size(); ++row) {
        scope.move_to(row);
        user.move_to(row);
        const expression::Evaluation made =
            expression::evaluate(program, user, scope, {}, counts.has_branches() ? &counts : nullptr);
        evaluated.cells.push_back(cell_of_result(evaluated.formula, made));
        if (!made.error) {
            if (made.value.is_unknown()) ++spread.unknown;
            continue;
        }
        ++spread.failed;
        auto place = std::find_if(spread.failures.begin(), spread.failures.end(),
                                  [&](const Spread::Failure& failure) { return failure.span == made.error->span; });
        if (place == spread.failures.end()) {
            spread.failures.push_back({made.error->span, 0, {}});
            place = spread.failures.end() - 1;
        }
        ++place->users;
        if (place->first_rows.size() < findings::kMaxExamples) place->first_rows.push_back(row);
    }
    spread.branches = counts.branches();
}

Cell Evaluations::cell(std::size_t index, std::uint32_t user_row) const {
    const Evaluated& evaluated = all_[index];
    if (evaluated.constant || user_row >= users_.size()) return evaluated.not_exported;
    if (!evaluated.column) return evaluated.cells[user_row];
    const Cell cell = users_.cell(user_row, *evaluated.column);
    if (cell.is_unset() && !users_.closed(user_row)) return Cell::unknown();
    return cell.is_unset() ? Cell::null() : cell;
}

std::string Evaluations::login(std::uint32_t user_row) const {
    return std::string(users_.text(user_row, users_.find("profile.login")));
}

expression::Evaluation Evaluations::explain(std::size_t index, std::uint32_t user_row) const {
    const Formula& formula = all_[index].formula;
    if (formula.parsed.program) return expression::evaluate(*formula.parsed.program, scope(user_row));
    expression::Evaluation result;
    expression::Error error;
    if (formula.parsed.error) {
        error = *formula.parsed.error;
    } else {
        error.message = "the expression does not parse";
    }
    result.error = std::make_shared<const expression::Error>(std::move(error));
    return result;
}

std::optional<expression::Trace> Evaluations::trace(std::size_t index, std::uint32_t user_row) const {
    const Formula& formula = all_[index].formula;
    if (!formula.parsed.program) return std::nullopt;
    return expression::trace(*formula.parsed.program, scope(user_row));
}

}  // namespace preflight::workspace
