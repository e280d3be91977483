#include "core/rules/target_values.h"

#include <algorithm>

#include "core/egnyte/user_name.h"
#include "core/text/unicode.h"
#include "core/workspace/user_attributes.h"

namespace preflight::rules {

namespace {

using expression::Sort;
using expression::Value;

bool is_number_type(const okta::SchemaAttribute& target) {
    return target.type == "integer" || target.type == "number";
}

// The only words that Okta takes for a boolean, in any letter case.
bool is_truth(std::string_view word) {
    return text::equal_ignoring_ascii_case(word, "true") || text::equal_ignoring_ascii_case(word, "false");
}

bool is_digits(std::string_view word) {
    return word.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
}

bool takes_text(const okta::SchemaAttribute& target, std::string_view text) {
    if (target.type == "boolean") return is_truth(text);
    return !is_number_type(target) || is_digits(text);
}

// Of values that are not text.
bool takes(const okta::SchemaAttribute& target, Sort sort) {
    if (target.type.empty()) return true;
    switch (sort) {
        case Sort::boolean:
            return target.type == "boolean";
        case Sort::number:
            return is_number_type(target);
        case Sort::list:
            return target.type == "array";
        case Sort::object:
        case Sort::special:
            return false;
        default:
            return true;
    }
}

bool in_enum(const okta::SchemaAttribute& target, std::string_view text) {
    const auto& values = target.enum_values;
    return values.empty() || std::find(values.begin(), values.end(), text) != values.end();
}

bool takes_every_text(const okta::SchemaAttribute& target) {
    return target.enum_values.empty() && target.type != "boolean" && !is_number_type(target);
}

Misfit misfit_of_text(const okta::SchemaAttribute& target, std::string_view text) {
    if (text::trim(text).empty()) return Misfit::none;
    if (!takes_text(target, text)) return Misfit::type;
    return in_enum(target, text) ? Misfit::none : Misfit::outside_enum;
}

Misfit misfit_of_value(const okta::SchemaAttribute& target, const Value& value) {
    if (value.is_null() || value.is_unknown()) return Misfit::none;
    const Sort sort = expression::sort_of(value);
    if (sort == Sort::text) return misfit_of_text(target, value.as_string());
    if (!takes(target, sort)) return Misfit::type;
    return sort == Sort::list || in_enum(target, value.to_text()) ? Misfit::none : Misfit::outside_enum;
}

// Whether a text of the set may be one of the two words, in any letter case.
bool may_be_truth(const expression::StringDomain& texts) {
    for (const std::string_view word : {"true", "false"}) {
        for (std::size_t mask = 0; mask < (std::size_t{1} << word.size()); ++mask) {
            std::string one(word);
            for (std::size_t i = 0; i < one.size(); ++i)
                if ((mask >> i & 1U) != 0) one[i] = static_cast<char>(one[i] - 'a' + 'A');
            if (texts.admits(one)) return true;
        }
    }
    return false;
}

bool may_be_number(const expression::StringDomain& texts) {
    for (char digit = '0'; digit <= '9'; ++digit)
        if (texts.may_hold(digit)) return is_digits(texts.prefix) && is_digits(texts.suffix);
    return false;
}

}  // namespace

Misfit misfit_of(const okta::SchemaAttribute& target, const population::Atoms& atoms, population::Cell cell) {
    if (!cell.has_value()) return Misfit::none;
    if (cell.is_atom() && atoms.kind(cell) == population::AtomKind::text)
        return misfit_of_text(target, atoms.view(cell));
    return misfit_of_value(target, workspace::value_of(atoms, cell));
}

Misfit misfit_of(const okta::SchemaAttribute& target, const expression::Case& values) {
    if (values.constant) return misfit_of_value(target, *values.constant);
    if (values.unconstrained || values.sort == Sort::null) return Misfit::none;
    if (values.sort != Sort::text) return takes(target, values.sort) ? Misfit::none : Misfit::type;
    if (values.text.min_length == 0 && values.text.blank_only()) return Misfit::none;
    const bool blank = values.text.min_length == 0;
    if (target.type == "boolean" && !blank && !may_be_truth(values.text)) return Misfit::type;
    if (is_number_type(target) && !blank && !may_be_number(values.text)) return Misfit::type;
    const auto& list = target.enum_values;
    const bool fits = list.empty() || blank || std::any_of(list.begin(), list.end(), [&](const std::string& value) {
                          return values.text.admits(value);
                      });
    return fits ? Misfit::none : Misfit::outside_enum;
}

TargetChecks::TargetChecks(const workspace::Workspace& workspace, const workspace::Evaluations& evaluations)
    : workspace_(workspace), evaluations_(evaluations), atoms_(*workspace.atoms) {
    if (workspace.app_schema == nullptr) return;
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        const workspace::Formula& formula = evaluations.formula(i);
        if (formula.is_template || !formula.parsed.program) continue;
        if (const okta::SchemaAttribute* target = workspace.app_schema->find(formula.target))
            checks_.push_back({i, target, formula.attribute, formula.on_update, takes_every_text(*target)});
    }
}

void TargetChecks::add_misfit(const Check& check, population::Cell cell, std::vector<MisfitValue>& result) const {
    // By far the most frequent: a text for a text.
    if (check.any_text && cell.is_atom() && atoms_.kind(cell) == population::AtomKind::text) return;
    const Misfit misfit = misfit_of(*check.target, atoms_, cell);
    if (misfit != Misfit::none) result.push_back({misfit, check.target, cell, check.attribute});
}

std::vector<MisfitValue> TargetChecks::misfits(std::uint32_t user_row, bool update) const {
    std::vector<MisfitValue> result;
    for (const Check& check : checks_) {
        if (update && !check.on_update) continue;
        add_misfit(check, evaluations_.cell(check.formula, user_row), result);
    }
    return result;
}

std::optional<TargetChecks::Check> TargetChecks::of(const std::string& target) const {
    const okta::SchemaAttribute* const found =
        workspace_.app_schema == nullptr ? nullptr : workspace_.app_schema->find(target);
    if (found == nullptr) return std::nullopt;
    Check check;
    check.target = found;
    const auto canonical = workspace_.canonical_of.find(target);
    if (canonical != workspace_.canonical_of.end()) check.attribute = egnyte::attribute_of(canonical->second);
    check.any_text = takes_every_text(*found);
    return check;
}

std::string_view type_in_words(const okta::SchemaAttribute& target) {
    if (target.type == "boolean") return "true or false";
    if (is_number_type(target)) return "a number";
    return target.type == "array" ? "a list" : "a text";
}

std::string enum_in_words(const okta::SchemaAttribute& target) {
    constexpr std::size_t kShown = 8;
    std::string list;
    for (std::size_t i = 0; i < std::min(kShown, target.enum_values.size()); ++i)
        list += (i == 0 ? "" : ", ") + target.enum_values[i];
    return list + (target.enum_values.size() > kShown ? ", ..." : "");
}

}  // namespace preflight::rules
