#include "core/simulation/world.h"

#include <algorithm>

#include "core/egnyte/account.h"
#include "core/egnyte/user_name.h"
#include "core/expression/evaluate/evaluate.h"
#include "core/simulation/profile.h"
#include "core/text/unicode.h"

namespace preflight::simulation {

std::string json_string(std::string_view utf8) {
    return expression::Value::string(std::string(utf8)).to_json();
}

std::string Account::text(std::string_view attribute) const {
    const auto found = attributes.find(attribute);
    if (found == attributes.end()) return {};
    const expression::Value value = expression::value_from_json(found->second);
    return value.kind() == expression::Kind::string ? std::string(value.as_string()) : std::string{};
}

bool Account::known_empty(std::string_view attribute) const {
    const auto found = attributes.find(attribute);
    return found != attributes.end() && (found->second == "null" || text::trim(text(attribute)).empty());
}

bool Account::service_account() const {
    const auto found = attributes.find("isServiceAccount");
    return found != attributes.end() && found->second == "true";
}

std::string Account::to_json() const {
    std::string result = "{";
    for (const std::string_view name : egnyte::kCanonicalAttributes) {
        const auto found = attributes.find(name);
        if (name == "active") {
            result += result.size() > 1 ? "," : "";
            result += active ? "\"active\":true" : "\"active\":false";
        } else if (found != attributes.end()) {
            result += result.size() > 1 ? "," : "";
            result += json_string(name) + ":" + found->second;
        }
    }
    return result + "}";
}

World::World(const intake::Workspace& workspace) : given_(workspace.egnyte_users_given) {
    const population::Table& rows = workspace.egnyte_users;
    accounts_.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Account account;
        for (population::Column number = 0; number < rows.columns(); ++number) {
            const population::Found cell = population::spell(rows.atoms(), rows.cell(row, number));
            if (!cell.present) continue;
            const std::string_view column = rows.name(number);
            if (column == egnyte::kAccountId) {
                account.id = std::string(cell.text);
            } else if (column == "active") {
                account.active = cell.text != "false";
            } else if (const auto auth_type = egnyte::canonical_auth_type(cell.text);
                       column == "authType" && auth_type) {
                account.attributes.set("authType", json_string(*auth_type));  // the CSV writes SSO and Egnyte
            } else {
                account.attributes.set(column, value_of(cell).to_json());
            }
        }
        if (!account.id.empty()) has_ids_ = true;
        add(std::move(account));
    }
}

std::size_t& World::seat_of(const Account& account) {
    return seats_[(account.active ? 2U : 0U) + (account.text("userType") == "standard" ? 1U : 0U)];
}

std::size_t World::add(Account account) {
    const std::size_t index = accounts_.size();
    ++seat_of(account);
    if (!account.id.empty()) by_id_.emplace(account.id, index);
    by_user_name_.emplace(text::ascii_lower(account.text("userName")), index);
    const std::string email = text::ascii_lower(account.text("email"));
    if (!email.empty()) by_email_.emplace(email, index);
    accounts_.push_back(std::move(account));
    return index;
}

void World::own(std::string_view okta_id, std::size_t index) {
    of_person_.insert_or_assign(std::string(okta_id), index);
}

void World::replace(std::size_t index, Account account) {
    const std::string before = text::ascii_lower(accounts_[index].text("email"));
    const std::string after = text::ascii_lower(account.text("email"));
    if (before != after) {
        const auto [first, last] = by_email_.equal_range(before);
        for (auto it = first; it != last; ++it) {
            if (it->second == index) {
                by_email_.erase(it);
                break;
            }
        }
        if (!after.empty()) by_email_.emplace(after, index);
    }
    --seat_of(accounts_[index]);
    ++seat_of(account);
    accounts_[index] = std::move(account);
}

namespace {

std::optional<std::size_t> find_in(const std::map<std::string, std::size_t, std::less<>>& index, std::string_view key) {
    const auto found = index.find(key);
    if (key.empty() || found == index.end()) return std::nullopt;
    return found->second;
}

}  // namespace

std::optional<std::size_t> World::by_id(std::string_view id) const {
    return find_in(by_id_, id);
}
std::optional<std::size_t> World::by_user_name(std::string_view user_name) const {
    return find_in(by_user_name_, text::ascii_lower(user_name));
}
std::optional<std::size_t> World::of_person(std::string_view okta_id) const {
    return find_in(of_person_, okta_id);
}

std::vector<std::size_t> World::by_email(std::string_view email) const {
    std::vector<std::size_t> result;
    const auto [first, last] = by_email_.equal_range(text::ascii_lower(email));
    for (auto it = first; it != last; ++it) result.push_back(it->second);
    std::sort(result.begin(), result.end());
    return result;
}

std::size_t World::seats_used(bool standard_pool, bool deactivated_count) const {
    const std::size_t pool = standard_pool ? 1 : 0;
    return seats_[2 + pool] + (deactivated_count ? seats_[pool] : 0);
}

}  // namespace preflight::simulation
