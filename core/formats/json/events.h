// JSON as a stream of events with their places. The syntax is checked by nlohmann's SAX parser (strict, iterative),
// which reads through a window over the text, so the text may be larger than memory. What to keep is the handler's.
// Texts are UTF-8; offsets are bytes of the whole text, from 0. Nothing here throws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace preflight::formats::json {

class WindowIterator;

enum class Type : std::uint8_t { null, boolean, integer, number, string, array, object };

// Where a value or a key is: [begin, end), quotes included.
struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

struct Error {
    std::size_t offset = 0;  // where the parser stopped
    std::string expected;    // "',' or ']' expected", in plain words
    bool truncated = false;  // the text ends too early
    bool limit = false;      // a limit was reached: `expected` names it
};

// Gets the events. Views are valid during the call. Returning false ends the reading without an error.
class Handler {
public:
    virtual ~Handler() = default;
    virtual bool key(std::string_view text, Range at) = 0;
    // `text` is the decoded string, the number as spelt, true, false or null.
    virtual bool scalar(Type type, std::string_view text, Range at) = 0;
    virtual bool open(Type type, std::uint64_t offset) = 0;
    virtual bool close(std::uint64_t end) = 0;  // behind the bracket
    // The first byte that is still wanted, for slice(): bytes from it on stay in the window. `now` bytes were read.
    [[nodiscard]] virtual std::uint64_t keep_from(std::uint64_t now) const { return now; }
};

// The text under the parser: a view of all of it, or pieces that are fetched when they are needed.
class Window {
public:
    // Appends the next piece; false when there is none.
    using Fetch = std::function<bool(std::string& out)>;

    explicit Window(std::string_view whole);
    // `first` and then what `fetch` brings. A token longer than `longest` bytes ends the reading (Error::limit).
    Window(std::string first, Fetch fetch, std::size_t longest);
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // The bytes of a range, when all of them are still there. Valid until the parser reads on.
    [[nodiscard]] std::optional<std::string_view> slice(Range range) const;

private:
    friend class Reader;
    friend class WindowIterator;
    friend class Events;
    // More bytes behind at_; false at the end of the text or when a token is too long.
    bool refill();
    [[nodiscard]] const char* here() const;  // how far the text was read
    [[nodiscard]] std::uint64_t position() const { return base_ + static_cast<std::size_t>(here() - data_); }

    std::string buffer_;
    Fetch fetch_;
    std::size_t longest_ = 0;
    const char* data_ = nullptr;              // the bytes that are there begin here,
    const char* at_ = nullptr;                // were read up to here, when no parser is at it
    const WindowIterator* reader_ = nullptr;  // else the parser's
    const char* end_ = nullptr;
    std::uint64_t base_ = 0;    // offset of data_
    std::uint64_t cursor_ = 0;  // behind the last token
    bool comma_ = false;        // a comma behind the last token lies before cursor_
    const Handler* handler_ = nullptr;
    bool ended_ = false, too_long_ = false;
    // Text that is read before at_: what opens the containers again when the reading goes on inside them.
    std::string prefix_;
    const char *real_at_ = nullptr, *real_end_ = nullptr;
    bool in_prefix_ = false;
};

// Reads the values of a text one after the other: one value, or NDJSON.
class Reader {
public:
    struct Limits {
        std::size_t depth = 256;
        bool single = false;  // one value, with nothing but white space behind it
    };
    enum class Result { value, end, error, stopped };

    Reader(Window& window, Handler& handler, const Limits& limits);

    // Reads the next value; Result::end when only white space is left. After an error, and after the handler stopped,
    // skip() or resume() goes on.
    Result next();
    // True when nothing but white space is left; moves up to what there is.
    bool at_end();
    // The byte that comes next, after at_end() said false.
    [[nodiscard]] char peek() const;
    [[nodiscard]] std::uint64_t position() const { return window_.position(); }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

    // Goes on inside the containers that the handler knows to be open (outermost first), behind a value of the
    // innermost one. No events come again for what is open.
    Result resume(const std::vector<Type>& open);
    // Moves from `begin` behind the end of the value there by counting brackets; false when the text ends before, or
    // when `begin` is no longer in the window.
    bool skip(std::uint64_t begin);

    // Takes the bytes up to the next line end, and the line end, which is left out: text between two values. No more
    // than `most` of them are put into `line`. False at the end of the text.
    bool take_line(std::string& line, std::size_t most);

    // Goes back: to the first byte of a value of the text for next(), or behind a value for resume(). False when it is
    // no longer in the window.
    bool rewind(std::uint64_t position);

private:
    Result parse(bool resumed);

    Window& window_;
    Handler& handler_;
    Limits limits_;
    std::vector<Type> open_;
    std::optional<Error> error_;
};

}  // namespace preflight::formats::json
