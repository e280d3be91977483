// The native command line: arguments, files, the clock and exit statuses (spec 6). Everything else is behind
// core/preflight.h.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <exception>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/preflight.h"

namespace {

namespace fs = std::filesystem;
using preflight::Subject;

enum Exit { kDone = 0, kFindings = 1, kUsage = 2, kFault = 3 };

// What tells whether a file is still the one that was read.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t modified_seconds = 0;
    long modified_nanoseconds = 0;
    bool operator==(const FileIdentity&) const = default;
};

FileIdentity identity_of(const struct stat& status) {
    return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

// A regular file, opened again when something of it is to be shown.
class FileBytes final : public preflight::text::ByteSource {
public:
    FileBytes(std::string path, const FileIdentity& identity) : path_(std::move(path)), identity_(identity) {}
    ~FileBytes() override {
        if (file_ >= 0) close(file_);
    }
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;

    std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) override {
        if (!opened()) return 0;
        std::size_t done = 0;
        while (done < length) {
            const ssize_t count = pread(file_, out + done, length - done, static_cast<off_t>(offset + done));
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) break;
            done += static_cast<std::size_t>(count);
        }
        return done;
    }
    // By its name, so that a file that was replaced counts as changed, too.
    [[nodiscard]] bool unchanged() override {
        struct stat status {};
        return stat(path_.c_str(), &status) == 0 && identity_of(status) == identity_;
    }

private:
    bool opened() {
        if (file_ < 0) file_ = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        return file_ >= 0;
    }

    std::string path_;
    FileIdentity identity_;
    int file_ = -1;
};

// What a pipe said, which says it only once.
class KeptBytes final : public preflight::text::ByteSource {
public:
    void append(const char* bytes, std::size_t count) {
        while (count > 0) {
            if (blocks_.empty() || blocks_.back().size() == kBlock) blocks_.emplace_back().reserve(kBlock);
            const std::size_t taken = std::min(count, kBlock - blocks_.back().size());
            blocks_.back().append(bytes, taken);
            bytes += taken;
            count -= taken;
        }
    }
    std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) override {
        std::size_t done = 0;
        while (done < length && (offset + done) / kBlock < blocks_.size()) {
            const std::string& block = blocks_[static_cast<std::size_t>((offset + done) / kBlock)];
            const auto from = static_cast<std::size_t>((offset + done) % kBlock);
            if (from >= block.size()) break;
            done += block.copy(out + done, length - done, from);
        }
        return done;
    }
    [[nodiscard]] bool unchanged() override { return true; }

private:
    static constexpr std::size_t kBlock = 1U << 20U;
    std::vector<std::string> blocks_;
};

class FileReader final : public preflight::intake::ByteReader {
public:
    FileReader(std::FILE* file, const std::string& path) : file_(file) {
        struct stat status {};
        if (path != "-" && fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode)) {
            bytes_ = std::make_shared<FileBytes>(path, identity_of(status));
        } else {
            kept_ = std::make_shared<KeptBytes>();
            bytes_ = kept_;
        }
    }
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t count = std::fread(buffer, 1, capacity, file_);
        if (count == 0 && std::ferror(file_) != 0 && error_.empty()) error_ = std::strerror(errno);
        if (kept_) kept_->append(buffer, count);
        return count;
    }
    [[nodiscard]] std::string error() const override { return error_; }
    [[nodiscard]] std::shared_ptr<preflight::text::ByteSource> bytes() override { return bytes_; }

private:
    std::FILE* file_;
    std::shared_ptr<KeptBytes> kept_;
    std::shared_ptr<preflight::text::ByteSource> bytes_;
    std::string error_;
};

unsigned default_threads() {
    return std::thread::hardware_concurrency() > 1 ? 2 : 1;
}

struct Common {
    std::vector<std::string> files;
    std::string scenario, format = "text", output, fail_on = "error", now, colour = "auto";
    bool quiet = false;
    unsigned threads = default_threads();
};

std::string clock_now() {
    const std::time_t now = std::time(nullptr);
    char text[32];
    std::tm utc{};
    if (gmtime_r(&now, &utc) == nullptr || std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc) == 0) return {};
    return text;
}

