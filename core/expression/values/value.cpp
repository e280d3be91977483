#include "core/expression/values/value.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/expression/values/conversions.h"
#include "core/expression/values/country.h"
#include "core/expression/values/date_time.h"
#include "core/text/json_writer.h"
#include "core/text/order.h"
#include "core/text/swar.h"
#include "core/text/work.h"

namespace preflight::expression {

// What long texts, lists, maps and the names of what is missing live in.
struct Value::Shared {
    std::atomic<std::uint32_t> owners{1};
    virtual ~Shared() = default;
};

template <typename T>
struct Value::Box : Value::Shared {
    explicit Box(T value) : content(std::move(value)) {}
    T content;
};

namespace {

// A map with the hashes of its keys beside them.
struct Entries {
    explicit Entries(Value::Map map) : entries(std::move(map)) {
        hashes.reserve(entries.size());
        for (const auto& [key, value] : entries) hashes.push_back(name_hash(key));
    }
    Value::Map entries;
    std::vector<std::uint32_t> hashes;
};

struct UnknownContent {
    std::vector<std::string> missing;
    Value::List candidates;
};

}  // namespace

void Value::retain() const noexcept {
    bits<Shared*>(0)->owners.fetch_add(1, std::memory_order_relaxed);
}

void Value::release() noexcept {
    Shared* const box = bits<Shared*>(0);
    if (box->owners.fetch_sub(1, std::memory_order_acq_rel) == 1) delete box;
    forget();
}

template <typename T>
Value Value::boxed(Kind kind, T content) {
    Value v;
    v.kind_ = kind;
    Shared* const box = new Box<T>(std::move(content));
    v.put(0, box);
    v.length_ = kShared;
    return v;
}

Value Value::float32(double value) {
    Value v;
    v.kind_ = Kind::float32;
    v.put(0, static_cast<double>(static_cast<float>(value)));
    return v;
}
Value Value::number(double value) {
    Value v;
    v.kind_ = Kind::float64;
    v.put(0, value);
    return v;
}
Value Value::integer(std::int64_t value) {
    const bool fits =
        value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max();
    return fits ? int32(static_cast<std::int32_t>(value)) : int64(value);
}
Value Value::long_blank(std::size_t size) {
    Value v = boxed(Kind::string, std::string(size, '\0'));
    v.put(8, static_cast<Box<std::string>*>(v.bits<Shared*>(0))->content.data());
    v.put(16, size);
    return v;
}
Value Value::string(std::string_view utf8) {
    return string_of(utf8.size(), [&](char* bytes) {
        if (!utf8.empty()) std::memcpy(bytes, utf8.data(), utf8.size());
    });
}

namespace {

// Eight ASCII characters at once: a byte of `hit` has its high bit where `from` <= character <= `to`.
std::uint64_t other_case(std::uint64_t eight, char from, char to) {
    const std::uint64_t above = eight + text::kEachByte * (0x80U - static_cast<unsigned char>(from));
    const std::uint64_t beyond = eight + text::kEachByte * (0x7FU - static_cast<unsigned char>(to));
    const std::uint64_t hit = (above ^ beyond) & text::kHighBits;
    return eight ^ (hit >> 2U);
}

}  // namespace

// Inside, whole words can be read and written whatever the length: what lies behind the text, in the end the length and
// the kind themselves, is masked away.
Value Value::short_with_other_case(char from, char to) const {
    Value v;
    if (kind_ != Kind::string) return v;
    const char* const source = reinterpret_cast<const char*>(this);
    char* const target = reinterpret_cast<char*>(&v);
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < length_; i += 8) {
        std::uint64_t eight = text::eight_at(source + i);
        const std::size_t left = length_ - i;
        if (left < 8) eight &= (std::uint64_t{1} << (left * 8)) - 1;
        all |= eight;
        eight = other_case(eight, from, to);
        std::memcpy(target + i, &eight, sizeof eight);
    }
    if ((all & text::kHighBits) != 0) {
        v.forget();
        return v;
    }
    v.kind_ = Kind::string;
    v.length_ = length_;
    return v;
}

Value Value::long_with_other_case(char from, char to) const {
    if (kind_ != Kind::string || !is_ascii(as_string())) return {};
    const std::string_view all = as_string();
    return string_of(all.size(), [&](char* bytes) {
        std::size_t i = 0;
        for (; i + 8 <= all.size(); i += 8) {
            const std::uint64_t eight = other_case(text::eight_at(all.data() + i), from, to);
            std::memcpy(bytes + i, &eight, sizeof eight);
        }
        for (; i < all.size(); ++i)
            bytes[i] = all[i] >= from && all[i] <= to ? static_cast<char>(all[i] ^ 0x20) : all[i];
    });
}

Value Value::list(List values) {
    return boxed(Kind::list, std::move(values));
}
Value Value::map(Map entries) {
    return boxed(Kind::map, Entries(std::move(entries)));
}
Value Value::date_time(std::int64_t unix_milliseconds, std::int32_t offset_seconds, const char* zone) {
    Value v;
    v.kind_ = Kind::date_time;
    v.put(0, unix_milliseconds);
    v.put(8, offset_seconds);
    v.put(16, zone);
    return v;
}
Value Value::country(const Country& country) {
    Value v;
    v.kind_ = Kind::country;
    v.put(0, &country);
    return v;
}
Value Value::unknown(std::vector<std::string> missing, List candidates) {
    text::sort_once(missing);
    return boxed(Kind::unknown, UnknownContent{std::move(missing), std::move(candidates)});
}

