// A rule about what an import of Egnyte's accounts and groups into Okta brings (facts egnyte S08-S11, S21, S54, S55).
// The simulation counts, the rule words it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/findings/click_paths.h"
#include "core/findings/rule.h"
#include "core/rules/example.h"

namespace preflight::rules {

namespace clicks = findings::clicks;
using findings::Confidence;
using findings::Effect;
using findings::Rule;
using findings::Severity;

struct ImportRule {
    const Rule* row = nullptr;
    // The words about `count` accounts or groups, the first of which is called `first`.
    std::string (*message)(std::size_t count, std::string_view first) = nullptr;
};

// The import rules in the order of registry.def.
enum class ImportRuleId : std::uint8_t {
#define IMPORT_RULE(name) name,
#include "core/rules/registry.def"
    count
};
inline constexpr std::size_t kImportRules = static_cast<std::size_t>(ImportRuleId::count);

[[nodiscard]] std::span<const ImportRule* const> import_rules();
[[nodiscard]] const ImportRule& import_rule(ImportRuleId id);

// rules::import_new_user::kImport is defined in group/import_new_user.cpp.
#define IMPORT_RULE(name)            \
    namespace name {                 \
    extern const Rule kRow;          \
    extern const ImportRule kImport; \
    extern const Examples kExamples; \
    }
#include "core/rules/registry.def"

}  // namespace preflight::rules
