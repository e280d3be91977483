#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

struct Asked {
    std::string rule, format = "text";
};

}  // namespace

void add_explain(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("explain", "One rule, by code or name");
    const auto asked = std::make_shared<Asked>();
    command.add_option("TEXT", asked->rule, "PF3011, CRT-06 or username-format-email")->required();
    add_format(command, Subject::rule, asked->format);
    command.callback([asked, &status] {
        const std::string text = explain(asked->rule, asked->format);
        if (text.empty())
            throw CLI::ValidationError("there is no rule " + asked->rule + "; preflight rules lists them all");
        status = write({}, text) ? kDone : kUsage;
    });
}

}  // namespace preflight::cli
