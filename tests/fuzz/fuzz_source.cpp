// Places: however the bytes arrive and whether the text is kept or read again, every position is that of a naive count,
// and every piece of the text is the same. The text is repeated beyond 64 KiB now and then, so that checkpoints count.
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "core/formats/csv.h"
#include "core/formats/record_place.h"
#include "core/intake/pipeline.h"
#include "core/text/source.h"
#include "tests/fuzz/fuzz.h"

namespace {

using preflight::text::Position;
using preflight::text::Source;

class Memory final : public preflight::intake::ByteReader {
public:
    Memory(std::string_view text, std::size_t piece) : text_(text), piece_(piece) {}
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t count = std::min({capacity, piece_, text_.size()});
        if (count > 0) std::memcpy(buffer, text_.data(), count);
        text_.remove_prefix(count);
        return count;
    }

private:
    std::string_view text_;
    std::size_t piece_;
};

// Calls `visit` with every offset and its position, counted byte by byte.
template <typename Visit>
void walk(std::string_view text, Visit visit) {
    Position at;
    const bool marked = text.substr(0, 3) == "\xEF\xBB\xBF";
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (marked && i <= 3) at.column = 1;
        visit(i, at);
        if (i == text.size()) return;
        const bool line_end = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
        if (line_end) {
            at = {at.line + 1, 1};
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
            ++at.column;
        }
    }
}

void compare(const std::string& bytes, std::size_t piece, std::size_t step) {
    Memory reader(bytes, piece);
    preflight::intake::Pipeline pipeline(reader, 1);
    std::string text;
    while (pipeline.pull(text)) continue;
    const Source again("x", std::make_shared<preflight::text::MemoryBytes>(bytes), pipeline.decoder().encoding(),
                       pipeline.checkpoints());
    const Source kept("x", text);
    fuzz::require(again.size() == text.size(), "the size is known");
    walk(text, [&](std::size_t at, const Position& naive) {
        if (at % step != 0 && at + 3 < text.size()) return;
        fuzz::require(kept.position(at) == naive, "the position in a kept text is that of a count");
        fuzz::require(again.position(at) == naive, "the position in a text read again is that of a count");
        fuzz::require(again.slice(at, 9) == kept.slice(at, 9), "it is the same text");
        const auto one = kept.line_around(at, at % 17, 9), other = again.line_around(at, at % 17, 9);
        fuzz::require(one && other && one->begin == other->begin && one->text == other->text &&
                          one->from_start == other->from_start && one->text.size() <= at % 17 + 9,
                      "it is the same line");
        if (naive.column != 1 || (at > 0 && at < 4)) return;
        const auto line = again.line(naive.line, 20);
        fuzz::require(line && line->text == kept.line(naive.line, 20)->text, "lines are found by their number");
    });
    fuzz::require(!again.line(again.position(text.size())->line + 1, 5), "there are no more lines");

    // Nothing is found that the bytes do not say, wherever one asks.
    for (std::size_t at = 0; at < text.size(); at += step) {
        if (const auto record = preflight::formats::json_record_at(again, at, 4096))
            fuzz::require(record->begin == at && record->end <= text.size() && (text[at] == '{' || text[at] == '['),
                          "a record begins where it was looked for");
    }
    preflight::formats::CsvHeader header;
    header.delimiter = preflight::formats::csv_delimiter(std::string_view(text).substr(0, text.find('\n')));
    preflight::formats::CsvReader csv(1U << 16U, [&](const preflight::formats::CsvRecord& record) {
        if (record.number % step != 0) return true;
        const auto cells =
            preflight::formats::csv_cells(std::string_view(text).substr(record.span.begin), header.delimiter);
        fuzz::require(preflight::formats::csv_record_at(again, header, record.span.begin, 1U << 17U) == record.span,
                      "a CSV record is found again");
        fuzz::require(cells.fields.size() == record.fields.size(), "with the same cells");
        return true;
    });
    if (csv.feed(text)) csv.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string bytes(fuzz::text_of(data + 1, size - 1));
    const std::size_t piece = data[0] % 5U + 1U;
    compare(bytes, piece, 1);
    if (data[0] >= 4U || bytes.empty()) return 0;
    std::string longer;
    while (longer.size() < (150U << 10U)) longer += bytes;
    compare(longer, 1U << 16U, 9973);
    return 0;
}
