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
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace preflight::cli {

void complain(const std::string& message) {
    std::fprintf(stderr, "preflight: %s\n", for_terminal(message).c_str());
}

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
        return [this, name = for_terminal(name)](std::size_t bytes) {
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
    std::string skipped;     // set when it is not read on purpose
    bool in_folder = false;
};

bool lies_in(const fs::path& root, const fs::path& path) {
    const fs::path relative = path.lexically_relative(root);
    return !relative.empty() && *relative.begin() != "..";
}

// The files of a folder, hidden ones and notes for people (.md) left out. A folder may come from anywhere: what a
// symbolic link outside of it points to, and devices and pipes in it, are not read.
class Walk {
public:
    explicit Walk(const fs::path& root) : root_(root) {
        std::error_code error;
        real_root_ = fs::canonical(root, error);
    }

    // In the order of the bytes of their names, which start below the folder, so that findings keep their fingerprints
    // wherever the folder lies.
    std::vector<Input> run() {
        std::vector<fs::path> waiting{root_};
        while (!waiting.empty()) {
            const fs::path folder = waiting.back();
            waiting.pop_back();
            list(folder, waiting);
        }
        std::sort(inputs_.begin(), inputs_.end(), [](const Input& a, const Input& b) { return a.name < b.name; });
        return std::move(inputs_);
    }

private:
    [[nodiscard]] std::string name_of(const fs::path& path) const {
        return path.lexically_relative(root_).generic_string();
    }

    void list(const fs::path& folder, std::vector<fs::path>& waiting) {
        std::error_code error;
        fs::directory_iterator entry(folder, error);
        for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
            if (entry->path().filename().native().rfind('.', 0) == 0) continue;
            visit(entry->path(), waiting);
        }
        if (error) {
            const bool all = folder == root_;
            inputs_.push_back({all ? root_.string() : name_of(folder), folder.string(), error.message(), {}, true});
        }
    }

    void visit(const fs::path& path, std::vector<fs::path>& waiting) {
        std::error_code error;
        fs::file_status status = fs::symlink_status(path, error);
        if (fs::is_symlink(status)) {
            const fs::path target = fs::canonical(path, error);
            if (error) return skip(path, "it is a symbolic link to nothing");
            if (!lies_in(real_root_, target)) return skip(path, "it is a symbolic link that leaves the folder");
            status = fs::status(path, error);
            if (fs::is_directory(status)) return;  // which the walk reaches by its own name
        }
        if (fs::is_directory(status)) return waiting.push_back(path);
        if (!fs::is_regular_file(status)) return skip(path, "it is not a regular file");
        if (path.extension() != ".md") inputs_.push_back({name_of(path), path.string(), {}, {}, true});
    }

    void skip(const fs::path& path, std::string reason) {
        inputs_.push_back({name_of(path), path.string(), {}, std::move(reason), true});
    }

    fs::path root_, real_root_;
    std::vector<Input> inputs_;
};

void expand(const std::string& path, std::vector<Input>& inputs) {
    std::error_code error;
    if (path == "-") {
        inputs.push_back({"stdin", path, {}, {}});
        return;
    }
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        inputs.push_back({path, path, "no such file or folder", {}});
        return;
    }
    if (!fs::is_directory(status)) {
        inputs.push_back({path, path, {}, {}});
        return;
    }
    for (Input& input : Walk(fs::path(path)).run()) inputs.push_back(std::move(input));
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

namespace {

// A file of a folder is opened only as the regular file that the walk saw.
std::FILE* open_input(const Input& input) {
    if (input.path == "-") return stdin;
    if (!input.in_folder) return std::fopen(input.path.c_str(), "rb");
    const int file = open(input.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return nullptr;
    struct stat status {};
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        if (std::FILE* const opened = fdopen(file, "rb")) return opened;
    } else {
        errno = EINVAL;
    }
    const int reason = errno;
    close(file);
    errno = reason;
    return nullptr;
}

void read_input(Session& session, const Input& input, Progress& progress) {
    if (!input.skipped.empty()) {
        complain(input.path + ": skipped: " + input.skipped);
        session.add_skipped(input.name, input.skipped, path_in_reports(input.path));
        return;
    }
    std::FILE* const file = input.problem.empty() ? open_input(input) : nullptr;
    if (file == nullptr) {
        const std::string problem = input.problem.empty() ? std::strerror(errno) : input.problem;
        complain(input.path + ": " + problem);
        session.add_unreadable(input.name, problem, path_in_reports(input.path));
        return;
    }
    const auto close_file = [](std::FILE* opened) {
        if (opened != stdin) std::fclose(opened);
    };
    const std::unique_ptr<std::FILE, decltype(close_file)> closed(file, close_file);
    FileReader reader(file, input.path);
    session.add(input.name, reader, progress.for_input(input.name), path_in_reports(input.path));
    if (!reader.error().empty()) complain(input.path + ": " + reader.error());
}

}  // namespace

