#include "core/text/source.h"

#include <algorithm>

#include "core/text/unicode.h"

namespace preflight::text {

namespace {

constexpr std::size_t kBlock = 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Source::Source(std::string name, std::string utf8) : name_(std::move(name)), text_(std::move(utf8)) {
    const std::string_view text = text_;
    std::size_t code_points = 0;
    for (std::size_t block = 0; block < text.size(); block += kBlock) {
        code_points_before_.push_back(code_points);
        code_points += count_code_points(text.substr(block, kBlock));
    }
    // Few files have carriage returns; the others are searched for line feeds alone.
    if (text.find('\r') == std::string_view::npos) {
        for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
            line_starts_.push_back(at + 1);
        return;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')))
            line_starts_.push_back(i + 1);
    }
}

Position Source::position(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
    const auto index = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
    std::size_t start = line_starts_[index];
    if (index == 0 && std::string_view(text_).substr(0, kByteOrderMark.size()) == kByteOrderMark) {
        start = std::min(kByteOrderMark.size(), offset);
    }
    return {index + 1, code_points(offset) - code_points(start) + 1};
}

std::size_t Source::code_points(std::size_t offset) const {
    if (code_points_before_.empty()) return 0;
    const std::size_t block = std::min(offset / kBlock, code_points_before_.size() - 1);
    return code_points_before_[block] +
           count_code_points(std::string_view(text_).substr(block * kBlock, offset - block * kBlock));
}

std::string_view Source::line(std::size_t number) const {
    if (number == 0 || number > line_starts_.size()) return {};
    const std::size_t begin = line_starts_[number - 1];
    std::size_t end = number < line_starts_.size() ? line_starts_[number] : text_.size();
    while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
    return std::string_view(text_).substr(begin, end - begin);
}

}  // namespace preflight::text
