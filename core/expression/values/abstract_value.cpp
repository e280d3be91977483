#include "core/expression/values/abstract_value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <tuple>

#include "core/expression/values/conversions.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::size_t plus(std::size_t a, std::size_t b) {
    return a == StringDomain::kNoEnd || b == StringDomain::kNoEnd ? StringDomain::kNoEnd : a + b;
}

}  // namespace

StringDomain domain_of(std::string_view utf8) {
    StringDomain facts;
    facts.min_length = facts.max_length = utf16_length(utf8);
    facts.possible.reset();
    std::array<int, 128> counts{};
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        facts.possible.set(byte < 0x80 ? byte : StringDomain::kOther);
        if (byte < 0x80) ++counts[byte];
    }
    for (std::size_t c = 0; c < counts.size(); ++c) {
        facts.required.set(c, counts[c] > 0);
        facts.at_most_once.set(c, counts[c] <= 1);
    }
    const auto wide = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    facts.prefix = std::string(utf8.begin(), std::find_if(utf8.begin(), utf8.end(), wide));
    const auto last = std::find_if(utf8.rbegin(), utf8.rend(), wide);
    facts.suffix = std::string(last.base(), utf8.end());
    return facts;
}

bool StringDomain::admits(std::string_view utf8) const {
    const StringDomain exact = domain_of(utf8);
    return exact.min_length >= min_length && (max_length == kNoEnd || exact.max_length <= max_length) &&
           (exact.possible & ~possible).none() && (required & ~exact.required).none() &&
           (at_most_once & ~exact.at_most_once).none() && utf8.substr(0, prefix.size()) == prefix &&
           utf8.size() >= suffix.size() && utf8.substr(utf8.size() - suffix.size()) == suffix;
}

bool StringDomain::blank_only() const {
    return max_length == 0 || (possible & ~Characters().set(' ')).none();
}

StringDomain join(const StringDomain& a, const StringDomain& b) {
    StringDomain facts;
    facts.min_length = std::min(a.min_length, b.min_length);
    facts.max_length = std::max(a.max_length, b.max_length);
    facts.possible = a.possible | b.possible;
    facts.required = a.required & b.required;
    facts.at_most_once = a.at_most_once & b.at_most_once;
    const auto head = std::mismatch(a.prefix.begin(), a.prefix.end(), b.prefix.begin(), b.prefix.end()).first;
    facts.prefix.assign(a.prefix.begin(), head);
    const auto tail = std::mismatch(a.suffix.rbegin(), a.suffix.rend(), b.suffix.rbegin(), b.suffix.rend()).first;
    facts.suffix.assign(tail.base(), a.suffix.end());
    return facts;
}

StringDomain concatenated(const StringDomain& a, const StringDomain& b) {
    StringDomain facts;
    facts.min_length = plus(a.min_length, b.min_length);
    facts.max_length = plus(a.max_length, b.max_length);
    facts.possible = a.possible | b.possible;
    facts.required = a.required | b.required;
    facts.at_most_once = a.at_most_once & b.at_most_once & ~(a.possible & b.possible);
    // The whole of a text is its prefix when it cannot be longer.
    facts.prefix = a.max_length == a.prefix.size() ? a.prefix + b.prefix : a.prefix;
    facts.suffix = b.max_length == b.suffix.size() ? a.suffix + b.suffix : b.suffix;
    return facts;
}

Sort sort_of(const Value& value) {
    switch (value.kind()) {
        case Kind::null:
            return Sort::null;
        case Kind::boolean:
            return Sort::boolean;
        case Kind::string:
            return Sort::text;
        case Kind::list:
            return Sort::list;
        case Kind::map:
            return Sort::object;
        case Kind::date_time:
        case Kind::country:
        case Kind::unknown:
            return Sort::special;
        default:
            return Sort::number;
    }
}

