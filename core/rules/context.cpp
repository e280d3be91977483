#include "core/rules/rule.h"

namespace preflight::rules {

const AttributeFacts& Context::facts() const {
    if (!facts_) facts_.emplace(workspace);
    return *facts_;
}

const std::vector<Listed>& Context::expressions() const {
    if (!expressions_) expressions_ = list_expressions(workspace, evaluations);
    return *expressions_;
}

const std::vector<Listed>& Context::other_expressions() const {
    if (!other_expressions_) other_expressions_ = list_other_expressions(workspace);
    return *other_expressions_;
}

const UserNameFormat* Context::user_name_format() const {
    if (!user_name_format_) {
        user_name_format_.emplace();
        const auto mapped = evaluations.mapped_user_name();
        const auto made = mapped ? mapped : evaluations.of(egnyte::Attribute::userName);
        for (const Listed& listed : expressions()) {
            if (made && listed.subject.formula == *made && listed.subject.parsed.program)
                *user_name_format_ = analyse_user_name_format(workspace, listed, facts());
        }
    }
    return *user_name_format_ ? &**user_name_format_ : nullptr;
}

}  // namespace preflight::rules
