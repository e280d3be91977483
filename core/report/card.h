// The card: what to type into Egnyte, field by field under the labels of Egnyte's form (facts egnyte A7), and what ends
// when. JSON and text show the same one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/intake/workspace.h"
#include "core/saml/endings.h"
#include "core/saml/metadata.h"
#include "core/simulation/outcome.h"

namespace preflight::report {

struct Card {
    struct Field {
        std::string_view label;  // static
        std::string value;       // empty: the files do not tell
        bool certificate = false;
        std::string remark{};  // what there is to add, a sentence part; may be empty
    };
    std::vector<Field> fields;
    saml::EgnyteSettings settings;
    std::vector<saml::Ending> calendar;
};

// Nothing without the metadata of one identity provider.
// `simulation` may be null.
[[nodiscard]] std::optional<Card> card_of(const intake::Workspace& workspace, const simulation::Result* simulation,
                                          std::optional<std::int64_t> now_unix);

// "HTTP-POST" of the whole URI.
[[nodiscard]] std::string_view short_binding(std::string_view binding);

}  // namespace preflight::report