Case::Case() : low(-kInfinity), high(kInfinity) {}
Case::Case(Sort kind, text::Span where) : sort(kind), low(-kInfinity), high(kInfinity), span(where) {
    if (kind == Sort::null) constant = Value::null();
    if (kind == Sort::list) low = 0;
}
Case::Case(Value value, text::Span where) : sort(sort_of(value)), low(-kInfinity), high(kInfinity), span(where) {
    if (sort == Sort::text) text = domain_of(value.as_string());
    if (sort == Sort::number) low = high = value.as_double();
    if (sort == Sort::list) low = high = static_cast<double>(value.as_list().size());
    constant = std::move(value);
}

bool Case::admits(const Value& value) const {
    if (sort_of(value) != sort) return false;
    if (constant) {
        if (value.kind() == constant->kind() && equal(value, *constant)) return true;
        return value.is_floating() && constant->is_floating() && std::isnan(value.as_double()) &&
               std::isnan(constant->as_double());
    }
    switch (sort) {
        case Sort::text:
            return text.admits(value.as_string());
        case Sort::number:
            return std::isnan(value.as_double()) ? low == -kInfinity && high == kInfinity
                                                 : value.as_double() >= low && value.as_double() <= high;
        case Sort::list:
            return static_cast<double>(value.as_list().size()) >= low &&
                   static_cast<double>(value.as_list().size()) <= high;
        default:
            return true;
    }
}

bool may_be_equal(const Case& a, const Value& value) {
    if (a.constant) return equal(*a.constant, value);
    if (a.sort != sort_of(value)) return false;
    if (a.sort == Sort::text) return a.text.admits(value.as_string());
    if (a.sort == Sort::number) return value.as_double() >= a.low && value.as_double() <= a.high;
    return true;
}

bool may_be_equal(const Case& a, const Case& b) {
    if (a.constant) return may_be_equal(b, *a.constant);
    if (b.constant) return may_be_equal(a, *b.constant);
    if (a.sort != b.sort) return false;
    if (a.sort == Sort::number) return a.low <= b.high && b.low <= a.high;
    if (a.sort == Sort::text)
        return (a.text.required & ~b.text.possible).none() && (b.text.required & ~a.text.possible).none() &&
               (a.text.max_length == StringDomain::kNoEnd || a.text.max_length >= b.text.min_length) &&
               (b.text.max_length == StringDomain::kNoEnd || b.text.max_length >= a.text.min_length);
    return true;
}

AbstractValue AbstractValue::anything(text::Span span) {
    AbstractValue value;
    for (const Sort sort :
         {Sort::null, Sort::boolean, Sort::number, Sort::text, Sort::list, Sort::object, Sort::special})
        value.cases.emplace_back(sort, span).unconstrained = true;
    return value;
}

void AbstractValue::add(AbstractValue&& other) {
    cases.insert(cases.end(), std::make_move_iterator(other.cases.begin()), std::make_move_iterator(other.cases.end()));
}

bool AbstractValue::admits(const Value& value) const {
    return std::any_of(cases.begin(), cases.end(), [&](const Case& a) { return a.admits(value); });
}

bool AbstractValue::finite() const {
    return std::all_of(cases.begin(), cases.end(), [](const Case& a) { return a.constant.has_value(); });
}

bool AbstractValue::may_be(Sort sort) const {
    return std::any_of(cases.begin(), cases.end(), [&](const Case& a) { return a.sort == sort; });
}

bool AbstractValue::may_be_empty_text() const {
    return std::any_of(cases.begin(), cases.end(),
                       [](const Case& a) { return a.sort == Sort::text && a.admits(Value::string({})); });
}

Certainty AbstractValue::at_sign() const {
    bool some = false;
    bool none = false;
    for (const Case& a : cases) {
        if (a.sort == Sort::null || (a.sort == Sort::text && a.text.blank_only())) continue;
        if (a.sort == Sort::list || a.sort == Sort::object || a.sort == Sort::special) {
            some = none = true;
        } else if (a.sort != Sort::text) {
            none = true;
        } else {
            some = some || a.text.may_hold('@');
            none = none || !a.text.must_hold('@');
        }
    }
    return !some ? Certainty::never : none ? Certainty::maybe : Certainty::always;
}

