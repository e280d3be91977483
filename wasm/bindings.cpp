// The facade of the core for JavaScript (Embind). Texts cross as UTF-8 strings, bytes through views on this module's
// memory.
//
//   const session = new Module.Session('{"now": "", "clock": "2026-11-23T12:00:00Z"}');
//   session.putLater(name, pull, readAt)   pull(view): number of bytes put into the Uint8Array, 0 at the end, or a
//   string
//                                          that says why they cannot be read. readAt(offset, view): the same for any
//                                          place, while the session lives; 0 when the file changed. Neither throws.
//   session.add(name, size, pull, readAt, progress)   the same, read at once
//   session.remove(name)   session.addUnreadable(name, reason)   session.set(overlay): "" or what is wrong with it
//   session.setClock(now)   session.read(budget): true when all inputs are read   session.step(budget): true when all
//   is done   session.reading(): JSON {"name", "bytes"} or null   session.cancel() session.ask(question): JSON in, JSON
//   out (core/preflight.h)   session.check() and session.simulate(): do what is left session.diff(after, markdown)
//   session.delete() Module.rules(), Module.functions(), Module.explain(error), Module.evaluate(expression, context,
//   dialect), Module.evaluateLine(ndjson), Module.version()
#include <emscripten/bind.h>
#include <emscripten/emscripten.h>
#include <emscripten/val.h>

#include <memory>
#include <new>
#include <string>
#include <utility>

#include "core/preflight.h"
#include "wasm/blob_reader.h"

// The module is compiled without exceptions; the worker knows this one of JavaScript.
EM_JS(void, throw_out_of_memory, (), { throw new RangeError('out of memory'); });

namespace {

using emscripten::val;

// Options and answers of a few words are read and written by JavaScript's own JSON.
const val& javascript_json() {
    static const val json = val::global("JSON");
    return json;
}

std::string text_of(const val& given, const char* key) {
    const val value = given[key];
    return value.isString() ? value.as<std::string>() : std::string();
}

preflight::Options options_of(const std::string& json) {
    const val given = javascript_json().call<val>("parse", json);
    preflight::Options options;
    options.now = text_of(given, "now");
    options.clock = text_of(given, "clock");
    return options;
}

std::string error_json(const std::string& message) {
    val error = val::object();
    error.set("error", message);
    return javascript_json().call<std::string>("stringify", error) + "\n";
}

class Session {
public:
    explicit Session(const std::string& options) : session_(options_of(options)) {}

    void add(const std::string& name, double /*size*/, val pull, val read_at, val progress) {
        preflight::wasm::BlobReader reader(std::move(pull), std::move(read_at));
        std::function<void(std::size_t)> report;
        if (!progress.isNull() && !progress.isUndefined())
            report = [&progress](std::size_t bytes) { progress(static_cast<double>(bytes)); };
        session_.add(name, reader, report);
    }
    void put_later(const std::string& name, val pull, val read_at) {
        session_.put_later(name, std::make_unique<preflight::wasm::BlobReader>(std::move(pull), std::move(read_at)));
    }
    bool remove(const std::string& name) { return session_.remove(name); }
    void add_unreadable(const std::string& name, const std::string& reason) { session_.add_unreadable(name, reason); }
    std::string set(const std::string& overlay) { return session_.set(overlay); }
    void set_clock(const std::string& now) { session_.set_clock(now); }
    bool read(double budget) { return session_.read(static_cast<std::uint64_t>(budget)); }
    bool step(double budget) { return session_.step(static_cast<std::uint64_t>(budget)); }
    std::string reading() const {
        const auto reading = session_.reading();
        if (!reading) return "null";
        val answer = val::object();
        answer.set("name", reading->name);
        answer.set("bytes", static_cast<double>(reading->bytes));
        return javascript_json().call<std::string>("stringify", answer);
    }
    void cancel() { session_.cancel(); }
    std::string ask(const std::string& question) { return session_.ask(question); }
    std::string check() { return session_.check("json"); }
    std::string simulate() { return session_.simulate("json"); }
    // {"error": ...} where one of the two has no metadata.
    std::string diff(Session& after, bool markdown) {
        auto answer = preflight::Session::diff(session_, after.session_, markdown ? "markdown" : "json");
        return answer.compared ? std::move(answer.output) : error_json(answer.output);
    }

private:
    preflight::Session session_;
};

std::string rules() {
    return preflight::catalogue("json");
}
std::string functions() {
    return preflight::functions("json");
}
std::string explain(const std::string& pasted) {
    return preflight::explain_error(pasted, "json").output;
}
std::string version() {
    return std::string(preflight::kVersion);
}
std::string evaluate(const std::string& expression, const std::string& context, const std::string& dialect) {
    return preflight::eval({expression, context, dialect, true, true}, "json").output;
}
std::string evaluate_line(const std::string& line) {
    return preflight::eval_line(line);
}

}  // namespace

EMSCRIPTEN_BINDINGS(preflight) {
    std::set_new_handler(throw_out_of_memory);
    emscripten::class_<Session>("Session")
        .constructor<std::string>()
        .function("add", &Session::add)
        .function("putLater", &Session::put_later)
        .function("remove", &Session::remove)
        .function("addUnreadable", &Session::add_unreadable)
        .function("set", &Session::set)
        .function("setClock", &Session::set_clock)
        .function("read", &Session::read)
        .function("step", &Session::step)
        .function("reading", &Session::reading)
        .function("cancel", &Session::cancel)
        .function("ask", &Session::ask)
        .function("check", &Session::check)
        .function("simulate", &Session::simulate)
        .function("diff", &Session::diff);
    emscripten::function("rules", &rules);
    emscripten::function("functions", &functions);
    emscripten::function("explain", &explain);
    emscripten::function("version", &version);
    emscripten::function("evaluate", &evaluate);
    emscripten::function("evaluateLine", &evaluate_line);
}
