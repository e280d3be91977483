#include "core/formats/record_place.h"

#include <algorithm>

#include "core/formats/csv.h"
#include "core/formats/json/document.h"

namespace preflight::formats {

namespace {

constexpr std::size_t kFirstPiece = 4U << 10U;
constexpr std::size_t kHeader = 64U << 10U;

text::Span span_at(std::uint64_t offset, std::size_t size) {
    const auto begin = static_cast<std::size_t>(offset);
    return {begin, begin + size};
}

}  // namespace

std::optional<text::Span> json_record_at(const text::Source& source, std::uint64_t offset, std::size_t limit) {
    std::size_t depth = 0, size = 0;
    bool in_string = false, escaped = false;
    for (std::size_t length = kFirstPiece; size < limit; length *= 2) {
        const auto piece = source.slice(offset + size, std::min(length, limit - size));
        if (!piece || piece->empty()) return std::nullopt;
        for (const char c : *piece) {
            ++size;
            if (in_string) {
                if (escaped) {
                    escaped = false;
                } else if (c == '\\') {
                    escaped = true;
                } else if (c == '"') {
                    in_string = false;
                }
            } else if (c == '"') {
                in_string = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && depth > 0 && --depth == 0) {
                return span_at(offset, size);
            }
            if (depth == 0) return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<CsvHeader> csv_header(const text::Source& source) {
    const auto head = source.slice(0, kHeader);
    if (!head) return std::nullopt;
    CsvHeader header;
    CsvReader reader(kHeader, [&](const CsvRecord& record) {
        header.names = record.fields;
        return false;
    });
    if (reader.feed(*head)) reader.finish();
    const CsvPreamble preamble = csv_preamble(*head);
    const std::string_view table = std::string_view(*head).substr(preamble.size);
    header.delimiter = preamble.delimiter != 0 ? preamble.delimiter : csv_delimiter(table.substr(0, table.find('\n')));
    return header;
}

std::optional<text::Span> csv_record_at(const text::Source& source, const CsvHeader& header, std::uint64_t offset,
                                        std::size_t limit) {
    for (std::size_t length = std::min(kFirstPiece, limit);;) {
        const auto piece = source.slice(offset, length);
        if (!piece) return std::nullopt;
        const CsvCells cells = csv_cells(*piece, header.delimiter);
        if (cells.complete || piece->size() < length) return span_at(offset, cells.end);
        if (length == limit) return std::nullopt;
        length = std::min(length * 2, limit);
    }
}

std::optional<FieldPlace> json_field(const text::Source& source, text::Span record,
                                     const std::vector<std::string>& paths) {
    const auto text = source.slice(record.begin, record.size());
    if (!text || text->empty() || text->front() != '{') return std::nullopt;
    const json::ParseResult parsed = json::parse(*text, record.begin);
    if (!parsed.ok()) return std::nullopt;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const std::string_view path = paths[i];
        json::Node node = parsed.document.root();
        std::size_t begin = 0;
        while (begin <= path.size() && node.exists()) {
            const std::size_t slash = std::min(path.find('/', begin), path.size());
            node = node[path.substr(begin, slash - begin)];
            begin = slash + 1;
        }
        if (node.exists()) return FieldPlace{i, node.span()};
    }
    return std::nullopt;
}

std::optional<text::Span> csv_cell(const text::Source& source, const CsvHeader& header, text::Span record,
                                   std::string_view column) {
    const auto text = source.slice(record.begin, record.size());
    if (!text) return std::nullopt;
    const auto name = std::find(header.names.begin(), header.names.end(), column);
    const CsvCells cells = csv_cells(*text, header.delimiter);
    const auto index = static_cast<std::size_t>(name - header.names.begin());
    if (index >= header.names.size() || index >= cells.fields.size()) return std::nullopt;
    const text::Span cell = cells.fields[index];
    return text::Span{record.begin + cell.begin, record.begin + cell.end};
}

}  // namespace preflight::formats
