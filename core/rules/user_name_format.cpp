#include "core/rules/user_name_format.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/evaluate/evaluate.h"
#include "core/okta/base_attributes.h"

namespace preflight::rules {

namespace {

// The part that keeps an '@': the first one that always holds it, else one that can. What is unconstrained proves
// nothing.
std::optional<text::Span> kept_by(const expression::AbstractValue& possible) {
    std::optional<text::Span> place;
    for (const expression::Case& a : possible.cases) {
        if (a.unconstrained || a.sort != expression::Sort::text || !a.text.may_hold('@')) continue;
        place = a.span;
        if (a.text.must_hold('@')) break;
    }
    return place;
}

// Whether it reads a user attribute that the given schema does not have: it fails for everybody, as PF4003 says.
bool reads_undefined(const workspace::Workspace& workspace, const expression::Program& program) {
    if (workspace.user_schema == nullptr) return false;
    const std::vector<expression::Reference> all = expression::references(program);
    return std::any_of(all.begin(), all.end(), [&](const expression::Reference& reference) {
        const bool directory = reference.root == "source" && okta::is_directory_attribute(reference.name);
        return (reference.root == "user" || reference.root == "source") && !directory &&
               !okta::is_base_user_attribute(reference.name) &&
               workspace.user_schema->find(reference.name) == nullptr &&
               !workspace.users->has_column(std::string(okta::columns::kProfile) + reference.name);
    });
}

bool yields_at_sign(const expression::Trial& trial) {
    const expression::Evaluation& made = trial.outcomes()[0];
    return !made.error && made.value.is_string() && made.value.as_string().find('@') != std::string_view::npos;
}

}  // namespace

UserNameFormat analyse_user_name_format(const workspace::Workspace& workspace, const Listed& listed,
                                        const AttributeFacts& facts) {
    UserNameFormat result;
    result.format = &workspace.application->user_name_template;
    result.program = &*listed.subject.parsed.program;
    result.possible = &listed.analysis.possible;
    const AddressFacts addresses(facts);
    result.of_addresses = expression::analyse(*result.program, addresses).possible;
    result.fails = result.of_addresses.cases.empty() || reads_undefined(workspace, *result.program);
    const std::optional<text::Span> kept = kept_by(result.of_addresses);
    result.keeps_it = kept.value_or(text::Span{0, result.text().size()});
    switch (result.possible->at_sign()) {
        case expression::Certainty::always:
            result.keeps_at_sign = KeepsAtSign::always;
            return result;
        case expression::Certainty::maybe:
            result.witness = expression::find_witness({result.program}, addresses, yields_at_sign);
            break;
        case expression::Certainty::never:
            break;
    }
    if (result.witness) result.keeps_at_sign = KeepsAtSign::for_some;
    else if (kept && !result.fails) result.keeps_at_sign = KeepsAtSign::not_ruled_out;
    return result;
}

}  // namespace preflight::rules
