#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

struct Asked {
    Common common;
    std::string org, as = "console";
};

int collect(const Asked& asked) {
    const Common& common = asked.common;
    Session session(common.session_options());
    read_inputs(session, common.all_files(), common.quiet);
    const report::Collector collector = session.collect({asked.org, common.application, asked.as, {}, {}});
    if (!collector.problem.empty()) {
        complain(collector.problem);
        return kUsage;
    }
    if (!write(common.output, collector.script)) return kUsage;
    return session.has_unreadable_input() ? kUsage : kDone;
}

}  // namespace

void add_collect(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand(
        "collect", "A script that gathers from your own Okta org what the files lack, or everything");
    const auto asked = std::make_shared<Asked>();
    command.add_option("FILE", asked->common.files, "What is there already: files, ZIP archives or folders");
    command.add_option("--org", asked->org, "Host name of the org, like acme.okta.com (default: the files say it)");
    command.add_option("--app", asked->common.application, "Id of the Egnyte application in Okta (0oa...)");
    command
        .add_option("--as", asked->as,
                    "console: JavaScript for the browser where you are signed in; bash: with curl and an API token")
        ->check(CLI::IsMember({"console", "bash"}))
        ->capture_default_str();
    command.add_option("--output", asked->common.output, "Write there instead of standard output");
    command.add_flag("--quiet", asked->common.quiet, "No progress");
    command.callback([asked, &status] { status = collect(*asked); });
}

}  // namespace preflight::cli
