#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"
#include "core/text/unicode.h"

namespace preflight::rules::username_invalid_character {

constexpr Rule kRow{
    .code = "PF5003",
    .slug = "username-invalid-character",
    .severity = Severity::error,
    .effect = Effect::refuses,
    .when = "The username has characters other than letters, digits, period, hyphen and underscore.",
    .why = "Egnyte rejects them: only letters, digits, period, hyphen and underscore are taken.",
    .remedy = {"Override these usernames by hand",
               {clicks::kAssignment, "User Name: write one without the characters named above. Save.",
                "Dashboard › Tasks › Retry Selected."}},
    .sources = "S30 T1 Q1",
    .confidence = Confidence::documented,
};

namespace {

std::string code_point_name(char32_t c) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string hex;
    for (; c != 0 || hex.size() < 4; c >>= 4U) hex.insert(hex.begin(), kDigits[c & 0xFU]);
    return "U+" + hex;
}

bool applies(const PersonView& person) {
    return person.user_name_check.has(egnyte::UserNameFault::invalid_character);
}
std::string message(const PersonView& person) {
    std::string list;
    for (const char32_t c : person.user_name_check.invalid_characters) {
        list += list.empty() ? "" : ", ";
        std::string shown;
        if (c > 0x20 && c != 0x7F && c != text::kReplacement) text::append(shown, c);
        list += (shown.empty() ? "" : "'" + shown + "' ") + "(" + code_point_name(c) + ")";
    }
    return "The username " + quoted(person.text(Attribute::userName)) + " has " + list +
           "; Egnyte takes only letters, digits, period, hyphen and underscore.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::userName,
    .headline = "a username with characters that Egnyte does not take",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"app-users.json", "/0/credentials/userName", R"("o'neil")"}}},
                   .good = {{{"app-users.json", "/0/credentials/userName", R"("a.n-a_9")"}}})

}  // namespace preflight::rules::username_invalid_character
