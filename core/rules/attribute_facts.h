// What the given files say about Okta user attributes, for proofs about expressions (expression/analysis.h): types,
// enums and patterns of the schema, else what is known of Okta's base attributes. Facts okta-exports 5, okta-el 4.
#pragma once

#include <map>
#include <memory>

#include "core/expression/analysis/analysis.h"
#include "core/expression/functions/regex.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

class AttributeFacts : public expression::Facts {
public:
    explicit AttributeFacts(const workspace::Workspace& workspace);

    [[nodiscard]] expression::AbstractValue attribute(const expression::Reference& reference) const override;

    // Lengths and patterns of the schema; addresses have text on both sides of the '@'.
    [[nodiscard]] bool allows(const expression::Reference& reference, const expression::Value& value) const override;
    [[nodiscard]] std::vector<std::string> texts(const expression::Reference& reference) const override;

    [[nodiscard]] bool has_app(std::string_view name) const override;

    // True when no schema said that a login is an e-mail address: it is Okta's default, not this org's word.
    [[nodiscard]] bool assumed_login_is_email() const { return assumed_; }

private:
    const workspace::Workspace& workspace_;
    expression::Certainty login_ = expression::Certainty::always;  // whether logins hold an '@'
    bool assumed_ = true;
    std::map<std::string, std::shared_ptr<const expression::Regex>, std::less<>> patterns_;  // null: cannot be read
};

// The same, but an '@' comes from e-mail addresses and logins only: what is typed into other attributes proves nothing.
class AddressFacts : public expression::Facts {
public:
    explicit AddressFacts(const AttributeFacts& facts) : facts_(facts) {}
    [[nodiscard]] expression::AbstractValue attribute(const expression::Reference& reference) const override;
    [[nodiscard]] bool allows(const expression::Reference& reference, const expression::Value& value) const override {
        return facts_.allows(reference, value);
    }
    [[nodiscard]] std::vector<std::string> texts(const expression::Reference& reference) const override {
        return facts_.texts(reference);
    }

private:
    const AttributeFacts& facts_;
};

}  // namespace preflight::rules
