#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

namespace fs = std::filesystem;

struct Asked {
    std::vector<std::string> expressions;  // one expression, or files
    std::string context, dialect = "mapping", direction = "to-app", format = "text", now;
    bool lines = false, trace = false, type = false, functions = false;

    [[nodiscard]] std::string time() const { return now.empty() ? clock_now() : now; }
};

int evaluate_lines(const std::string& now) {
    std::ios::sync_with_stdio(false);
    std::string line;
    while (std::getline(std::cin, line)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        std::cout << eval_line(line, now) << '\n';
    }
    std::cout.flush();
    return std::cout.good() ? kDone : kUsage;
}

int list_expressions(const std::vector<std::string>& files, const std::string& format) {
    Options options;
    options.threads = default_threads();
    Session session(options);
    read_inputs(session, files, false);
    if (!write({}, session.expressions(format))) return kUsage;
    if (!session.has_expressions()) {
        complain("no expression in these files; a profile mapping with properties or an application has them");
        // Where one of them breaks off.
        if (!session.has_unreadable_input() && session.has_finding(findings::Severity::error)) {
            Style style;
            style.quiet = true;
            std::fputs(session.check("text", style).c_str(), stderr);
        }
        return kUsage;
    }
    return session.has_unreadable_input() ? kUsage : kDone;
}

// A word that names a file and is not there is no expression: `source.json` could be either.
bool names_a_file(const std::string& word) {
    if (word.find_first_of(" \t\n\"'()?") != std::string::npos) return false;
    for (const char* ending : {".json", ".ndjson", ".jsonl", ".xml", ".csv", ".txt", ".zip", ".tf", ".tfstate"}) {
        const std::size_t size = std::strlen(ending);
        if (word.size() > size && word.compare(word.size() - size, size, ending) == 0) return true;
    }
    return false;
}

int evaluate(const Asked& asked) {
    std::string context;
    if (!asked.context.empty()) {
        if (!read_file(asked.context, context)) return kUsage;
        if (context.find_first_not_of(" \t\r\n") == std::string::npos)
            throw CLI::ValidationError("--context", asked.context + " is empty; for nobody in particular write {}");
    }
    const std::string now = asked.time();
    if (asked.direction == "to-okta" && asked.dialect != "mapping")
        throw CLI::ValidationError("--direction", "only mappings have a direction");
    const std::string& dialect = asked.direction == "to-okta" ? asked.direction : asked.dialect;
    const EvalAnswer value =
        preflight::eval({asked.expressions[0], context, dialect, asked.trace, asked.type, now}, asked.format);
    if (value.bad_request && asked.format == "text") {
        std::string problem = value.output;
        while (!problem.empty() && problem.back() == '\n') problem.pop_back();
        complain((asked.context.empty() ? "" : asked.context + ": ") + problem);
        return kUsage;
    }
    return !write({}, value.output) || value.bad_request ? kUsage : value.ok ? kDone : kFindings;
}

// `language_given`: the dialect or the direction is on the command line.
int answer(const Asked& asked, bool language_given) {
    if (asked.lines) {
        if (asked.trace || asked.type || !asked.context.empty() || !asked.expressions.empty() || language_given)
            throw CLI::ValidationError(
                "--ndjson", "write expression, context and dialect in the lines; --now is the only other option");
        return evaluate_lines(asked.time());
    }
    if (const std::string problem = format_problem(asked.functions ? Subject::functions : Subject::eval, asked.format);
        !problem.empty())
        throw CLI::ValidationError("--format", problem);
    if (asked.functions) return write({}, functions(asked.format)) ? kDone : kUsage;
    if (asked.expressions.empty()) throw CLI::RequiredError("EXPRESSION or FILE");
    std::error_code unreadable;
    const std::string& first = asked.expressions[0];
    if (asked.expressions.size() > 1 || first == "-" || names_a_file(first) || fs::exists(first, unreadable)) {
        if (asked.trace || !asked.context.empty() || language_given)
            throw CLI::ValidationError("--trace, --context, --dialect and --direction",
                                       "are for one expression, not for files");
        return list_expressions(asked.expressions, asked.format);
    }
    return evaluate(asked);
}

}  // namespace

void add_eval(CLI::App& app, int& status) {
    CLI::App& command =
        *app.add_subcommand("eval", "The value of one Okta expression, or all expressions of exported files");
    const auto asked = std::make_shared<Asked>();
    command.add_option("EXPRESSION | FILE", asked->expressions,
                       "An expression like String.substringBefore(user.email, \"@\"), or files and folders (profile "
                       "mapping, application, schema, users): every expression in them with what it can yield, its "
                       "problems, and how many users come to each branch");
    command.add_option("--context", asked->context, "JSON file: {\"user\": {...}, \"appuser\": {...}, ...}");
    command
        .add_option("--dialect", asked->dialect,
                    "mapping, template (a built-in username format), identity-engine or group-rule")
        ->check(CLI::IsMember({"mapping", "template", "identity-engine", "group-rule"}))
        ->capture_default_str();
    command
        .add_option("--direction", asked->direction,
                    "Of a mapping: to-app, or to-okta for an import, where appuser and idpuser exist")
        ->check(CLI::IsMember({"to-app", "to-okta"}))
        ->capture_default_str();
    command
        .add_option("--format", asked->format,
                    names_of_formats(Subject::eval) + "; with --functions " + names_of_formats(Subject::functions))
        ->capture_default_str();
    add_now(command, asked->now, "The time of Time.now (default: the context's, else the clock)");
    command.add_flag("--functions", asked->functions, "Every function of the language");
    command.add_flag("--trace", asked->trace, "The value of every part: why it came out so");
    command.add_flag("--type", asked->type, "The type, what it can yield over all users, and its problems");
    command.add_flag(
        "--ndjson", asked->lines,
        "Read lines {\"id\",\"expression\",\"context\",\"dialect\"} from standard input, write one answer per line");
    command.callback([asked, &command, &status] {
        status = answer(*asked, command.count("--dialect") + command.count("--direction") > 0);
    });
}

}  // namespace preflight::cli
