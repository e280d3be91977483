// How the two sides are set up: which of Egnyte's apps is followed, what feeds each attribute, which sign-on values
// Egnyte has beside those of the metadata, and how far a migration is. It finds no faults: it shows what findings are
// about, and what can be chosen or corrected.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/build.h"
#include "core/rules/metadata_fit.h"
#include "core/verdict/migration.h"

namespace preflight::report {

struct SetupReport {
    struct Application {
        std::string id, label;
        bool active = false;
        bool followed = false;    // it is rehearsed
        bool signs_in = false;    // people sign in through it
        bool provisions = false;  // features, a mapping or assignments belong to it
        bool replaced = false;    // the old instance of a migration
    };
    // A canonical attribute (spec 4) and what feeds it.
    struct Attribute {
        std::string_view name;        // static
        std::string variable;         // of the app; empty: not found
        std::string_view found_by;    // static: "scenario", "name", "external-name", "title"; empty: not found
        std::string expression;       // of the mapping or the username format; empty: nothing is mapped
        bool on_assignments = false;  // assignments have a column of it
    };
    // A field of Egnyte's sign-on settings.
    struct SignOnValue {
        std::string_view label;        // static, as Egnyte's form
        std::string metadata, egnyte;  // empty: not known
        rules::Fit fit = rules::Fit::unknown;
        std::string problem;                                     // what a finding says of it; empty without one
        std::optional<std::int64_t> metadata_ends, egnyte_ends;  // seconds since 1970; of certificates
    };
    Tool tool;
    std::vector<Application> applications;
    bool application_chosen = false;  // by the scenario or --app
    std::vector<Attribute> attributes;
    std::vector<std::string> variables;  // of the app, all that are known
    std::vector<SignOnValue> sign_on;
    std::string default_user_mapping;  // as Egnyte's form has it; empty: not stated
    struct Step {
        verdict::MigrationStep step;
        struct Problem {
            std::string_view code;  // static
            std::string message;
        };
        std::vector<Problem> problems;
    };
    struct Migration {
        std::vector<std::string> from;
        std::string to;
        std::vector<Step> steps;
    };
    std::optional<Migration> migration;
    bool import_possible = false;  // accounts of Egnyte's are given
    std::string stopped_by;        // what stops everybody, whatever else is changed; empty without it
};

[[nodiscard]] SetupReport build_setup(const Material& material);

}  // namespace preflight::report
