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
#include <emscripten/val.h>

#include <exception>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/preflight.h"
#include "wasm/blob_reader.h"

namespace {

using emscripten::val;

preflight::Options options_of(const std::string& json) {
    preflight::Options options;
    const nlohmann::json given = nlohmann::json::parse(json, nullptr, false);
    if (!given.is_object()) return options;
    options.now = given.value("now", std::string());
    options.clock = given.value("clock", std::string());
    return options;
}

// Answers {"error": ...} in place of letting an exception through: a thrown pointer says nothing to JavaScript.
template <typename Ask>
std::string guarded(Ask ask) {
    try {
        return ask();
    } catch (const std::exception& error) {
        return nlohmann::json{{"error", error.what()}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
               "\n";
    }
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
        return nlohmann::json{{"name", reading->name}, {"bytes", reading->bytes}}.dump(
            -1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    void cancel() { session_.cancel(); }
    std::string ask(const std::string& question) {
        return guarded([&] { return session_.ask(question); });
    }
    std::string check() {
        return guarded([&] { return session_.check("json"); });
    }
    std::string simulate() {
        return guarded([&] { return session_.simulate("json"); });
    }
    // {"error": ...} where one of the two has no metadata.
    std::string diff(Session& after, bool markdown) {
        const char* format = markdown ? "markdown" : "json";
        return guarded([&] {
            const auto answer = preflight::Session::diff(session_, after.session_, format);
            return answer.compared ? answer.output : throw std::runtime_error(answer.output);
        });
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
    return guarded([&] { return preflight::explain_error(pasted, "json").output; });
}
std::string version() {
    return std::string(preflight::kVersion);
}
std::string evaluate(const std::string& expression, const std::string& context, const std::string& dialect) {
    return guarded([&] { return preflight::eval({expression, context, dialect, true, true}, "json").output; });
}
std::string evaluate_line(const std::string& line) {
    return preflight::eval_line(line);
}

}  // namespace

EMSCRIPTEN_BINDINGS(preflight) {
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
