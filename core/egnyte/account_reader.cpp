#include "core/egnyte/account_reader.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/egnyte/account.h"
#include "core/text/unicode.h"

namespace preflight::egnyte {

using formats::json::Node;
using formats::json::Type;
using population::Cell;

namespace {

struct Column {
    std::string_view header;  // lower case
    std::string_view canonical;
    bool boolean;
};

constexpr std::array<Column, 13> kColumns = {{{"username", "userName", false},
                                              {"lastname", "familyName", false},
                                              {"firstname", "givenName", false},
                                              {"email", "email", false},
                                              {"type", "userType", false},
                                              {"role", "role", false},
                                              {"authtype", "authType", false},
                                              {"active", "active", true},
                                              {"idpuserid", "idpUserId", false},
                                              {"userprinciplename", "userPrincipalName", false},
                                              {"userprincipalname", "userPrincipalName", false},
                                              {"id", "id", false},
                                              {"isserviceaccount", "isServiceAccount", true}}};

const Column* column_of(std::string_view header) {
    const std::string lowered = text::ascii_lower(text::trim(header));
    const auto found =
        std::find_if(kColumns.begin(), kColumns.end(), [&](const Column& c) { return c.header == lowered; });
    return found == kColumns.end() ? nullptr : &*found;
}

std::optional<bool> boolean(std::string_view text) {
    const std::string lowered = text::ascii_lower(text::trim(text));
    if (lowered == "yes" || lowered == "true") return true;
    if (lowered == "no" || lowered == "false") return false;
    return std::nullopt;
}

void set_text(population::Table& accounts, std::string_view column, std::string_view text) {
    accounts.set(accounts.column(column), accounts.atoms().text(text));
}

void set_boolean(population::Table& accounts, std::string_view column, bool value) {
    accounts.set(accounts.column(column), Cell::truth(value));
}

}  // namespace

bool is_account_header(const std::vector<std::string>& header) {
    const auto has = [&](std::string_view name) {
        return std::any_of(header.begin(), header.end(),
                           [&](const std::string& h) { return text::equal_ignoring_ascii_case(text::trim(h), name); });
    };
    return has("Username") && has("Email") && has("Type");
}

void read_account_row(const std::vector<std::string>& header, const std::vector<std::string>& fields,
                      population::Table& accounts) {
    for (std::size_t i = 0; i < header.size() && i < fields.size(); ++i) {
        const Column* column = column_of(header[i]);
        if (column == nullptr) continue;
        if (!column->boolean) {
            set_text(accounts, column->canonical, fields[i]);
        } else if (const auto value = boolean(fields[i])) {
            set_boolean(accounts, column->canonical, *value);
        } else if (column->canonical == "active") {
            set_boolean(accounts, "active", true);  // default yes (facts 8.1)
        }
    }
}

void read_account(const Node& node, population::Table& accounts) {
    for (const std::string_view name : {"id", "userName", "externalId", "email", "userType", "authType", "idpUserId",
                                        "userPrincipalName", "role", "language"}) {
        const Node value = node[name];
        if (!value.exists()) continue;
        if (value.is(Type::null)) {
            accounts.set(accounts.column(name), Cell::null());
        } else if (!value.is(Type::array) && !value.is(Type::object)) {
            set_text(accounts, name, value.text());
        }
    }
    if (const Node emails = node["emails"]; !node["email"].exists() && emails.is(Type::array)) {
        Node chosen = emails.first();
        for (Node email = emails.first(); email.exists(); email = email.next()) {
            if (email["primary"].as_bool().value_or(false)) chosen = email;
        }
        if (chosen["value"].is(Type::string)) set_text(accounts, "email", chosen["value"].text());
    }
    for (const std::string_view name : {"givenName", "familyName"}) {
        const Node value = node["name"][name];
        if (value.is(Type::string)) set_text(accounts, name, value.text());
    }
    for (const std::string_view name : {"active", "isServiceAccount", "sendInvite"}) {
        const Node value = node[name];
        const auto known = value.as_bool() ? value.as_bool() : boolean(value.as_string());
        if (known) set_boolean(accounts, name, *known);
    }
}

}  // namespace preflight::egnyte
