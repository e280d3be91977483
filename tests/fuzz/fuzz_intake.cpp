// The whole way: inputs, separated by a line "%%%%", through the one door. Every answer is JSON; the same bytes in
// other pieces give the same answers; nothing throws.
#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/preflight.h"
#include "tests/fuzz/fuzz.h"

namespace {

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

struct Answers {
    std::string check, simulate, identify, people, person, text;
    bool operator==(const Answers&) const = default;
};

Answers judge(std::string_view all, std::size_t piece) {
    constexpr std::string_view kBetween = "\n%%%%\n";
    preflight::Options options;
    options.clock = "2026-11-23T12:00:00Z";
    preflight::Session session(options);
    for (int number = 0; number < 6; number++) {
        const std::size_t end = number == 5 ? std::string_view::npos : all.find(kBetween);
        Memory reader(all.substr(0, end), piece);
        session.add("input " + std::to_string(number), reader);
        if (end == std::string_view::npos) break;
        all.remove_prefix(end + kBetween.size());
    }
        Answers answers;
    answers.check = session.check("json");
    answers.simulate = session.simulate("json");
    answers.identify = session.identify("json");
    answers.people = session.people("", 0, 1000);
    answers.text = session.check("text") + session.simulate("text");
    const nlohmann::json people = nlohmann::json::parse(answers.people, nullptr, false);
    if (people.is_object() && people.contains("rows") && !people["rows"].empty()) answers.person = session.person(0);
    return answers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const Answers whole = judge(text, 1U << 20U);
    for (const std::string* json : {&whole.check, &whole.simulate, &whole.identify, &whole.people})
        fuzz::require(nlohmann::json::accept(*json), "an answer is JSON");
    fuzz::require(whole.person.empty() || nlohmann::json::accept(whole.person), "a person's story is JSON");
    fuzz::require(whole.text.find('\x1b') == std::string::npos, "no control sequence reaches a terminal");
    fuzz::require(judge(text, 3) == whole, "pieces do not matter");
    return 0;
}
