// What the given files say about Okta user attributes, for proofs about expressions (expression/analysis.h).
#pragma once

#include "core/expression/analysis.h"
#include "core/intake/workspace.h"

namespace preflight::rules {

class AttributeFacts : public expression::Facts {
public:
    explicit AttributeFacts(const intake::Workspace& workspace);

    [[nodiscard]] expression::Possible::At at_sign(std::string_view root, std::string_view name) const override;
    [[nodiscard]] bool may_be_null(std::string_view root, std::string_view name) const override;

    // True when no schema said that a login is an e-mail address: it is Okta's default, not this org's word.
    [[nodiscard]] bool assumed_login_is_email() const { return assumed_; }

private:
    expression::Possible::At login_ = expression::Possible::At::always;
    bool assumed_ = true;
};

}  // namespace preflight::rules
