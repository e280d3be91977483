#include "core/rules/person_view.h"

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

std::string PersonView::text(Attribute attribute) const {
    const population::Cell cell = value(attribute).cell;
    if (!cell.has_value()) return {};
    if (cell.is_atom() && atoms.kind(cell) == population::AtomKind::text) return std::string(atoms.view(cell));
    return workspace::value_of(atoms, cell).to_text();
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

}  // namespace preflight::rules
