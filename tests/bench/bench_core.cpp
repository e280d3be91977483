// bench_core check|simulate|parse ROUNDS FILE...: prints the median of the rounds in milliseconds. The files are in
// memory before the clock starts. `parse` is what any program pays that loads the JSON files with nlohmann's DOM and
// looks at nothing: the measure for what the rehearsal costs.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/preflight.h"

namespace {

struct File {
    std::string name, bytes;
};

class Memory final : public preflight::intake::ByteReader {
public:
    explicit Memory(std::string_view bytes) : bytes_(bytes) {}
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t count = std::min(capacity, bytes_.size());
        if (count > 0) std::memcpy(buffer, bytes_.data(), count);
        bytes_.remove_prefix(count);
        return count;
    }

private:
    std::string_view bytes_;
};

// Something that depends on the work, so that none of it can be left out.
std::size_t once(const std::string& what, const std::vector<File>& files) {
    std::size_t sum = 0;
    if (what == "parse") {
        for (const File& file : files) {
            if (file.name.size() < 5 || file.name.compare(file.name.size() - 5, 5, ".json") != 0) continue;
            sum += nlohmann::json::parse(file.bytes).size();
        }
        return sum;
    }
    preflight::Options options;
    options.now = "2026-11-23T12:00:00Z";
    preflight::Session session(options);
    for (const File& file : files) {
        Memory reader(file.bytes);
        session.add(file.name, reader);
    }
    return (what == "check" ? session.check("json") : session.simulate("json"))
        .size();
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 1 ? argv[1] : "";
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 0;
    if ((what != "check" && what != "simulate" && what != "parse") || rounds < 1 || argc < 4) {
        std::fputs("usage: bench_core check|simulate|parse ROUNDS FILE...\n", stderr);
        return 2;
    }
    std::vector<File> files;
    for (int i = 3; i < argc; i++) {
        std::FILE* file = std::fopen(argv[i], "rb");
        if (file == nullptr) {
            std::fprintf(stderr, "cannot read %s\n", argv[i]);
            return 2;
        }
        const std::string path = argv[i];
        File read{path.substr(path.find_last_of('/') + 1), {}};
        char piece[65536];
        for (std::size_t count = 0; (count = std::fread(piece, 1, sizeof piece, file)) > 0;)
            read.bytes.append(piece, count);
        std::fclose(file);
        files.push_back(std::move(read));
    }
    std::vector<double> times;
    std::size_t sum = once(what, files);  // warm
    for (int round = 0; round < rounds; round++) {
        const auto start = std::chrono::steady_clock::now();
        sum += once(what, files);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(times.begin(), times.end());
    std::printf("%.4f\n", times[times.size() / 2]);
    return sum == 0 ? 3 : 0;
}
