#include "core/workspace/evaluations.h"

#include <algorithm>
#include <array>

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

Cell cell_without_program(const expression::ParseResult& parsed) {
    const bool limit = parsed.error && parsed.error->kind == expression::ErrorKind::limit;
    return limit ? Cell::unknown() : Cell::failed();
}

}  // namespace

struct Evaluations::Running {
    Running(const expression::Program& parsed, const UserResolver& resolver, const UserAttributes& attributes,
            const population::Table& users, std::optional<std::int64_t> now_unix)
        : program(parsed, resolver),
          counts(program.program()),
          scope(attributes, 0, now_unix),
          user(resolver, scope, users) {}

    expression::BoundProgram program;
    expression::BranchCounts counts;
    UserScope scope;
    UserRow user;
    std::uint32_t row = 0;
};

Evaluations::~Evaluations() = default;

Evaluations::Evaluations(const workspace::Workspace& workspace, std::optional<std::int64_t> now_unix)
    : Evaluations(workspace, now_unix, nullptr) {}

Evaluations::Evaluations(const workspace::Workspace& workspace, std::optional<std::int64_t> now_unix,
                         std::shared_ptr<const Types> types)
    : attributes_(workspace),
      resolver_(attributes_),
      atoms_(*workspace.atoms),
      users_(*workspace.users),
      now_unix_(now_unix),
      types_(std::move(types)),
      own_type_(workspace.choice.mapping.value_or(0)) {
    if (types_ == nullptr) find_types(workspace);
    for (Formula& formula : formulas(workspace)) {
        Evaluated& evaluated = all_.emplace_back();
        evaluated.formula = std::move(formula);
        const Formula& made = evaluated.formula;
        if (!made.attribute) continue;
        const bool mapped_name = *made.attribute == egnyte::Attribute::userName && !made.is_template;
        (mapped_name ? mapped_user_name_ : by_attribute_[static_cast<std::size_t>(*made.attribute)]) = all_.size() - 1;
    }
}

// Which people have which mapping, where that is not the same for everybody.
void Evaluations::find_types(const Workspace& workspace) {
    const auto& mappings = workspace.to_app_mappings;
    if (mappings.empty() || mappings.size() >= kNoMapping) return;
    Types types(users_.size(), kNoMapping);
    const population::Column column = users_.find(okta::columns::kTypeId);
    Cell last = Cell::failed();  // no type is that
    std::uint8_t found = kNoMapping;
    bool same = mappings.size() == 1;
    for (std::uint32_t row = 0; row < users_.size(); ++row) {
        const Cell type = users_.cell(row, column);
        if (!(type == last)) {
            last = type;
            found = static_cast<std::uint8_t>(workspace.mapping_of(row).value_or(kNoMapping));
        }
        types[row] = found;
        same = same && found == 0;
        if (found != kNoMapping) continue;
        ++without_mapping_;
        if (first_without_mapping_.size() < findings::kMaxExamples) first_without_mapping_.push_back(row);
    }
    if (same) return;
    types_ = std::make_shared<const Types>(std::move(types));
    for (std::size_t number = 0; number < mappings.size(); ++number) {
        OtherType& other = other_types_.emplace_back();
        if (number == own_type_) continue;
        Workspace::Choice choice = workspace.choice;
        choice.mapping = number;
        other.workspace = std::make_unique<const Workspace>(follow(workspace, choice));
        other.evaluations.reset(new Evaluations(*other.workspace, now_unix_, types_));
    }
}

const Evaluations* Evaluations::for_user(std::uint32_t user_row) const {
    if (types_ == nullptr) return this;
    if (user_row >= types_->size()) return other_types_.size() == 1 ? this : nullptr;
    const std::uint8_t type = (*types_)[user_row];
    if (type == kNoMapping) return nullptr;
    return type == own_type_ ? this : other_types_[type].evaluations.get();
}

Cell Evaluations::cell_of_result(bool is_format, const expression::Evaluation& made) const {
    // What Preflight gives up on says nothing about Okta.
    if (made.error) return made.error->kind == expression::ErrorKind::limit ? Cell::unknown() : Cell::failed();
    const Cell cell = cell_of(atoms_, made.value);
    // A username is a text, whatever the format makes it of.
    const bool text = cell.is_atom() && atoms_.kind(cell) == population::AtomKind::text;
    return is_format && cell.has_value() && !text ? atoms_.text(made.value.to_text()) : cell;
}

Cell Evaluations::cell(const expression::ParseResult& parsed, bool is_format, const expression::Scope& scope) const {
    if (!parsed.program) return cell_without_program(parsed);
    return cell_of_result(is_format, expression::evaluate(*parsed.program, scope));
}

bool Evaluations::step(text::Budget& budget) {
    for (; next_ < all_.size(); ++next_) {
        if (running_ == nullptr) {
            if (budget.empty()) return false;
            budget.spend();
            begin(next_);
        }
        if (running_ != nullptr && !evaluate_rows(all_[next_], budget)) return false;
    }
    for (OtherType& other : other_types_) {
        if (other.evaluations != nullptr && !other.evaluations->step(budget)) return false;
    }
    return true;
}

