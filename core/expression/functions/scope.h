// What the names in an expression refer to, for one evaluation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/expression/values/language.h"
#include "core/expression/values/value.h"

namespace preflight::expression {

// Implemented by the caller. Groups, directories and the clock are unknown unless overridden.
class Scope {
public:
    Scope() = default;
    Scope(const Scope&) = default;
    Scope& operator=(const Scope&) = default;
    virtual ~Scope() = default;

    [[nodiscard]] virtual bool has_root(std::string_view root) const = 0;
    // False: the name is not in the profile's schema (unknown-variable).
    [[nodiscard]] virtual bool has_attribute(std::string_view root, std::string_view name) const = 0;
    // Whether a bare name can be an attribute of the source (okta-el 4).
    [[nodiscard]] virtual bool has_bare(std::string_view name) const {
        return has_root("source") && has_attribute("source", name);
    }
    // Null when unset, unknown when not exported.
    [[nodiscard]] virtual Value attribute(std::string_view root, std::string_view name) const = 0;
    // has_root, has_attribute and attribute in one call, as evaluation needs them.
    enum class Found : std::uint8_t {
        value,
        no_root,
        no_attribute,
        no_profile
    };  // no_profile: the root is not an object
    [[nodiscard]] virtual Found find(const Name& root, const Name& name, Value& out) const {
        if (!has_root(root.text)) return Found::no_root;
        if (!has_attribute(root.text, name.text)) return Found::no_attribute;
        out = attribute(root.text, name.text);
        return Found::value;
    }
    // A root as a whole (`user`): a map where it is known, else unknown.
    [[nodiscard]] virtual Value root(std::string_view root) const { return Value::unknown({std::string(root)}); }

    // The user's groups as maps with id and name; unknown when they were not given.
    [[nodiscard]] virtual Value groups() const { return Value::unknown({"groups"}); }
    // Profiles behind hasDirectoryUser and similar functions, as lists; "manager", "assistant" as maps with user and
    // appUsers.
    [[nodiscard]] virtual Value directory(std::string_view which) const { return Value::unknown({std::string(which)}); }
    // user.getInternalProperty and user.getLinkedObject.
    [[nodiscard]] virtual Value internal_property(std::string_view name) const {
        return Value::unknown({"user." + std::string(name)});
    }
    [[nodiscard]] virtual Value linked_object(std::string_view name) const {
        return Value::unknown({"user." + std::string(name)});
    }
    // "claims", "group-rule" or empty for mappings.
    [[nodiscard]] virtual std::string_view mode() const { return {}; }
    // The result of Time.now, in milliseconds since 1970 UTC; nothing when it is unknown.
    [[nodiscard]] virtual std::optional<std::int64_t> now() const { return std::nullopt; }
};

}  // namespace preflight::expression
