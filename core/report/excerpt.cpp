#include "core/report/excerpt.h"

#include <algorithm>
#include <optional>

#include "core/text/printable.h"
#include "core/text/unicode.h"

namespace preflight::report {

namespace {

constexpr std::size_t kSurroundings = 4096;  // bytes before and behind the mark
constexpr std::size_t kWhole = static_cast<std::size_t>(-1);

// The part of a line with "•" for every character of a secret, so that columns stay what they are.
std::string without_secrets(const intake::Input& input, std::string_view line, std::uint64_t begin) {
    std::string result;
    // Secrets do not overlap, so their ends are in order.
    auto secret = std::lower_bound(input.secrets.begin(), input.secrets.end(), begin,
                                   [](const intake::Secret& s, std::uint64_t at) { return s.span.end <= at; });
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t length = text::decode(line, at).length;
        while (secret != input.secrets.end() && secret->span.end <= begin + at) ++secret;
        if (secret != input.secrets.end() && secret->span.begin < begin + at + length) {
            result += "•";
        } else {
            result.append(line.substr(at, length));
        }
        at += length;
    }
    return result;
}

}  // namespace

namespace {

bool is_terraform(const intake::Input& input) {
    return std::any_of(input.kinds.begin(), input.kinds.end(),
                       [](const std::string& kind) { return kind == "terraform-json" || kind == "terraform-state"; });
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
    // Terraform prints sensitive values in clear, a minified state all of them in one line (facts okta-exports 11).
    constexpr std::size_t kOneValue = 400;
    if (part->text.size() > kOneValue && is_terraform(workspace.inputs[location.input])) return std::nullopt;
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
    const std::string line = without_secrets(workspace.inputs[location.input], whole.substr(from), part->begin + from);

    const std::size_t first = mark_begin > kExcerptWidth / 3 ? mark_begin - kExcerptWidth / 3 : 0;
    std::size_t offset = 0;
    for (std::size_t column = 0; offset < line.size() && column < first; ++column)
        offset += text::decode(line, offset).length;
    // Escapes are longer than what they represent, so the mark is measured in what is shown.
    std::string window;
    std::size_t shown = 0;  // code points of `window`
    std::size_t taken = 0;  // code points of the line
    const std::size_t mark_end = end.line == begin.line ? mark_begin + (end.column - begin.column) : kWhole;
    std::optional<std::size_t> from_shown, to_shown;
    while (offset < line.size() && taken < kExcerptWidth) {
        if (first + taken >= mark_begin && !from_shown) from_shown = shown;
        if (first + taken >= mark_end && !to_shown) to_shown = shown;
        const text::CodePoint point = text::decode(line, offset);
        const std::size_t before = window.size();
        text::append_printable(window, point.valid ? point.value : text::kReplacement);
        shown += text::count_code_points(std::string_view(window).substr(before));
        offset += point.length;
        ++taken;
    }
    const bool cut_before = first > 0 || !from_start;
    const bool cut_after = offset < line.size();
    excerpt.text = (cut_before ? "…" : "") + window + (cut_after ? "…" : "");
    const std::size_t shift = cut_before ? 1 : 0;
    excerpt.from = from_shown.value_or(shown) + shift;
    excerpt.to = std::max(to_shown.value_or(shown) + shift, excerpt.from);
    return excerpt;
}

std::vector<std::size_t> inputs_never_shown(const workspace::Workspace& workspace,
                                            const std::vector<findings::Finding>& findings) {
    std::vector<std::size_t> result;
    for (const intake::Input& input : workspace.inputs) {
        const bool page = std::find(input.kinds.begin(), input.kinds.end(), "html-page") != input.kinds.end();
        if (input.more_secrets || input.free_text || page) result.push_back(input.slot);
    }
    for (const findings::Finding& finding : findings) {
        if (finding.rule->code != "DOC-21") continue;
        for (const findings::Location& location : finding.locations) result.push_back(location.input);
    }
    return result;
}

}  // namespace preflight::report
