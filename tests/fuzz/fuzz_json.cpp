// JSON: the same language as nlohmann's parser; every value lies inside its parent and reads the same by itself; the
// splitter sees the elements that the tree has, however the bytes arrive.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/formats/json.h"
#include "tests/fuzz/fuzz.h"

namespace json = preflight::formats::json;

namespace {

struct Element {
    std::string text;
    std::size_t offset, ordinal;
    bool operator==(const Element&) const = default;
};

struct Split {
    std::vector<Element> elements;
    bool ok = false;
    json::Splitter::Shape shape = json::Splitter::Shape::undecided;
};

Split split(std::string_view text, bool pieces) {
    Split result;
    json::Splitter splitter(1U << 20U, [&](std::string_view element, std::size_t offset, std::size_t ordinal) {
        result.elements.push_back({std::string(element), offset, ordinal});
        return true;
    });
    const auto feed = [&](std::string_view bytes) { return splitter.feed(bytes); };
    result.ok = (pieces ? fuzz::in_pieces(text, feed) : feed(text)) && splitter.finish();
    result.shape = splitter.shape();
    return result;
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
    // The decoder takes a byte order mark away before; nlohmann's parser would skip one, the splitter would not.
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
                      "what is refused is no JSON or too large");
    }
    const Split whole = split(text, false);
    const Split pieces = split(text, true);
    fuzz::require(whole.ok == pieces.ok && whole.shape == pieces.shape && whole.elements == pieces.elements,
                  "pieces do not matter");
    if (parsed.ok() && parsed.document.root().is(json::Type::array)) {
        fuzz::require(whole.ok && whole.elements.size() == parsed.document.root().size(),
                      "the splitter finds every element");
        json::Node node = parsed.document.root().first();
        for (const Element& element : whole.elements) {
            fuzz::require(
                node.span().begin == element.offset && element.text.substr(0, node.raw().size()) == node.raw(),
                "at its place");
            node = node.next();
        }
    }
    return 0;
}
