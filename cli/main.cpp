// The native command line (spec 6): the commands, and what becomes of wrong usage and faults. Everything that is not
// arguments, files, the clock and exit statuses is behind core/preflight.h.
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string>

#include "cli/commands/commands.h"

namespace {

using namespace preflight::cli;

int run(int argc, char** argv) {
    CLI::App app{
        "Preflight rehearses an Okta to Egnyte integration from the files you already hold and says what is wrong, "
        "where, why and how to mend it."};
    app.name("preflight");
    app.set_version_flag("--version", "preflight " + std::string(preflight::kVersion));
    app.require_subcommand(1);
    app.footer(
        "Exit status: 0 nothing at or above --fail-on, 1 findings (simulate: somebody is refused or cannot sign in; "
        "diff:\n"
        "Egnyte must change something), 2 wrong usage or an input that cannot be read, 3 an internal fault.\n\n"
        "Example: preflight check idp-metadata.xml app.json mapping.json users.json");
    int status = kDone;
    add_check(app, status);
    add_simulate(app, status);
    add_identify(app, status);
    add_diff(app, status);
    add_eval(app, status);
    add_rules(app, status);
    add_checks(app, status);
    add_explain(app, status);
    add_schema(app, status);

    // Commands of later versions are refused by name: nobody should wonder whether they were ignored.
    for (const auto& [name, what] : {std::pair{"fix", "applying fixes"}, std::pair{"redact", "redacting"}}) {
        CLI::App* later = app.add_subcommand(name, "Not in this version")->group("");
        later->allow_extras();
        const std::string problem = std::string(what) + " is not in version " + std::string(preflight::kVersion);
        later->callback([name = std::string(name), problem] { throw CLI::ValidationError(name, problem); });
    }

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool help = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        if (help) {
            app.exit(error, std::cout, std::cerr);
            return kDone;
        }
        std::cerr << "preflight: " << error.what() << "\nTry: preflight --help\n";
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
        std::fprintf(stderr, "preflight: internal fault: %s\n", error.what());
        return kFault;
    }
}
