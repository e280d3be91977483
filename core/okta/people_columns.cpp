#include "core/okta/people_columns.h"

#include <algorithm>
#include <array>

#include "core/okta/base_attributes.h"
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

// What two spellings of one title have in common. Of letters beyond ASCII each one counts, and so does what is between.
std::string title_key(std::string_view title) {
    title = text::trim(title);
    const bool ascii = std::all_of(title.begin(), title.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
    return ascii ? normalised(title) : text::ascii_lower(title);
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
    header = text::trim(header);
    // As tools that flatten JSON write it.
    if (header.substr(0, columns::kProfile.size()) == columns::kProfile) header.remove_prefix(columns::kProfile.size());
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
    // A custom attribute: by its variable name, or by a title that only the schema knows.
    if (header.empty()) return {};
    std::string column(is_variable_name(header) ? columns::kProfile : columns::kTitled);
    return column.append(header);
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

SchemaTitles::SchemaTitles(const Schema& schema) {
    const auto add = [](Names& names, std::string_view text, const SchemaAttribute& attribute) {
        const auto [place, fresh] = names.emplace(title_key(text), &attribute);
        if (!fresh) place->second = nullptr;  // it may be either
    };
    for (const SchemaAttribute& attribute : schema.attributes) {
        exact_.insert(attribute.name);
        add(variables_, attribute.name, attribute);
        add(titles_, attribute.title, attribute);
    }
}

std::string SchemaTitles::column_of(std::string_view column) const {
    std::string_view header = column;
    for (const std::string_view prefix : {columns::kTitled, columns::kProfile}) {
        if (column.substr(0, prefix.size()) == prefix) header = column.substr(prefix.size());
    }
    if (header.size() == column.size() || is_base_user_attribute(header) || exact_.count(header) != 0) return {};
    const std::string key = title_key(header);
    if (key.empty()) return {};
    for (const Names* names : {&variables_, &titles_}) {
        const auto found = names->find(key);
        if (found != names->end() && found->second != nullptr)
            return std::string(columns::kProfile) + found->second->name;
    }
    return {};
}

void PeopleRows::read(const std::vector<std::string>& header, const std::vector<std::string>& fields,
                      population::Table& users) {
    if (table_ != &users || header_ != header) {
        table_ = &users;
        header_ = header;
        columns_.clear();
        for (const std::string& name : people_columns(header))
            columns_.push_back(name.empty() ? population::kNoColumn : users.column(name));
    }
    for (std::size_t i = 0; i < columns_.size() && i < fields.size(); ++i) {
        if (columns_[i] == population::kNoColumn) continue;
        const bool blank = text::trim(fields[i]).empty();
        users.set(columns_[i], blank ? population::Cell::null() : users.atoms().text(fields[i]));
    }
}

}  // namespace preflight::okta
