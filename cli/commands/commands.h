// The commands, one file each. Each function adds its command to the application; when the command line is parsed, the
// command runs and sets `status`.
#pragma once

#include "cli/files.h"
#include "cli/options.h"

namespace preflight::cli {

void add_check(CLI::App& app, int& status);
void add_simulate(CLI::App& app, int& status);
void add_identify(CLI::App& app, int& status);
void add_collect(CLI::App& app, int& status);
void add_diff(CLI::App& app, int& status);
void add_fix(CLI::App& app, int& status);
void add_eval(CLI::App& app, int& status);
void add_rules(CLI::App& app, int& status);
void add_checks(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_schema(CLI::App& app, int& status);
void add_completion(CLI::App& app, int& status);
void add_reference(CLI::App& app, int& status);

}  // namespace preflight::cli
