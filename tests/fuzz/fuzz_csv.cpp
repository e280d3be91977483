// CSV: however the bytes arrive, the records are the same; spans are in order; numbers count up.
#include <string>
#include <vector>

#include "core/formats/csv.h"
#include "tests/fuzz/fuzz.h"

namespace {

struct Read {
    std::vector<std::vector<std::string>> records;
    std::vector<std::size_t> lines, columns, begins;
    bool ok = false;
    std::size_t error_offset = 0;
    bool operator==(const Read&) const = default;
};

Read read(std::string_view text, bool pieces) {
    Read result;
    std::size_t last = 0, number = 0;
    preflight::formats::CsvReader reader(1U << 16U, [&](const preflight::formats::CsvRecord& record) {
        fuzz::require(
            record.span.begin >= last && record.span.begin <= record.span.end && record.span.end <= text.size(),
            "spans in order");
        fuzz::require(record.number == ++number, "records are counted");
        last = record.span.end;
        result.records.push_back(record.fields);
        result.lines.push_back(record.at.line);
        result.columns.push_back(record.at.column);
        result.begins.push_back(record.span.begin);
        return true;
    });
    const auto feed = [&](std::string_view bytes) { return reader.feed(bytes); };
    result.ok = (pieces ? fuzz::in_pieces(text, feed) : feed(text)) && reader.finish();
    if (reader.error()) result.error_offset = reader.error()->offset;
    fuzz::require(result.ok == !reader.error().has_value(), "it stops for a reason");
    return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    fuzz::require(read(text, false) == read(text, true), "pieces do not matter");
    return 0;
}
