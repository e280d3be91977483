// ZIP archives: no directory and no entry makes the reader read outside of it, give more bytes than it states, or give
// others the second time; inputs of an archive have names that stay in it.
#include <algorithm>
#include <memory>
#include <string>

#include "core/intake/archive.h"
#include "core/text/unicode.h"
#include "tests/fuzz/fuzz.h"

using namespace preflight;

namespace {

std::string unpacked(intake::EntryReader& reader, std::size_t piece) {
    constexpr std::size_t kMost = 4U << 20U;
    std::string out, buffer(piece, '\0');
    while (out.size() < kMost) {
        const std::size_t count = reader.read(buffer.data(), buffer.size());
        if (count == 0) break;
        out.append(buffer, 0, count);
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto bytes = std::make_shared<text::MemoryBytes>(text);
    intake::Limits limits;
    limits.archive_bytes = 1U << 20U;
    auto members = intake::open_archive("a.zip", "a.zip", bytes, size, limits);
    auto again = intake::open_archive("a.zip", "a.zip", bytes, size, limits);
    fuzz::require(!members.empty() && members.size() == again.size(), "an archive says something");
    for (std::size_t i = 0; i < members.size(); ++i) {
        intake::ArchiveMember& member = members[i];
        fuzz::require(!text::find_invalid(member.name), "names are UTF-8");
        fuzz::require(std::none_of(member.name.begin(), member.name.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20; }),
                      "names have no control characters");
        fuzz::require((member.reader == nullptr) == !member.why.detail.empty(), "what is not read has a reason");
        if (member.reader == nullptr) continue;
        fuzz::require(intake::lies_in_archive(member.name, "a.zip") &&
                          ("/" + member.name.substr(6) + "/").find("/../") == std::string::npos,
                      "names stay in the archive");
        const std::string whole = unpacked(*member.reader, 4096), pieces = unpacked(*again[i].reader, 7);
        fuzz::require(whole.size() <= limits.archive_bytes, "no more than the limit");
        fuzz::require(member.reader->damage() == again[i].reader->damage(), "pieces do not matter to damage");
        if (!member.reader->damage().empty()) continue;
        fuzz::require(whole == pieces, "pieces do not matter");
        const auto places = member.reader->bytes();
        std::string part(16, '\0');
        part.resize(places->read_at(whole.size() / 2, part.data(), part.size()));
        fuzz::require(part == whole.substr(whole.size() / 2, 16), "any place is found again");
    }
    return 0;
}
