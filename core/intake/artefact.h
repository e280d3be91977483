// The kinds of artefacts: recognised by content, never by file name (spec 2; facts okta-exports "Fingerprints", egnyte
// 8). Each has a file in artefacts/ and a line in artefacts.def.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/formats/csv.h"
#include "core/formats/json/document.h"
#include "core/intake/reading.h"

namespace preflight::intake {

// The keys of a JSON object, for many questions about one object: most of them are answered without looking at the
// keys.
class Keys {
public:
    // A key that is asked for. Of a literal the compiler computes the slot, whatever it optimises for: every object of
    // every list is asked some fifty times.
    class Key {
    public:
        template <std::size_t size>
        consteval Key(const char (&literal)[size]) : text_(literal, size - 1), slot_(slot_of(text_)) {}
        explicit constexpr Key(std::string_view text) : text_(text), slot_(slot_of(text)) {}

    private:
        friend class Keys;
        [[nodiscard]] static constexpr unsigned slot_of(std::string_view key) {
            if (key.empty()) return 0;
            return (static_cast<unsigned>(key.size()) * 7U + static_cast<unsigned char>(key.front()) * 3U +
                    static_cast<unsigned char>(key.back())) %
                   kSlots;
        }
        std::string_view text_;
        unsigned slot_;
    };

    explicit Keys(const formats::json::Node& object);
    [[nodiscard]] const formats::json::Node& object() const { return object_; }
    [[nodiscard]] bool has(const Key& key) const { return (seen_ >> key.slot_ & 1U) != 0 && member(key).exists(); }
    // The member of that name; missing otherwise.
    [[nodiscard]] formats::json::Node operator[](const Key& key) const {
        return (seen_ >> key.slot_ & 1U) == 0 ? formats::json::Node() : member(key);
    }
    [[nodiscard]] bool is_object(const Key& key) const { return (*this)[key].is(formats::json::Type::object); }
    // The member is a text that begins so.
    [[nodiscard]] bool starts(const Key& key, std::string_view prefix) const {
        return (*this)[key].as_string().substr(0, prefix.size()) == prefix;
    }

private:
    // Of a slot that was seen.
    [[nodiscard]] formats::json::Node member(const Key& key) const;

    static constexpr unsigned kSlots = 64;
    formats::json::Node object_;
    std::array<formats::json::Node, kSlots> last_;  // the last member of each slot
    std::uint64_t seen_ = 0;
};

struct Artefact {
    // Kind word of spec 2, which read() of an object gives to the input; empty: read() says it itself.
    std::string_view kind = {};
    // Set when there is such an artefact, though it may be without a row.
    bool Given::*given = nullptr;
    // Of a JSON object: by its keys, and not below a few well-known ones (wrappers.h asks for outlines of objects).
    // Null: not JSON.
    bool (*recognises)(const Keys& keys) = nullptr;
    // Of the object that holds the artefacts of this kind: the file is one although it may have none.
    bool (*wraps)(const formats::json::Node& outline) = nullptr;
    // Keys that most such objects have, separated by blanks: for objects that nearly are one.
    std::string_view keys = {};
    void (*read)(const formats::json::Node& object, Reading& reading) = nullptr;
    // Keys whose values read() never looks at, where a list may be long; recognises() of no artefact asks for them
    // either.
    std::span<const std::string_view> unread = {};
    // The key of the member that is read as a text of its own (Reading::read_inner).
    std::string_view inner = {};
    // Its lists may hold values of several types.
    bool mixed_lists = false;
    // What such an object is where the address or the name of its text says more: another artefact, or null.
    const Artefact* (*instead)(Reading& reading) = nullptr;
    // The same for CSV: by the header, and one record.
    bool (*recognises_header)(const std::vector<std::string>& header) = nullptr;
    void (*read_record)(const std::vector<std::string>& header, const formats::CsvRecord& record,
                        Reading& reading) = nullptr;
    // Rows of one page of the API, as far as it has pages (facts okta-exports 0.4): a list of that length may go on.
    std::array<std::size_t, 3> pages = {};
    // Of what is known and not read: what it is, after "it looks like ".
    std::string_view unused = {};
    // What the checks know only with it.
    std::string_view unlocks = {};
    // How to get it; {app} means the application's id.
    std::string_view how = {};
    // Of what Okta's API answers: the path, with {app}, {group} (an id), {since} and {until} (RFC 3339, UTC). Then what
    // is asked for each id in the answer that begins with `ids`, with {id}. The collector follows them
    // (report/collector).
    std::string_view path = {}, ids = {}, each = {};
    // Paths of Okta's or Egnyte's API that answer with it, separated by blanks: {} is any one segment, and a query
    // must be in the address.
    std::string_view answers = {};
    // The OAuth scope that those paths need (facts okta-exports 0).
    std::string_view scope = {};
};

// In the order in which they are tried.
[[nodiscard]] std::span<const Artefact* const> artefacts();
// The artefact that an object is, or a CSV with this header; or null.
[[nodiscard]] const Artefact* recognise(const formats::json::Node& object);
[[nodiscard]] const Artefact* recognise(const std::vector<std::string>& header);
// What an object that is none looks most like, and which of its keys it lacks: "like a preflight-scenario, but without
// preflightScenario"; empty when it is like none.
[[nodiscard]] std::string nearest_artefact(const formats::json::Node& object);
// By kind word; there must be one.
[[nodiscard]] const Artefact& artefact(std::string_view kind);
// What an API answers with at an address; null when it is nothing that is read.
[[nodiscard]] const Artefact* artefact_at(std::string_view address);
// `how` with the application's id.
[[nodiscard]] std::string how_to_get(const Artefact& artefact, std::string_view app_id);

namespace artefacts_rows {
#define ARTEFACT(name) extern const Artefact name;
#include "core/intake/artefacts.def"
#undef ARTEFACT
}  // namespace artefacts_rows

}  // namespace preflight::intake
