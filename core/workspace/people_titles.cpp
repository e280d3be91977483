#include "core/workspace/people_titles.h"

#include <string>
#include <vector>

#include "core/okta/people_columns.h"

namespace preflight::workspace {

namespace {

// Keeps the pool of a table alive.
struct Renamed {
    SharedTable original;
    population::Table table;
};

}  // namespace

SharedTable with_schema_names(const okta::Schema* schema, const SharedTable& table) {
    // The names of attributes in JSON are their variables.
    if (schema == nullptr || table->empty() || !table->list_of(0).csv) return table;
    const okta::SchemaTitles titles(*schema);
    const auto made = std::make_shared<Renamed>(Renamed{table, population::Table(table->atoms())});
    std::vector<population::Column> columns;
    bool renamed = false;
    for (population::Column number = 0; number < table->columns(); ++number) {
        const std::string_view name = table->name(number);
        const std::string known = titles.column_of(name);
        const bool taken = known.empty() || table->has_column(known) || made->table.has_column(known);
        columns.push_back(made->table.column(taken ? name : std::string_view(known)));
        renamed = renamed || !taken;
    }
    if (!renamed) return table;
    made->table.append(*table, columns);
    return {made, &made->table};
}

}  // namespace preflight::workspace
