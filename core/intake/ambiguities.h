// What a JSON artefact says in two ways, or says where no reader looks: a key that appears twice in one object, and a
// list whose elements are of different types. Readers take the last of two equal keys and leave out elements of the
// wrong type, so each input says once that it holds such places (PF1015).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/formats/json/document.h"

namespace preflight::intake {

// "a text", "null". Integers and decimals are both "a number".
[[nodiscard]] std::string_view type_in_words(formats::json::Type type);

class Ambiguities {
public:
    struct Found {
        formats::json::Node at;  // the later of two equal keys, or the first element of another type
        std::string what;        // a clause: `the key "a" appears twice in one object`; at most 160 bytes
    };
    // Looks through an artefact, in time linear in its values but for a sort of the keys. Returns what was found first
    // in it; `at` is null when there is nothing. `mixed_lists`: lists may hold values of several types. The value of
    // `inner` is left out: what is read in it is looked through for itself.
    [[nodiscard]] Found find(const formats::json::Node& artefact, bool mixed_lists, std::string_view inner = {});

private:
    struct Key {
        std::uint32_t object;  // number of the object in the artefact
        std::string_view name;
        formats::json::Node value;
    };
    Found search(const formats::json::Node& artefact, bool mixed_lists, std::string_view inner);

    // The last artefact in which nothing was found: that of the next row has mostly the same shape.
    formats::json::Document plain_row_;
    bool plain_mixed_ = false;
    // Hashes of sequences of keys and types in which nothing was found: the rows of a list mostly have the same.
    std::unordered_set<std::uint64_t> plain_;
    std::vector<Key> keys_;
    std::vector<std::pair<formats::json::Node, std::uint32_t>> pending_;
};

}  // namespace preflight::intake
