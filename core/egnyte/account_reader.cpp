#include "core/egnyte/account_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/egnyte/account.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::egnyte {

using formats::json::Node;
using formats::json::Type;
using population::Cell;

namespace {

std::optional<bool> boolean(std::string_view text) {
    const std::string lowered = text::ascii_lower(text::trim(text));
    if (lowered == "yes" || lowered == "true") return true;
    if (lowered == "no" || lowered == "false") return false;
    return std::nullopt;
}

void set_text(population::Table& accounts, std::string_view column, std::string_view text) {
    accounts.set(accounts.column(column), accounts.atoms().text(text));
}

// A blank cell is an account that was never used.
void set_last_active(population::Table& accounts, std::string_view text) {
    const bool never = text::trim(text).empty();
    accounts.set(accounts.column(kLastActive), never ? Cell::null() : accounts.atoms().text(text));
}

void set_boolean(population::Table& accounts, std::string_view column, bool value) {
    accounts.set(accounts.column(column), Cell::truth(value));
}

}  // namespace

std::optional<std::int64_t> last_active_day(std::string_view text) {
    text = text::trim(text);
    const auto number = [&](std::size_t at, std::size_t digits) -> int {
        int value = -1;
        const char* const begin = text.data() + at;
        const auto [end, failed] = std::from_chars(begin, begin + digits, value);
        return failed == std::errc{} && end == begin + digits ? value : -1;
    };
    text::CivilTime day;
    if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
        day.year = number(0, 4);
        day.month = number(5, 2);
        day.day = number(8, 2);
    } else if (text.size() == 10 && text[2] == '/' && text[5] == '/') {
        day.month = number(0, 2);
        day.day = number(3, 2);
        day.year = number(6, 4);
    } else {
        return std::nullopt;
    }
    return text::unix_time(day);
}

bool is_account_header(const std::vector<std::string>& header) {
    const auto has = [&](std::string_view name) {
        return std::any_of(header.begin(), header.end(),
                           [&](const std::string& h) { return text::equal_ignoring_ascii_case(text::trim(h), name); });
    };
    return has("Username") && has("Email") && has("Type");
}

std::string_view read_account_row(const std::vector<std::string>& header, const formats::CsvRecord& record,
                                  population::Table& accounts) {
    std::string_view other_word;
    for (std::size_t i = 0; i < header.size() && i < record.fields.size(); ++i) {
        if (record.has_lost(i)) continue;
        const std::string& field = record.fields[i];
        const std::string name = text::ascii_lower(text::trim(header[i]));
        const auto attribute = attribute_with(&AttributeRow::headers, name);
        if (name == kAccountId) set_text(accounts, kAccountId, field);
        if (name == "lastactive") set_last_active(accounts, field);
        if (!attribute) continue;
        const std::string_view column = name_of(*attribute);
        if (row_of(*attribute).member != Member::boolean) {
            set_text(accounts, column, field);
        } else if (const auto value = boolean(field)) {
            set_boolean(accounts, column, *value);
        } else if (!text::trim(field).empty()) {
            other_word = field;
        } else if (*attribute == Attribute::active) {
            set_boolean(accounts, column, true);  // default yes (facts 8.1)
        }
    }
    return other_word;
}

void read_account(const Node& node, population::Table& accounts) {
    const auto read_text = [&](std::string_view name) {
        const Node value = node[name];
        if (!value.exists()) return;
        if (value.is(Type::null)) {
            accounts.set(accounts.column(name), Cell::null());
        } else if (!value.is(Type::array) && !value.is(Type::object)) {
            set_text(accounts, name, value.text());
        }
    };
    read_text(kAccountId);
    for (std::size_t i = 0; i < kAttributeCount; ++i) {
        if (kAttributeRows[i].member == Member::text) read_text(kCanonicalAttributes[i]);
    }
    if (const Node active = node["lastActiveDate"]; active.is(Type::null)) {
        accounts.set(accounts.column(kLastActive), Cell::null());
    } else if (active.is(Type::string)) {
        set_text(accounts, kLastActive, active.text());
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
    for (std::size_t i = 0; i < kAttributeCount; ++i) {
        if (kAttributeRows[i].member != Member::boolean) continue;
        const std::string_view name = kCanonicalAttributes[i];
        const Node value = node[name];
        const auto known = value.as_bool() ? value.as_bool() : boolean(value.as_string());
        if (known) set_boolean(accounts, name, *known);
    }
}

}  // namespace preflight::egnyte
