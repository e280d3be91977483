// The native command line (spec 6): the commands, and what becomes of wrong usage and faults. Everything that is not
// arguments, files, the clock and exit statuses is behind core/preflight.h.
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string>

#include "cli/commands/commands.h"
#include "cli/reference.h"

namespace {

using namespace preflight::cli;

int run(int argc, char** argv) {
    CLI::App app{
        "Preflight checks an Okta to Egnyte integration from exported files: what is wrong, where, why, and how to fix "
        "it."};
    app.name("preflight");
    app.set_version_flag("--version", "preflight " + std::string(preflight::kVersion));
    app.require_subcommand(1);
    app.footer(
        "Exit status: 0 nothing at or above --fail-on, 1 findings (simulate: somebody is rejected or cannot sign in; "
        "diff:\n"
        "Egnyte must change something, or a limit is exceeded), 2 wrong usage or an input that cannot be read, 3 an "
        "internal fault.\n\n"
        "Example: preflight check idp-metadata.xml app.json mapping.json users.json");
    int status = kDone;
    add_check(app, status);
    add_simulate(app, status);
    add_identify(app, status);
    add_collect(app, status);
    add_diff(app, status);
    add_fix(app, status);
    add_eval(app, status);
    add_rules(app, status);
    add_checks(app, status);
    add_explain(app, status);
    add_schema(app, status);
    add_completion(app, status);
    add_reference(app, status);

    // Commands of later versions are refused by name: nobody should wonder whether they were ignored.
    for (const auto& [name, what] : {std::pair{"redact", "redacting"}}) {
        CLI::App* later = app.add_subcommand(name, "Not in this version")->group("");
        later->allow_extras();
        const std::string problem = std::string(what) + " is not in version " + std::string(preflight::kVersion);
        later->callback([name = std::string(name), problem] { throw CLI::ValidationError(name, problem); });
    }

    if (argc < 2) {
        std::cerr << short_help(app);
        return kUsage;
    }
    if (const std::string word = argv[1];
        word.substr(0, 1) != "-" &&
        app.get_subcommands([&](const CLI::App* one) { return one->get_name() == word; }).empty()) {
        const std::string nearest = nearest_command(app, word);
        complain("there is no command \"" + word + "\"" + (nearest.empty() ? "" : "; did you mean " + nearest + "?"));
        std::cerr << "Try: preflight --help\n";
        return kUsage;
    }

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool help = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        if (help) {
            app.exit(error, std::cout, std::cerr);
            return kDone;
        }
        complain(error.what());
        std::cerr << "Try: preflight --help\n";
        return kUsage;
    }
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::bad_alloc&) {
        // Not a fault of the program: the inputs need more memory than there is.
        std::fputs("preflight: out of memory (PF1007): give fewer or smaller files\n", stderr);
        return kUsage;
    } catch (const std::exception& error) {
        complain(std::string("internal fault: ") + error.what());
        return kFault;
    }
}
