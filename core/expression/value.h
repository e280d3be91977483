// What an expression can evaluate to. Strings are UTF-8 outside; lengths and indexes count UTF-16 units (okta-el 3).
// Unknown is a value: something that was not exported (okta-el 12). Immutable once made; copies share lists and maps.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace preflight::expression {

enum class Kind : std::uint8_t { null, boolean, int32, int64, float32, float64, string, list, map, unknown };

class Value {
public:
    using List = std::vector<Value>;
    using Map = std::vector<std::pair<std::string, Value>>;  // in order of insertion

    Value() = default;
    [[nodiscard]] static Value null() { return {}; }
    [[nodiscard]] static Value boolean(bool value);
    [[nodiscard]] static Value integer(std::int64_t value);  // int when it fits 32 bits, else long
    [[nodiscard]] static Value int32(std::int32_t value);
    [[nodiscard]] static Value int64(std::int64_t value);
    [[nodiscard]] static Value float32(double value);
    [[nodiscard]] static Value number(double value);
    [[nodiscard]] static Value string(std::string utf8);
    [[nodiscard]] static Value list(List values);
    [[nodiscard]] static Value map(Map entries);
    [[nodiscard]] static Value unknown(std::vector<std::string> missing);  // names of what was not given

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
    [[nodiscard]] bool is_unknown() const { return kind_ == Kind::unknown; }
    [[nodiscard]] bool is_string() const { return kind_ == Kind::string; }
    [[nodiscard]] bool is_number() const { return kind_ >= Kind::int32 && kind_ <= Kind::float64; }
    [[nodiscard]] bool is_floating() const { return kind_ == Kind::float32 || kind_ == Kind::float64; }

    [[nodiscard]] bool as_boolean() const { return integer_ != 0; }
    [[nodiscard]] std::int64_t as_integer() const { return integer_; }
    [[nodiscard]] double as_double() const { return is_floating() ? floating_ : static_cast<double>(integer_); }
    [[nodiscard]] const std::string& as_string() const { return text_; }
    [[nodiscard]] const List& as_list() const { return *list_; }
    [[nodiscard]] const Map& as_map() const { return *map_; }
    [[nodiscard]] const Value* find(std::string_view key) const;  // of a map; null when absent
    [[nodiscard]] const std::vector<std::string>& missing() const { return *missing_; }

    // As `+` joins it (okta-el 3): null is the word null.
    [[nodiscard]] std::string to_text() const;
    // Compact JSON, deterministic; NaN and infinities as strings.
    [[nodiscard]] std::string to_json() const;

private:
    Kind kind_ = Kind::null;
    std::int64_t integer_ = 0;
    double floating_ = 0;
    std::string text_;
    std::shared_ptr<const List> list_;
    std::shared_ptr<const Map> map_;
    std::shared_ptr<const std::vector<std::string>> missing_;
};

// `==` of the language: numbers by value, strings exactly, lists element by element with equal element kinds.
[[nodiscard]] bool equal(const Value& a, const Value& b);

// A JSON text as a value; malformed or too deeply nested text is null.
[[nodiscard]] Value value_from_json(std::string_view json);

// Java's printing of a double: 1.0, 1.0E10, 9.9E-4.
[[nodiscard]] std::string java_double(double value, bool single);

}  // namespace preflight::expression
