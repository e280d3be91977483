#include "core/rules/attribute_facts.h"

#include <array>

namespace preflight::rules {

namespace {

// A pattern of the login attribute: null or empty means "must look like an e-mail address" (okta-exports 5).
expression::Possible::At login_by_pattern(const std::string& pattern) {
    if (pattern.empty()) return expression::Possible::At::always;
    // One class of plain characters and how often, as the console writes it; anything cleverer may let an @ through.
    const auto end = pattern.front() == '[' ? pattern.find(']') : std::string::npos;
    if (end == std::string::npos) return expression::Possible::At::maybe;
    std::string members = pattern.substr(1, end - 1);
    for (const std::string_view range : {"A-Z", "a-z", "0-9"}) {
        if (const auto at = members.find(range); at != std::string::npos) members.erase(at, range.size());
    }
    const bool plain = members.find_first_not_of("._-") == std::string::npos &&
                       pattern.find_first_not_of("+*{},0123456789$", end + 1) == std::string::npos;
    return plain ? expression::Possible::At::never : expression::Possible::At::maybe;
}

}  // namespace

AttributeFacts::AttributeFacts(const intake::Workspace& workspace) {
    if (workspace.user_schema != nullptr) {
        const okta::SchemaAttribute* login = workspace.user_schema->find("login");
        if (login != nullptr && login->pattern) {
            login_ = login_by_pattern(*login->pattern);
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
