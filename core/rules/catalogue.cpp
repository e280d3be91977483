#include "core/rules/catalogue.h"

#include <algorithm>

#include "core/rules/metadata.h"
#include "core/rules/rule.h"

namespace preflight::rules {

namespace {

// The one table: every family with its rows and its checks, in catalogue order. No self-registration: a static library
// would drop it (examples-to-follow 9).
struct Family {
    std::span<const findings::Rule> (*rows)();
    void (*check)(const Context&, Report&);
};

constexpr Family kFamilies[] = {
    {&input_rules, &check_inputs},             // PF1
    {&metadata_rules, &check_metadata},        // PF2
    {&application_rules, &check_application},  // PF3
    {&mapping_rules, &check_mapping},          // PF4
    {&sign_in_rules, &check_sign_in},          // PF8, what is the same for everybody
};

}  // namespace

void check_configuration(const Context& context, Report& report) {
    for (const Family& family : kFamilies) family.check(context, report);
    name_missing_inputs(context, report);
}

std::vector<const findings::Rule*> catalogue() {
    std::vector<const findings::Rule*> result;
    for (const Family& family : kFamilies) {
        for (const findings::Rule& row : family.rows()) result.push_back(&row);
    }
    for (const PersonRule* rule : person_rules()) result.push_back(rule->row);
    std::sort(result.begin(), result.end(),
              [](const findings::Rule* a, const findings::Rule* b) { return a->code < b->code; });
    return result;
}

}  // namespace preflight::rules
