// Writes JSON text as it goes: no document is built, so a long list costs the memory of one element. Keys keep the
// order in which they are written. Malformed UTF-8 is repaired (text::repair); control characters and those that
// are invisible or turn text around are escaped; everything else is written as it is, so the output is UTF-8. Not a
// reader, and no check that keys are unique.
//
// Precondition of every call: what is open can take it (a key in an object, a value after a key or in an array). The
// order of calls is code, not input, so it is not checked.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preflight::text {

// The text of a JSON string without its quotes.
void append_json_escaped(std::string& out, std::string_view utf8);

class JsonWriter {
public:
    enum class Layout : std::uint8_t {
        compact,   // no white space
        indented,  // every member and element on a line of its own, one blank per level
    };

    // Appends to `out`, which must outlive the writer. The caller may take away what was written between two calls.
    explicit JsonWriter(std::string& out, Layout layout = Layout::compact) : out_(out), layout_(layout) {}
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;

    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& null() { return scalar("null"); }
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(bool yes) { return scalar(yes ? "true" : "false"); }
    JsonWriter& value(std::integral auto number) { return scalar(std::to_string(number)); }

    // Nothing becomes null.
    template <typename T>
    JsonWriter& value(const std::optional<T>& maybe) {
        return maybe ? value(*maybe) : null();
    }
    template <typename T>
    JsonWriter& value(const std::vector<T>& list) {
        begin_array();
        for (const T& element : list) value(element);
        return end_array();
    }

    template <typename T>
    JsonWriter& member(std::string_view name, const T& what) {
        key(name);
        return value(what);
    }

    // A value that exists as JSON text already; its white space gives way to this layout. `json` must be one
    // well-formed value; numbers keep their spelling.
    JsonWriter& json(std::string_view json);

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    JsonWriter& scalar(std::string_view text);
    void before_value();
    void new_line();

    std::string& out_;
    Layout layout_;
    bool after_key_ = false;
    std::vector<char> has_elements_;  // of each open object and array
};

}  // namespace preflight::text
