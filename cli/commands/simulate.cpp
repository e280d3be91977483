#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

int simulate(const Common& common) {
    Session session(common.session_options());
    read_inputs(session, common.all_files(), common.quiet);
    const bool written =
        write(common.output, [&](const Sink& sink) { session.simulate(common.format, common.style(), sink); });
    if (!written || session.has_unreadable_input()) return kUsage;
    return common.fail_on != "never" && session.has_failure() ? kFindings : kDone;
}

}  // namespace

void add_simulate(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("simulate", "What will happen to every person: account and sign-in");
    const auto common = std::make_shared<Common>();
    add_files(command, Subject::simulate, *common);
    add_fail_on(command, *common);
    add_check_options(command, *common);
    command.callback([common, &status] { status = simulate(*common); });
}

}  // namespace preflight::cli
