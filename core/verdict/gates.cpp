#include "core/verdict/gates.h"

#include <charconv>
#include <system_error>

#include "core/text/numbers.h"

namespace preflight::verdict {

std::optional<Limit> read_limit(std::string_view text, bool percent_allowed) {
    Limit limit;
    limit.percent = percent_allowed && !text.empty() && text.back() == '%';
    if (limit.percent) text.remove_suffix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit.number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    // More would not fit into a product with a number of people.
    const std::size_t most = limit.percent ? 100 : 1'000'000'000;
    return whole && limit.number <= most ? std::optional(limit) : std::nullopt;
}

std::vector<Gate> check_gates(const PeopleDiff& diff, const Limits& limits) {
    std::vector<Gate> gates;
    const auto add = [&](std::string_view name, const std::optional<Limit>& limit, std::size_t value, std::size_t of) {
        if (!limit) return;
        const bool exceeded =
            limit->percent ? std::uint64_t{value} * 100 > std::uint64_t{limit->number} * of : value > limit->number;
        gates.push_back({name, *limit, value, of, exceeded});
    };
    add("max-refused", limits.refused, diff.of(PersonChange::refused).people, diff.total());
    add("max-changed", limits.changed, diff.changed, diff.total());
    add("max-seats", limits.seats, diff.more_seats(), 0);
    return gates;
}

std::string in_words(const Gate& gate) {
    std::string text;
    if (gate.of == 0 && gate.name == "max-seats") {
        text = text::counted(gate.value, "more seat") + (gate.value == 1 ? " is needed" : " are needed");
    } else {
        text = text::grouped(gate.value) + " of " + text::counted(gate.of, "person", "people") +
               (gate.value == 1 ? " is " : " are ") + (gate.name == "max-refused" ? "newly rejected" : "affected");
    }
    return text + "; the limit is " + text::grouped(gate.limit.number) + (gate.limit.percent ? "%" : "") + " (--" +
           std::string(gate.name) + ").";
}

}  // namespace preflight::verdict
