// What the given files say about Okta user attributes, for proofs about expressions (expression/analysis.h): types,
// enums and patterns of the schema, else what is known of Okta's base attributes. Facts okta-exports 5, okta-el 4.
#pragma once

#include "core/expression/analysis.h"
#include "core/intake/workspace.h"

namespace preflight::rules {

class AttributeFacts : public expression::Facts {
public:
    explicit AttributeFacts(const intake::Workspace& workspace);

    [[nodiscard]] expression::Possible attribute(const expression::Reference& reference) const override;

    [[nodiscard]] bool has_app(std::string_view name) const override;

    // True when no schema said that a login is an e-mail address: it is Okta's default, not this org's word.
    [[nodiscard]] bool assumed_login_is_email() const { return assumed_; }

private:
    const intake::Workspace& workspace_;
    expression::Certainty login_ = expression::Certainty::always;  // whether logins hold an '@'
    bool assumed_ = true;
};

// The same, but an '@' comes from e-mail addresses and logins only: what is typed into other attributes proves nothing.
class AddressFacts : public expression::Facts {
public:
    explicit AddressFacts(const AttributeFacts& facts) : facts_(facts) {}
    [[nodiscard]] expression::Possible attribute(const expression::Reference& reference) const override;

private:
    const AttributeFacts& facts_;
};

}  // namespace preflight::rules
