// The door of the core for JavaScript (Embind). Texts cross as UTF-8 strings, bytes through views on this module's
// memory.
//
//   const session = new Module.Session('{"now": "", "clock": "2026-11-23T12:00:00Z"}');
//   session.add(name, size, pull, readAt, progress)   pull(view): number of bytes put into the Uint8Array, 0 at the
//   end; may throw. readAt(offset, view): the same for any place, while the session lives; does not throw; 0 when the
//   file changed. session.addUnreadable(name, reason) session.check() simulate() identify() people(query, from, count)
//   person(row) expressions() evaluate(expression, dialect, row) complete(expression, caretInBytes, dialect)   JSON
//   texts (spec 6.1, 6.2) session.delete() Module.rules(), Module.functions(), Module.evaluate(expression, context,
//   dialect), Module.evaluateLine(ndjson), Module.version()
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <exception>
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
    void add_unreadable(const std::string& name, const std::string& reason) { session_.add_unreadable(name, reason); }
    std::string check() {
        return guarded([&] { return session_.check("json"); });
    }
    std::string simulate() {
        return guarded([&] { return session_.simulate("json"); });
    }
    std::string identify() {
        return guarded([&] { return session_.identify("json"); });
    }
    std::string people(const std::string& query, unsigned from, unsigned count) {
        return guarded([&] { return session_.people(query, from, count); });
    }
    std::string person(unsigned row) {
        return guarded([&] { return session_.person(row); });
    }
    std::string expressions() {
        return guarded([&] { return session_.expressions("json"); });
    }
    // `row` below 0: for nobody in particular.
    std::string evaluate(const std::string& expression, const std::string& dialect, int row) {
        const auto person = row < 0 ? std::nullopt : std::optional<std::size_t>(static_cast<std::size_t>(row));
        const preflight::EvalRequest request{expression, {}, dialect, true, true};
        return guarded([&] { return session_.eval(request, person, "json").output; });
    }
    // {"error": ...} where one of the two has no metadata.
    std::string diff(Session& after, bool markdown) {
        const char* format = markdown ? "markdown" : "json";
        return guarded([&] {
            const auto answer = preflight::Session::diff(session_, after.session_, format);
            return answer.compared ? answer.output : throw std::runtime_error(answer.output);
        });
    }
    std::string complete(const std::string& expression, unsigned caret, const std::string& dialect) {
        return guarded([&] { return session_.complete(expression, caret, dialect); });
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
        .function("addUnreadable", &Session::add_unreadable)
        .function("check", &Session::check)
        .function("simulate", &Session::simulate)
        .function("identify", &Session::identify)
        .function("people", &Session::people)
        .function("person", &Session::person)
        .function("expressions", &Session::expressions)
        .function("evaluate", &Session::evaluate)
        .function("complete", &Session::complete)
        .function("diff", &Session::diff);
    emscripten::function("rules", &rules);
    emscripten::function("functions", &functions);
    emscripten::function("version", &version);
    emscripten::function("evaluate", &evaluate);
    emscripten::function("evaluateLine", &evaluate_line);
}