// Says what is being read once the work takes longer than half a second; only to people.
class Progress {
public:
    explicit Progress(bool wanted) : wanted_(wanted && isatty(STDERR_FILENO) == 1) {}
    ~Progress() {
        if (shown_) std::fputs("\r\x1b[K", stderr);
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    std::function<void(std::size_t)> for_input(const std::string& name) {
        if (!wanted_) return {};
        return [this, name](std::size_t bytes) {
            const auto now = std::chrono::steady_clock::now();
            if (now - started_ < std::chrono::milliseconds(500) || now - last_ < std::chrono::milliseconds(100)) return;
            last_ = now;
            shown_ = true;
            std::fprintf(stderr, "\r\x1b[Kreading %s: %zu MB", name.c_str(), bytes / 1'000'000);
        };
    }

private:
    bool wanted_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now(), last_;
};

struct Input {
    std::string name, path;  // path "-" is standard input
    std::string problem;     // set when it cannot be read
};

// Files of a folder in the order of their bytes, hidden ones left out; their names start below the folder, so that
// findings keep their fingerprints wherever the folder lies.
void expand(const std::string& path, std::vector<Input>& inputs) {
    std::error_code error;
    if (path == "-") {
        inputs.push_back({"stdin", path, {}});
        return;
    }
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        inputs.push_back({path, path, "no such file or folder"});
        return;
    }
    if (!fs::is_directory(status)) {
        inputs.push_back({path, path, {}});
        return;
    }
    std::vector<std::string> found;
    fs::recursive_directory_iterator walk(path, error);
    if (error) {
        inputs.push_back({path, path, error.message()});
        return;
    }
    for (const fs::recursive_directory_iterator end; walk != end; walk.increment(error)) {
        if (error) break;
        if (walk->path().filename().string().rfind('.', 0) == 0) {
            if (walk->is_directory(error)) walk.disable_recursion_pending();
            continue;
        }
        if (walk->is_regular_file(error)) found.push_back(walk->path().lexically_relative(path).generic_string());
    }
    std::sort(found.begin(), found.end());
    for (const std::string& name : found) {
        // Notes for people, not exports.
        if (name.size() > 3 && name.compare(name.size() - 3, 3, ".md") == 0) continue;
        inputs.push_back({name, (fs::path(path) / name).string(), {}});
    }
}

void read_inputs(preflight::Session& session, const Common& common) {
    std::vector<Input> inputs;
    for (const std::string& file : common.files) expand(file, inputs);
    if (!common.scenario.empty()) expand(common.scenario, inputs);
    std::set<std::string> names;
    Progress progress(!common.quiet);
    for (Input& input : inputs) {
        if (!names.insert(input.name).second) {
            input.name = input.path;
            names.insert(input.name);
        }
        std::FILE* file =
            input.problem.empty() ? (input.path == "-" ? stdin : std::fopen(input.path.c_str(), "rb")) : nullptr;
        if (file == nullptr) {
            if (input.problem.empty()) input.problem = std::strerror(errno);
            std::fprintf(stderr, "preflight: %s: %s\n", input.path.c_str(), input.problem.c_str());
            session.add_unreadable(input.name, input.problem);
            continue;
        }
        FileReader reader(file, input.path);
        session.add(input.name, reader, progress.for_input(input.name));
        if (!reader.error().empty())
            std::fprintf(stderr, "preflight: %s: %s\n", input.path.c_str(), reader.error().c_str());
        if (file != stdin) std::fclose(file);
    }
}

// Writes what `produce` gives to --output or standard output; false after saying why not.
using Sink = std::function<void(std::string_view)>;
bool write(const std::string& path, const std::function<void(const Sink&)>& produce) {
    std::FILE* file = path.empty() ? stdout : std::fopen(path.c_str(), "wb");
    bool ok = file != nullptr;
    if (ok)
        produce([&](std::string_view piece) {
            ok = ok && std::fwrite(piece.data(), 1, piece.size(), file) == piece.size();
        });
    if (file != nullptr && (path.empty() ? std::fflush(file) : std::fclose(file)) != 0) ok = false;
    if (!ok)
        std::fprintf(stderr, "preflight: cannot write %s: %s\n", path.empty() ? "the output" : path.c_str(),
                     std::strerror(errno));
    return ok;
}

