#include "core/intake/ambiguities.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

#include "core/text/order.h"
#include "core/text/shorten.h"
#include "core/text/unicode.h"

namespace preflight::intake {

namespace {

using formats::json::Node;
using formats::json::Type;

constexpr std::size_t kRemembered = 4096;  // shapes of rows; more of them are looked through each time

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    return (hash ^ value) * 0x9E3779B97F4A7C15U + (hash >> 29U);
}

}  // namespace

std::string_view type_in_words(Type type) {
    switch (type) {
        case Type::object:
            return "an object";
        case Type::array:
            return "a list";
        case Type::string:
            return "a text";
        case Type::boolean:
            return "true or false";
        case Type::null:
            return "null";
        default:
            return "a number";
    }
}

Ambiguities::Found Ambiguities::find(const Node& artefact, bool mixed_lists, std::string_view inner) {
    if (!inner.empty()) return search(artefact, mixed_lists, inner);
    if (plain_mixed_ == mixed_lists && artefact.same_shape(plain_row_.root())) return {};
    Found found = search(artefact, mixed_lists, inner);
    if (!found.at.exists()) {
        plain_row_.assign(artefact);
        plain_mixed_ = mixed_lists;
    }
    return found;
}

Ambiguities::Found Ambiguities::search(const Node& artefact, bool mixed_lists, std::string_view inner) {
    keys_.clear();
    pending_.assign(1, {artefact, 0});
    std::uint64_t shape = 0;
    std::uint32_t objects = 0;
    Found found;
    while (!pending_.empty()) {
        const auto [container, number] = pending_.back();
        pending_.pop_back();
        const bool list = container.is(Type::array);
        shape = mixed(shape, list ? 1 : 2);
        const Node first = container.first();
        for (Node child = first; child.exists(); child = child.next()) {
            const bool apart = number == 0 && !list && !inner.empty() && child.key() == inner;
            if (!apart && (child.is(Type::object) || child.is(Type::array))) pending_.push_back({child, ++objects});
            if (!list) {
                keys_.push_back({number, child.key(), child});
                shape = mixed(shape, std::hash<std::string_view>{}(child.key()));
            } else if (!mixed_lists && !found.at.exists() &&
                       type_in_words(child.type()) != type_in_words(first.type())) {
                found.at = child;
                found.what = "a list holds " + std::string(type_in_words(child.type())) + " beside " +
                             std::string(type_in_words(first.type()));
            }
        }
    }
    if (found.at.exists()) return found;
    if (plain_.count(shape) != 0) return found;
    const auto order = [](const Key& a, const Key& b) {
        return std::tie(a.object, a.name) < std::tie(b.object, b.name);
    };
    text::sort(keys_, order);
    const auto twice = std::adjacent_find(keys_.begin(), keys_.end(), [](const Key& a, const Key& b) {
        return a.object == b.object && a.name == b.name;
    });
    if (twice != keys_.end()) {
        found.at = std::next(twice)->value;
        found.what = "the key \"" + text::shorten(text::repair(twice->name.substr(0, 64)), 60) +
                     "\" appears twice in one object";
    } else if (plain_.size() < kRemembered) {
        plain_.insert(shape);
    }
    return found;
}

}  // namespace preflight::intake
