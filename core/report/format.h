// What can be asked and in which formats: the names of renderers.def, without the reports behind them.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace preflight::report {

enum class Subject : std::uint8_t {
#define PREFLIGHT_SUBJECT(subject, report) subject,
#include "core/report/subjects.def"
#undef PREFLIGHT_SUBJECT
};

// How a renderer writes. Formats for machines ignore all but `with_people`.
struct Style {
    bool colour = false;       // ANSI escapes
    bool quiet = false;        // no notes, no checklist, no settings, no list of missing files
    bool with_people = false;  // logins also in formats made to be passed on (markdown)
    unsigned threads = 1;      // that may write; the bytes do not depend on it
};

// Takes the output piece by piece. A piece never ends inside a value, so that whatever looks for secrets in it sees
// values as a whole.
using Sink = std::function<void(std::string_view)>;

struct Format {
    std::string_view name;        // "json"
    std::string_view media_type;  // "application/json"
    std::string_view extension;   // of a file, without the dot
};

// Every format of a subject, in the order of the table; the first one is the default.
[[nodiscard]] std::vector<Format> formats_of(Subject subject);

}  // namespace preflight::report
