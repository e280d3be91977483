#include "core/rules/mapping_values.h"

#include <algorithm>

#include "core/egnyte/user_name.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

bool same(const Yield& a, std::string_view text, text::Span span) {
    return a.text == text && a.span == span;
}

}  // namespace

bool is_mapped(const okta::ProfileMapping& mapping, std::string_view variable) {
    const okta::MappingEntry* entry = mapping.find(variable);
    return entry != nullptr && entry->expression.present() && !text::trim(entry->expression.value()).empty();
}

bool assignments_set(const workspace::Workspace& workspace, std::string_view variable) {
    const population::Table& rows = *workspace.app_users;
    const std::string column = std::string(okta::columns::kProfile) + std::string(variable);
    if (!rows.has_column(column)) return false;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto found = population::find(rows, row, column);
        if (found.has_value() && !egnyte::counts_as_unset(found.text)) return true;
    }
    return false;
}

const Listed* mapping_of(const Context& context, std::string_view canonical) {
    const workspace::Workspace& workspace = context.workspace;
    if (workspace.to_app_mapping == nullptr || !workspace.to_app_mapping->has_properties) return nullptr;
    const auto variable = workspace.variable_of.find(canonical);
    if (variable == workspace.variable_of.end()) return nullptr;
    const okta::MappingEntry* entry = workspace.to_app_mapping->find(variable->second);
    if (entry == nullptr) return nullptr;
    const std::vector<Listed>& all = context.expressions();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Listed& l) { return l.subject.text == &entry->expression; });
    return found == all.end() ? nullptr : &*found;
}

const Listed* parsed_mapping_of(const Context& context, std::string_view canonical) {
    const Listed* listed = mapping_of(context, canonical);
    return listed != nullptr && listed->subject.parsed.program ? listed : nullptr;
}

bool surely_unmapped(const Context& context, std::string_view canonical, std::string_view word) {
    const workspace::Workspace& workspace = context.workspace;
    const okta::ProfileMapping* mapping = workspace.to_app_mapping;
    if (mapping == nullptr || !mapping->has_properties || !mapping->whole) return false;
    if (mapping_of(context, canonical) != nullptr) return false;
    const auto variable = workspace.variable_of.find(canonical);
    if (variable != workspace.variable_of.end()) return !assignments_set(workspace, variable->second);
    return std::none_of(mapping->entries.begin(), mapping->entries.end(), [&](const okta::MappingEntry& entry) {
        return workspace.canonical_of.find(entry.target) == workspace.canonical_of.end() &&
               text::ascii_lower(entry.target).find(word) != std::string::npos;
    });
}

std::vector<Yield> never_legal(const expression::AbstractValue& possible, std::span<const std::string_view> legal) {
    std::vector<Yield> result;
    for (const expression::Case& a : possible.cases) {
        if (a.constant || a.unconstrained) continue;
        std::string what;
        if (a.sort == expression::Sort::boolean) what = "true or false, which is";
        if (a.sort == expression::Sort::number) what = "a number, which is";
        if (a.sort == expression::Sort::text && !a.text.blank_only() &&
            std::none_of(legal.begin(), legal.end(), [&](std::string_view value) { return a.text.admits(value); }))
            what = "a text that is";
        const bool known =
            std::any_of(result.begin(), result.end(), [&](const Yield& y) { return same(y, what, a.span); });
        if (!what.empty() && !known) result.push_back({std::move(what), a.span});
    }
    return result;
}

std::vector<Yield> single_values(const expression::AbstractValue& possible, const std::vector<Yield>& never) {
    std::vector<Yield> result;
    for (const expression::Case& a : possible.cases) {
        if (!a.constant || a.constant->is_null() || a.unconstrained) continue;
        const std::string value = a.constant->to_text();
        if (egnyte::counts_as_unset(value)) continue;
        const bool known =
            std::any_of(result.begin(), result.end(), [&](const Yield& y) { return same(y, value, a.span); }) ||
            std::any_of(never.begin(), never.end(), [&](const Yield& y) { return y.span == a.span; });
        if (!known) result.push_back({value, a.span});
    }
    return result;
}

}  // namespace preflight::rules