bool write(const std::string& text) {
    return write({}, [&](const Sink& sink) { sink(text); });
}

preflight::Style style_of(const Common& common) {
    const bool terminal = common.output.empty() && isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    return {common.colour == "always" || (common.colour == "auto" && terminal), common.quiet};
}

enum class Question { check, simulate, identify };

int answer(const Common& common, Question question) {
    preflight::Options options;
    options.now = common.now;
    options.clock = clock_now();
    options.threads = common.threads;
    preflight::Session session(options);
    read_inputs(session, common);
    const preflight::Style style = style_of(common);
    const bool written = write(common.output, [&](const Sink& sink) {
        if (question == Question::simulate) {
            session.simulate(common.format, style, sink);
        } else {
            sink(question == Question::check ? session.check(common.format, style) : session.identify(common.format));
        }
    });
    if (!written) return kUsage;
    if (session.has_unreadable_input()) return kUsage;
    if (common.fail_on == "never" || question == Question::identify) return kDone;
    if (question == Question::simulate) return session.has_failure() ? kFindings : kDone;
    return session.has_finding(common.fail_on == "warning" ? preflight::findings::Severity::warning
                                                           : preflight::findings::Severity::error)
               ? kFindings
               : kDone;
}

struct Versions {
    std::vector<std::string> before, after;
};

int compare(const Versions& versions, const Common& common) {
    preflight::Options options;
    options.now = common.now;
    options.clock = clock_now();
    options.threads = common.threads;
    preflight::Session before(options), after(options);
    Common one = common;
    one.files = versions.before;
    read_inputs(before, one);
    one.files = versions.after;
    read_inputs(after, one);
    const preflight::DiffAnswer answer = preflight::Session::diff(before, after, common.format, style_of(common));
    if (!answer.compared) {
        std::fprintf(stderr, "preflight: %s\n", answer.output.c_str());
        return kUsage;
    }
    if (!write(common.output, [&](const Sink& sink) { sink(answer.output); })) return kUsage;
    if (before.has_unreadable_input() || after.has_unreadable_input()) return kUsage;
    return answer.egnyte_must_change && common.fail_on != "never" ? kFindings : kDone;
}

int evaluate_lines(const std::string& now) {
    std::ios::sync_with_stdio(false);
    std::string line;
    while (std::getline(std::cin, line)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        std::cout << preflight::eval_line(line, now) << '\n';
    }
    std::cout.flush();
    return std::cout.good() ? kDone : kUsage;
}

