#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

int identify(const Common& common, bool kinds) {
    if (kinds) return write(common.output, inputs_document()) ? kDone : kUsage;
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
    const auto kinds = std::make_shared<bool>(false);
    // It needs no file.
    command.add_flag("--kinds", *kinds, "Every kind of input: how to get it and what is read of it (Markdown)");
    command.get_option("FILE")->required(false);
    command.callback([common, kinds, &status] {
        if (!*kinds && common->all_files().empty()) throw CLI::RequiredError("FILE");
        status = identify(*common, *kinds);
    });
}

}  // namespace preflight::cli
