// What an expression can evaluate to. Strings are UTF-8 outside; lengths and indexes count UTF-16 units (okta-el 3).
// Unknown is a value: something that was not exported (okta-el 12). Immutable once made. A value is 32 bytes: texts of
// up to 30 bytes live inside, longer ones, lists and maps are shared by copies (counted, safe between threads), so that
// evaluating an ordinary expression allocates nothing.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace preflight::text {
class JsonWriter;
}

namespace preflight::expression {

struct Country;  // country.h

enum class Kind : std::uint8_t {
    null,
    boolean,
    int32,
    int64,
    float32,
    float64,
    string,
    list,
    map,
    date_time,  // Identity Engine only
    country,    // Identity Engine only
    unknown
};

// FNV-1a: finds names in maps without comparing texts.
[[nodiscard]] constexpr std::uint32_t name_hash(std::string_view name) {
    std::uint32_t hash = 2166136261U;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

class Value {
public:
    using List = std::vector<Value>;
    using Map = std::vector<std::pair<std::string, Value>>;  // in order of insertion

    Value() noexcept { clear(); }
    Value(const Value& other) noexcept {
        copy_bits(other);
        if (shared()) retain();
    }
    Value(Value&& other) noexcept {
        copy_bits(other);
        other.forget();
    }
    Value& operator=(const Value& other) noexcept {
        if (this != &other) {
            if (other.shared()) other.retain();
            if (shared()) release();
            copy_bits(other);
        }
        return *this;
    }
    Value& operator=(Value&& other) noexcept {
        if (this != &other) {
            if (shared()) release();
            copy_bits(other);
            other.forget();
        }
        return *this;
    }
    ~Value() {
        if (shared()) release();
    }

    [[nodiscard]] static Value null() { return {}; }
    [[nodiscard]] static Value boolean(bool value) { return {Kind::boolean, std::int64_t{value}}; }
    [[nodiscard]] static Value integer(std::int64_t value);  // int when it fits 32 bits, else long
    [[nodiscard]] static Value int32(std::int32_t value) { return {Kind::int32, std::int64_t{value}}; }
    [[nodiscard]] static Value int64(std::int64_t value) { return {Kind::int64, value}; }
    [[nodiscard]] static Value float32(double value);
    [[nodiscard]] static Value number(double value);
    [[nodiscard]] static Value string(std::string_view utf8);
    // A text of `size` bytes, written by `fill(char*)`.
    template <typename Fill>
    [[nodiscard]] static Value string_of(std::size_t size, Fill fill) {
        Value v = blank(size);
        fill(v.length_ == kShared ? v.template bits<char*>(8) : v.bytes_);
        return v;
    }
    // The first `size` bytes of this text.
    [[nodiscard]] Value first(std::size_t size) const {
        if (length_ == kShared) return string(as_string().substr(0, size));
        Value v = *this;
        v.length_ = static_cast<std::uint8_t>(size);
        return v;
    }
    // This text with its letters from `from` to `to` ('A' to 'Z' or 'a' to 'z') in the other case; null when it has
    // characters beyond ASCII or is not a text.
    [[nodiscard]] Value with_other_case(char from, char to) const {
        return shared() ? long_with_other_case(from, to) : short_with_other_case(from, to);
    }
    [[nodiscard]] static Value list(List values);
    [[nodiscard]] static Value map(Map entries);
    // `zone` is the null-terminated name of a zone with static lifetime, or null for a plain offset.
    [[nodiscard]] static Value date_time(std::int64_t unix_milliseconds, std::int32_t offset_seconds, const char* zone);
    [[nodiscard]] static Value country(const Country& country);
    // `missing` names what was not given; `candidates` are all values it can be, or none when that is open.
    [[nodiscard]] static Value unknown(std::vector<std::string> missing, List candidates = {});

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] bool is_null() const { return kind_ == Kind::null; }
    [[nodiscard]] bool is_unknown() const { return kind_ == Kind::unknown; }
    [[nodiscard]] bool is_string() const { return kind_ == Kind::string; }
    [[nodiscard]] bool is_number() const { return kind_ >= Kind::int32 && kind_ <= Kind::float64; }
    [[nodiscard]] bool is_floating() const { return kind_ == Kind::float32 || kind_ == Kind::float64; }

    [[nodiscard]] bool as_boolean() const { return as_integer() != 0; }
    [[nodiscard]] std::int64_t as_integer() const { return bits<std::int64_t>(0); }
    [[nodiscard]] double as_double() const {
        return is_floating() ? bits<double>(0) : static_cast<double>(as_integer());
    }
    // Valid as long as this value or a copy of a long text lives.
    [[nodiscard]] std::string_view as_string() const {
        if (length_ != kShared) return {bytes_, length_};
        return {bits<const char*>(8), bits<std::size_t>(16)};
    }
    [[nodiscard]] const List& as_list() const;
    [[nodiscard]] const Map& as_map() const;
    [[nodiscard]] const Value* find(std::string_view key) const { return find(key, name_hash(key)); }
    [[nodiscard]] const Value* find(std::string_view key, std::uint32_t hash) const;  // of a map; null when absent
    [[nodiscard]] std::int64_t as_milliseconds() const { return bits<std::int64_t>(0); }
    [[nodiscard]] std::int32_t as_offset_seconds() const { return bits<std::int32_t>(8); }
    [[nodiscard]] const char* as_zone() const { return bits<const char*>(16); }
    [[nodiscard]] const Country& as_country() const { return *bits<const Country*>(0); }
    [[nodiscard]] const std::vector<std::string>& missing() const;
    [[nodiscard]] const List& candidates() const;  // of an unknown; empty when open

    // As `+` joins it (okta-el 3): null is the word null.
    [[nodiscard]] std::string to_text() const;
    // As Java prints it inside an object: lists as [a, b].
    [[nodiscard]] std::string to_java() const;
    // Compact JSON, deterministic; NaN and infinities as strings, times and countries as their texts; characters that
    // are invisible or turn text around as escapes.
    [[nodiscard]] std::string to_json() const;

private:
    struct Shared;
    template <typename T>
    struct Box;
    static constexpr std::uint8_t kShared = 0xFF;
    static constexpr std::size_t kInside = 30;
    static constexpr std::size_t kSize = 32;  // of a value

    Value(Kind kind, std::int64_t payload) noexcept {
        clear();
        std::memcpy(bytes_, &payload, sizeof payload);
        kind_ = kind;
    }

    template <typename T>
    [[nodiscard]] T bits(std::size_t at) const {
        T value;
        std::memcpy(&value, bytes_ + at, sizeof value);  // NOLINT(bugprone-sizeof-expression): T may be a pointer
        return value;
    }
    template <typename T>
    void put(std::size_t at, const T& value) {
        std::memcpy(bytes_ + at, &value, sizeof value);  // NOLINT(bugprone-sizeof-expression): T may be a pointer
    }
    // All 32 bytes at once: in parts it is slower, and what reads the whole behind it has to wait for the parts.
    void clear() noexcept { std::memset(static_cast<void*>(this), 0, kSize); }
    void copy_bits(const Value& other) noexcept {
        std::memcpy(static_cast<void*>(this), static_cast<const void*>(&other), kSize);
    }
    void forget() noexcept {
        kind_ = Kind::null;
        length_ = 0;
    }
    [[nodiscard]] bool shared() const { return length_ == kShared; }
    [[nodiscard]] static Value blank(std::size_t size) {
        if (size > kInside) return long_blank(size);
        Value v;
        v.kind_ = Kind::string;
        v.length_ = static_cast<std::uint8_t>(size);
        return v;
    }
    [[nodiscard]] static Value long_blank(std::size_t size);
    [[nodiscard]] Value short_with_other_case(char from, char to) const;
    [[nodiscard]] Value long_with_other_case(char from, char to) const;
    // Rare, and not to be inlined (by the linker) into what is not.
    [[gnu::noinline]] void retain() const noexcept;
    [[gnu::noinline]] void release() noexcept;
    template <typename T>
    static Value boxed(Kind kind, T content);

    alignas(8) char bytes_[kInside];  // a text, or a payload; of shared kinds: the box, and of texts its view
    std::uint8_t length_;             // of a text inside; kShared when the box is counted
    Kind kind_;
};
static_assert(sizeof(Value) == 32 && static_cast<int>(Kind::null) == 0);

// `==` of the language: numbers by value, strings exactly, lists element by element with equal element kinds.
[[nodiscard]] bool equal(const Value& a, const Value& b);

// The name of a kind as the CLI and the docs write it: null boolean int long float double string list object ...
[[nodiscard]] std::string_view type_word(Kind kind);

// What to_json() gives, behind what was written before.
void write_json(text::JsonWriter& json, const Value& value);

// A JSON text as a value; malformed or too deeply nested text is null.
[[nodiscard]] Value value_from_json(std::string_view json);

// Java's printing of a double: 1.0, 1.0E10, 9.9E-4.
[[nodiscard]] std::string java_double(double value, bool single);

}  // namespace preflight::expression
