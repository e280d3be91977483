#include "core/expression/value.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>

namespace preflight::expression {

Value Value::boolean(bool value) {
    Value v;
    v.kind_ = Kind::boolean;
    v.integer_ = value ? 1 : 0;
    return v;
}
Value Value::int32(std::int32_t value) {
    Value v;
    v.kind_ = Kind::int32;
    v.integer_ = value;
    return v;
}
Value Value::int64(std::int64_t value) {
    Value v;
    v.kind_ = Kind::int64;
    v.integer_ = value;
    return v;
}
Value Value::integer(std::int64_t value) {
    const bool fits =
        value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max();
    return fits ? int32(static_cast<std::int32_t>(value)) : int64(value);
}
Value Value::float32(double value) {
    Value v;
    v.kind_ = Kind::float32;
    v.floating_ = static_cast<double>(static_cast<float>(value));
    return v;
}
Value Value::number(double value) {
    Value v;
    v.kind_ = Kind::float64;
    v.floating_ = value;
    return v;
}
Value Value::string(std::string utf8) {
    Value v;
    v.kind_ = Kind::string;
    v.text_ = std::move(utf8);
    return v;
}
Value Value::list(List values) {
    Value v;
    v.kind_ = Kind::list;
    v.list_ = std::make_shared<const List>(std::move(values));
    return v;
}
Value Value::map(Map entries) {
    Value v;
    v.kind_ = Kind::map;
    v.map_ = std::make_shared<const Map>(std::move(entries));
    return v;
}
Value Value::unknown(std::vector<std::string> missing) {
    std::sort(missing.begin(), missing.end());
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    Value v;
    v.kind_ = Kind::unknown;
    v.missing_ = std::make_shared<const std::vector<std::string>>(std::move(missing));
    return v;
}

const Value* Value::find(std::string_view key) const {
    if (kind_ != Kind::map) return nullptr;
    const auto found = std::find_if(map_->begin(), map_->end(), [&](const auto& entry) { return entry.first == key; });
    return found == map_->end() ? nullptr : &found->second;
}

std::string java_double(double value, bool single) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    if (value == 0) return std::signbit(value) ? "-0.0" : "0.0";
    // The shortest digits that read back the same.
    char buffer[64];
    int precision = 1;
    const int most = single ? 9 : 17;
    for (; precision <= most; ++precision) {
        std::snprintf(buffer, sizeof buffer, "%.*e", precision - 1, value);
        const double back = std::strtod(buffer, nullptr);
        if (single ? static_cast<float>(back) == static_cast<float>(value) : back == value) break;
    }
    const std::string scientific = buffer;
    const auto e = scientific.find('e');
    const long exponent = std::strtol(scientific.c_str() + e + 1, nullptr, 10);
    const bool negative = scientific[0] == '-';
    std::string digits;
    for (const char c : scientific.substr(0, e)) {
        if (c >= '0' && c <= '9') digits += c;
    }
    std::string result = negative ? "-" : "";
    const double size = std::fabs(value);
    if (size >= 1e-3 && size < 1e7) {
        if (exponent < 0) {
            result += "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
        } else {
            const auto whole = static_cast<std::size_t>(exponent) + 1;
            while (digits.size() < whole) digits += '0';
            result += digits.substr(0, whole) + "." + (digits.size() > whole ? digits.substr(whole) : "0");
        }
        return result;
    }
    return result + digits[0] + "." + (digits.size() > 1 ? digits.substr(1) : "0") + "E" + std::to_string(exponent);
}

namespace {

constexpr std::size_t kDeepest = 64;

std::string to_text(const Value& value, std::size_t depth) {
    switch (value.kind()) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return value.as_boolean() ? "true" : "false";
        case Kind::int32:
        case Kind::int64:
            return std::to_string(value.as_integer());
        case Kind::float32:
            return java_double(value.as_double(), true);
        case Kind::float64:
            return java_double(value.as_double(), false);
        case Kind::string:
            return value.as_string();
        case Kind::unknown:
            return {};
        case Kind::list: {
            std::string result;
            if (depth == 0) return result;
            bool first = true;
            for (const Value& element : value.as_list()) {
                if (!first) result += ',';
                first = false;
                result += to_text(element, depth - 1);
            }
            return result;
        }
        case Kind::map: {
            std::string result = "{";
            if (depth == 0) return result + "}";
            for (const auto& [key, element] : value.as_map()) {
                if (result.size() > 1) result += ", ";
                result += key + "=" + to_text(element, depth - 1);
            }
            return result + "}";
        }
    }
    return {};
}

