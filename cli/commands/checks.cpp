#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

void add_checks(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("checks", "The checks of SAML metadata: what, why and how to fix it");
    const auto format = std::make_shared<std::string>("text");
    add_format(command, Subject::metadata_checks, *format);
    command.callback([format, &status] { status = write({}, metadata_checks(*format)) ? kDone : kUsage; });
}

}  // namespace preflight::cli