namespace {

// Tells whether a case repeats one that came before. Few cases are compared with each other; an enum may have
// thousands, so the spelling of its values is looked up.
class Repeated {
public:
    explicit Repeated(std::size_t cases) : few_(cases <= 100) {}
    bool operator()(const Case& one, const std::vector<Case>& before) {
        if (!one.constant) return false;
        if (!few_) return !spelt_.insert({one.span.begin, one.span.end, one.constant->to_json()}).second;
        return std::any_of(before.begin(), before.end(), [&](const Case& other) {
            return other.constant && one.constant->kind() == other.constant->kind() &&
                   equal(*one.constant, *other.constant) && one.span == other.span;
        });
    }

private:
    bool few_;
    std::set<std::tuple<std::size_t, std::size_t, std::string>> spelt_;
};

}  // namespace

void widen(AbstractValue& value, std::size_t max_cases) {
    Repeated repeated(value.cases.size());
    std::vector<Case> kept;
    for (Case& one : value.cases) {
        if (!repeated(one, kept)) kept.push_back(std::move(one));
    }
    value.cases = std::move(kept);
    if (value.cases.size() <= max_cases) return;
    std::vector<Case> merged;
    for (Case& one : value.cases) {
        const auto same =
            std::find_if(merged.begin(), merged.end(), [&](const Case& other) { return other.sort == one.sort; });
        if (same == merged.end()) {
            merged.push_back(std::move(one));
            continue;
        }
        const bool equal_constants = same->constant && one.constant && same->constant->kind() == one.constant->kind() &&
                                     equal(*same->constant, *one.constant);
        if (!equal_constants) same->constant.reset();
        same->text = join(same->text, one.text);
        const bool any_low = std::isnan(one.low) || std::isnan(same->low);
        const bool any_high = std::isnan(one.high) || std::isnan(same->high);
        same->low = any_low ? -kInfinity : std::min(same->low, one.low);
        same->high = any_high ? +kInfinity : std::max(same->high, one.high);
        same->attribute.reset();
        same->unconstrained = same->unconstrained && one.unconstrained;
    }
    value.cases = std::move(merged);
}

namespace {

using Json = nlohmann::ordered_json;

// Runs of characters as in a class of a regular expression: a-z0-9._@
std::string characters_in_words(const StringDomain::Characters& set) {
    std::string result;
    for (std::size_t c = 0; c < 128; ++c) {
        if (!set.test(c)) continue;
        std::size_t end = c;
        while (end + 1 < 128 && set.test(end + 1)) ++end;
        const auto shown = [](std::size_t code) {
            if (code >= 0x20 && code < 0x7F) return std::string(1, static_cast<char>(code));
            constexpr std::string_view kHex = "0123456789abcdef";
            return std::string("\\x") + kHex[code / 16] + kHex[code % 16];
        };
        result += shown(c);
        if (end > c + 1) result += "-";
        if (end > c) result += shown(end);
        c = end;
    }
    return result;
}

std::string_view word(Certainty certainty) {
    return certainty == Certainty::never ? "never" : certainty == Certainty::always ? "always" : "maybe";
}

Json text_json(const StringDomain& facts) {
    Json json;
    json["minLength"] = facts.min_length;
    if (facts.max_length != StringDomain::kNoEnd) json["maxLength"] = facts.max_length;
    if (!facts.possible.all()) {
        json["characters"] = characters_in_words(facts.possible);
        json["beyondAscii"] = facts.possible.test(StringDomain::kOther);
    }
    if (!facts.prefix.empty()) json["prefix"] = facts.prefix;
    if (!facts.suffix.empty()) json["suffix"] = facts.suffix;
    json["atSign"] = word(!facts.may_hold('@')   ? Certainty::never
                          : facts.must_hold('@') ? Certainty::always
                                                 : Certainty::maybe);
    return json;
}

constexpr std::array<std::string_view, 7> kSortWords = {"null", "boolean", "number", "string",
                                                        "list", "object",  "other"};

}  // namespace

