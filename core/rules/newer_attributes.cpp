#include "core/rules/newer_attributes.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

bool may_be_newer(const workspace::Workspace& workspace, const okta::SchemaAttribute& attribute) {
    constexpr std::array<std::string_view, 4> kNewer = {"authType", "sendInvite", "isServiceAccount", "twoFactor"};
    const auto canonical = workspace.canonical_of.find(attribute.name);
    if (canonical != workspace.canonical_of.end())
        return std::find(kNewer.begin(), kNewer.end(), canonical->second) != kNewer.end();
    const std::string words = text::ascii_lower(attribute.name + " " + attribute.title + " " + attribute.external_name);
    constexpr std::array<std::string_view, 4> kHints = {"auth", "invit", "service", "factor"};
    return std::any_of(kHints.begin(), kHints.end(),
                       [&](std::string_view hint) { return words.find(hint) != std::string::npos; });
}

}  // namespace

bool lacks_newer_attributes(const workspace::Workspace& workspace) {
    const okta::Schema* schema = workspace.whole_app_schema();
    // A schema without attributes was cut off.
    if (schema == nullptr || schema->attributes.empty()) return false;
    return std::none_of(schema->attributes.begin(), schema->attributes.end(),
                        [&](const okta::SchemaAttribute& attribute) { return may_be_newer(workspace, attribute); });
}

}  // namespace preflight::rules
