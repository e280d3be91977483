#include "core/text/nearest.h"

#include <algorithm>
#include <vector>

#include "core/text/unicode.h"
#include "core/text/work.h"

namespace preflight::text {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    count_work((a.size() + 1) * (b.size() + 1));
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                current[j] = std::min(current[j], before[j - 2] + 1);
            }
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

std::optional<std::string_view> nearest_name(std::string_view name, std::span<const std::string_view> candidates) {
    constexpr std::size_t kLongest = 200;
    if (name.empty() || name.size() > kLongest) return std::nullopt;
    const std::string wanted = ascii_lower(name);
    std::optional<std::string_view> best;
    std::size_t best_distance = 0;
    for (const std::string_view candidate : candidates) {
        if (candidate.size() > kLongest) continue;
        const std::size_t enough = std::max<std::size_t>(1, std::max(name.size(), candidate.size()) / 3);
        // No fewer edits than letters more or less.
        if (std::max(name.size(), candidate.size()) - std::min(name.size(), candidate.size()) > enough) continue;
        const std::size_t distance = edit_distance(wanted, ascii_lower(candidate));
        if (distance <= enough && (!best || distance < best_distance)) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace preflight::text
