// bench_reading ROUNDS FILE...: reading people into tables against a bare nlohmann SAX parse of the same bytes, both
// from memory, both in one run. Prints the median of each in milliseconds, their ratio and the bytes of the tables per
// row. Reading includes what is done to every byte: SHA-256, decoding, places.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/json/events.h"
#include "core/intake/intake.h"

namespace {

using preflight::formats::json::Range;
using preflight::formats::json::Type;

struct BareSax : nlohmann::json_sax<nlohmann::json> {
    std::size_t events = 0;
    bool null() override { return count(); }
    bool boolean(bool) override { return count(); }
    bool number_integer(number_integer_t) override { return count(); }
    bool number_unsigned(number_unsigned_t) override { return count(); }
    bool number_float(number_float_t, const string_t&) override { return count(); }
    bool string(string_t&) override { return count(); }
    bool binary(binary_t&) override { return count(); }
    bool start_object(std::size_t) override { return count(); }
    bool key(string_t&) override { return count(); }
    bool end_object() override { return count(); }
    bool start_array(std::size_t) override { return count(); }
    bool end_array() override { return count(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override { return false; }
    bool count() {
        ++events;
        return true;
    }
};

struct Nothing final : preflight::formats::json::Handler {
    bool key(std::string_view, Range) override { return true; }
    bool scalar(Type, std::string_view, Range) override { return true; }
    bool open(Type, std::uint64_t) override { return true; }
    bool close(std::uint64_t) override { return true; }
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

double milliseconds(const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 2 ? std::atoi(argv[1]) : 0;
    if (rounds < 1) {
        std::fputs("usage: bench_reading ROUNDS FILE...\n", stderr);
        return 2;
    }
    std::vector<std::string> files;
    for (int i = 2; i < argc; ++i) {
        std::FILE* file = std::fopen(argv[i], "rb");
        if (file == nullptr) {
            std::fprintf(stderr, "cannot read %s\n", argv[i]);
            return 2;
        }
        char piece[65536];
        std::string& text = files.emplace_back();
        for (std::size_t count = 0; (count = std::fread(piece, 1, sizeof piece, file)) > 0;) text.append(piece, count);
        std::fclose(file);
    }
    std::vector<double> bare, events;
    std::array<std::vector<double>, 2> tables;
    std::size_t rows = 0, bytes = 0;
    for (int round = 0; round < rounds; ++round) {
        bare.push_back(milliseconds([&] {
            for (const std::string& text : files) {
                BareSax sax;
                nlohmann::json::sax_parse(text, &sax);
            }
        }));
        events.push_back(milliseconds([&] {
            for (const std::string& text : files) {
                std::string_view rest = text;
                preflight::formats::json::Window window(
                    {},
                    [&](std::string& out) {
                        out += rest.substr(0, 1U << 20U);
                        rest.remove_prefix(std::min<std::size_t>(rest.size(), 1U << 20U));
                        return !rest.empty();
                    },
                    1U << 24U);
                Nothing nothing;
                preflight::formats::json::Reader reader(window, nothing, {});
                while (!reader.at_end()) reader.next();
            }
        }));
        for (unsigned threads = 1; threads <= 2; ++threads) {
            const auto atoms = std::make_shared<preflight::population::Atoms>();
            std::vector<std::shared_ptr<const preflight::intake::ParsedInput>> inputs;
            tables[threads - 1].push_back(milliseconds([&] {
                for (const std::string& text : files) {
                    Memory reader(text);
                    inputs.push_back(preflight::intake::parse(inputs.size(), "x", reader, {}, atoms, {}, threads));
                }
            }));
            rows = 0;
            bytes = atoms->allocated_bytes();
            for (const auto& input : inputs) {
                rows = std::max({rows, input->users.size(), input->app_users.size(), input->egnyte_users.size()});
                bytes += input->users.allocated_bytes() + input->app_users.allocated_bytes() +
                         input->egnyte_users.allocated_bytes();
            }
        }
    }
    std::printf("%.1f %.1f %.1f %.1f %zu %.0f\n", median(bare), median(events), median(tables[0]), median(tables[1]),
                rows, static_cast<double>(bytes) / static_cast<double>(std::max<std::size_t>(rows, 1)));
    return 0;
}
