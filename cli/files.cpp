#include "cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>

namespace preflight::cli {

namespace {

namespace fs = std::filesystem;

// What tells whether a file is still the one that was read.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t modified_seconds = 0;
    long modified_nanoseconds = 0;
    bool operator==(const FileIdentity&) const = default;
};

FileIdentity identity_of(const struct stat& status) {
    return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

// A regular file, opened again when something of it is to be shown.
class FileBytes final : public text::ByteSource {
public:
    FileBytes(std::string path, const FileIdentity& identity) : path_(std::move(path)), identity_(identity) {}
    ~FileBytes() override {
        if (file_ >= 0) close(file_);
    }
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;

    std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) override {
        if (!opened()) return 0;
        std::size_t done = 0;
        while (done < length) {
            const ssize_t count = pread(file_, out + done, length - done, static_cast<off_t>(offset + done));
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) break;
            done += static_cast<std::size_t>(count);
        }
        return done;
    }
    // By its name, so that a file that was replaced counts as changed, too.
    [[nodiscard]] bool unchanged() override {
        struct stat status {};
        return stat(path_.c_str(), &status) == 0 && identity_of(status) == identity_;
    }

private:
    bool opened() {
        if (file_ < 0) file_ = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        return file_ >= 0;
    }

    std::string path_;
    FileIdentity identity_;
    int file_ = -1;
};

// What a pipe said, which says it only once.
class KeptBytes final : public text::ByteSource {
public:
    void append(const char* bytes, std::size_t count) {
        while (count > 0) {
            if (blocks_.empty() || blocks_.back().size() == kBlock) blocks_.emplace_back().reserve(kBlock);
            const std::size_t taken = std::min(count, kBlock - blocks_.back().size());
            blocks_.back().append(bytes, taken);
            bytes += taken;
            count -= taken;
        }
    }
    std::size_t read_at(std::uint64_t offset, char* out, std::size_t length) override {
        std::size_t done = 0;
        while (done < length && (offset + done) / kBlock < blocks_.size()) {
            const std::string& block = blocks_[static_cast<std::size_t>((offset + done) / kBlock)];
            const auto from = static_cast<std::size_t>((offset + done) % kBlock);
            if (from >= block.size()) break;
            done += block.copy(out + done, length - done, from);
        }
        return done;
    }
    [[nodiscard]] bool unchanged() override { return true; }

private:
    static constexpr std::size_t kBlock = 1U << 20U;
    std::vector<std::string> blocks_;
};

class FileReader final : public intake::ByteReader {
public:
    FileReader(std::FILE* file, const std::string& path) : file_(file) {
        struct stat status {};
        if (path != "-" && fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode)) {
            bytes_ = std::make_shared<FileBytes>(path, identity_of(status));
        } else {
            kept_ = std::make_shared<KeptBytes>();
            bytes_ = kept_;
        }
    }
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t count = std::fread(buffer, 1, capacity, file_);
        if (count == 0 && std::ferror(file_) != 0 && error_.empty()) error_ = std::strerror(errno);
        if (kept_) kept_->append(buffer, count);
        return count;
    }
    [[nodiscard]] std::string error() const override { return error_; }
    [[nodiscard]] std::shared_ptr<text::ByteSource> bytes() override { return bytes_; }

private:
    std::FILE* file_;
    std::shared_ptr<KeptBytes> kept_;
    std::shared_ptr<text::ByteSource> bytes_;
    std::string error_;
};

