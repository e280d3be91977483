// Values by canonical Egnyte attribute (spec 4), for one person: a sorted vector in place of a map, because a hundred
// thousand people have fifteen of them each. Keys are the static names of core/egnyte/account.h; other names hold
// nothing.
#pragma once

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "core/egnyte/account.h"

namespace preflight::simulation {

template <typename Value>
class ByAttribute {
public:
    using Entry = std::pair<std::string_view, Value>;
    using Iterator = typename std::vector<Entry>::const_iterator;

    [[nodiscard]] Iterator begin() const { return entries_.begin(); }  // in the order of the names
    [[nodiscard]] Iterator end() const { return entries_.end(); }
    [[nodiscard]] Iterator find(std::string_view name) const {
        const Iterator place = lower_bound(name);
        return place != entries_.end() && place->first == name ? place : entries_.end();
    }
    // Of an attribute that is known to be there.
    [[nodiscard]] const Value& at(std::string_view name) const { return find(name)->second; }
    [[nodiscard]] bool contains(std::string_view name) const { return find(name) != end(); }

    // References stay until the next insertion.
    Value& operator[](std::string_view name) {
        const Iterator place = lower_bound(name);
        if (place != entries_.end() && place->first == name)
            return entries_[static_cast<std::size_t>(place - entries_.begin())].second;
        return entries_.insert(place, Entry(interned(name), Value{}))->second;
    }
    void set(std::string_view name, Value value) { (*this)[name] = std::move(value); }
    void set_if_absent(std::string_view name, Value value) {
        if (!contains(name)) set(name, std::move(value));
    }

private:
    [[nodiscard]] Iterator lower_bound(std::string_view name) const {
        return std::lower_bound(entries_.begin(), entries_.end(), name,
                                [](const Entry& entry, std::string_view wanted) { return entry.first < wanted; });
    }
    static std::string_view interned(std::string_view name) {
        const auto found = std::find(egnyte::kCanonicalAttributes.begin(), egnyte::kCanonicalAttributes.end(), name);
        return found == egnyte::kCanonicalAttributes.end() ? std::string_view{} : *found;
    }

    std::vector<Entry> entries_;
};

}  // namespace preflight::simulation