// Rows are left for evaluate_rows() only where the result differs from row to row.
void Evaluations::begin(std::size_t index) {
    Evaluated& evaluated = all_[index];
    const expression::ParseResult& parsed = evaluated.formula.parsed;
    if (!parsed.program) {
        evaluated.not_exported = cell_without_program(parsed);
        evaluated.constant = true;
        return;
    }
    evaluated.spread.users = users_.size();
    if (types_ != nullptr && !evaluated.formula.is_template) {
        const auto own = std::count(types_->begin(), types_->end(), static_cast<std::uint8_t>(own_type_));
        evaluated.spread.users = static_cast<std::size_t>(own);
    }
    auto running = std::make_unique<Running>(*parsed.program, resolver_, attributes_, users_, now_unix_);
    const expression::BoundProgram& program = running->program;
    const expression::Evaluation made = expression::evaluate(*parsed.program, scope(population::kNoRow));
    evaluated.not_exported = cell_of_result(evaluated.formula.is_template, made);
    if (evaluated.not_exported.is_unknown()) {
        UserScope of_some_id = scope(population::kNoRow);
        of_some_id.set_id("00u");
        const expression::Evaluation by_id = expression::evaluate(*parsed.program, of_some_id);
        evaluated.known_by_id = by_id.error || !by_id.value.is_unknown();
    }
    std::uint32_t number = 0;
    if (program.is_constant() && !evaluated.not_exported.is_failed() && !running->counts.has_branches()) {
        evaluated.constant = true;
        count_unknown(index);
    } else if (program.is_lone_attribute(number) && resolver_.plain_column(number) != population::kNoColumn &&
               !evaluated.formula.is_template) {
        evaluated.column = resolver_.plain_column(number);
        count_unknown(index);
    } else {
        running_ = std::move(running);
    }
}

void Evaluations::count_unknown(std::size_t index) {
    Spread& spread = all_[index].spread;
    for (std::uint32_t row = 0; row < users_.size(); ++row) {
        if (concerns(all_[index].formula, row)) spread.unknown += cell(index, row).is_unknown() ? 1U : 0U;
    }
}

void Evaluations::count_failure(Spread& spread, std::uint32_t row, const expression::Error& error) {
    ++spread.failed;
    auto place = std::find_if(spread.failures.begin(), spread.failures.end(),
                              [&](const Spread::Failure& failure) { return failure.span == error.span; });
    if (place == spread.failures.end()) {
        spread.failures.push_back({error.span, 0, {}});
        place = spread.failures.end() - 1;
    }
    ++place->users;
    if (place->first_rows.size() < findings::kMaxExamples) place->first_rows.push_back(row);
}

bool Evaluations::evaluate_rows(Evaluated& evaluated, text::Budget& budget) {
    Spread& spread = evaluated.spread;
    auto& [program, counts, scope, user, next] = *running_;
    expression::BranchCounts* const counted = counts.has_branches() ? &counts : nullptr;
    const auto end = next + static_cast<std::uint32_t>(std::min<std::uint64_t>(users_.size() - next, budget.left()));
    budget.spend(end - next);
    evaluated_ += end - next;
    // Some rows at a time, so that the waits for the pool overlap.
    std::array<expression::Evaluation, 16> made;
    for (std::uint32_t row = next; row < end;) {
        const auto count = std::min<std::uint32_t>(end - row, made.size());
        for (std::uint32_t i = 0; i < count; ++i) {
            if (!concerns(evaluated.formula, row + i)) continue;
            scope.move_to(row + i);
            user.move_to(row + i);
            made[i] = expression::evaluate(program, user, scope, {}, counted);
            if (!made[i].error && made[i].value.is_string())
                static_cast<void>(atoms_.prepare(population::AtomKind::text, made[i].value.as_string()));
        }
        for (std::uint32_t i = 0; i < count; ++i, ++row) {
            if (!concerns(evaluated.formula, row)) {
                evaluated.cells.push_back(Cell::unknown());
                continue;
            }
            evaluated.cells.push_back(cell_of_result(evaluated.formula.is_template, made[i]));
            if (made[i].error) {
                count_failure(spread, row, *made[i].error);
            } else if (made[i].value.is_unknown()) {
                ++spread.unknown;
            }
        }
    }
    next = end;
    if (end < users_.size()) return false;
    spread.branches = counts.branches();
    running_.reset();
    return true;
}

Cell Evaluations::cell(std::size_t index, std::uint32_t user_row, std::string_view id) const {
    const Evaluated& evaluated = all_[index];
    if (user_row < users_.size() || !evaluated.known_by_id || id.empty()) return cell(index, user_row);
    UserScope scope = this->scope(population::kNoRow);
    scope.set_id(id);
    return cell(evaluated.formula.parsed, evaluated.formula.is_template, scope);
}

Agreement Evaluations::agreement(std::size_t index, const Formula& other) const {
    Agreement result;
    std::optional<expression::BoundProgram> program;
    if (other.parsed.program) program.emplace(*other.parsed.program, resolver_);
    UserScope scope = this->scope(population::kNoRow);
    UserRow user(resolver_, scope, users_);
    for (std::uint32_t row = 0; row < users_.size(); ++row) {
        if (!concerns(all_[index].formula, row)) continue;
        ++result.users;
        const Cell own = cell(index, row);
        Cell cell = Cell::failed();
        if (program) {
            scope.move_to(row);
            user.move_to(row);
            cell = cell_of_result(other.is_template, expression::evaluate(*program, user, scope));
        }
        if (own.is_unknown() || cell.is_unknown()) {
            ++result.unknown;
        } else if (own == cell) {
            ++result.equal;
        } else {
            ++result.different;
            if (result.first_different.size() < findings::kMaxExamples) result.first_different.push_back(row);
        }
    }
    return result;
}

std::string Evaluations::login(std::uint32_t user_row) const {
    return std::string(users_.text(user_row, users_.find("profile.login")));
}

expression::Evaluation Evaluations::explain(std::size_t index, std::uint32_t user_row) const {
    return explain(all_[index].formula.parsed, scope(user_row));
}

expression::Evaluation Evaluations::explain(const expression::ParseResult& parsed, const expression::Scope& scope) {
    if (parsed.program) return expression::evaluate(*parsed.program, scope);
    expression::Evaluation result;
    expression::Error error;
    if (parsed.error) {
        error = *parsed.error;
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
