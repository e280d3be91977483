// Conversions between kinds and of country codes (okta-el 7, 11).
#include "core/expression/functions/families.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/expression/values/country.h"
#include "core/text/unicode.h"

namespace preflight::expression {

namespace {

// A decimal number as Convert reads it: sign, digits, fraction, exponent, blanks around.
std::optional<double> decimal(std::string_view text) {
    text = trimmed_as_java(text);
    std::size_t i = 0;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    std::size_t digits = 0;
    const auto take = [&] {
        while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i, ++digits;
    };
    take();
    if (i < text.size() && text[i] == '.') {
        ++i;
        take();
    }
    if (digits == 0) return std::nullopt;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
        const std::size_t before = digits;
        take();
        if (digits == before) return std::nullopt;
    }
    if (i != text.size()) return std::nullopt;
    return std::strtod(std::string(text).c_str(), nullptr);
}

std::optional<double> number_of(const Value& value) {
    if (value.is_number()) return value.as_double();
    if (value.is_string()) return decimal(value.as_string());
    if (value.kind() == Kind::list && !has_object(value)) return decimal(value.to_text());
    return std::nullopt;
}

Value no_number(CallContext& context, const Value& value) {
    return context.fail(ErrorKind::type, {},
                        std::string(context.name) + " needs a number, not " +
                            (value.is_null() ? std::string("null") : "\"" + value.to_text() + "\""));
}

Value convert_to_int(CallContext& context, Arguments a) {
    if (a[0].is_number() && !a[0].is_floating())
        return Value::int32(static_cast<std::int32_t>(static_cast<std::uint32_t>(a[0].as_integer())));
    const auto number = number_of(a[0]);
    if (!number || std::isnan(*number)) return no_number(context, a[0]);
    // Rounded half up to 64 bits, then cut to 32 (okta-el 7).
    // Not floor(x + 0.5): above 2^52 that sum is another number.
    const double whole = std::floor(*number);
    const double rounded = *number - whole >= 0.5 ? whole + 1 : whole;
    constexpr double kEdge = 9223372036854775807.0;
    const std::int64_t wide = rounded >= kEdge    ? std::numeric_limits<std::int64_t>::max()
                              : rounded <= -kEdge ? std::numeric_limits<std::int64_t>::min()
                                                  : static_cast<std::int64_t>(rounded);
    return Value::int32(
        static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(wide) & 0xFFFFFFFFU)));
}

Value convert_to_num(CallContext& context, Arguments a) {
    const auto number = number_of(a[0]);
    return number ? Value::number(*number) : no_number(context, a[0]);
}

const Country* country_of(const Value& text) {
    return text.is_null() ? nullptr : find_country(trimmed_as_java(text.as_string()));
}
template <std::string_view Country::*Field>
Value country_field(CallContext&, Arguments a) {
    const Country* found = country_of(a[0]);
    return found == nullptr ? Value::null() : Value::string(found->*Field);
}

Value parse_country(CallContext& context, Arguments a) {
    const Country* found = country_of(a[0]);
    if (found == nullptr) return context.fail(ErrorKind::type, {}, "no country is called \"" + a[0].to_text() + "\"");
    return Value::country(*found);
}
template <std::string_view Country::*Field>
Value of_country(CallContext&, Arguments a) {
    return Value::string(a[0].as_country().*Field);
}

// --- abstract transfers

AbstractValue transfer_to_number(TransferContext& context, AbstractArguments a) {
    if (a[0].sort == Sort::number) return by_result_type(context, a);
    std::string message = std::string(context.function.name) + " needs a number, not " + describe(a[0]);
    if (a[0].sort != Sort::text && a[0].sort != Sort::list)
        return context.fails(ErrorKind::type, {}, std::move(message));
    return context.may_fail(by_result_type(context, a), ErrorKind::type, {}, std::move(message));
}

