// Answers of an API inside a HAR and inside the collector's bundle: what a file is by itself, it is there too; places
// lie in the file that was given.
#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "core/preflight.h"
#include "tests/fuzz/fuzz.h"

namespace {

using Json = nlohmann::json;

class Memory final : public preflight::intake::ByteReader {
public:
    explicit Memory(std::string_view text) : text_(text) {}
    std::size_t read(char* buffer, std::size_t capacity) override {
        const std::size_t count = std::min(capacity, text_.size());
        if (count > 0) std::memcpy(buffer, text_.data(), count);
        text_.remove_prefix(count);
        return count;
    }

private:
    std::string_view text_;
};

Json check(const std::string& name, std::string_view text) {
    preflight::Options options;
    options.clock = "2026-11-23T12:00:00Z";
    preflight::Session session(options);
    Memory reader(text);
    session.add(name, reader);
    Json report = Json::parse(session.check("json"), nullptr, false);
    fuzz::require(!report.is_discarded(), "an answer is JSON");
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    for (const Json& finding : report["findings"]) {
        for (const Json& place : finding["locations"]) {
            if (place.contains("line"))
                fuzz::require(place["line"].get<std::size_t>() <= lines, "a place lies in the file");
        }
    }
    return report;
}

std::set<std::string> kinds(const Json& report) {
    std::set<std::string> result;
    for (const Json& kind : report["inputs"][0]["kinds"]) result.insert(kind.get<std::string>());
    for (const char* around : {"har", "preflight-bundle", "unknown"}) result.erase(around);
    return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    // One value of JSON; its address says nothing about it.
    const Json body = Json::parse(text, nullptr, false);
    if (body.is_discarded() || !body.is_structured()) return 0;
    const std::string url = "https://acme.okta.com/api/v1/any";
    const Json plain = check("answer.json", text);
    // Texts inside texts are not looked for.
    const auto alone = kinds(plain);
    for (const char* nested : {"terraform-json", "terraform-state"}) {
        if (alone.count(nested) != 0) return 0;
    }
    if (plain["inputs"][0]["kinds"].dump().find("har") != std::string::npos ||
        plain["inputs"][0]["kinds"].dump().find("preflight-bundle") != std::string::npos)
        return 0;
    const Json entry{{"request", {{"method", "GET"}, {"url", url}}},
                     {"response", {{"status", 200}, {"content", {{"text", std::string(text)}}}}}};
    const Json har{{"log", {{"version", "1.2"}, {"entries", Json::array({entry})}}}};
    const Json bundle{{"preflightBundle", 1}, {"responses", {{{"url", url}, {"status", 200}, {"body", body}}}}};
    using Handler = Json::error_handler_t;
    fuzz::require(kinds(check("session.har", har.dump(1, ' ', false, Handler::replace))) == alone,
                  "a body in a HAR is what it is by itself");
    fuzz::require(kinds(check("bundle.json", bundle.dump(1, ' ', false, Handler::replace))) == alone,
                  "a body in a bundle is what it is by itself");
    return 0;
}
