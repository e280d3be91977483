#include <memory>

#include "cli/commands/commands.h"

namespace preflight::cli {

namespace {

struct Schema {
    std::string_view name, text;
};

// docs/schemas, by name.
constexpr Schema kSchemas[] = {
#include "schemas.inc"
};

std::string names() {
    std::string result;
    for (const Schema& schema : kSchemas) result += (result.empty() ? "" : ", ") + std::string(schema.name);
    return result;
}

}  // namespace

void add_schema(CLI::App& app, int& status) {
    CLI::App& command = *app.add_subcommand("schema", "The JSON schema (draft 2020-12) of an output");
    const auto name = std::make_shared<std::string>();
    command.add_option("NAME", *name, names())->required();
    command.callback([name, &status] {
        for (const Schema& schema : kSchemas) {
            if (schema.name != *name) continue;
            status = write({}, schema.text) ? kDone : kUsage;
            return;
        }
        throw CLI::ValidationError("NAME", "unknown schema " + *name + "; the schemas are " + names());
    });
}

}  // namespace preflight::cli
