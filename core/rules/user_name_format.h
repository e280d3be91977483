// What makes the username that Okta sends, analysed once for all rules that ask about it: the format on the Sign On
// tab, or the mapping that replaces it. Facts okta-el 6, 10; okta-exports 1, 2; egnyte T1, S28, S29.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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

// Why every name that it makes is illegal, whatever the person has.
struct NeverLegal {
    enum class Kind : std::uint8_t {
        character,  // each holds `character`, which Egnyte rejects; '@' is not among them
        start,      // none begins with a letter or digit; `character` where it is always the same
        blank,      // always empty
        shared      // one name, or a few, for everybody
    };
    Kind kind = Kind::blank;
    char character = 0;
    text::Span span;                  // the part that makes it so
    std::optional<std::string> name;  // the one name
};

struct UserNameFormat {
    const okta::UserNameTemplate* format = nullptr;  // null: the mapping makes the username (PF4028)
    const okta::TextField* written = nullptr;
    std::string_view what;  // "The username format"
    bool on_update = true;  // made again when a profile is pushed
    const expression::Program* program = nullptr;
    const expression::AbstractValue* possible = nullptr;
    expression::AbstractValue of_addresses;  // where an '@' comes from addresses and logins only
    bool fails = false;                      // for everybody: it yields no name, whatever its parts could hold
    bool recommended = false;                // Email prefix or Okta username prefix, in either dialect (S15)
    KeepsAtSign keeps_at_sign = KeepsAtSign::never;
    std::optional<expression::Witness> witness;
    text::Span keeps_it;  // the part that keeps the '@'; the whole text when none can be named
    std::optional<NeverLegal> never_legal;
    std::optional<expression::Witness> illegal;  // an ordinary person with a name outside Egnyte's grammar

    [[nodiscard]] const std::string& text() const { return written->value(); }
    [[nodiscard]] findings::Location place(text::Span span) const { return written->part(span.begin, span.end); }
    [[nodiscard]] findings::Location whole() const { return written->part(0, text().size()); }
    // "keeps the @": begins a message.
    [[nodiscard]] std::string says(std::string_view rest) const { return std::string(what) + " " + std::string(rest); }
};

// `listed` makes the username and parses. Points into both.
[[nodiscard]] UserNameFormat analyse_user_name_format(const workspace::Workspace& workspace, const Listed& listed,
                                                      const AttributeFacts& facts);

// Whether the format reads what only an AD or LDAP profile has (okta-el 10).
[[nodiscard]] bool reads_directory(const expression::Program& program);

}  // namespace preflight::rules
