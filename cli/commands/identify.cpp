#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

int identify(const Common& common) {
    Session session(common.session_options());
    read_inputs(session, common.all_files(), common.quiet);
    if (!write(common.output, session.identify(common.format))) return kUsage;
    return session.has_unreadable_input() ? kUsage : kDone;
}

}  // namespace

void add_identify(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("identify", "What each file is");
    const auto common = std::make_shared<Common>();
    add_files(command, Subject::identify, *common);
    command.callback([common, &status] { status = identify(*common); });
}

}  // namespace preflight::cli
