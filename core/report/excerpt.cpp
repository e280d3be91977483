#include "core/report/excerpt.h"

#include <algorithm>
#include <array>

#include "core/intake/limits.h"
#include "core/text/printable.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

constexpr std::size_t kSurroundings = 4096;  // bytes before and behind the mark

bool secret_key(std::string_view key) {
    const std::string lowered = text::ascii_lower(key);
    constexpr std::array<std::string_view, 6> kWords = {"password", "secret",  "token",
                                                        "apikey",   "api_key", "privatekey"};
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](std::string_view word) { return lowered.find(word) != std::string::npos; });
}

// Covers the string values of members whose key names a secret; the text keeps its number of code points.
std::string without_secrets(std::string_view line) {
    std::string result;
    std::size_t at = 0;
    while (at < line.size()) {
        const auto key_begin = line.find('"', at);
        const auto key_end = key_begin == std::string_view::npos ? key_begin : line.find('"', key_begin + 1);
        if (key_end == std::string_view::npos) break;
        std::size_t value = key_end + 1;
        while (value < line.size() && (line[value] == ' ' || line[value] == '\t')) ++value;
        if (value >= line.size() || line[value] != ':' ||
            !secret_key(line.substr(key_begin + 1, key_end - key_begin - 1))) {
            result.append(line.substr(at, key_end - at));
            at = key_end;
            if (value < line.size() && line[value] == ':') {
                result += '"';
                ++at;
            } else {
                // The quote may open the next string: look at it again, unless it closed an empty one.
                result.append(line.substr(at, 1));
                ++at;
            }
            continue;
        }
        ++value;
        while (value < line.size() && (line[value] == ' ' || line[value] == '\t')) ++value;
        result.append(line.substr(at, value - at));
        at = value;
        if (at >= line.size() || line[at] != '"') continue;
        result += '"';
        ++at;
        while (at < line.size() && line[at] != '"') {
            const std::size_t step = line[at] == '\\' && at + 1 < line.size() ? 2 : text::decode(line, at).length;
            for (std::size_t i = 0; i < (step == 2 && line[at] == '\\' ? 2U : 1U); ++i) result += "•";
            at += step;
        }
    }
    if (at < line.size()) result.append(line.substr(at));
    return result;
}

}  // namespace

std::optional<Range> range_of(const workspace::Workspace& workspace, const findings::Location& location) {
    const text::Source& source = *workspace.inputs[location.input].source;
    if (source.size() == 0) return std::nullopt;
    if (location.span.empty() && location.span.begin == 0 && location.pointer.empty())
        return std::nullopt;  // the file as a whole
    const auto begin = source.position(location.span.begin);
    const auto end = source.position(location.span.end);
    if (!begin || !end) return std::nullopt;
    return Range{*begin, *end};
}

Place place_of(const workspace::Workspace& workspace, const findings::Location& location) {
    const intake::Input& input = workspace.inputs[location.input];
    Place place{input.name, input.path, location.pointer, range_of(workspace, location)};
    place.changed = !place.range && input.source->changed();
    return place;
}

std::optional<Excerpt> excerpt_of(const workspace::Workspace& workspace, const findings::Location& location) {
    if (location.span.empty()) return std::nullopt;
    const text::Source& source = *workspace.inputs[location.input].source;
    const auto range = range_of(workspace, location);
    // The line may be a whole minified document: only the surroundings of the mark are looked at, and as many bytes
    // more as may be needed to begin with a whole character.
    const auto part = source.line_around(location.span.begin, kSurroundings + 3, kSurroundings);
    if (!range || !part) return std::nullopt;
    const auto& [begin, end] = *range;
    Excerpt excerpt;
    excerpt.line = begin.line;

    const std::string_view whole = part->text;
    const std::size_t mark = std::min(static_cast<std::size_t>(location.span.begin - part->begin), whole.size());
    std::size_t from = mark > kSurroundings ? mark - kSurroundings : 0;
    while (from > 0 && (static_cast<unsigned char>(whole[from]) & 0xC0U) == 0x80U) --from;
    const bool from_start = part->from_start && from == 0;
    if (from_start && whole.substr(0, text::kByteOrderMark.size()) == text::kByteOrderMark)
        from = text::kByteOrderMark.size();
    std::size_t mark_begin = 0;  // in code points of `line`
    for (std::size_t i = from; i < mark; i += text::decode(whole, i).length) ++mark_begin;
    const std::string line = without_secrets(whole.substr(from));

    const std::size_t first = mark_begin > kExcerptWidth / 3 ? mark_begin - kExcerptWidth / 3 : 0;
    std::size_t offset = 0;
    for (std::size_t column = 0; offset < line.size() && column < first; ++column)
        offset += text::decode(line, offset).length;
    std::string window;
    std::size_t taken = 0;
    while (offset < line.size() && taken < kExcerptWidth) {
        const text::CodePoint point = text::decode(line, offset);
        text::append(window, point.valid ? point.value : text::kReplacement);
        offset += point.length;
        ++taken;
    }
    const bool cut_before = first > 0 || !from_start;
    const bool cut_after = offset < line.size();
    excerpt.text = (cut_before ? "…" : "") + text::printable(window) + (cut_after ? "…" : "");
    const std::size_t shift = cut_before ? 1 : 0;
    excerpt.from = std::min(mark_begin - first, taken) + shift;
    const std::size_t mark_end = end.line == begin.line ? mark_begin + (end.column - begin.column) : first + taken;
    excerpt.to = std::max(std::min(mark_end - std::min(first, mark_end), taken) + shift, excerpt.from);
    return excerpt;
}

std::vector<std::size_t> inputs_never_shown(const workspace::Workspace& workspace,
                                            const std::vector<findings::Finding>& findings) {
    std::vector<std::size_t> result;
    for (const intake::Input& input : workspace.inputs) {
        if (input.key_windows.size() >= intake::kMaxKeyWindows) result.push_back(input.slot);
    }
    for (const findings::Finding& finding : findings) {
        if (finding.rule->code != "DOC-21") continue;
        for (const findings::Location& location : finding.locations) result.push_back(location.input);
    }
    return result;
}

}  // namespace preflight::report
