#include "core/rules/address_in_name.h"

#include "core/expression/analysis/analysis.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/rules/attribute_facts.h"
#include "core/workspace/evaluations.h"

namespace preflight::rules {

AddressInName address_in_name(const workspace::Workspace& workspace, const Rehearsed* rehearsed) {
    const okta::Application* app = workspace.application;
    if (app != nullptr && app->user_name_template.given()) {
        const okta::UserNameTemplate& format = app->user_name_template;
        const auto parsed = expression::parse(format.pattern.value(), workspace::dialect_of(format));
        if (!parsed.program) return AddressInName::unknown;
        const AttributeFacts facts(workspace);
        const expression::AbstractValue possible = expression::analyse(*parsed.program, facts).possible;
        if (possible.cases.empty()) return AddressInName::unknown;
        return possible.at_sign() == expression::Certainty::never ? AddressInName::never : AddressInName::may_be;
    }
    return rehearsed == nullptr ? AddressInName::unknown : rehearsed->address_in_names();
}

}  // namespace preflight::rules
