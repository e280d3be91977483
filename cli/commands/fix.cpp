#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

struct Asked {
    Common common;
    std::string folder;
};

int fix(const Asked& asked) {
    const Common& common = asked.common;
    Session session(common.session_options());
    read_inputs(session, common.all_files(), common.quiet);
    const FixAnswer answer = session.fix(common.format, common.style());
    if (!answer.problem.empty()) {
        complain(answer.problem);
        return kUsage;
    }
    if (!write_new_files(asked.folder, answer.files)) return kUsage;
    if (!write(common.output, answer.output)) return kUsage;
    if (session.has_unreadable_input()) return kUsage;
    return answer.error_left ? kFindings : kDone;
}

}  // namespace

void add_fix(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand(
        "fix", "Corrections of the files, each tried out over all people, as requests to Okta in a folder");
    const auto asked = std::make_shared<Asked>();
    add_files(command, Subject::fix, asked->common);
    command
        .add_option("--output-dir", asked->folder,
                    "The folder for the requests; made if it is not there. No file is overwritten")
        ->required();
    add_check_options(command, asked->common);
    command.callback([asked, &status] { status = fix(*asked); });
}

}  // namespace preflight::cli
