#include "core/formats/csv.h"

#include <algorithm>

#include "core/text/unicode.h"
#include "core/text/work.h"

namespace preflight::formats {

namespace {

constexpr std::size_t kMaxFields = 10'000;  // of a record: each is a string of its own

std::string_view without_mark(std::string_view text) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return text.substr(0, kMark.size()) == kMark ? text.substr(kMark.size()) : text;
}

}  // namespace

char csv_delimiter(std::string_view header) {
    char best = ',';
    std::ptrdiff_t most = std::count(header.begin(), header.end(), ',');
    for (const char c : {';', '\t'}) {
        const std::ptrdiff_t found = std::count(header.begin(), header.end(), c);
        if (found > most) {
            most = found;
            best = c;
        }
    }
    return best;
}

CsvPreamble csv_preamble(std::string_view text) {
    constexpr std::string_view kType = "#TYPE ", kSeparator = "sep=";
    CsvPreamble preamble;
    for (;;) {
        std::string_view line = text.substr(preamble.size);
        const auto end = line.find('\n');
        if (end == std::string_view::npos) return preamble;
        line = text::trim(line.substr(0, end));
        if (line.size() > 1 && line.front() == '"' && line.back() == '"') line = line.substr(1, line.size() - 2);
        const bool separator = line.size() == kSeparator.size() + 1 &&
                               text::equal_ignoring_ascii_case(line.substr(0, kSeparator.size()), kSeparator);
        if (!separator && line.substr(0, kType.size()) != kType) return preamble;
        if (separator) preamble.delimiter = line.back();
        preamble.size += end + 1;
    }
}

CsvCells csv_cells(std::string_view text, char delimiter) {
    CsvCells cells;
    std::size_t begin = 0, at = 0;
    bool in_quotes = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (in_quotes) {
            if (c != '"') continue;
            // A quote inside quotes is written twice; if the text ends here, the cell does.
            if (at + 1 < text.size() && text[at + 1] == '"') ++at;
            else in_quotes = false;
        } else if (c == '\n' || c == '\r') {
            cells.complete = true;
            break;
        } else if (c == delimiter) {
            cells.fields.push_back({begin, at});
            begin = at + 1;
        } else if (c == '"' && at == begin) {
            in_quotes = true;
        }
    }
    cells.fields.push_back({begin, at});
    cells.end = at;
    return cells;
}

bool CsvReader::fail(text::Position at, std::size_t offset, std::string expected, bool limit) {
    error_ = CsvError{at, offset, std::move(expected), limit};
    stopped_ = true;
    return false;
}

void CsvReader::end_field() {
    text::count_work();
    record_.fields.push_back(std::move(field_));
    field_.clear();
    field_begun_ = false;
    after_quote_ = false;
}

bool CsvReader::emit() {
    if (!record_begun_) return true;  // a blank line
    end_field();
    record_.span.end = offset_;
    ++record_.number;
    const bool more = visit_(record_);
    record_.fields.clear();
    record_begun_ = false;
    size_ = 0;
    if (!more) stopped_ = true;
    return more;
}

std::string CsvReader::begin_table() {
    std::string_view text = without_mark(head_);
    const CsvPreamble preamble = csv_preamble(text);
    offset_ = head_.size() - text.size() + preamble.size;
    line_ += static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(preamble.size), '\n'));
    text.remove_prefix(preamble.size);
    delimiter_ = preamble.delimiter != 0 ? preamble.delimiter : csv_delimiter(text.substr(0, text.find('\n')));
    std::string table(text);
    head_.clear();
    return table;
}

bool CsvReader::feed(std::string_view bytes) {  // NOLINT(misc-no-recursion): one level, when the header is whole
    if (stopped_) return false;
    if (delimiter_ == 0) {
        // The header line must be whole before the delimiter can be told.
        head_.append(bytes);
        const auto end =
            head_.find('\n', csv_preamble(without_mark(head_)).size + (head_.size() - without_mark(head_).size()));
        if (end == std::string::npos && head_.size() <= limit_) return true;
        return feed(begin_table());
    }
    for (const char c : bytes) {
        if (in_quotes_) {
            if (after_quote_) {
                after_quote_ = false;
                if (c == '"') {
                    field_ += '"';
                    ++offset_, ++column_;
                    continue;
                }
                in_quotes_ = false;
            } else if (c == '"') {
                after_quote_ = true;
                ++offset_, ++column_;
                continue;
            } else {
                field_ += c;
                ++offset_;
                if (c == '\n') ++line_, column_ = 1;
                else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column_;
                if (++size_ > limit_)
                    return fail(quote_at_, quote_offset_,
                                "one record of more than " + std::to_string(limit_) + " bytes; is a quote missing here",
                                true);
                continue;
            }
        }
        if (c == '\n' || c == '\r') {
            const bool second_half = c == '\n' && carriage_return_;  // of CR LF
            if (!second_half) {
                if (!emit()) return false;
                ++line_;
            }
            carriage_return_ = c == '\r';
            ++offset_;
            column_ = 1;
            continue;
        }
        carriage_return_ = false;
        if (!record_begun_) {
            record_begun_ = true;
            record_.span.begin = offset_;
            record_.at = {line_, column_};
        }
        if (c == delimiter_) {
            if (record_.fields.size() == kMaxFields)
                return fail(record_.at, record_.span.begin,
                            "one record of more than " + std::to_string(kMaxFields) + " fields", true);
            end_field();
        } else if (c == '"' && !field_begun_) {
            in_quotes_ = true;
            field_begun_ = true;
            quote_at_ = {line_, column_};
            quote_offset_ = offset_;
        } else {
            field_begun_ = true;
            field_ += c;
        }
        if (++size_ > limit_)
            return fail(record_.at, record_.span.begin, "one record of more than " + std::to_string(limit_) + " bytes",
                        true);
        ++offset_;
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++column_;
    }
    return true;
}

bool CsvReader::finish() {
    if (stopped_) return false;
    if (delimiter_ == 0 && !feed(begin_table())) return false;
    if (in_quotes_ && !after_quote_) return fail(quote_at_, quote_offset_, "the quote that opens here is never closed");
    return emit();
}

}  // namespace preflight::formats
