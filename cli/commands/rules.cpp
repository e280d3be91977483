#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

void add_rules(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("rules", "The catalogue of rules");
    const auto format = std::make_shared<std::string>("text");
    add_format(command, Subject::rules, *format);
    command.callback([format, &status] { status = write({}, catalogue(*format)) ? kDone : kUsage; });
}

}  // namespace preflight::cli
