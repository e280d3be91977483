// The facade: add files, then ask for findings, outcomes or one person's story. The front ends (cli, wasm) use nothing
// else. Texts in and out are UTF-8. No clock, no files, no randomness: the front ends bring bytes and the time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/findings/rule.h"
#include "core/intake/byte_reader.h"
#include "core/intake/limits.h"
#include "core/report/collector.h"
#include "core/report/format.h"
#include "core/verdict/limits.h"
#include "core/version.h"

namespace preflight {

struct Options {
    std::string now;          // RFC 3339; wins over the scenario's; empty = not given
    std::string clock;        // RFC 3339; used when neither is given; empty = dates are not checked
    std::string application;  // id of the Okta application to follow; wins over the scenario's; empty = not given
    intake::Limits limits;
    // With 2 a second thread reads and decodes beside the one that parses (not in WebAssembly). Same output.
    unsigned threads = 1;
};

// What can be asked and in which formats (core/report/renderers.def). A format is given by its name; a function below
// that gets a name which its subject does not have answers with an empty text.
using report::Format;
using report::formats_of;
using report::Sink;
using report::Style;
using report::Subject;

// `preflight eval`: one expression; context_json as in spec 6; empty, nothing is known of anybody. `ok` is false for a
// language error.
struct EvalRequest {
    std::string_view expression, context_json;
    std::string_view dialect = "mapping";
    bool trace = false;         // the value at every node
    bool type = false;          // the type, the possible values over all users and the problems
    std::string_view now = {};  // RFC 3339; the time of Time.now where the context has none; empty: not known
};
struct EvalAnswer {
    bool ok = false;
    bool bad_request = false;  // the context or the dialect is none; `output` says so
    std::string output;
};

// Limits of `preflight diff` (core/verdict/limits.h).
using DiffLimit = verdict::Limit;
using DiffLimits = verdict::Limits;
using verdict::read_limit;

struct DiffAnswer {
    bool compared = false;  // false: `output` says in one line what is missing
    bool egnyte_must_change = false;
    bool limit_exceeded = false;
    std::string output;
};

// A request to Okta's API in a file of its own; the name has no folder in it.
struct FixFile {
    std::string name, content;
};
struct FixAnswer {
    std::string problem;  // not empty: nothing was tried, and why, in one line
    std::string output;
    std::vector<FixFile> files;
    bool error_left = false;  // an error stays that has to be fixed by hand
};

struct ExplainAnswer {
    bool known = false;  // false: the text mentions no failure that Preflight knows, and `output` has none
    std::string output;
};

// The inputs, what is tried out over them, and what is concluded from both. Each input is read once. Whatever changes,
// the last complete conclusions stay until the next ones are complete.
//
// At once, as the command line does it: add(), then check(), simulate() and so on, which first do the work that is
// left. In steps, as the page does it: put_later(), remove() and set() change what is wanted, step() works towards it,
// ask() answers from the last complete conclusions in the meantime, and cancel() goes back to what they were made of.
// Not for two threads at a time.
class Session {
public:
    explicit Session(Options options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Another session with the same inputs, none of which is read again, and with what is tried out over them. From
    // then on neither changes the other. What waits to be read is not in it.
    [[nodiscard]] std::unique_ptr<Session> fork(Options options) const;
    [[nodiscard]] std::unique_ptr<Session> fork() const;

    // Reads one input, or the files of a ZIP archive, each an input named "archive.zip!path" (core/intake/archive.h).
    // `progress` gets bytes read so far and may be empty. No other input is read again.
    // `path` is where the file lies, relative to the working directory, for reports that other tools read; empty: the
    // name.
    void add(std::string name, intake::ByteReader& reader, const std::function<void(std::size_t)>& progress = {},
             const std::string& path = {});

    // The same in place of the input of that name, if there is one; what has it now is kept until the new one is read.
    void put(const std::string& name, intake::ByteReader& reader,
             const std::function<void(std::size_t)>& progress = {});
    // The same, read by step().
    void put_later(std::string name, std::unique_ptr<intake::ByteReader> reader);
    // Takes every input of that name out, read or not, of an archive its files. False when there is none.
    bool remove(std::string_view name);

    // What is tried out over the files, in place of what was before (JSON, core/workspace/overlay.h; {}: nothing).
    // Nothing is read again. Empty when it is understood; else nothing changes, and the answer is one line that says
    // why.
    [[nodiscard]] std::string set(std::string_view overlay);

    // Reads, evaluates and checks until everything that is wanted is concluded (true) or the budget is spent (false). A
    // unit is about a microsecond's work (core/text/budget.h). What cannot be divided is done as a whole: one XML
    // document, joining the inputs, the checks of the configuration.
    bool step(std::uint64_t budget);
    // The first part of it: reads what waits to be read. What is tried out refers to inputs that are read.
    bool read(std::uint64_t budget);
    // Options::clock of what is concluded from now on.
    void set_clock(std::string now);
    // Forgets what step() has not completed: inputs and overlay are again those of the last conclusions.
    void cancel();
    // What step() is at: the name and the bytes read of an input, or nothing when all are read.
    struct Reading {
        std::string name;
        std::uint64_t bytes = 0;
    };
    [[nodiscard]] std::optional<Reading> reading() const;
    // The work done so far for what is wanted, to compare: evaluations of an expression for one person.
    [[nodiscard]] std::uint64_t evaluated() const;

    // A question about the last complete conclusions, as JSON: {"ask": "check" | "simulate" | "identify" |
    // "expressions" | "setup", "format": "json", "withPeople": false}; check takes "ticked": ["<fingerprint>"] too,
    // what was confirmed by hand.
    // {"ask": "people", "query": {...}, "from": 0, "count": 100}, {"ask": "groups", "from": 0, "count": 100},
    // {"ask": "person", "row": 3}, {"ask": "imports", "from": 0, "count": 100}: what an import would find;
    // {"ask": "fix", "finding": "<fingerprint>"}: what corrects it, tried out over these conclusions;
    // {"ask": "diff", "overlay": {...}}: from these conclusions to those with another overlay, made in one go;
    // {"ask": "evaluate", "expression": "...", "dialect": "mapping", "row": 3},
    // {"ask": "complete", "expression": "...", "caret": 5, "dialect": "mapping"},
    // {"ask": "explain", "text": "Error while ..."}.
    // The answer is the JSON of that subject (docs/schemas) or {"error": "..."}.
    [[nodiscard]] std::string ask(std::string_view request);

    // The front ends say what they could not read at all (exit status 2).
    void add_unreadable(std::string name, std::string reason, const std::string& path = {});

    // What the faces do not read on purpose, with the reason ("it is a symbolic link that leaves the folder"): PF1001.
    void add_skipped(std::string name, std::string reason, const std::string& path = {});

    // A former check("json"): its findings are known and no longer count for has_finding(). Empty when it could be
    // read, else what is wrong with it, in one line.
    [[nodiscard]] std::string set_baseline(std::string_view json);

    // The answers. The first question does all the work that is left, later ones reuse it.
    [[nodiscard]] std::string check(std::string_view format, const Style& style = {});
    [[nodiscard]] std::string simulate(std::string_view format, const Style& style = {});
    // The same in pieces, for populations whose outcomes would not fit into one text. False: there is no such format.
    bool simulate(std::string_view format, const Style& style, const Sink& sink);
    [[nodiscard]] std::string identify(std::string_view format);

    // For the page: `count` people from index `from` on of those that match the query (JSON, see report/people.h;
    // empty: everybody), as compact rows with counts; and one person's full story by the row's number.
    [[nodiscard]] std::string people(std::string_view query, std::size_t from, std::size_t count);
    [[nodiscard]] std::string person(std::size_t row);

    // Every expression of the given files: what it can yield, its problems, how people spread over its branches.
    [[nodiscard]] std::string expressions(std::string_view format);
    [[nodiscard]] bool has_expressions();
    // One expression (see eval below) with what the files say of attributes; with a row of people() for that person.
    [[nodiscard]] EvalAnswer eval(const EvalRequest& request, std::optional<std::size_t> row, std::string_view format);
    // What can be written at a place (bytes) of an expression: JSON of expression/completion.h.
    [[nodiscard]] std::string complete(std::string_view expression, std::size_t caret, std::string_view dialect);

    // An error that somebody saw: a task of Okta's dashboard, a line of a log, an e-mail. What it means and what to do,
    // with the cause and the people as far as the files say.
    [[nodiscard]] ExplainAnswer explain(std::string_view pasted, std::string_view format);

    // The script that gathers what the files lack; without inputs, everything. The files' own org and application count
    // where the request has none; `version` and `kinds` are filled in.
    [[nodiscard]] report::Collector collect(report::CollectorRequest request);

    // Two bundles: what becomes of people, which settings and findings differ, and what Egnyte must change; dates are
    // checked at the time of `after`.
    [[nodiscard]] static DiffAnswer diff(Session& before, Session& after, std::string_view format,
                                         const Style& style = {}, const DiffLimits& limits = {});

    // What can be corrected in the files: each correction is tried out over all people (core/verdict/fix.h), and those
    // that help and break nobody are bodies of requests to Okta.
    [[nodiscard]] FixAnswer fix(std::string_view format, const Style& style = {});

    // True when there is a finding at or above the level that the baseline does not know / a failed outcome / an
    // unreadable input.
    [[nodiscard]] bool has_finding(findings::Severity at_least);
    [[nodiscard]] bool has_failure();
    [[nodiscard]] bool has_unreadable_input() const;
    // The message of the first finding of a rule; empty when there is none.
    [[nodiscard]] std::string first_message(const findings::Rule& rule);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// RFC 3339, as `Options::now` wants it.
[[nodiscard]] bool valid_time(std::string_view text);

// The catalogue and one entry of it (by code or slug, case ignored; empty when there is none).
[[nodiscard]] std::string catalogue(std::string_view format);
[[nodiscard]] std::string explain(std::string_view code, std::string_view format);
// Session::explain without files.
[[nodiscard]] ExplainAnswer explain_error(std::string_view pasted, std::string_view format);

[[nodiscard]] EvalAnswer eval(const EvalRequest& request, std::string_view format);
// A text that the front end writes itself, in one line: without what looks like a secret (report/secrets.h), control
// and invisible characters as escapes (text/printable.h).
[[nodiscard]] std::string for_terminal(std::string text);
// The known word that a misspelt one is probably meant to be, ignoring the case of letters; empty when there is none
// close.
[[nodiscard]] std::string nearest_word(std::string_view word, const std::vector<std::string>& known);
// The functions of the language; markdown is docs/expressions.md.
[[nodiscard]] std::string functions(std::string_view format);
// The kinds of inputs as Markdown, docs/inputs.md: how to get each, what is read and what is known only with it.
[[nodiscard]] std::string inputs_document();
// The checks of SAML metadata with why and remedy; markdown is docs/saml-checks.md.
[[nodiscard]] std::string metadata_checks(std::string_view format);
// One line of --ndjson in, one line out (no line end). `now` is RFC 3339, for lines whose context states none.
[[nodiscard]] std::string eval_line(std::string_view line, std::string_view now = {});

}  // namespace preflight
