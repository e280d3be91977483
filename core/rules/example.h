// Two small examples of a rule: files on which it fires, and the nearest ones on which it is silent. Both are changes
// to the sound files of core/examples. Compiled only where they are shown or tested (PREFLIGHT_WITH_EXAMPLES).
#pragma once

#include <array>
#include <string_view>

namespace preflight::rules {

// One change. `at` is a JSON pointer of a .json file ("/-" appends to a list) and `value` is JSON, empty to remove what
// is there; in other files `at` is a text and `value` replaces it everywhere. Without `at` the value is the whole file,
// empty for a file that is not given.
struct Change {
    std::string_view file;
    std::string_view at;
    std::string_view value;
};

// Unused changes have no file. Without any the sound files themselves are the example.
struct Examples {
    std::array<Change, 4> bad{};
    std::array<Change, 4> good{};
};

#ifdef PREFLIGHT_WITH_EXAMPLES
#define PREFLIGHT_EXAMPLES(...) constexpr Examples kExamples{__VA_ARGS__};
#else
#define PREFLIGHT_EXAMPLES(...)
#endif

}  // namespace preflight::rules
