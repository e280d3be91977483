#include "core/intake/archive.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "core/intake/sniff.h"
#include "core/text/numbers.h"
#include "core/text/printable.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

using formats::zip::Entry;

constexpr std::size_t kMaxName = 1024;       // bytes
constexpr std::size_t kMaxFolders = 32;      // an entry lies in
constexpr std::size_t kMaxNotRead = 20;      // named one by one; a bomb has thousands
constexpr std::uint64_t kSmall = 1U << 20U;  // unpacked bytes to which the ratio does not matter: a file of blanks
constexpr char kInside = '!';

NotRead not_used(std::string detail, std::string fix) {
    return {Problem::Kind::unrecognised, std::move(detail), std::move(fix)};
}
NotRead over_limit(std::string detail, std::string fix) {
    return {Problem::Kind::over_limit, std::move(detail), std::move(fix)};
}

constexpr std::string_view kRepack = "Unpack the archive, check what the file is, and provide the files themselves.";

struct Name {
    std::string path;  // with "/", without empty and "." parts
    bool ignored = false;
    std::string_view problem;  // after "its name "
};

// Windows PowerShell 5 writes "\" between folders.
Name name_of(const Entry& entry) {
    Name name;
    std::string given = text::repair(entry.name);
    std::replace(given.begin(), given.end(), '\\', '/');
    const bool drive = given.size() > 1 && given[1] == ':';
    if (given.empty()) {
        name.problem = "is empty";
    } else if (given.size() > kMaxName) {
        name.problem = "is longer than 1,024 bytes";
    } else if (std::any_of(given.begin(), given.end(),
                           [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
        name.problem = "holds control characters";
    } else if (given.front() == '/' || drive) {
        name.problem = "is absolute and leaves the archive";
    }
    std::size_t folders = 0;
    for (std::size_t begin = 0; begin <= given.size();) {
        const std::size_t end = std::min(given.find('/', begin), given.size());
        const std::string_view part = std::string_view(given).substr(begin, end - begin);
        begin = end + 1;
        if (part.empty() || part == ".") continue;
        if (part == ".." && name.problem.empty()) name.problem = "holds \"..\" and leaves the archive";
        if (part != ".." && (part.front() == '.' || part == "__MACOSX")) name.ignored = true;
        if (!name.path.empty()) name.path += '/';
        name.path += part;
        ++folders;
    }
    if (name.path.empty() && name.problem.empty()) name.problem = "is empty";
    if (folders > kMaxFolders && name.problem.empty()) name.problem = "has more than 32 folders";
    if (name.path.size() > 3 && text::equal_ignoring_ascii_case(name.path.substr(name.path.size() - 3), ".md"))
        name.ignored = true;
    if (name.path.size() > kMaxName) name.path.resize(kMaxName), name.path = text::repair(name.path);
    return name;
}

std::optional<NotRead> why_not_read(const Entry& entry, const Name& name, std::uint64_t unpacked,
                                    const Limits& limits) {
    if (!name.problem.empty()) return not_used("its name " + std::string(name.problem), std::string(kRepack));
    if (entry.symbolic_link) return not_used("it is a symbolic link", std::string(kRepack));
    if (entry.encrypted())
        return not_used("it is encrypted", "Unpack the archive with its password and provide the files themselves.");
    if (entry.method != formats::zip::kStored && entry.method != formats::zip::kDeflated)
        return not_used(
            "it is packed with a method that Preflight does not read (" + std::to_string(entry.method) + ")",
            "Unpack the archive and provide the files themselves, or pack them with \"Deflate\".");
    if (entry.size > kSmall && entry.size / std::max<std::uint64_t>(entry.packed_size, 1) > limits.archive_ratio)
        return over_limit("it unpacks to more than " + text::grouped(limits.archive_ratio) + " times its size",
                          std::string(kRepack));
    if (entry.size > limits.archive_bytes || unpacked > limits.archive_bytes - entry.size)
        return over_limit(
            "the files of one archive may have " + text::grouped(limits.archive_bytes >> 30U) + " GB in all",
            "Provide the files themselves, or several archives.");
    return std::nullopt;
}

class EntryBytes final : public text::ByteSource {
public:
    EntryBytes(std::shared_ptr<text::ByteSource> archive, Entry entry)
        : archive_(std::move(archive)), entry_(std::move(entry)) {}

    std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) override {
        if (offset >= entry_.size) return 0;
        if (!stream_ || stream_->position() > offset) stream_.emplace(archive_, entry_);
        std::string passed;
        while (stream_->position() < offset) {
            constexpr std::uint64_t kPiece = 64U << 10U;
            passed.resize(static_cast<std::size_t>(std::min(kPiece, offset - stream_->position())));
            if (stream_->read(passed.data(), passed.size()) == 0) return 0;
        }
        std::size_t done = 0;
        while (done < length) {
            const std::size_t count = stream_->read(out + done, length - done);
            if (count == 0) break;
            done += count;
        }
        return done;
    }
    [[nodiscard]] bool unchanged() override { return archive_->unchanged(); }

private:
    std::shared_ptr<text::ByteSource> archive_;
    Entry entry_;
    std::optional<formats::zip::EntryStream> stream_;
};

}  // namespace

