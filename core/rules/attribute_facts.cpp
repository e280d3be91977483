#include "core/rules/attribute_facts.h"

#include <array>

namespace preflight::rules {

namespace {

// A pattern of the login attribute: null or empty means "must look like an e-mail address" (okta-exports 5).
expression::Possible::At login_by_pattern(const std::string& pattern) {
    if (pattern.empty()) return expression::Possible::At::always;
    if (pattern.find('@') == std::string::npos && pattern.front() == '[') return expression::Possible::At::never;
    return expression::Possible::At::maybe;
}

}  // namespace

AttributeFacts::AttributeFacts(const intake::Workspace& workspace) {
    if (workspace.user_schema != nullptr) {
        const okta::SchemaAttribute* login = workspace.user_schema->find("login");
        if (login != nullptr) {
            login_ = login_by_pattern(login->pattern.value_or(""));
            assumed_ = false;
        }
    }
    if (assumed_) {
        for (std::size_t row = 0; row < workspace.users.size(); ++row) {
            const std::string_view login = workspace.users.text(row, "profile.login");
            if (!login.empty() && login.find('@') == std::string_view::npos) {
                login_ = expression::Possible::At::maybe;
                assumed_ = false;
                break;
            }
        }
    }
}

expression::Possible::At AttributeFacts::at_sign(std::string_view root, std::string_view name) const {
    if (root != "user" && root != "source") return expression::Possible::At::maybe;
    if (name == "email" || name == "secondEmail") return expression::Possible::At::always;
    if (name == "login") return login_;
    return expression::Possible::At::maybe;
}

bool AttributeFacts::may_be_null(std::string_view root, std::string_view name) const {
    constexpr std::array<std::string_view, 2> kRequired = {"login", "email"};
    if (root != "user" && root != "source") return true;
    return name != kRequired[0] && name != kRequired[1];
}

}  // namespace preflight::rules