int list_expressions(const std::vector<std::string>& files, const std::string& format) {
    Common common;
    common.files = files;
    preflight::Options options;
    options.threads = common.threads;
    preflight::Session session(options);
    read_inputs(session, common);
    if (!write(session.expressions(format))) return kUsage;
    if (!session.has_expressions()) {
        std::fputs(
            "preflight: no expression in these files; a profile mapping with properties or an application has them\n",
            stderr);
        // Where one of them breaks off.
        if (!session.has_unreadable_input() && session.has_finding(preflight::findings::Severity::error))
            std::fputs(session.check("text", {false, true}).c_str(), stderr);
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

// The whole of a file; false after saying why not.
bool slurp(const std::string& path, std::string& text) {
    std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
    if (file != nullptr) {
        char piece[65536];
        for (std::size_t count = 0; (count = std::fread(piece, 1, sizeof piece, file)) > 0;) text.append(piece, count);
    }
    const bool ok = file != nullptr && std::ferror(file) == 0;
    if (!ok) std::fprintf(stderr, "preflight: %s: %s\n", path.c_str(), std::strerror(errno));
    if (file != nullptr && file != stdin) std::fclose(file);
    return ok;
}

// "text, json or markdown"
std::string names_of_formats(Subject subject, std::string_view last_join = " or ") {
    const std::vector<preflight::Format> formats = preflight::formats_of(subject);
    std::string names;
    for (std::size_t i = 0; i < formats.size(); ++i) {
        if (i > 0) names += i + 1 == formats.size() ? last_join : ", ";
        names += formats[i].name;
    }
    return names;
}

// Empty when the subject has the format, else what to write instead.
std::string format_problem(Subject subject, const std::string& name) {
    for (const preflight::Format& format : preflight::formats_of(subject)) {
        if (format.name == name) return {};
    }
    return "unknown format " + name + "; the formats are " + names_of_formats(subject, " and ");
}

void add_format(CLI::App& command, Subject subject, std::string& format) {
    command.add_option("--format", format, names_of_formats(subject))
        ->check([subject](const std::string& name) { return format_problem(subject, name); })
        ->capture_default_str();
}

void add_now(CLI::App& command, std::string& now, const std::string& what) {
    command.add_option("--now", now, what)->check([](const std::string& value) {
        return preflight::valid_time(value) ? std::string() : value + " is no time like 2026-11-23T12:00:00Z";
    });
}

void add_threads(CLI::App& command, Common& common) {
    command
        .add_option("--threads", common.threads,
                    "1 or 2: with 2, one thread reads while another parses; the output is the same (default: 2 on a "
                    "machine with two cores)")
        ->check(CLI::Range(1, 2));
}

// Time and looks: what every command that judges files has.
void add_judging(CLI::App& command, Common& common) {
    add_now(command, common.now,
            "The time to judge dates at, like 2026-11-23T12:00:00Z (default: the scenario's, else the clock)");
    command.add_option("--color", common.colour, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    command.add_flag("--quiet", common.quiet, "Errors and warnings only; no progress");
}

void add_output(CLI::App& command, Common& common) {
    command.add_option("--scenario", common.scenario,
                       "A scenario: what no export tells (Default user mapping, seats, ...)");
    command.add_option("--output", common.output, "Write there instead of standard output");
}

void add_common(CLI::App& command, Subject subject, Common& common, bool judges) {
    command.add_option("FILE", common.files, "Files or folders; - is standard input")->required();
    add_format(command, subject, common.format);
    add_output(command, common);
    add_threads(command, common);
    if (!judges) return;
    command.add_option("--fail-on", common.fail_on, "error, warning or never: from what on the exit status is 1")
        ->check(CLI::IsMember({"error", "warning", "never"}))
        ->capture_default_str();
    add_judging(command, common);
}

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

    Common check, simulate, identify;
    CLI::App* command = app.add_subcommand("check", "Findings: what is wrong, where, why and how to mend it");
    add_common(*command, Subject::check, check, true);
    command->callback([&] { status = answer(check, Question::check); });
    command = app.add_subcommand("simulate", "What will happen to every person: account and sign-in");
    add_common(*command, Subject::simulate, simulate, true);
    command->callback([&] { status = answer(simulate, Question::simulate); });
    command = app.add_subcommand("identify", "What each file is");
    add_common(*command, Subject::identify, identify, false);
    command->callback([&] { status = answer(identify, Question::identify); });

    Common differing;
    Versions versions;
    command =
        app.add_subcommand("diff", "Two versions of the SAML IdP metadata: what changed, and what Egnyte must change");
    command->add_option("--before", versions.before, "The metadata that Egnyte was set up from")->required();
    command->add_option("--after", versions.after, "The metadata of today")->required();
    add_format(*command, Subject::diff, differing.format);
    add_output(*command, differing);
    add_threads(*command, differing);
    command
        ->add_option("--fail-on", differing.fail_on,
                     "error or never: whether the exit status is 1 when Egnyte must change something")
        ->check(CLI::IsMember({"error", "never"}))
        ->capture_default_str();
    add_judging(*command, differing);
    command->callback([&] { status = compare(versions, differing); });

    std::vector<std::string> expressions;
    std::string context, dialect = "mapping", eval_format = "text", eval_now;
    bool lines = false, traced = false, typed = false, table = false;
    command = app.add_subcommand("eval", "The value of one Okta expression, or all expressions of exported files");
    const CLI::App* const evaluating = command;
    command->add_option("EXPRESSION | FILE", expressions,
                        "An expression like String.substringBefore(user.email, \"@\"), or files and folders (profile "
                        "mapping, application, schema, users): every expression in them with what it can yield, its "
                        "problems, and how many users come to each branch");
    command->add_option("--context", context, "JSON file: {\"user\": {...}, \"appuser\": {...}, ...}");
    command->add_option("--dialect", dialect, "mapping, template or identity-engine")
        ->check(CLI::IsMember({"mapping", "template", "identity-engine"}))
        ->capture_default_str();
    command
        ->add_option("--format", eval_format,
                     names_of_formats(Subject::eval) + "; with --functions " + names_of_formats(Subject::functions))
        ->capture_default_str();
    add_now(*command, eval_now, "The time of Time.now (default: the context's, else the clock)");
    command->add_flag("--functions", table, "Every function of the language");
    command->add_flag("--trace", traced, "The value of every part: why it came out so");
    command->add_flag("--type", typed, "The type, what it can yield over all users, and its problems");
    command->add_flag(
        "--ndjson", lines,
        "Read lines {\"id\",\"expression\",\"context\",\"dialect\"} from standard input, write one answer per line");
    command->callback([&] {
        if (lines) {
            if (traced || typed || !context.empty() || !expressions.empty() || evaluating->count("--dialect") > 0)
                throw CLI::ValidationError(
                    "--ndjson", "expression, context and dialect stand in the lines; of the options only --now holds");
            status = evaluate_lines(eval_now.empty() ? clock_now() : eval_now);
            return;
        }
        if (const std::string problem = format_problem(table ? Subject::functions : Subject::eval, eval_format);
            !problem.empty())
            throw CLI::ValidationError("--format", problem);
        if (table) {
            status = write(preflight::functions(eval_format)) ? kDone : kUsage;
            return;
        }
        if (expressions.empty()) throw CLI::RequiredError("EXPRESSION or FILE");
        std::error_code unreadable;
        if (expressions.size() > 1 || expressions[0] == "-" || names_a_file(expressions[0]) ||
            fs::exists(expressions[0], unreadable)) {
            if (traced || !context.empty() || evaluating->count("--dialect") > 0)
                throw CLI::ValidationError("--trace, --context and --dialect", "are for one expression, not for files");
            status = list_expressions(expressions, eval_format);
            return;
        }
        const std::string& expression = expressions[0];
        const std::string now = eval_now.empty() ? clock_now() : eval_now;
        std::string context_text;
        if (!context.empty()) {
            if (!slurp(context, context_text)) {
                status = kUsage;
                return;
            }
            if (context_text.find_first_not_of(" \t\r\n") == std::string::npos)
                throw CLI::ValidationError("--context", context + " is empty; for nobody in particular write {}");
        }
        const preflight::EvalAnswer value =
            preflight::eval({expression, context_text, dialect, traced, typed, now}, eval_format);
        if (value.bad_request && eval_format == "text") {
            std::fprintf(stderr, "preflight: %s%s", context.empty() ? "" : (context + ": ").c_str(),
                         value.output.c_str());
            status = kUsage;
            return;
        }
        status = !write(value.output) || value.bad_request ? kUsage : value.ok ? kDone : kFindings;
    });

    std::string rules_format = "text";
    command = app.add_subcommand("rules", "The catalogue of rules");
    add_format(*command, Subject::rules, rules_format);
    command->callback([&] { status = write(preflight::catalogue(rules_format)) ? kDone : kUsage; });

    std::string checks_format = "text";
    command = app.add_subcommand("checks", "The checks of SAML metadata: what, why and how to mend it");
    add_format(*command, Subject::metadata_checks, checks_format);
    command->callback([&] { status = write(preflight::metadata_checks(checks_format)) ? kDone : kUsage; });

    std::string code, explain_format = "text";
    command = app.add_subcommand("explain", "One rule, by code or name");
    command->add_option("TEXT", code, "PF3011, CRT-06 or username-format-email")->required();
    add_format(*command, Subject::rule, explain_format);
    command->callback([&] {
        const std::string text = preflight::explain(code, explain_format);
        if (text.empty()) throw CLI::ValidationError("there is no rule " + code + "; preflight rules lists them all");
        status = write(text) ? kDone : kUsage;
    });

    for (const auto& [name, what] :
         std::map<std::string, std::string>{{"fix", "applying fixes"}, {"redact", "redacting"}}) {
        CLI::App* later = app.add_subcommand(name, "Not in this version")->group("");
        later->allow_extras();
        later->callback([name = name, what = what] {
            throw CLI::ValidationError(name, what + " is not in version " + std::string(preflight::kVersion));
        });
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
    } catch (const std::exception& error) {
        std::fprintf(stderr, "preflight: internal fault: %s\n", error.what());
        return kFault;
    }
}
