#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

struct Asked {
    Common common;
    std::string baseline;
};

int check(const Asked& asked) {
    const Common& common = asked.common;
    Session session(common.session_options());
    if (!asked.baseline.empty()) {
        std::string text;
        if (!read_file(asked.baseline, text)) return kUsage;
        if (const std::string problem = session.set_baseline(text); !problem.empty()) {
            complain("the baseline " + asked.baseline + " cannot be used: " + problem);
            return kUsage;
        }
    }
    read_inputs(session, common.all_files(), common.quiet);
    if (!write(common.output, session.check(common.format, common.style()))) return kUsage;
    if (session.has_unreadable_input()) return kUsage;
    if (common.fail_on == "never") return kDone;
    const auto level = common.fail_on == "warning" ? findings::Severity::warning : findings::Severity::error;
    return session.has_finding(level) ? kFindings : kDone;
}

}  // namespace

void add_check(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("check", "Findings: what is wrong, where, why and how to fix it");
    const auto asked = std::make_shared<Asked>();
    add_files(command, Subject::check, asked->common);
    command.add_option("--baseline", asked->baseline,
                       "A former check --format json: its findings are known and do not fail");
    command.add_flag("--with-people", asked->common.with_people,
                     "Logins and examples also in Markdown, which is made to be passed on");
    add_fail_on(command, asked->common);
    add_check_options(command, asked->common);
    command.callback([asked, &status] { status = check(*asked); });
}

}  // namespace preflight::cli
