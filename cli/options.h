// What several commands have in common: options, exit statuses, the clock.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/preflight.h"

namespace preflight::cli {

enum ExitStatus { kDone = 0, kFindings = 1, kUsage = 2, kFault = 3 };

// Two where the machine has two cores.
[[nodiscard]] unsigned default_threads();

struct Common {
    std::vector<std::string> files;
    std::string scenario, format = "text", output, fail_on = "error", now, application, colour = "auto";
    bool quiet = false, with_people = false;
    unsigned threads = default_threads();

    [[nodiscard]] std::vector<std::string> all_files() const;  // the scenario's too
    [[nodiscard]] Options session_options() const;
    [[nodiscard]] Style style() const;  // colours only where asked for or on a terminal
};

// RFC 3339.
[[nodiscard]] std::string clock_now();

// "text, json or markdown"
[[nodiscard]] std::string names_of_formats(Subject subject, std::string_view last_join = " or ");
// Empty when the subject has the format, else what to write instead.
[[nodiscard]] std::string format_problem(Subject subject, const std::string& name);

void add_format(CLI::App& command, Subject subject, std::string& format);
void add_now(CLI::App& command, std::string& now, const std::string& what);
// --scenario, --output and --threads.
void add_output(CLI::App& command, Common& common);
// Time and looks: what every command that compares dates has.
void add_check_options(CLI::App& command, Common& common);
// FILE, --format, --scenario, --output.
void add_files(CLI::App& command, Subject subject, Common& common);
void add_fail_on(CLI::App& command, Common& common);

}  // namespace preflight::cli
