// JSON: the same language as nlohmann's parser; every value lies inside its parent and reads the same by itself; the
// events and errors of a stream of values are the same however the bytes arrive, and also when the reading stops and
// goes on behind any container.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/formats/json/document.h"
#include "tests/fuzz/fuzz.h"

namespace json = preflight::formats::json;

namespace {

// What comes, with its places; stops behind every container when told to.
class Log final : public json::Handler {
public:
    explicit Log(bool stops) : stops_(stops) {}
    bool key(std::string_view text, json::Range at) override { return note('k', text, at); }
    bool scalar(json::Type type, std::string_view text, json::Range at) override {
        return note(static_cast<char>('0' + static_cast<int>(type)), text, at);
    }
    bool open(json::Type type, std::uint64_t offset) override {
        open_.push_back(type);
        return note('(', {}, {offset, offset});
    }
    bool close(std::uint64_t end) override {
        open_.pop_back();
        note(')', {}, {end, end});
        return !stops_;
    }
    [[nodiscard]] const std::vector<json::Type>& open() const { return open_; }
    void begin_value() { open_.clear(); }

    std::string written;

private:
    bool note(char what, std::string_view text, json::Range at) {
        fuzz::require(at.begin <= at.end && at.begin >= last_, "events come in the order of the text");
        last_ = at.end;
        written += what;
        written += std::to_string(at.begin) + "-" + std::to_string(at.end) + ":";
        written += text;
        return true;
    }
    bool stops_;
    std::uint64_t last_ = 0;
    std::vector<json::Type> open_;
};

std::string events(std::string_view text, std::size_t piece, bool stops) {
    Log log(stops);
    std::string_view rest = text;
    json::Window window(
        {},
        [&](std::string& out) {
            out += rest.substr(0, piece);
            rest.remove_prefix(std::min(piece, rest.size()));
            return !rest.empty();
        },
        1U << 20U);
    json::Reader reader(window, log, {});
    while (!reader.at_end()) {
        log.begin_value();
        json::Reader::Result result = reader.next();
        while (result == json::Reader::Result::stopped && !log.open().empty()) result = reader.resume(log.open());
        if (result == json::Reader::Result::error) {
            fuzz::require(reader.error()->offset <= text.size(), "an error lies in the text");
            return log.written + " error " + std::to_string(reader.error()->offset) + reader.error()->expected;
        }
    }
    return log.written;
}

void walk(json::Node root, std::string_view text) {
    std::vector<json::Node> open{root};
    std::size_t reparsed = 0;
    while (!open.empty()) {
        const json::Node node = open.back();
        open.pop_back();
        const auto span = node.span();
        fuzz::require(span.begin < span.end && span.end <= text.size(), "a span lies in the text");
        fuzz::require(node.raw() == text.substr(span.begin, span.end - span.begin), "raw() is the span's text");
        if (++reparsed <= 8) {
            const json::ParseResult again = json::parse(node.raw());
            fuzz::require(again.ok() && again.document.root().type() == node.type(),
                          "a value reads the same by itself");
        }
        std::size_t children = 0, last = span.begin;
        for (json::Node child = node.first(); child.exists(); child = child.next(), children++) {
            fuzz::require(child.span().begin >= last && child.span().end <= span.end,
                          "children lie in their parent, in order");
            last = child.span().end;
            open.push_back(child);
        }
        fuzz::require(children == node.size(), "size() counts the children");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    // The decoder takes a byte order mark away before; nlohmann's parser would skip one.
    if (text.substr(0, 3) == "\xEF\xBB\xBF") return 0;
    const json::ParseResult parsed = json::parse(text);
    if (parsed.ok()) {
        fuzz::require(nlohmann::json::accept(text), "what is accepted is JSON");
        walk(parsed.document.root(), text);
    } else {
        fuzz::require(parsed.error->offset <= text.size(), "an error lies in the text");
        // nlohmann's lexer takes a NUL byte for the end of the text; we do not.
        const bool nul = text.find('\0') != std::string_view::npos;
        fuzz::require(parsed.error->limit || nul || !nlohmann::json::accept(text),
                      "what is refused is not JSON or is too large");
    }
    const std::string whole = events(text, text.size() + 1, false);
    for (const std::size_t piece : {1U, 2U, 7U})
        fuzz::require(events(text, piece, false) == whole, "pieces do not matter");
    // Where the reading goes on, the parser's words about what it expected may be others.
    if (whole.find(" error ") == std::string::npos)
        fuzz::require(events(text, 3, true) == whole, "stopping does not matter");
    return 0;
}