const Value::List& Value::as_list() const {
    return static_cast<const Box<List>*>(bits<const Shared*>(0))->content;
}
const Value::Map& Value::as_map() const {
    return static_cast<const Box<Entries>*>(bits<const Shared*>(0))->content.entries;
}
const std::vector<std::string>& Value::missing() const {
    return static_cast<const Box<UnknownContent>*>(bits<const Shared*>(0))->content.missing;
}
const Value::List& Value::candidates() const {
    return static_cast<const Box<UnknownContent>*>(bits<const Shared*>(0))->content.candidates;
}

const Value* Value::find(std::string_view key, std::uint32_t hash) const {
    if (kind_ != Kind::map) return nullptr;
    const Entries& all = static_cast<const Box<Entries>*>(bits<const Shared*>(0))->content;
    for (std::size_t i = 0; i < all.hashes.size(); ++i) {
        if (all.hashes[i] == hash && text::same_bytes(all.entries[i].first, key)) return &all.entries[i].second;
    }
    return nullptr;
}

std::string_view type_word(Kind kind) {
    switch (kind) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return "boolean";
        case Kind::int32:
            return "int";
        case Kind::int64:
            return "long";
        case Kind::float32:
            return "float";
        case Kind::float64:
            return "double";
        case Kind::string:
            return "string";
        case Kind::list:
            return "list";
        case Kind::map:
            return "object";
        case Kind::date_time:
            return "date-time";
        case Kind::country:
            return "country";
        case Kind::unknown:
            return "unknown";
    }
    return "";
}

std::string java_double(double value, bool single) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    if (value == 0) return std::signbit(value) ? "-0.0" : "0.0";
    // The shortest digits that read back the same, two at least: Java takes the nearer one of those.
    char buffer[64];
    int precision = 2;
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
    if (digits.size() == 2 && digits[1] == '0') digits.pop_back();
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

std::string special_text(const Value& value) {
    if (value.kind() == Kind::country) return std::string(value.as_country().alpha2);
    return date_time::java_text(
        {value.as_milliseconds(), value.as_offset_seconds(), value.as_zone() == nullptr ? "" : value.as_zone()});
}

std::string to_text(const Value& value, std::size_t depth, bool java = false) {
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
            return std::string(value.as_string());
        case Kind::date_time:
        case Kind::country:
            return special_text(value);
        case Kind::unknown:
            return {};
        case Kind::list: {
            std::string result(java ? "[" : "");
            bool first = true;
            for (const Value& element : depth == 0 ? Value::List{} : value.as_list()) {
                if (!first) result += java ? ", " : ",";
                first = false;
                result += to_text(element, depth - 1, java);
            }
            return java ? result + ']' : result;
        }
        case Kind::map: {
            std::string result = "{";
            if (depth == 0) return result + "}";
            for (const auto& [key, element] : value.as_map()) {
                if (result.size() > 1) result += ", ";
                result += key + "=" + to_text(element, depth - 1, true);
            }
            return result + "}";
        }
    }
    return {};
}

void write_json(text::JsonWriter& json, const Value& value, std::size_t depth) {
    switch (value.kind()) {
        case Kind::null:
        case Kind::unknown:
            json.null();
            return;
        case Kind::boolean:
            json.value(value.as_boolean());
            return;
        case Kind::int32:
        case Kind::int64:
            json.value(value.as_integer());
            return;
        case Kind::float32:
        case Kind::float64:
            // The shortest digits that mean the number, by the library.
            std::isfinite(value.as_double()) ? json.json(nlohmann::json(value.as_double()).dump())
                                             : json.value(java_double(value.as_double(), false));
            return;
        case Kind::string: {
            const std::string_view text = value.as_string();
            auto at = find_surrogate(text);
            if (at == std::string_view::npos) {
                json.value(text);
                return;
            }
            std::string repaired(text);
            for (; at != std::string::npos; at = find_surrogate(repaired, at)) repaired.replace(at, 3, "\xEF\xBF\xBD");
            json.value(repaired);
            return;
        }
        case Kind::date_time:
        case Kind::country:
            json.value(special_text(value));
            return;
        case Kind::list:
            json.begin_array();
            if (depth > 0) {
                for (const Value& element : value.as_list()) write_json(json, element, depth - 1);
            }
            json.end_array();
            return;
        case Kind::map:
            json.begin_object();
            if (depth > 0) {
                for (const auto& [key, element] : value.as_map()) write_json(json.key(key), element, depth - 1);
            }
            json.end_object();
            return;
    }
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
            return Value::string(json.get_ref<const std::string&>());
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

std::string Value::to_java() const {
    return expression::to_text(*this, kDeepest, true);
}

std::string Value::to_json() const {
    std::string result;
    text::JsonWriter json(result);
    write_json(json, *this);
    return result;
}

void write_json(text::JsonWriter& json, const Value& value) {
    write_json(json, value, kDeepest);
}

Value value_from_json(std::string_view json) {
    const auto parsed = nlohmann::ordered_json::parse(json.begin(), json.end(), nullptr, false);
    return parsed.is_discarded() ? Value::null() : value_of(parsed, kDeepest);
}

bool equal(const Value& a, const Value& b) {
    text::count_work();
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
            return text::same_bytes(a.as_string(), b.as_string());
        case Kind::date_time:
            return a.as_milliseconds() == b.as_milliseconds();
        case Kind::country:
            return &a.as_country() == &b.as_country();
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
