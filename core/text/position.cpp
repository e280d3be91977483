#include "core/text/position.h"

#include <algorithm>

#include "core/text/unicode.h"

namespace preflight::text {

namespace {

constexpr std::uint64_t kEvery = 64U << 10U;
constexpr std::uint8_t kNoMark = 0xFF;

}  // namespace

void PositionCounter::advance_without_returns(std::string_view text) {
    if (const auto last = text.rfind('\n'); last != std::string_view::npos) {
        at_.line += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
        at_.column = 1;
        text.remove_prefix(last + 1);
    }
    at_.column += count_code_points(text);
}

void PositionCounter::advance(std::string_view text) {
    while (mark_matched_ < kByteOrderMark.size() && !text.empty()) {
        if (text.front() != kByteOrderMark[mark_matched_]) {
            mark_matched_ = kNoMark;
            break;
        }
        // Only the first byte of the mark begins a code point.
        if (mark_matched_ == 0) ++at_.column;
        if (++mark_matched_ == kByteOrderMark.size()) at_.column = 1;
        text.remove_prefix(1);
    }
    while (!text.empty()) {
        if (after_return_) {
            after_return_ = false;
            if (text.front() != '\n') at_ = {at_.line + 1, 1};
        }
        const auto carriage_return = text.find('\r');
        if (carriage_return == std::string_view::npos) {
            advance_without_returns(text);
            return;
        }
        advance_without_returns(text.substr(0, carriage_return + 1));
        after_return_ = true;
        text.remove_prefix(carriage_return + 1);
    }
}

void Checkpoints::append(std::string_view text, std::uint64_t original) {
    counter_.advance(text);
    size_ += text.size();
    if (size_ - places_.back().decoded >= kEvery) places_.push_back({size_, original, counter_});
}

const Checkpoints::Checkpoint& Checkpoints::before(std::uint64_t offset) const {
    const auto after = std::upper_bound(places_.begin(), places_.end(), offset,
                                        [](std::uint64_t wanted, const Checkpoint& at) { return wanted < at.decoded; });
    return *(after - 1);
}

const Checkpoints::Checkpoint& Checkpoints::before_line(std::size_t line) const {
    // A checkpoint on the line itself may be behind its beginning; CR counts as still on its line.
    const auto after = std::lower_bound(
        places_.begin(), places_.end(), line,
        [](const Checkpoint& at, std::size_t wanted) { return at.counter.position('\n').line < wanted; });
    return after == places_.begin() ? *after : *(after - 1);
}

}  // namespace preflight::text
