#include "core/intake/artefact.h"

#include <algorithm>
#include <array>

#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

constexpr auto kArtefacts = std::to_array<const Artefact*>({
#define ARTEFACT(name) &artefacts_rows::name,
#include "core/intake/artefacts.def"
#undef ARTEFACT
});

}  // namespace

Keys::Keys(const formats::json::Node& object) : object_(object) {
    for (formats::json::Node member = object.first(); member.exists(); member = member.next()) {
        const unsigned slot = slot_of(member.key());
        seen_ |= std::uint64_t{1} << slot;
        last_[slot] = member;
    }
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

const Artefact& artefact(std::string_view kind) {
    return **std::find_if(kArtefacts.begin(), kArtefacts.end(), [&](const Artefact* one) { return one->kind == kind; });
}

std::string how_to_get(const Artefact& artefact, std::string_view app_id) {
    std::string result(artefact.how);
    text::replace_all(result, "{app}", app_id);
    return result;
}

}  // namespace preflight::intake