// Says what is being read once the work takes longer than half a second; only to people.
class Progress {
public:
    explicit Progress(bool wanted) : wanted_(wanted && isatty(STDERR_FILENO) == 1) {}
    ~Progress() {
        if (shown_) std::fputs("\r\x1b[K", stderr);
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    std::function<void(std::size_t)> for_input(const std::string& name) {
        if (!wanted_) return {};
        return [this, name](std::size_t bytes) {
            const auto now = std::chrono::steady_clock::now();
            if (now - started_ < std::chrono::milliseconds(500) || now - last_ < std::chrono::milliseconds(100)) return;
            last_ = now;
            shown_ = true;
            std::fprintf(stderr, "\r\x1b[Kreading %s: %zu MB", name.c_str(), bytes / 1'000'000);
        };
    }

private:
    bool wanted_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now(), last_;
};

struct Input {
    std::string name, path;  // path "-" is standard input
    std::string problem;     // set when it cannot be read
};

// Files of a folder in the order of their bytes, hidden ones left out; their names start below the folder, so that
// findings keep their fingerprints wherever the folder lies.
void expand(const std::string& path, std::vector<Input>& inputs) {
    std::error_code error;
    if (path == "-") {
        inputs.push_back({"stdin", path, {}});
        return;
    }
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        inputs.push_back({path, path, "no such file or folder"});
        return;
    }
    if (!fs::is_directory(status)) {
        inputs.push_back({path, path, {}});
        return;
    }
    std::vector<std::string> found;
    fs::recursive_directory_iterator walk(path, error);
    if (error) {
        inputs.push_back({path, path, error.message()});
        return;
    }
    for (const fs::recursive_directory_iterator end; walk != end; walk.increment(error)) {
        if (error) break;
        if (walk->path().filename().string().rfind('.', 0) == 0) {
            if (walk->is_directory(error)) walk.disable_recursion_pending();
            continue;
        }
        if (walk->is_regular_file(error)) found.push_back(walk->path().lexically_relative(path).generic_string());
    }
    std::sort(found.begin(), found.end());
    for (const std::string& name : found) {
        // Notes for people, not exports.
        if (name.size() > 3 && name.compare(name.size() - 3, 3, ".md") == 0) continue;
        inputs.push_back({name, (fs::path(path) / name).string(), {}});
    }
}

// Relative to the working directory where the file is in it, so that a report means the same on another machine.
std::string path_in_reports(const std::string& path) {
    if (path == "-") return "stdin";
    std::error_code error;
    const fs::path here = fs::current_path(error);
    const fs::path absolute = (error ? fs::path(path) : here / path).lexically_normal();
    const fs::path relative = absolute.lexically_relative(here);
    const bool inside = !error && !relative.empty() && *relative.begin() != "..";
    return (inside ? relative : absolute).generic_string();
}

}  // namespace

void read_inputs(Session& session, const std::vector<std::string>& paths, bool quiet) {
    std::vector<Input> inputs;
    for (const std::string& path : paths) expand(path, inputs);
    std::set<std::string> names;
    Progress progress(!quiet);
    for (Input& input : inputs) {
        if (!names.insert(input.name).second) {
            input.name = input.path;
            names.insert(input.name);
        }
        std::FILE* file =
            input.problem.empty() ? (input.path == "-" ? stdin : std::fopen(input.path.c_str(), "rb")) : nullptr;
        if (file == nullptr) {
            if (input.problem.empty()) input.problem = std::strerror(errno);
            std::fprintf(stderr, "preflight: %s: %s\n", input.path.c_str(), input.problem.c_str());
            session.add_unreadable(input.name, input.problem, path_in_reports(input.path));
            continue;
        }
        FileReader reader(file, input.path);
        session.add(input.name, reader, progress.for_input(input.name), path_in_reports(input.path));
        if (!reader.error().empty())
            std::fprintf(stderr, "preflight: %s: %s\n", input.path.c_str(), reader.error().c_str());
        if (file != stdin) std::fclose(file);
    }
}

bool read_file(const std::string& path, std::string& text) {
    std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
    if (file != nullptr) {
        char piece[65536];
        for (std::size_t count = 0; (count = std::fread(piece, 1, sizeof piece, file)) > 0;) text.append(piece, count);
    }
    const bool ok = file != nullptr && std::ferror(file) == 0;
    if (!ok) std::fprintf(stderr, "preflight: %s: %s\n", path.c_str(), std::strerror(errno));
    if (file != nullptr && file != stdin) std::fclose(file);
    return ok;
}

bool write(const std::string& path, const std::function<void(const Sink&)>& produce) {
    std::FILE* file = path.empty() ? stdout : std::fopen(path.c_str(), "wb");
    bool ok = file != nullptr;
    if (ok)
        produce([&](std::string_view piece) {
            ok = ok && std::fwrite(piece.data(), 1, piece.size(), file) == piece.size();
        });
    if (file != nullptr && (path.empty() ? std::fflush(file) : std::fclose(file)) != 0) ok = false;
    if (!ok)
        std::fprintf(stderr, "preflight: cannot write %s: %s\n", path.empty() ? "the output" : path.c_str(),
                     std::strerror(errno));
    return ok;
}

bool write(const std::string& path, std::string_view text) {
    return write(path, [&](const Sink& sink) { sink(text); });
}

}  // namespace preflight::cli
