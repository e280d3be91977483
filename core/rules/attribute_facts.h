// What the given files say about Okta user attributes, for proofs about expressions (expression/analysis.h): types,
// enums and patterns of the schema, else what is known of Okta's base attributes. Facts okta-exports 5, okta-el 4.
#pragma once

#include <map>
#include <memory>

#include "core/expression/analysis/analysis.h"
#include "core/expression/functions/regex.h"
#include "core/workspace/workspace.h"

namespace preflight::rules {

// Where an expression is written, which decides what it can read (okta-el 4, 7).
enum class WrittenIn : std::uint8_t { to_app, to_okta, group_rule };

class AttributeFacts : public expression::Facts {
public:
    explicit AttributeFacts(const workspace::Workspace& workspace, WrittenIn place = WrittenIn::to_app);

    [[nodiscard]] expression::AbstractValue attribute(const expression::Reference& reference) const override;

    // Lengths and patterns of the schema; addresses have text on both sides of the '@'.
    [[nodiscard]] bool allows(const expression::Reference& reference, const expression::Value& value) const override;
    [[nodiscard]] std::vector<std::string> texts(const expression::Reference& reference) const override;

    [[nodiscard]] bool source_is_user() const override { return place_ != WrittenIn::to_okta; }
    [[nodiscard]] bool imports() const override { return place_ == WrittenIn::to_okta; }
    [[nodiscard]] std::string misspelt(const expression::Reference& reference) const override;
    [[nodiscard]] std::string_view mode() const override {
        return place_ == WrittenIn::group_rule ? std::string_view("group-rule") : std::string_view();
    }
    [[nodiscard]] bool has_app(std::string_view name) const override;

    // True when no schema said that a login is an e-mail address: it is Okta's default, not this org's word.
    [[nodiscard]] bool assumed_login_is_email() const { return assumed_; }

private:
    [[nodiscard]] expression::AbstractValue app_attribute(const expression::Reference& reference) const;

    const workspace::Workspace& workspace_;
    const WrittenIn place_;
    const bool principal_name_;  // source.userName is the user principal name of AD, not the UID of LDAP
    expression::Certainty login_ = expression::Certainty::always;  // whether logins hold an '@'
    bool assumed_ = true;
    // Names that users do not have, with the right ones: asked once for each, because each is compared with all.
    mutable std::map<std::string, std::string, std::less<>> spellings_;
    std::map<std::string, std::shared_ptr<const expression::Regex>, std::less<>> patterns_;  // null: cannot be read
};

// Whether something says that Okta users have the attribute: Okta's own list, the schema, or a value in the export,
// which proves that the attribute exists, whatever schema was given.
[[nodiscard]] bool is_attribute(const workspace::Workspace& workspace, const expression::Reference& reference);

// The attribute of Okta users that was probably meant: one that differs by letter case only, else a near one; empty
// when no name is near.
[[nodiscard]] std::string nearest_attribute(const workspace::Workspace& workspace, std::string_view name);

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
    [[nodiscard]] bool has_app(std::string_view name) const override { return facts_.has_app(name); }

private:
    const AttributeFacts& facts_;
};

}  // namespace preflight::rules
