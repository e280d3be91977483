#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

struct Versions {
    Common common;
    std::vector<std::string> before, after;
};

int diff(const Versions& versions) {
    const Common& common = versions.common;
    Session before(common.session_options()), after(common.session_options());
    const auto read = [&common](Session& session, std::vector<std::string> files) {
        if (!common.scenario.empty()) files.push_back(common.scenario);
        read_inputs(session, files, common.quiet);
    };
    read(before, versions.before);
    read(after, versions.after);
    const DiffAnswer answer = Session::diff(before, after, common.format, common.style());
    if (!answer.compared) {
        complain(answer.output);
        return kUsage;
    }
    if (!write(common.output, answer.output)) return kUsage;
    if (before.has_unreadable_input() || after.has_unreadable_input()) return kUsage;
    return answer.egnyte_must_change && common.fail_on != "never" ? kFindings : kDone;
}

}  // namespace

void add_diff(CLI::App& app, int& status) {
    CLI::App& command =
        *app.add_subcommand("diff", "Two versions of the SAML IdP metadata: what changed, and what Egnyte must change");
    const auto versions = std::make_shared<Versions>();
    command.add_option("--before", versions->before, "The metadata that Egnyte was set up from")->required();
    command.add_option("--after", versions->after, "The metadata of today")->required();
    add_format(command, Subject::diff, versions->common.format);
    add_output(command, versions->common);
    command
        .add_option("--fail-on", versions->common.fail_on,
                    "error or never: whether the exit status is 1 when Egnyte must change something")
        ->check(CLI::IsMember({"error", "never"}))
        ->capture_default_str();
    add_judging(command, versions->common);
    command.callback([versions, &status] { status = diff(*versions); });
}

}  // namespace preflight::cli
