// Two versions of IdP metadata: what changed between them and what Egnyte must change. Formatting, prefixes and the
// order of things do not count. Facts saml-metadata ("Okta, in detail", EGN-01 to EGN-06, KEY-05), egnyte A7-A15.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/saml/metadata.h"

namespace preflight::rules {

struct MetadataChange {
    enum class Kind : std::uint8_t {
        egnyte,  // a field that Egnyte holds is another now
        watch,   // nothing to type, but sign-in may come to depend on it
        other    // no public guide shows Egnyte using it
    };
    Kind kind = Kind::other;
    std::string_view id;        // "entity-id", "login-url", "certificate", ...
    std::string title;          // the field as Egnyte calls it, or the element
    std::string before, after;  // empty: not there
    std::optional<saml::Place> before_at, after_at;
    std::string consequence;
    std::vector<std::string> steps;  // clicks
    std::string_view sources;        // fact ids
};

struct MetadataChanges {
    std::string verdict;
    std::vector<MetadataChange> list;  // those for Egnyte first, then by element
    [[nodiscard]] bool for_egnyte() const;
};

// Both must be IdP metadata (Kind::idp). Which of several certificates counts is decided at `now_unix`.
[[nodiscard]] MetadataChanges compare_metadata(const saml::Document& before, const saml::Document& after,
                                               std::optional<std::int64_t> now_unix);

[[nodiscard]] std::string_view to_string(MetadataChange::Kind kind);  // "egnyte", "watch", "other"

}  // namespace preflight::rules
