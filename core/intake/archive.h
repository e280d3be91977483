// A ZIP archive is a folder (spec 2): each file in it is an input named "archive.zip!path/in/it". What an archive must
// not hold (names that leave it, links, archives, entries without end) is not read, and each case is named.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/zip.h"
#include "core/intake/byte_reader.h"
#include "core/intake/limits.h"
#include "core/intake/parsed_input.h"

namespace preflight::intake {

// The first bytes of a reader, and then all of them: what an input is must be known before it is read.
class PeekedReader final : public ByteReader {
public:
    // `reader` outlives it. Reads from it.
    explicit PeekedReader(ByteReader& reader);
    // Fewer than four bytes only of a shorter input.
    [[nodiscard]] std::string_view head() const { return head_; }
    std::size_t read(char* buffer, std::size_t capacity) override;
    [[nodiscard]] std::string error() const override { return reader_.error(); }
    [[nodiscard]] std::shared_ptr<text::ByteSource> bytes() override { return reader_.bytes(); }

private:
    ByteReader& reader_;
    std::string head_;
    std::size_t given_ = 0;
};

// Metadata that was zipped keeps its name, and DOC-04 says what it is.
[[nodiscard]] bool is_archive(std::string_view file_name, std::string_view head);

// Why something is not read: a problem without its place. `extra` is what to do about it.
struct NotRead {
    Problem::Kind kind = Problem::Kind::unrecognised;
    std::string detail, extra;
};

// A file of an archive, read as it is unpacked.
class EntryReader final : public ByteReader {
public:
    EntryReader(std::shared_ptr<text::ByteSource> archive, formats::zip::Entry entry);
    std::size_t read(char* buffer, std::size_t capacity) override { return stream_.read(buffer, capacity); }
    // Unpacks the entry once more, from its beginning where places are not asked for in their order.
    [[nodiscard]] std::shared_ptr<text::ByteSource> bytes() override;
    // After the last byte: what is wrong with it. Nothing of a damaged entry may be used.
    [[nodiscard]] const std::string& damage() const { return stream_.damage(); }

private:
    std::shared_ptr<text::ByteSource> archive_;
    formats::zip::Entry entry_;
    formats::zip::EntryStream stream_;
};

struct ArchiveMember {
    std::string name;                     // of the input; UTF-8
    std::string path;                     // for reports that other tools read
    std::unique_ptr<EntryReader> reader;  // null: it is not read
    NotRead why;
};

// The files of the archive in the order of its directory, without folders, hidden files and Markdown, which are left
// out of every folder. `size` is that of the archive in bytes, `bytes` serves all members for as long as they live.
// What is wrong with the archive as a whole is a member with the archive's own name.
[[nodiscard]] std::vector<ArchiveMember> open_archive(const std::string& name, const std::string& path,
                                                      const std::shared_ptr<text::ByteSource>& bytes,
                                                      std::uint64_t size, const Limits& limits);
// Whether an input of that name lies in the archive of that name.
[[nodiscard]] bool lies_in_archive(std::string_view input, std::string_view archive);

// Of a member whose bytes are one of these: an archive in the archive, or one that turned out to be damaged.
[[nodiscard]] NotRead nested_archive();
[[nodiscard]] NotRead damaged_entry(const std::string& damage);

}  // namespace preflight::intake
