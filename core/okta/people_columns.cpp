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

// "profile.", "profile/" or "profile_": what tools that flatten JSON put before each attribute. Empty when they do not.
std::string_view flattened_prefix(const std::vector<std::string>& header) {
    constexpr std::string_view kProfileKey = "profile";
    for (const std::string& name : header) {
        const std::string_view column = text::trim(name);
        if (column.size() <= kProfileKey.size() || column.substr(0, kProfileKey.size()) != kProfileKey) continue;
        const std::string_view attribute = column.substr(kProfileKey.size() + 1);
        if ((attribute == "login" || attribute == "email") &&
            std::string_view("./_").find(column[kProfileKey.size()]) != std::string_view::npos)
            return column.substr(0, kProfileKey.size() + 1);
    }
    return columns::kProfile;
}

std::string column_of(std::string_view header, std::string_view prefix) {
    header = text::trim(header);
    if (header.substr(0, prefix.size()) == prefix) header.remove_prefix(prefix.size());
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
    const std::string_view prefix = flattened_prefix(header);
    for (const std::string& name : header) columns.push_back(column_of(name, prefix));
    return columns;
}

std::string_view user_status(std::string_view text) {
    struct Status {
        std::string_view words, status;  // normalised
    };
    static constexpr std::array<Status, 11> kStatuses = {{{"staged", "STAGED"},
                                                          {"provisioned", "PROVISIONED"},
                                                          {"pendinguseraction", "PROVISIONED"},
                                                          {"active", "ACTIVE"},
                                                          {"recovery", "RECOVERY"},
                                                          {"passwordreset", "RECOVERY"},
                                                          {"passwordexpired", "PASSWORD_EXPIRED"},
                                                          {"lockedout", "LOCKED_OUT"},
                                                          {"suspended", "SUSPENDED"},
                                                          {"deprovisioned", "DEPROVISIONED"},
                                                          {"deactivated", "DEPROVISIONED"}}};
    const std::string words = normalised(text);
    const auto* const found =
        std::find_if(kStatuses.begin(), kStatuses.end(), [&](const Status& one) { return one.words == words; });
    return found == kStatuses.end() ? std::string_view() : found->status;
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

void PeopleRows::read(const std::vector<std::string>& header, const formats::CsvRecord& record,
                      population::Table& users) {
    const std::vector<std::string>& fields = record.fields;
    if (table_ != &users || header_ != header) {
        table_ = &users;
        header_ = header;
        columns_.clear();
        for (const std::string& name : people_columns(header))
            columns_.push_back(name.empty() ? population::kNoColumn : users.column(name));
        status_ = users.find(columns::kStatus);
    }
    ignored_ = {};
    const std::size_t row = users.size() - 1;
    for (std::size_t i = 0; i < columns_.size() && i < fields.size(); ++i) {
        const population::Column column = columns_[i];
        if (column == population::kNoColumn) continue;
        std::string_view value = fields[i];
        const bool blank = text::trim(value).empty();
        if (users.cell(row, column).is_atom()) {
            if (!blank && users.text(row, column) != value) ignored_.other_value = value;
            continue;
        }
        if (record.has_lost(i)) continue;  // unset in a table is unknown, and another file may have the value
        if (column == status_ && !blank) {
            const std::string_view status = user_status(value);
            if (status.empty()) {
                ignored_.status = value;
                continue;
            }
            value = status;
        }
        users.set(column, blank ? population::Cell::null() : users.atoms().text(value));
    }
}

}  // namespace preflight::okta