// One of the countries' codes or names; null for a text that is none of them.
template <std::string_view Country::*Field>
AbstractValue transfer_country_field(TransferContext& context, AbstractArguments a) {
    AbstractValue result = one_case(Case(Sort::null, context.span));
    if (a[0].sort == Sort::null) return result;
    static const StringDomain kDomain = [] {
        std::optional<StringDomain> domain;
        for (const Country& country : countries())
            domain = domain ? join(*domain, domain_of(country.*Field)) : domain_of(country.*Field);
        return *domain;
    }();
    result.cases.push_back(text_case(kDomain, context.span));
    return result;
}

constexpr Parameter T = Parameter::text;
constexpr Parameter A = Parameter::any;

// clang-format off
constexpr Function kFunctions[] = {
    // name, receiver, min, max, parameters, result, of null, traits, doc, source, implementation, transfer, idiom, reads
    {"Convert.toInt", Receiver::mapping, 1, 1, {A, A, A}, "int", "fails", kPure, "A number rounded half up.", "7", convert_to_int, transfer_to_number},
    {"Convert.toNum", Receiver::mapping, 1, 1, {A, A, A}, "double", "fails", kPure, "A text as a number.", "7", convert_to_num, transfer_to_number},
    {"Iso3166Convert.toAlpha2", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kPure, "The two-letter code of a country given by code or English name.", "7", country_field<&Country::alpha2>, transfer_country_field<&Country::alpha2>},
    {"Iso3166Convert.toAlpha3", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kPure, "The three-letter code of a country given by code or English name.", "7", country_field<&Country::alpha3>, transfer_country_field<&Country::alpha3>},
    {"Iso3166Convert.toNumeric", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kPure, "The three-digit code of a country given by code or English name.", "7", country_field<&Country::numeric>, transfer_country_field<&Country::numeric>},
    {"Iso3166Convert.toName", Receiver::mapping, 1, 1, {T, T, T}, "string", "null", kPure, "The English short name of a country given by code or name.", "7", country_field<&Country::name>, transfer_country_field<&Country::name>},
    {"toInteger", Receiver::on_string, 0, 0, {T, T, T}, "int", "fails", kPure, "The text as a number, rounded half up and cut to 32 bits.", "11", convert_to_int, may_not_fit<ErrorKind::type>},
    {"toNumber", Receiver::on_string, 0, 0, {T, T, T}, "double", "fails", kPure, "The text as a number.", "11", convert_to_num, may_not_fit<ErrorKind::type>},
    {"toInteger", Receiver::on_number, 0, 0, {A, A, A}, "int", "fails", kPure, "The number rounded half up and cut to 32 bits.", "11", convert_to_int, by_result_type},
    {"toNumber", Receiver::on_number, 0, 0, {A, A, A}, "double", "fails", kPure, "The number as a double.", "11", convert_to_num, by_result_type},
    {"parseCountryCode", Receiver::on_string, 0, 0, {T, T, T}, "country", "fails", kPure, "The country of a code or English name.", "11", parse_country, may_not_fit<ErrorKind::type>},
    {"toAlpha2", Receiver::on_country, 0, 0, {A, A, A}, "string", "fails", kPure, "The two-letter code.", "11", of_country<&Country::alpha2>, by_result_type},
    {"toAlpha3", Receiver::on_country, 0, 0, {A, A, A}, "string", "fails", kPure, "The three-letter code.", "11", of_country<&Country::alpha3>, by_result_type},
    {"toNumeric", Receiver::on_country, 0, 0, {A, A, A}, "string", "fails", kPure, "The three-digit code.", "11", of_country<&Country::numeric>, by_result_type},
    {"toName", Receiver::on_country, 0, 0, {A, A, A}, "string", "fails", kPure, "The English short name.", "11", of_country<&Country::name>, by_result_type},
};
// clang-format on

}  // namespace

std::span<const Function> convert_functions() {
    return kFunctions;
}

}  // namespace preflight::expression
