#include "core/examples/changed_files.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "core/examples/sound_files.h"

namespace preflight::examples {

namespace {

using Json = nlohmann::ordered_json;
using rules::Change;

bool is_json(std::string_view file) {
    constexpr std::string_view kEnd = ".json";
    return file.size() > kEnd.size() && file.substr(file.size() - kEnd.size()) == kEnd;
}

bool changes_member(const Change& change) {
    return !change.at.empty() && is_json(change.file);
}

// The member at a JSON pointer, or an element behind the last one; nothing when the text or the place is none.
std::optional<std::string> with_member(std::string_view text, const Change& change) {
    Json document = Json::parse(text, nullptr, false);
    const Json value = Json::parse(change.value, nullptr, false);
    if (document.is_discarded() || (value.is_discarded() && !change.value.empty())) return std::nullopt;
    const Json::json_pointer place{std::string(change.at)};
    const Json::json_pointer parent = place.parent_pointer();
    if (!document.contains(parent)) return std::nullopt;
    if (change.value.empty()) {
        if (!document.contains(place)) return std::nullopt;
        document.at(parent).erase(place.back());
    } else {
        document[place] = value;
    }
    return document.dump(1);
}

std::optional<std::string> with_text(std::string text, const Change& change) {
    auto at = text.find(change.at);
    if (at == std::string::npos) return std::nullopt;
    for (; at != std::string::npos; at = text.find(change.at, at + change.value.size()))
        text.replace(at, change.at.size(), change.value);
    return text;
}

std::string whole_file(const Change& change) {
    if (change.value.empty()) return std::string(change.file) + " is not given";
    constexpr std::size_t kShown = 300;
    std::string text(change.value.substr(0, kShown));
    if (change.value.size() > kShown) text += "...";
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return std::string(change.file) + ":\n" + text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> changed_files(std::span<const Change> changes) {
    std::vector<std::pair<std::string, std::string>> files;
    for (const File& file : kSoundFiles) files.emplace_back(file.name, file.text);
    for (const Change& change : changes) {
        if (change.file.empty()) continue;
        const auto file =
            std::find_if(files.begin(), files.end(), [&](const auto& f) { return f.first == change.file; });
        if (change.at.empty()) {
            if (file != files.end() && change.value.empty()) files.erase(file);
            else if (file != files.end()) file->second = change.value;
            else files.emplace_back(change.file, change.value);
            continue;
        }
        if (file == files.end()) return {};
        auto text = changes_member(change) ? with_member(file->second, change) : with_text(file->second, change);
        if (!text) return {};
        file->second = std::move(*text);
    }
    return files;
}

std::vector<std::string> in_words(std::span<const Change> changes) {
    std::vector<std::string> result;
    for (const Change& change : changes) {
        if (change.file.empty()) continue;
        const std::string where = std::string(change.file) + " " + std::string(change.at);
        if (change.at.empty()) result.push_back(whole_file(change));
        else if (!changes_member(change)) result.push_back(where + " becomes " + std::string(change.value));
        else if (change.value.empty()) result.push_back(where + " is absent");
        else result.push_back(where + ": " + std::string(change.value));
    }
    return result;
}

std::vector<std::string> sound_in_words(std::span<const Change> changes) {
    std::vector<std::string> result;
    for (const Change& change : changes) {
        if (change.file.empty()) continue;
        const std::string where = std::string(change.file) + " " + std::string(change.at);
        const auto* file =
            std::find_if(kSoundFiles.begin(), kSoundFiles.end(), [&](const File& f) { return f.name == change.file; });
        if (change.at.empty() || file == kSoundFiles.end()) continue;
        if (!changes_member(change)) {
            result.push_back(where);
            continue;
        }
        const Json document = Json::parse(file->text, nullptr, false);
        const Json::json_pointer place{std::string(change.at)};
        const bool there = place.back() != "-" && document.contains(place);
        result.push_back(there ? where + ": " + document.at(place).dump() : where + " is absent");
    }
    return result;
}

}  // namespace preflight::examples
