// Sorting for lists that are sorted once: the order is found over numbers, with one instantiation of std::stable_sort
// for elements of every type. Each further use then costs the module of the page a few bytes instead of some kilobytes.
// Stable, and never slower than n log n comparisons (the std::sort of libc++ 13 is quadratic for chosen inputs). What
// is sorted once for every person uses the standard library.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace preflight::text {

// The numbers from 0 to `count`, which is below 2^32, in the order of what they number.
using ComesBefore = bool (*)(const void* what, std::uint32_t a, std::uint32_t b);
[[nodiscard]] std::vector<std::uint32_t> order_of(std::size_t count, ComesBefore before, const void* what);

// The elements of a vector from `from` on.
template <typename List, typename Less>
void sort_from(List& list, std::size_t from, const Less& less) {
    struct What {
        const typename List::value_type* elements;
        const Less& less;
    };
    const What what{list.data() + from, less};
    const auto before = [](const void* of, std::uint32_t a, std::uint32_t b) -> bool {
        const What& all = *static_cast<const What*>(of);
        return all.less(all.elements[a], all.elements[b]);
    };
    const std::vector<std::uint32_t> order = order_of(list.size() - from, before, &what);
    List sorted;
    sorted.reserve(order.size());
    for (const std::uint32_t number : order) sorted.push_back(std::move(list[from + number]));
    for (std::size_t i = 0; i < sorted.size(); ++i) list[from + i] = std::move(sorted[i]);
}

template <typename List, typename Less>
void sort(List& list, const Less& less) {
    sort_from(list, 0, less);
}

template <typename List>
void sort(List& list) {
    sort_from(list, 0, std::less<>());
}

// And each element once.
template <typename List>
void sort_once(List& list) {
    sort(list);
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

}  // namespace preflight::text
