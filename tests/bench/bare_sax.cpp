// bare_sax FILE...: what any program pays that loads the JSON files and has nlohmann's SAX parser read them, without
// looking at anything. It is the yardstick for `check` and `simulate`. Prints the number of events.
#include <cstddef>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

namespace {

struct CountingSax : nlohmann::json_sax<nlohmann::json> {
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

bool load(const char* path, std::string& text) {
    std::FILE* const file = std::fopen(path, "rb");
    if (file == nullptr) return false;
    std::fseek(file, 0, SEEK_END);
    const long size = std::ftell(file);
    std::rewind(file);
    if (size > 0) text.resize(static_cast<std::size_t>(size));
    const bool whole = size >= 0 && std::fread(text.data(), 1, text.size(), file) == text.size();
    std::fclose(file);
    return whole;
}

}  // namespace

int main(int argc, char** argv) {
    CountingSax sax;
    for (int i = 1; i < argc; ++i) {
        std::string text;
        if (!load(argv[i], text) || !nlohmann::json::sax_parse(text, &sax)) {
            std::fprintf(stderr, "bare_sax: %s cannot be read or is not JSON\n", argv[i]);
            return 2;
        }
    }
    std::printf("%zu\n", sax.events);
    return 0;
}
