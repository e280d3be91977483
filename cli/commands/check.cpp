#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

int check(const Common& common) {
    Session session(common.session_options());
    read_inputs(session, common.all_files(), common.quiet);
    if (!write(common.output, session.check(common.format, common.style()))) return kUsage;
    if (session.has_unreadable_input()) return kUsage;
    if (common.fail_on == "never") return kDone;
    const auto level = common.fail_on == "warning" ? findings::Severity::warning : findings::Severity::error;
    return session.has_finding(level) ? kFindings : kDone;
}

}  // namespace

void add_check(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("check", "Findings: what is wrong, where, why and how to mend it");
    const auto common = std::make_shared<Common>();
    add_files(command, Subject::check, *common);
    add_fail_on(command, *common);
    add_judging(command, *common);
    command.callback([common, &status] { status = check(*common); });
}

}  // namespace preflight::cli
