#include "core/formats/json/events.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/text/unicode.h"

namespace preflight::formats::json {

// Input iterator over a window: two pointers, and the window when they meet. Every end compares equal: reading stops
// where the window does. The parser keeps one copy, which the window asks how far it is.
class WindowIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    explicit WindowIterator(Window* window) : window_(window) {}
    reference operator*() const { return *at_; }
    WindowIterator& operator++() {
        ++at_;
        return *this;
    }
    WindowIterator operator++(int) {
        ++at_;
        return *this;
    }
    bool operator!=(const WindowIterator&) const { return at_ != end_ || more(); }
    bool operator==(const WindowIterator& other) const { return !(*this != other); }

private:
    friend class Window;
    // At the first byte and whenever the bytes that are there have been read.
    [[gnu::noinline]] bool more() const {
        Window& window = *window_;
        if (at_ != nullptr) window.at_ = at_;
        window.reader_ = nullptr;
        const bool more = window.at_ != window.end_ || window.refill();
        at_ = window.at_;
        end_ = window.end_;
        window.reader_ = this;
        return more;
    }

    Window* window_;
    mutable const char* at_ = nullptr;
    mutable const char* end_ = nullptr;
};

const char* Window::here() const {
    return reader_ == nullptr ? at_ : reader_->at_;
}

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_separator(char c) {
    return is_space(c) || c == ',' || c == ':';
}
bool is_number_character(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

std::string plain_words(const std::string& message) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - unexpected
    // end of input; expected ..." -> the part after " - ". Line and column are ours.
    const auto dash = message.find(" - ");
    std::string words = dash == std::string::npos ? message : message.substr(dash + 3);
    const auto last = words.find("; last read:");
    if (last != std::string::npos) {
        const auto expected = words.find("; expected", last);
        words = words.substr(0, last) + (expected == std::string::npos ? "" : words.substr(expected));
    }
    return text::repair(words);
}

}  // namespace

// ---- the window -------------------------------------------------------------------------------------------------

Window::Window(std::string_view whole)
    : data_(whole.data()), at_(whole.data()), end_(whole.data() + whole.size()), ended_(true) {
    if (whole.substr(0, kByteOrderMark.size()) == kByteOrderMark) cursor_ = kByteOrderMark.size();
}

Window::Window(std::string first, Fetch fetch, std::size_t longest)
    : buffer_(std::move(first)),
      fetch_(std::move(fetch)),
      longest_(longest),
      data_(buffer_.data()),
      at_(data_),
      end_(data_ + buffer_.size()) {}

std::optional<std::string_view> Window::slice(Range range) const {
    const auto available = base_ + static_cast<std::size_t>((in_prefix_ ? real_end_ : end_) - data_);
    if (range.begin < base_ || range.end < range.begin || range.end > available) return std::nullopt;
    return std::string_view(data_ + static_cast<std::size_t>(range.begin - base_),
                            static_cast<std::size_t>(range.end - range.begin));
}

bool Window::refill() {
    if (in_prefix_) {
        in_prefix_ = false;
        at_ = real_at_;
        end_ = real_end_;
        if (at_ != end_) return true;
    }
    if (ended_) return false;
    // White space before the next token need not stay.
    const std::uint64_t now = position();
    const char* token = data_ + static_cast<std::size_t>(cursor_ - base_);
    for (; token < at_ && is_separator(*token); ++token) comma_ = comma_ || *token == ',';
    cursor_ = base_ + static_cast<std::size_t>(token - data_);
    if (now - cursor_ > longest_) {
        too_long_ = true;
        return false;
    }
    const std::uint64_t keep = std::max(base_, std::min(cursor_, handler_ == nullptr ? now : handler_->keep_from(now)));
    const auto used = static_cast<std::size_t>(at_ - data_);
    const auto drop = static_cast<std::size_t>(keep - base_);
    const std::size_t left = used - drop;
    if (buffer_.capacity() > 4 * (left + (1U << 20U))) {
        // The window was large for a while: the first piece, or one large element.
        buffer_ = std::string(buffer_, drop, left);
    } else {
        buffer_.erase(0, drop);
    }
    base_ = keep;
    const std::size_t before = buffer_.size();
    while (buffer_.size() == before && !ended_) ended_ = !fetch_(buffer_);
    data_ = buffer_.data();
    at_ = data_ + left;
    end_ = data_ + buffer_.size();
    return at_ != end_;
}

