#include "core/rules/person_view.h"

#include <algorithm>
#include <initializer_list>

#include "core/text/unicode.h"
#include "core/workspace/user_attributes.h"

namespace preflight::rules {

std::string_view to_string(Origin origin) {
    switch (origin) {
        case Origin::mapping:
            return "mapping";
        case Origin::username_template:
            return "template";
        case Origin::assignment:
            return "assignment";
        case Origin::group:
            return "group";
        case Origin::egnyte_default:
            return "default";
        case Origin::unset:
            return "unset";
        case Origin::failed:
            return "failed";
        case Origin::unknown:
            return "unknown";
    }
    return {};
}

std::string text_of(const population::Atoms& atoms, population::Cell cell) {
    if (!cell.has_value()) return {};
    if (cell.is_atom() && atoms.kind(cell) == population::AtomKind::text) return std::string(atoms.view(cell));
    return workspace::value_of(atoms, cell).to_text();
}

std::string PersonView::text(Attribute attribute) const {
    return text_of(atoms, value(attribute).cell);
}

Truth truth_of(const population::Atoms& atoms, const SentValue& sent) {
    if (sent.unset()) return Truth::unset;
    if (sent.unknown()) return Truth::unknown;
    if (sent.cell.is_truth()) return sent.cell.is_true() ? Truth::yes : Truth::no;
    const std::string_view word = text::trim(atoms.text_of(sent.cell));
    if (text::equal_ignoring_ascii_case(word, "true")) return Truth::yes;
    if (text::equal_ignoring_ascii_case(word, "false")) return Truth::no;
    return Truth::invalid;
}

Assignment assignment_of(const PersonView& person) {
    const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
        return std::find(words.begin(), words.end(), person.assignment_status) != words.end();
    };
    if (is_one_of({"", "ACTIVE", "PROVISIONED", "STAGED"})) return Assignment::assigned;
    if (is_one_of({"UNASSIGNED", "DEPROVISIONED", "REVOKED", "INACTIVE"})) return Assignment::ended;
    if (is_one_of({"IMPORTED", "MATCHED"})) return Assignment::not_confirmed;
    return Assignment::not_documented;
}

bool active_in_okta(const PersonView& person) {
    for (const std::string_view inactive : {"STAGED", "PROVISIONED", "SUSPENDED", "DEPROVISIONED"}) {
        if (person.okta_status == inactive) return false;
    }
    return true;
}

bool has_other_email(const PersonView& person) {
    const std::string_view has = person.account_text(Attribute::email);
    return person.value(Attribute::email).known() && !has.empty() &&
           !text::equal_ignoring_ascii_case(has, person.text(Attribute::email));
}

}  // namespace preflight::rules