namespace {

// Each with a name of its own.
std::vector<Input> inputs_of(const std::vector<std::string>& paths) {
    std::vector<Input> inputs;
    for (const std::string& path : paths) expand(path, inputs);
    std::set<std::string> names;
    for (Input& input : inputs) {
        if (names.insert(input.name).second) continue;
        input.name = input.path;
        names.insert(input.name);
    }
    return inputs;
}

// Files that can be read twice, with the same bytes.
bool same_file(const Input& a, const Input& b) {
    for (const Input* input : {&a, &b}) {
        std::error_code error;
        if (input->path == "-" || !input->problem.empty() || !input->skipped.empty()) return false;
        if (!fs::is_regular_file(input->path, error)) return false;
    }
    std::error_code error;
    if (fs::equivalent(a.path, b.path, error)) return true;
    if (fs::file_size(a.path, error) != fs::file_size(b.path, error) || error) return false;
    std::ifstream one(a.path, std::ios::binary), other(b.path, std::ios::binary);
    std::vector<char> left(std::size_t{1} << 20U), right(left.size());
    while (one && other) {
        one.read(left.data(), static_cast<std::streamsize>(left.size()));
        other.read(right.data(), static_cast<std::streamsize>(right.size()));
        const auto count = static_cast<std::size_t>(one.gcount());
        if (one.gcount() != other.gcount() || std::memcmp(left.data(), right.data(), count) != 0) return false;
    }
    return one.eof() && other.eof();
}

}  // namespace

void read_inputs(Session& session, const std::vector<std::string>& paths, bool quiet) {
    Progress progress(!quiet);
    for (const Input& input : inputs_of(paths)) read_input(session, input, progress);
}

TwoSessions read_versions(const TwoVersions& versions, bool quiet) {
    const auto with_both = [&](const std::vector<std::string>& own) {
        std::vector<std::string> paths = versions.both;
        paths.insert(paths.end(), own.begin(), own.end());
        return inputs_of(paths);
    };
    const std::vector<Input> before = with_both(versions.before), after = with_both(versions.after);
    std::map<std::string, const Input*> by_name;
    for (const Input& input : after) by_name.emplace(input.name, &input);
    // What an option makes different cannot be shared.
    const bool alike =
        versions.options_before.limits.prior_state_of_plans == versions.options_after.limits.prior_state_of_plans;
    Progress progress(!quiet);
    Session both(versions.options_after);
    std::set<std::string> shared;
    // Those that are given for both begin either list.
    const std::size_t given_for_both = inputs_of(versions.both).size();
    for (std::size_t i = 0; i < before.size(); ++i) {
        const Input& input = before[i];
        const auto twin = by_name.find(input.name);
        if (twin == by_name.end()) continue;
        if (i >= given_for_both && !(alike && same_file(input, *twin->second))) continue;
        shared.insert(input.name);
        read_input(both, input, progress);
    }
    const auto rest = [&](const Options& options, const std::vector<Input>& inputs) {
        std::unique_ptr<Session> session = both.fork(options);
        for (const Input& input : inputs) {
            if (shared.count(input.name) == 0) read_input(*session, input, progress);
        }
        return session;
    };
    TwoSessions sessions;
    sessions.before = rest(versions.options_before, before);
    sessions.after = rest(versions.options_after, after);
    return sessions;
}

bool read_file(const std::string& path, std::string& text) {
    std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
    if (file != nullptr) {
        char piece[65536];
        for (std::size_t count = 0; (count = std::fread(piece, 1, sizeof piece, file)) > 0;) text.append(piece, count);
    }
    const bool ok = file != nullptr && std::ferror(file) == 0;
    if (!ok) complain(path + ": " + std::strerror(errno));
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
    if (!ok) complain("cannot write " + (path.empty() ? "the output" : path) + ": " + std::strerror(errno));
    return ok;
}

bool write(const std::string& path, std::string_view text) {
    return write(path, [&](const Sink& sink) { sink(text); });
}

bool write_new_files(const std::string& folder, const std::vector<FixFile>& files) {
    if (files.empty()) return true;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error || !fs::is_directory(folder, error)) {
        complain(folder + ": " + (error ? error.message() : "it is not a folder"));
        return false;
    }
    for (const FixFile& file : files) {
        const fs::path path = fs::path(folder) / file.name;
        if (fs::path(file.name).filename() != file.name || file.name == "." || file.name == "..") {
            complain(file.name + ": not a file name");
            return false;
        }
        if (fs::exists(fs::symlink_status(path, error))) {
            complain(path.string() + ": exists already; nothing was written. Choose another folder");
            return false;
        }
    }
    for (const FixFile& file : files) {
        const std::string path = (fs::path(folder) / file.name).string();
        const int handle = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        std::FILE* const opened = handle < 0 ? nullptr : fdopen(handle, "wb");
        bool ok = opened != nullptr &&
                  std::fwrite(file.content.data(), 1, file.content.size(), opened) == file.content.size();
        if (opened != nullptr && std::fclose(opened) != 0) ok = false;
        if (!ok) {
            complain("cannot write " + path + ": " + std::strerror(errno));
            return false;
        }
    }
    return true;
}

}  // namespace preflight::cli
