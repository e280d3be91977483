#include "core/text/order.h"

#include <algorithm>
#include <numeric>

namespace preflight::text {

std::vector<std::uint32_t> order_of(std::size_t count, ComesBefore before, const void* what) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return before(what, a, b); });
    return order;
}

}  // namespace preflight::text
