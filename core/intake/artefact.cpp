#include "core/intake/artefact.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/saml/url.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

constexpr auto kArtefacts = std::to_array<const Artefact*>({
#define ARTEFACT(name) &artefacts_rows::name,
#include "core/intake/artefacts.def"
#undef ARTEFACT
});

// How many segments of a path a pattern leaves open; nothing when the path does not fit.
std::optional<std::size_t> free_segments(std::string_view pattern, std::string_view path) {
    constexpr std::string_view kAny = "{}";
    std::size_t free = 0;
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = pattern.substr(0, pattern.find('/', 1));
        const std::string_view given = path.substr(0, path.find('/', 1));
        pattern.remove_prefix(wanted.size());
        path.remove_prefix(given.size());
        if (wanted.substr(1) == kAny && given.size() > 1) ++free;
        else if (wanted != given) return std::nullopt;
    }
    return pattern.empty() && path.empty() ? std::optional(free) : std::nullopt;
}

}  // namespace

Keys::Keys(const formats::json::Node& object) : object_(object) {
    for (formats::json::Node member = object.first(); member.exists(); member = member.next()) {
        const unsigned slot = Key(member.key()).slot_;
        seen_ |= std::uint64_t{1} << slot;
        last_[slot] = member;
    }
}

formats::json::Node Keys::member(const Key& key) const {
    const formats::json::Node& last = last_[key.slot_];
    return last.key() == key.text_ ? last : object_[key.text_];
}

std::span<const Artefact* const> artefacts() {
    return kArtefacts;
}

const Artefact* recognise(const formats::json::Node& object) {
    if (!object.is(formats::json::Type::object)) return nullptr;
    const Keys keys(object);
    for (const Artefact* const one : kArtefacts) {
        if (one->recognises != nullptr && one->recognises(keys)) return one;
    }
    return nullptr;
}

const Artefact* recognise(const std::vector<std::string>& header) {
    for (const Artefact* const one : kArtefacts) {
        if (one->recognises_header != nullptr && one->recognises_header(header)) return one;
    }
    return nullptr;
}

std::string nearest_artefact(const formats::json::Node& object) {
    constexpr std::size_t kFewest = 2;  // keys in common
    constexpr std::size_t kNamed = 3;
    const Keys keys(object);
    // The members of a mapping alone.
    bool properties = object.size() > 0;
    for (formats::json::Node member = object.first(); member.exists() && properties; member = member.next())
        properties = member["expression"].exists();
    if (properties) return "like the properties of an okta-profile-mapping, but without what is around them";
    const Artefact* nearest = nullptr;
    std::size_t most = kFewest - 1;
    const auto each_key = [](const Artefact& artefact, const auto& visit) {
        for (std::string_view rest = artefact.keys; !rest.empty();) {
            const std::string_view key = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), key.size() + 1));
            visit(key);
        }
    };
    for (const Artefact* const one : kArtefacts) {
        std::size_t common = 0;
        each_key(*one, [&](std::string_view key) { common += keys.has(Keys::Key(key)) ? 1U : 0U; });
        if (common <= most) continue;
        nearest = one;
        most = common;
    }
    if (nearest == nullptr) return {};
    std::string lacks;
    std::size_t named = 0;
    each_key(*nearest, [&](std::string_view key) {
        if (keys.has(Keys::Key(key)) || named++ >= kNamed) return;
        lacks.append(lacks.empty() ? "" : ", ").append(key);
    });
    std::string words = "like " + std::string(nearest->kind.empty() ? "terraform-json" : nearest->kind);
    if (!lacks.empty()) words += ", but without " + lacks;
    return words;
}

const Artefact& artefact(std::string_view kind) {
    return **std::find_if(kArtefacts.begin(), kArtefacts.end(), [&](const Artefact* one) { return one->kind == kind; });
}

const Artefact* artefact_at(std::string_view address) {
    const saml::Url url = saml::split_url(address);
    const Artefact* nearest = nullptr;
    std::size_t fewest = static_cast<std::size_t>(-1);  // segments that may be anything
    for (const Artefact* const one : kArtefacts) {
        for (std::string_view rest = one->answers; !rest.empty();) {
            const std::string_view pattern = rest.substr(0, rest.find(' '));
            rest.remove_prefix(std::min(rest.size(), pattern.size() + 1));
            const std::size_t query = std::min(pattern.find('?'), pattern.size());
            const auto free = free_segments(pattern.substr(0, query), url.path);
            const bool asked =
                query == pattern.size() || url.query.find(pattern.substr(query + 1)) != std::string_view::npos;
            if (!free || !asked || *free >= fewest) continue;
            nearest = one;
            fewest = *free;
        }
    }
    return nearest;
}

std::string how_to_get(const Artefact& artefact, std::string_view app_id) {
    std::string result(artefact.how);
    text::replace_all(result, "{app}", app_id);
    return result;
}

}  // namespace preflight::intake
