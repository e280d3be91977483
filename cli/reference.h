// What the command line is, told from the commands themselves: the manual page, docs/cli.md and the completions of
// shells. Nothing about a command or an option is written twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace preflight::cli {

// The commands that --help lists, in its order.
[[nodiscard]] std::vector<const CLI::App*> commands_of(const CLI::App& app);

[[nodiscard]] std::string short_help(const CLI::App& app);
[[nodiscard]] std::string markdown_reference(const CLI::App& app);
// roff with the man macros, section 1.
[[nodiscard]] std::string manual_page(const CLI::App& app);

// Empty when there is none for this shell.
[[nodiscard]] std::string completion_script(const CLI::App& app, std::string_view shell);

// "check" for "chekc"; empty when no command is close.
[[nodiscard]] std::string nearest_command(const CLI::App& app, std::string_view word);

}  // namespace preflight::cli
