#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

struct Versions {
    Common common;  // its files are those that both versions have
    std::vector<std::string> before, after;
    std::string plan, scenario_before, scenario_after;
    std::string max_refused, max_changed, max_seats;
};

std::optional<DiffLimit> limit_of(const std::string& text) {
    return text.empty() ? std::nullopt : read_limit(text, true);
}

// Empty, or what is wrong with what was asked for.
std::string problem_of(const Versions& versions) {
    const bool files = !versions.before.empty() || !versions.after.empty();
    if (!versions.plan.empty()) return files ? "--plan holds both versions: it excludes --before and --after" : "";
    if (versions.common.files.empty() && (versions.before.empty() || versions.after.empty()))
        return "give --before and --after, or --plan";
    if (!files && versions.scenario_before.empty() && versions.scenario_after.empty())
        return "nothing to compare: give --before and --after, --plan, or two scenarios";
    return {};
}

int diff(const Versions& versions) {
    const Common& common = versions.common;
    if (const std::string problem = problem_of(versions); !problem.empty()) {
        complain(problem);
        return kUsage;
    }
    const auto files_of = [&](std::vector<std::string> files, const std::string& scenario) {
        for (const std::string& file : {versions.plan, scenario}) {
            if (!file.empty()) files.push_back(file);
        }
        return files;
    };
    TwoVersions files{common.all_files(), files_of(versions.before, versions.scenario_before),
                      files_of(versions.after, versions.scenario_after), common.session_options(),
                      common.session_options()};
    files.options_before.limits.prior_state_of_plans = !versions.plan.empty();
    const auto [before, after] = read_versions(files, common.quiet);
    DiffLimits limits;
    limits.refused = limit_of(versions.max_refused);
    limits.changed = limit_of(versions.max_changed);
    limits.seats = limit_of(versions.max_seats);
    const DiffAnswer answer = Session::diff(*before, *after, common.format, common.style(), limits);
    if (!answer.compared) {
        complain(answer.output);
        return kUsage;
    }
    if (!write(common.output, answer.output)) return kUsage;
    if (before->has_unreadable_input() || after->has_unreadable_input()) return kUsage;
    const bool must_change = answer.egnyte_must_change && common.fail_on != "never";
    return must_change || answer.limit_exceeded ? kFindings : kDone;
}

void add_limit(CLI::App& command, const std::string& name, std::string& value, bool percent, const std::string& what) {
    command.add_option(name, value, what)->check([percent](const std::string& text) {
        if (read_limit(text, percent)) return std::string();
        return text + " is not a number" + (percent ? " or a percentage" : "");
    });
}

}  // namespace

void add_diff(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand(
        "diff", "Two versions of the files: what changes for people, settings, findings and the SAML metadata");
    const auto versions = std::make_shared<Versions>();
    command.add_option("FILE", versions->common.files, "Files that both versions have; read once");
    command.add_option("--before", versions->before, "Files, ZIP archives or folders as they were");
    command.add_option("--after", versions->after, "Files, ZIP archives or folders as they are now, or will be");
    command.add_option("--plan", versions->plan,
                       "A Terraform plan (terraform show -json): its prior state, and what it plans");
    command.add_option("--scenario-before", versions->scenario_before, "A scenario for the files before only");
    command.add_option("--scenario-after", versions->scenario_after, "A scenario for the files after only");
    add_limit(command, "--max-refused", versions->max_refused, false,
              "Exit status 1 if more people than that are rejected who were not rejected before");
    add_limit(command, "--max-changed", versions->max_changed, true,
              "Exit status 1 if anything changes for more people than that: a number, or a percentage (5%)");
    add_limit(command, "--max-seats", versions->max_seats, false,
              "Exit status 1 if more seats than that are needed in addition to those before");
    add_format(command, Subject::diff, versions->common.format);
    add_output(command, versions->common);
    command
        .add_option("--fail-on", versions->common.fail_on,
                    "error or never: whether the exit status is 1 when Egnyte must change something")
        ->check(CLI::IsMember({"error", "never"}))
        ->capture_default_str();
    add_check_options(command, versions->common);
    command.add_flag("--with-people", versions->common.with_people, "Name people in Markdown too");
    command.callback([versions, &status] { status = diff(*versions); });
}

}  // namespace preflight::cli
