#include "core/okta/people_columns.h"

#include <algorithm>
#include <array>

#include "core/okta/base_attributes.h"
#include "core/okta/model.h"
#include "core/text/unicode.h"

namespace preflight::okta {

namespace {

// Small letters and digits of a header: "First name", "first_name" and "firstName" are one.
std::string normalised(std::string_view header) {
    std::string result;
    for (const char c : text::ascii_lower(header)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) result += c;
    }
    return result;
}

struct Title {
    std::string_view title, attribute;
};
// Titles that differ from the variable's name; normalised.
constexpr std::array<Title, 15> kTitles = {{{"username", "login"},
                                            {"oktausername", "login"},
                                            {"primaryemail", "email"},
                                            {"emailaddress", "email"},
                                            {"mail", "email"},
                                            {"secondaryemail", "secondEmail"},
                                            {"givenname", "firstName"},
                                            {"surname", "lastName"},
                                            {"familyname", "lastName"},
                                            {"nickname", "nickName"},
                                            {"mobile", "mobilePhone"},
                                            {"phone", "primaryPhone"},
                                            {"zip", "zipCode"},
                                            {"postalcode", "zipCode"},
                                            {"employeeid", "employeeNumber"}}};

bool is_variable_name(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !text.empty() && letter(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

std::string column_of(std::string_view header) {
    const std::string name = normalised(header);
    if (name == "id" || name == "userid" || name == "oktauserid" || name == "oktaid") return std::string(columns::kId);
    if (name == "status" || name == "userstatus") return std::string(columns::kStatus);
    const std::string profile(columns::kProfile);
    for (const std::string_view attribute : base_user_attributes()) {
        if (text::ascii_lower(attribute) == name) return profile + std::string(attribute);
    }
    for (const Title& title : kTitles) {
        if (title.title == name) return profile + std::string(title.attribute);
    }
    // A custom attribute, by its variable name.
    return is_variable_name(text::trim(header)) ? profile + std::string(text::trim(header)) : std::string();
}

}  // namespace

std::vector<std::string> people_columns(const std::vector<std::string>& header) {
    std::vector<std::string> columns;
    columns.reserve(header.size());
    for (const std::string& name : header) {
        std::string column = column_of(name);
        if (std::find(columns.begin(), columns.end(), column) != columns.end()) column.clear();  // the first one counts
        columns.push_back(std::move(column));
    }
    return columns;
}

bool is_people_header(const std::vector<std::string>& header) {
    const std::vector<std::string> columns = people_columns(header);
    const auto has = [&](std::string_view name) {
        return std::find(columns.begin(), columns.end(), name) != columns.end();
    };
    if (!has("profile.login") && !has("profile.email")) return false;
    return has(columns::kId) || (has("profile.login") && has("profile.email")) || has("profile.firstName") ||
           has("profile.lastName") || has("profile.department") || has(columns::kStatus);
}

void read_people_row(const std::vector<std::string>& header, const std::vector<std::string>& fields,
                     population::Table& users) {
    const std::vector<std::string> columns = people_columns(header);
    for (std::size_t i = 0; i < columns.size() && i < fields.size(); ++i) {
        if (columns[i].empty()) continue;
        const bool blank = text::trim(fields[i]).empty();
        users.set(users.column(columns[i]), blank ? population::Cell::null() : users.atoms().text(fields[i]));
    }
}

}  // namespace preflight::okta