nlohmann::ordered_json json_of(const Value& value, std::size_t depth) {
    switch (value.kind()) {
        case Kind::null:
        case Kind::unknown:
            return nullptr;
        case Kind::boolean:
            return value.as_boolean();
        case Kind::int32:
        case Kind::int64:
            return value.as_integer();
        case Kind::float32:
        case Kind::float64:
            if (!std::isfinite(value.as_double())) return java_double(value.as_double(), false);
            return value.as_double();
        case Kind::string:
            return value.as_string();
        case Kind::list: {
            auto result = nlohmann::ordered_json::array();
            if (depth > 0) {
                for (const Value& element : value.as_list()) result.push_back(json_of(element, depth - 1));
            }
            return result;
        }
        case Kind::map: {
            auto result = nlohmann::ordered_json::object();
            if (depth > 0) {
                for (const auto& [key, element] : value.as_map()) result[key] = json_of(element, depth - 1);
            }
            return result;
        }
    }
    return nullptr;
}

Value value_of(const nlohmann::ordered_json& json, std::size_t depth) {
    using Type = nlohmann::json::value_t;
    switch (json.type()) {
        case Type::boolean:
            return Value::boolean(json.get<bool>());
        case Type::number_integer:
            return Value::integer(json.get<std::int64_t>());
        case Type::number_unsigned: {
            const auto number = json.get<std::uint64_t>();
            if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
                return Value::number(static_cast<double>(number));
            return Value::integer(static_cast<std::int64_t>(number));
        }
        case Type::number_float:
            return Value::number(json.get<double>());
        case Type::string:
            return Value::string(json.get<std::string>());
        case Type::array: {
            Value::List list;
            if (depth > 0) {
                for (const auto& element : json) list.push_back(value_of(element, depth - 1));
            }
            return Value::list(std::move(list));
        }
        case Type::object: {
            Value::Map map;
            if (depth > 0) {
                for (const auto& item : json.items()) map.emplace_back(item.key(), value_of(item.value(), depth - 1));
            }
            return Value::map(std::move(map));
        }
        default:
            return Value::null();
    }
}

}  // namespace

std::string Value::to_text() const {
    return expression::to_text(*this, kDeepest);
}

std::string Value::to_json() const {
    return json_of(*this, kDeepest).dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Value value_from_json(std::string_view json) {
    const auto parsed = nlohmann::ordered_json::parse(json.begin(), json.end(), nullptr, false);
    return parsed.is_discarded() ? Value::null() : value_of(parsed, kDeepest);
}

bool equal(const Value& a, const Value& b) {
    if (a.is_number() && b.is_number()) {
        if (a.is_floating() || b.is_floating()) return a.as_double() == b.as_double();
        return a.as_integer() == b.as_integer();
    }
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
        case Kind::null:
            return true;
        case Kind::boolean:
            return a.as_boolean() == b.as_boolean();
        case Kind::string:
            return a.as_string() == b.as_string();
        case Kind::list: {
            const auto& x = a.as_list();
            const auto& y = b.as_list();
            return x.size() == y.size() &&
                   std::equal(x.begin(), x.end(), y.begin(),
                              [](const Value& p, const Value& q) { return p.kind() == q.kind() && equal(p, q); });
        }
        case Kind::map: {
            const auto& x = a.as_map();
            if (x.size() != b.as_map().size()) return false;
            return std::all_of(x.begin(), x.end(), [&](const auto& entry) {
                const Value* other = b.find(entry.first);
                return other != nullptr && other->kind() == entry.second.kind() && equal(entry.second, *other);
            });
        }
        default:
            return false;
    }
}

}  // namespace preflight::expression
