// Step 1 of the rehearsal: the app profile that Okta computes for one person (spec 5.1), by canonical Egnyte names.
// Knows nothing of Egnyte's defaults or refusals. Follows facts okta-exports 1, 2, 5, 6 and okta-el 4, 10.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expression/evaluate/evaluate.h"
#include "core/expression/evaluate/trace.h"
#include "core/intake/workspace.h"
#include "core/simulation/by_attribute.h"

namespace preflight::simulation {

// One person of the population: a row of the assignments, of the Okta users, or both.
struct Person {
    std::optional<std::size_t> app_row;
    std::optional<std::size_t> user_row;
    std::string id;
    std::string login;
    bool group_assigned = false;
    std::string external_id;  // of an account made earlier; empty when there is none
};

struct Computed {
    expression::Value value;
    std::string_view origin;      // mapping template assignment group default unset failed unknown
    std::string_view expression;  // lives in the workspace
    std::string detail;           // the error, or what is missing
};

enum class Operation { create, update };

class ProfileComputer {
public:
    // `now_unix` is the time of Time.now; without it what depends on the time is unknown.
    ProfileComputer(const intake::Workspace& workspace, std::optional<std::int64_t> now_unix);

    // The username alone, as sign-in and collisions need it.
    [[nodiscard]] Computed user_name(const Person& person) const;

    // Every canonical attribute that is mapped, assigned or could be; unset ones have origin "unset".
    [[nodiscard]] ByAttribute<Computed> compute(const Person& person, Operation operation) const;
    [[nodiscard]] Computed compute(const Person& person, Operation operation, std::string_view canonical) const;

    // What every part of an attribute's expression is for one Okta user; nothing where no expression makes it or where
    // it does not parse. Offsets are those of the expression.
    [[nodiscard]] std::optional<expression::Trace> trace(std::optional<std::size_t> user_row,
                                                         std::string_view canonical) const;

private:
    struct Mapped {
        std::string_view text;  // lives in the workspace
        bool on_update = false;
        expression::ParseResult parsed;
    };

    [[nodiscard]] Computed assigned(const Person& person, std::string_view variable) const;
    [[nodiscard]] Computed evaluate(const Mapped& mapped, const Person& person, std::string_view origin) const;
    [[nodiscard]] bool may_hide(std::string_view canonical) const;

    const intake::Workspace& workspace_;
    std::optional<std::int64_t> now_unix_;
    std::map<std::string, Mapped, std::less<>> mapped_;  // by canonical name
    std::optional<Mapped> template_;
    std::string template_problem_;  // why there is no template to evaluate
};

// The evaluation scope of one Okta user (`row` none: the user was not exported, every attribute is unknown).
class UserScope : public expression::Scope {
public:
    UserScope(const intake::Workspace& workspace, std::optional<std::size_t> row, std::optional<std::int64_t> now_unix);

    [[nodiscard]] bool has_root(std::string_view root) const override;
    [[nodiscard]] bool has_attribute(std::string_view root, std::string_view name) const override;
    [[nodiscard]] expression::Value attribute(std::string_view root, std::string_view name) const override;
    [[nodiscard]] std::optional<std::int64_t> now() const override {
        return now_unix_ ? std::optional(*now_unix_ * 1000) : std::nullopt;
    }

private:
    [[nodiscard]] expression::Value user_attribute(std::string_view name) const;

    const intake::Workspace& workspace_;
    std::optional<std::size_t> row_;
    std::string_view suffix_;  // instance.userSuffix
    std::optional<std::int64_t> now_unix_;
};

// The value of an exported cell; JSON lists become lists of their texts.
[[nodiscard]] expression::Value value_of(const population::Found& cell);

// The 31 base attributes of an Okta user (okta-exports 5).
[[nodiscard]] std::span<const std::string_view> base_user_attributes();
[[nodiscard]] bool is_base_user_attribute(std::string_view name);

// Attributes that only an AD or LDAP app user has, read by six of the built-in templates (okta-el 10).
[[nodiscard]] bool is_directory_attribute(std::string_view name);

}  // namespace preflight::simulation