// ---- the parser's events ----------------------------------------------------------------------------------------

// What nlohmann's parser calls; its events carry no places.
class Events {
public:
    Events(Window& window, Handler& handler, std::size_t depth, std::vector<Type>& open)
        : window_(window), handler_(handler), depth_(depth), start_(window.position()), open_(open) {}

    std::optional<Error> error;

    bool null() { return literal(Type::null, "null"); }
    bool boolean(bool value) { return literal(Type::boolean, value ? "true" : "false"); }
    bool number_integer(std::int64_t) { return number(Type::integer); }
    bool number_unsigned(std::uint64_t) { return number(Type::integer); }
    bool number_float(double, const std::string&) { return number(Type::number); }
    bool string(std::string& value) { return window_.in_prefix_ || literal(Type::string, value); }
    bool binary(nlohmann::json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(Type::object); }
    bool start_array(std::size_t) { return open(Type::array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& value) { return window_.in_prefix_ || handler_.key(value, taken()); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& exception) {
        Error result;
        const std::size_t within = position == 0 ? 0 : position - 1;
        const std::uint64_t at = start_ + within - std::min(within, window_.prefix_.size());
        result.offset = static_cast<std::size_t>(std::min(at, window_.position()));
        result.expected = plain_words(exception.what());
        result.truncated = result.expected.find("end of input") != std::string::npos ||
                           result.expected.find("missing closing quote") != std::string::npos;
        if (result.truncated) result.offset = static_cast<std::size_t>(window_.position());
        if (open_.size() == 1 && open_.front() == Type::array) at_list_level(result);
        if (window_.too_long_) {
            result = {};
            result.offset = static_cast<std::size_t>(window_.cursor_);
            result.expected = "one element of more than " + std::to_string(window_.longest_) + " bytes";
            result.limit = true;
        }
        error = std::move(result);
        return false;
    }

private:
    // The token just read.
    Range taken() {
        const Range range{token_begin(), window_.position()};
        window_.cursor_ = range.end;
        window_.comma_ = false;
        fresh_ = false;
        return range;
    }
    [[nodiscard]] const char* cursor() const {
        return window_.data_ + static_cast<std::size_t>(window_.cursor_ - window_.base_);
    }
    [[nodiscard]] std::uint64_t token_begin() const {
        const char* const here = window_.here();
        const char* at = cursor();
        while (at < here && is_separator(*at)) ++at;
        return window_.base_ + static_cast<std::size_t>(at - window_.data_);
    }
    bool literal(Type type, std::string_view text) { return handler_.scalar(type, text, taken()); }
    bool number(Type type) {
        const std::uint64_t begin = token_begin();
        const char* const first = window_.data_ + static_cast<std::size_t>(begin - window_.base_);
        const char* last = first;
        while (last < window_.here() && is_number_character(*last)) ++last;
        const auto length = static_cast<std::size_t>(last - first);
        window_.cursor_ = begin + length;
        window_.comma_ = false;
        fresh_ = false;
        return handler_.scalar(type, {first, length}, {begin, begin + length});
    }
    bool open(Type type) {
        if (window_.in_prefix_) return true;
        const Range at = taken();
        if (open_.size() >= depth_) {
            Error result;
            result.offset = static_cast<std::size_t>(at.begin);
            result.expected = "nesting deeper than " + std::to_string(depth_) + " levels";
            result.limit = true;
            error = std::move(result);
            return false;
        }
        open_.push_back(type);
        fresh_ = true;
        return handler_.open(type, at.begin);
    }
    bool close() {
        open_.pop_back();
        return handler_.close(taken().end);
    }
    // Between the elements of a list the parser's words are about any value; these are about lists.
    void at_list_level(Error& result) {
        const std::uint64_t token = token_begin();
        const std::string_view between(cursor(), static_cast<std::size_t>(token - window_.cursor_));
        const bool behind_comma = window_.comma_ || between.find(',') != std::string_view::npos;
        const char* const read = window_.data_ + static_cast<std::size_t>(token - window_.base_);
        if (result.truncated && read == window_.here()) {
            result.expected = "the text ends before the array is closed";
        } else if (!behind_comma && !fresh_ && !result.truncated) {
            result = {static_cast<std::size_t>(token), "',' or ']' expected", false, false};
        } else if (behind_comma && read < window_.here() && *read == ']') {
            result = {static_cast<std::size_t>(token), "a value expected behind the comma", false, false};
        }
    }

    Window& window_;
    Handler& handler_;
    std::size_t depth_;
    std::uint64_t start_;
    std::vector<Type>& open_;
    bool fresh_ = false;  // the innermost container was opened last
};

// ---- the reader -------------------------------------------------------------------------------------------------

Reader::Reader(Window& window, Handler& handler, const Limits& limits)
    : window_(window), handler_(handler), limits_(limits) {
    window_.handler_ = &handler_;
}

bool Reader::at_end() {
    for (;;) {
        while (window_.at_ != window_.end_ && is_space(*window_.at_)) ++window_.at_;
        if (window_.at_ != window_.end_) break;
        window_.cursor_ = window_.position();
        if (!window_.refill()) return true;
    }
    window_.cursor_ = window_.position();
    return false;
}

char Reader::peek() const {
    return *window_.at_;
}

Reader::Result Reader::next() {
    error_.reset();
    open_.clear();
    window_.prefix_.clear();
    return parse(false);
}

Reader::Result Reader::resume(const std::vector<Type>& open) {
    error_.reset();
    open_ = open;
    window_.prefix_.clear();
    for (const Type type : open_) window_.prefix_ += type == Type::object ? "{\"\":" : "[";
    window_.prefix_ += "\"\"";
    return parse(true);
}

Reader::Result Reader::parse(bool resumed) {
    Events events(window_, handler_, limits_.depth, open_);
    if (resumed) {
        window_.real_at_ = window_.at_;
        window_.real_end_ = window_.end_;
        window_.at_ = window_.prefix_.data();
        window_.end_ = window_.at_ + window_.prefix_.size();
        window_.in_prefix_ = true;
    }
    const bool read = nlohmann::json::sax_parse(WindowIterator(&window_), WindowIterator(&window_), &events,
                                                nlohmann::json::input_format_t::json, limits_.single);
    // The parser and its iterator are gone. It may have looked one byte beyond a number.
    window_.reader_ = nullptr;
    if (window_.in_prefix_) {
        window_.in_prefix_ = false;
        window_.end_ = window_.real_end_;
    }
    window_.at_ = window_.data_ + static_cast<std::size_t>(window_.cursor_ - window_.base_);
    error_ = std::move(events.error);
    if (error_) return Result::error;
    if (!read) return Result::stopped;
    if (limits_.single) {
        // The parser's lexer takes a NUL byte for the end of the text and would leave unread what comes after it.
        const char* at = window_.at_;
        while (at < window_.end_ && is_space(*at)) ++at;
        if (at < window_.end_) {
            const std::uint64_t offset = window_.base_ + static_cast<std::size_t>(at - window_.data_);
            error_ = Error{static_cast<std::size_t>(offset), "nothing expected behind the value", false, false};
            return Result::error;
        }
    }
    return Result::value;
}

bool Reader::rewind(std::uint64_t position) {
    if (position < window_.base_) return false;
    window_.at_ = window_.data_ + static_cast<std::size_t>(position - window_.base_);
    window_.cursor_ = position;
    window_.comma_ = false;
    return true;
}

bool Reader::take_line(std::string& line, std::size_t most) {
    line.clear();
    for (bool any = false;; any = true) {
        if (window_.at_ == window_.end_) {
            window_.cursor_ = window_.position();
            if (!window_.refill()) return any;
        }
        const char c = *window_.at_++;
        window_.cursor_ = window_.position();
        if (c == '\n') return true;
        if (line.size() < most) line += c;
    }
}

bool Reader::skip(std::uint64_t begin) {
    if (!rewind(begin)) return false;
    std::size_t depth = 0;
    bool in_string = false, escaped = false, first = true;
    for (;; first = false) {
        if (window_.at_ == window_.end_) {
            window_.cursor_ = window_.position();
            if (!window_.refill()) return false;
        }
        const char c = *window_.at_;
        if (in_string) {
            if (escaped) escaped = false;
            else if (c == '\\') escaped = true;
            else if (c == '"') in_string = false;
            ++window_.at_;
            if (!in_string && depth == 0) break;
            continue;
        }
        if (depth == 0 && !first && (is_space(c) || c == ',' || c == ']' || c == '}')) break;
        ++window_.at_;
        if (c == '"') in_string = true;
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && depth > 0 && --depth == 0) break;
    }
    window_.cursor_ = window_.position();
    return true;
}

}  // namespace preflight::formats::json
