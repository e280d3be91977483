#include "cli/options.h"

#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <thread>

namespace preflight::cli {

unsigned default_threads() {
    return std::thread::hardware_concurrency() > 1 ? 2 : 1;
}

std::vector<std::string> Common::all_files() const {
    std::vector<std::string> result = files;
    if (!scenario.empty()) result.push_back(scenario);
    return result;
}

Options Common::session_options() const {
    Options options;
    options.now = now;
    options.clock = clock_now();
    options.application = application;
    options.threads = threads;
    return options;
}

Style Common::style() const {
    const bool terminal = output.empty() && isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    Style style;
    style.colour = colour == "always" || (colour == "auto" && terminal);
    style.quiet = quiet;
    style.with_people = with_people;
    style.threads = threads;
    return style;
}

std::string clock_now() {
    const std::time_t now = std::time(nullptr);
    char text[32];
    std::tm utc{};
    if (gmtime_r(&now, &utc) == nullptr || std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) return {};
    return text;
}

std::string names_of_formats(Subject subject, std::string_view last_join) {
    const std::vector<Format> formats = formats_of(subject);
    std::string names;
    for (std::size_t i = 0; i < formats.size(); ++i) {
        if (i > 0) names += i + 1 == formats.size() ? last_join : ", ";
        names += formats[i].name;
    }
    return names;
}

std::string format_problem(Subject subject, const std::string& name) {
    for (const Format& format : formats_of(subject)) {
        if (format.name == name) return {};
    }
    return "unknown format " + name + "; the formats are " + names_of_formats(subject, " and ");
}

void add_format(CLI::App& command, Subject subject, std::string& format) {
    command.add_option("--format", format, names_of_formats(subject))
        ->check([subject](const std::string& name) { return format_problem(subject, name); })
        ->capture_default_str();
}

void add_now(CLI::App& command, std::string& now, const std::string& what) {
    command.add_option("--now", now, what)->check([](const std::string& value) {
        return valid_time(value) ? std::string() : value + " is not a time like 2026-11-23T12:00:00Z";
    });
}

void add_check_options(CLI::App& command, Common& common) {
    command.add_option("--app", common.application, "Id of the Okta application to follow, of several (0oa...)");
    add_now(command, common.now,
            "The time to check dates at, like 2026-11-23T12:00:00Z (default: the scenario's, else the clock)");
    command.add_option("--color", common.colour, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    command.add_flag("--quiet", common.quiet, "Errors and warnings only; no progress");
}

void add_output(CLI::App& command, Common& common) {
    command.add_option("--scenario", common.scenario,
                       "A scenario: what no export tells (Default user mapping, seats, ...)");
    command.add_option("--output", common.output, "Write there instead of standard output");
    command
        .add_option("--threads", common.threads,
                    "1 or 2: with 2, one thread reads while another parses; the output is the same (default: 2 on a "
                    "machine with two cores)")
        ->check(CLI::Range(1, 2));
}

void add_files(CLI::App& command, Subject subject, Common& common) {
    command.add_option("FILE", common.files, "Files, ZIP archives or folders; - is standard input")->required();
    add_format(command, subject, common.format);
    add_output(command, common);
}

void add_fail_on(CLI::App& command, Common& common) {
    command.add_option("--fail-on", common.fail_on, "error, warning or never: from what on the exit status is 1")
        ->check(CLI::IsMember({"error", "warning", "never"}))
        ->capture_default_str();
}

}  // namespace preflight::cli