PeekedReader::PeekedReader(ByteReader& reader) : reader_(reader) {
    constexpr std::size_t kSignature = 4;
    char piece[kSignature];
    while (head_.size() < kSignature) {
        const std::size_t count = reader_.read(piece, kSignature - head_.size());
        if (count == 0) break;
        head_.append(piece, count);
    }
}

std::size_t PeekedReader::read(char* buffer, std::size_t capacity) {
    const std::size_t count = head_.copy(buffer, capacity, given_);
    given_ += count;
    return count > 0 || capacity == 0 ? count : reader_.read(buffer, capacity);
}

bool is_archive(std::string_view file_name, std::string_view head) {
    return formats::zip::begins_archive(head) && !named_xml(file_name);
}

bool lies_in_archive(std::string_view input, std::string_view archive) {
    return input.size() > archive.size() && input[archive.size()] == kInside &&
           input.substr(0, archive.size()) == archive;
}

NotRead nested_archive() {
    return over_limit("it is an archive inside an archive, which is not unpacked",
                      "Unpack the outer archive and provide the inner one.");
}

NotRead damaged_entry(const std::string& damage) {
    return {Problem::Kind::not_well_formed, "the entry " + damage,
            "Create or download the archive again, or provide the file itself."};
}

EntryReader::EntryReader(std::shared_ptr<text::ByteSource> archive, Entry entry)
    : archive_(archive), entry_(entry), stream_(std::move(archive), std::move(entry)) {}

std::shared_ptr<text::ByteSource> EntryReader::bytes() {
    return std::make_shared<EntryBytes>(archive_, entry_);
}

std::vector<ArchiveMember> open_archive(const std::string& name, const std::string& path,
                                        const std::shared_ptr<text::ByteSource>& bytes, std::uint64_t size,
                                        const Limits& limits) {
    std::vector<ArchiveMember> members;
    const auto whole = [&](NotRead why) { members.push_back({name, path, nullptr, std::move(why)}); };
    if (bytes == nullptr) {
        whole(not_used("it is an archive that can be read only once", "Save the archive as a file and provide it."));
        return members;
    }
    formats::zip::Directory directory = formats::zip::read_directory(*bytes, size, limits.archive_entries);
    if (directory.too_many) {
        whole(over_limit("an archive may hold " + text::grouped(limits.archive_entries) + " files",
                         "Provide only the exports, or several archives."));
        return members;
    }
    if (!directory.damage.empty()) {
        whole({Problem::Kind::not_well_formed, "the archive " + directory.damage,
               "Create or download the archive again, or provide the files themselves."});
        return members;
    }
    if (std::any_of(directory.entries.begin(), directory.entries.end(),
                    [](const Entry& entry) { return entry.name == "[Content_Types].xml"; })) {
        whole(not_used("it is an Office document", "Save the sheet as \"CSV UTF-8\" and provide the CSV file."));
        return members;
    }
    std::set<std::string> names;
    std::uint64_t unpacked = 0;
    std::size_t left_out = 0, beyond = 0;
    for (Entry& entry : directory.entries) {
        const Name inside = name_of(entry);
        if (inside.problem.empty() && (inside.ignored || entry.is_folder())) continue;
        std::optional<NotRead> why = why_not_read(entry, inside, unpacked, limits);
        if (!names.insert(inside.path).second && !why)
            why = not_used("the archive holds several files of this name, of which the first is read",
                           "Create the archive again with each file once.");
        if (why && ++left_out > kMaxNotRead) {
            ++beyond;
            continue;
        }
        const std::string shown = text::printable(inside.path);
        ArchiveMember member{name + kInside + shown, path + kInside + shown, nullptr, {}};
        if (why) {
            member.why = std::move(*why);
        } else {
            unpacked += entry.size;
            member.reader = std::make_unique<EntryReader>(bytes, std::move(entry));
        }
        members.push_back(std::move(member));
    }
    if (beyond > 0)
        whole(not_used(text::counted(beyond, "more file") + " in it cannot be read for such reasons",
                       std::string(kRepack)));
    if (members.empty())
        whole(not_used("the archive holds no files", "Create the archive again with the exports in it."));
    return members;
}

}  // namespace preflight::intake
