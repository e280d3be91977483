#include "core/rules/registry.h"

#include <algorithm>
#include <array>

#include "core/saml/checks.h"
#include "core/text/order.h"

namespace preflight::rules {

namespace {

#ifdef PREFLIGHT_WITH_EXAMPLES
#define EXAMPLES_OF(name) &name::kExamples
#else
#define EXAMPLES_OF(name) nullptr
#endif

constexpr Registered kRegistry[] = {
#define CONFIG_RULE(name) {&name::kRow, &name::check, nullptr, EXAMPLES_OF(name)},
#define PERSON_RULE(name) {&name::kRow, nullptr, &name::kPerson, EXAMPLES_OF(name)},
#define CONFIG_AND_PERSON_RULE(name) {&name::kRow, &name::check, &name::kPerson, EXAMPLES_OF(name)},
#define GROUP_RULE(name) {&name::kRow, nullptr, nullptr, EXAMPLES_OF(name)},
#define CONFIG_AND_GROUP_RULE(name) CONFIG_RULE(name)
#define IMPORT_RULE(name) {&name::kRow, nullptr, nullptr, EXAMPLES_OF(name)},
#define METADATA_CHECK(name) {nullptr, &name::check, nullptr, nullptr},
#include "core/rules/registry.def"
};

constexpr std::array<const PersonRule*, kPersonRules> kPeople = {
#define PERSON_RULE(name) &name::kPerson,
#define CONFIG_AND_PERSON_RULE(name) &name::kPerson,
#include "core/rules/registry.def"
};

constexpr std::array<const GroupRule*, kGroupRules> kGroups = {
#define GROUP_RULE(name) &name::kGroup,
#define CONFIG_AND_GROUP_RULE(name) &name::kGroup,
#include "core/rules/registry.def"
};

constexpr std::array<const ImportRule*, kImportRules> kImports = {
#define IMPORT_RULE(name) &name::kImport,
#include "core/rules/registry.def"
};

}  // namespace

std::span<const Registered> registry() {
    return kRegistry;
}

std::span<const PersonRule* const> person_rules() {
    return kPeople;
}

const PersonRule& person_rule(PersonRuleId id) {
    return *kPeople[static_cast<std::size_t>(id)];
}

std::span<const GroupRule* const> group_rules() {
    return kGroups;
}

std::span<const ImportRule* const> import_rules() {
    return kImports;
}

const ImportRule& import_rule(ImportRuleId id) {
    return *kImports[static_cast<std::size_t>(id)];
}

const GroupRule& group_rule(GroupRuleId id) {
    return *kGroups[static_cast<std::size_t>(id)];
}

void check_configuration(const Context& context, Report& report) {
    for (const Registered& rule : kRegistry) {
        if (rule.check != nullptr) rule.check(context, report);
    }
    name_missing_inputs(context, report);
}

std::vector<const Rule*> catalogue() {
    std::vector<const Rule*> result;
    for (const Registered& rule : kRegistry) {
        if (rule.row != nullptr) result.push_back(rule.row);
    }
    for (const Rule& row : saml::checks::kAll) result.push_back(&row);
    text::sort(result, [](const Rule* a, const Rule* b) { return a->code < b->code; });
    return result;
}

}  // namespace preflight::rules
