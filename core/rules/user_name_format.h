// The username format of the application, analysed once for all rules that ask about it. Facts okta-el 10; egnyte S28,
// S29.
#pragma once

#include <cstdint>
#include <optional>

#include "core/expression/analysis/analysis.h"
#include "core/expression/analysis/witness.h"
#include "core/rules/attribute_facts.h"
#include "core/rules/expressions.h"

namespace preflight::rules {

// Whether the names that it makes hold the '@' of an address.
enum class KeepsAtSign : std::uint8_t {
    never,          // or only by what an unconstrained attribute may hold
    not_ruled_out,  // nothing excludes it, and nobody was found for whom it does
    for_some,       // the witness is one of them
    always
};

struct UserNameFormat {
    const okta::UserNameTemplate* format = nullptr;
    const expression::Program* program = nullptr;
    const expression::AbstractValue* possible = nullptr;
    expression::AbstractValue of_addresses;  // where an '@' comes from addresses and logins only
    bool fails = false;                      // for everybody: it yields no name, whatever its parts could hold
    KeepsAtSign keeps_at_sign = KeepsAtSign::never;
    std::optional<expression::Witness> witness;
    text::Span keeps_it;  // the part that keeps the '@'; the whole text when none can be named

    [[nodiscard]] const std::string& text() const { return format->pattern.value(); }
    [[nodiscard]] findings::Location place(text::Span span) const { return format->pattern.part(span.begin, span.end); }
    [[nodiscard]] findings::Location whole() const { return format->pattern.part(0, text().size()); }
};

// `listed` is the username format among the expressions of the files, and parses. Points into both.
[[nodiscard]] UserNameFormat analyse_user_name_format(const workspace::Workspace& workspace, const Listed& listed,
                                                      const AttributeFacts& facts);

}  // namespace preflight::rules