std::string AbstractValue::to_json(std::string_view expression) const {
    Json json;
    json["words"] = in_words();
    json["finite"] = finite() && !cases.empty();
    json["types"] = Json::array();
    for (std::size_t sort = 0; sort < kSortWords.size(); ++sort) {
        if (may_be(static_cast<Sort>(sort))) json["types"].push_back(kSortWords[sort]);
    }
    json["atSign"] = word(at_sign());
    json["alternatives"] = Json::array();
    for (const Case& a : cases) {
        Json one;
        if (a.constant) {
            one["value"] = Json::parse(a.constant->to_json());
        } else {
            one["type"] = kSortWords[static_cast<std::size_t>(a.sort)];
            if (a.sort == Sort::text) one["text"] = text_json(a.text);
            if (a.sort == Sort::number && std::isfinite(a.low)) one["least"] = a.low;
            if (a.sort == Sort::number && std::isfinite(a.high)) one["most"] = a.high;
        }
        if (a.attribute) one["attribute"] = a.attribute->root + "." + a.attribute->name;
        one["begin"] = text::code_points_before(expression, a.span.begin);
        one["end"] = text::code_points_before(expression, a.span.end);
        json["alternatives"].push_back(std::move(one));
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

namespace {

bool holds_any(const StringDomain& text, char first, char last) {
    for (char c = first; c <= last; ++c)
        if (text.may_hold(c)) return true;
    return false;
}

}  // namespace

std::string AbstractValue::in_words() const {
    if (cases.empty()) return "nothing: it always fails";
    const auto open = [this](Sort sort) {
        return std::any_of(cases.begin(), cases.end(),
                           [&](const Case& a) { return a.sort == sort && a.unconstrained && !a.constant; });
    };
    if (open(Sort::text) && open(Sort::list) && open(Sort::number)) return "anything: nothing is known of it";
    std::vector<std::string> parts;
    const auto add = [&](std::string part) {
        if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(std::move(part));
    };
    for (const Case& a : cases) {
        if (a.constant) {
            add(a.constant->to_json());
            continue;
        }
        switch (a.sort) {
            case Sort::boolean:
                add("true or false");
                break;
            case Sort::number:
                add(a.low == a.high || !std::isfinite(a.low) || !std::isfinite(a.high)
                        ? std::string("a number")
                        : "a number from " + java_double(a.low, false) + " to " + java_double(a.high, false));
                break;
            case Sort::list:
                add("a list");
                break;
            case Sort::object:
                add("an object");
                break;
            case Sort::special:
                add("a date-time or a country");
                break;
            default: {
                std::string part =
                    a.attribute ? "the text of " + a.attribute->root + "." + a.attribute->name : "a text";
                if (a.text.max_length != StringDomain::kNoEnd)
                    part += " of " + std::to_string(a.text.min_length) + " to " + std::to_string(a.text.max_length) +
                            " characters";
                else if (a.text.min_length > 0)
                    part += " of at least " + std::to_string(a.text.min_length) +
                            (a.text.min_length == 1 ? " character" : " characters");
                if (!a.text.prefix.empty()) part += ", beginning with " + Value::string(a.text.prefix).to_json();
                if (!a.text.suffix.empty()) part += ", ending with " + Value::string(a.text.suffix).to_json();
                const bool large = holds_any(a.text, 'A', 'Z');
                if (large != holds_any(a.text, 'a', 'z')) part += large ? ", in upper case" : ", in lower case";
                if (!a.text.may_hold('@')) part += ", without @";
                else if (a.text.must_hold('@')) part += ", with an @";
                add(std::move(part));
            }
        }
    }
    std::string result;
    for (const std::string& part : parts) result += (result.empty() ? "" : "; or ") + part;
    return result;
}

}  // namespace preflight::expression
