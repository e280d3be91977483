#include <algorithm>
#include <cctype>
#include <iostream>
#include <iterator>
#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

struct Asked {
    std::string text;
    Common common;
};

std::string read_standard_input() {
    return {std::istreambuf_iterator<char>(std::cin), {}};
}

// A code or a name of a rule; an error message has several words.
bool is_one_word(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c) != 0; });
}

int explain_error(const std::string& pasted, const Common& common) {
    ExplainAnswer answer;
    bool unreadable = false;
    if (const std::vector<std::string> files = common.all_files(); files.empty()) {
        answer = preflight::explain_error(pasted, common.format);
    } else {
        Session session(common.session_options());
        read_inputs(session, files, common.quiet);
        answer = session.explain(pasted, common.format);
        unreadable = session.has_unreadable_input();
    }
    if (!answer.known) {
        complain(
            "this text is not an error that Preflight knows; give the whole message of the task, the e-mail or the log "
            "event");
        return kUsage;
    }
    return !write(common.output, answer.output) || unreadable ? kUsage : kDone;
}

int explain(const Asked& asked) {
    const std::string& format = asked.common.format;
    const std::string text = asked.text == "-" ? read_standard_input() : asked.text;
    if (const std::string rule = preflight::explain(text, format); !rule.empty())
        return write(asked.common.output, rule) ? kDone : kUsage;
    if (asked.text != "-" && is_one_word(text))
        throw CLI::ValidationError("there is no rule " + text + "; preflight rules lists them all");
    if (const std::string problem = format_problem(Subject::explanation, format); !problem.empty())
        throw CLI::ValidationError("--format", problem);
    return explain_error(text, asked.common);
}

}  // namespace

void add_explain(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("explain", "One rule, or an error message that somebody saw");
    const auto asked = std::make_shared<Asked>();
    command
        .add_option(
            "TEXT", asked->text,
            "PF3011, CRT-06 or username-format-email; or the text of a failed task, an e-mail about it or events "
            "of the System Log; - is standard input")
        ->required();
    command.add_option("FILE", asked->common.files,
                       "Files or folders (users, mapping, application): who else will get the error, and its cause");
    add_format(command, Subject::rule, asked->common.format);
    add_output(command, asked->common);
    add_check_options(command, asked->common);
    command.callback([asked, &status] { status = explain(*asked); });
}

}  // namespace preflight::cli
