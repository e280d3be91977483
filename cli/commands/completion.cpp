#include <memory>

#include "cli/commands/commands.h"
#include "cli/reference.h"

namespace preflight::cli {

void add_completion(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("completion", "A script that completes this command line in a shell");
    const auto shell = std::make_shared<std::string>();
    command.add_option("SHELL", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command.callback([&app, shell, &status] { status = write({}, completion_script(app, *shell)) ? kDone : kUsage; });
}

}  // namespace preflight::cli
