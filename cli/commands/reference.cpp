#include <memory>

#include "cli/commands/commands.h"
#include "cli/reference.h"

namespace preflight::cli {

void add_reference(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("reference", "This command line as a manual page or as Markdown");
    const auto format = std::make_shared<std::string>("man");
    command.add_option("--format", *format, "man or markdown")
        ->check(CLI::IsMember({"man", "markdown"}))
        ->capture_default_str();
    command.callback([&app, format, &status] {
        status = write({}, *format == "man" ? manual_page(app) : markdown_reference(app)) ? kDone : kUsage;
    });
}

}  // namespace preflight::cli
