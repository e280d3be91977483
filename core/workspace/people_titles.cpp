#include "core/workspace/people_titles.h"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/okta/people_columns.h"
#include "core/text/unicode.h"

namespace preflight::workspace {

namespace {

// Keeps the pool of a table alive.
struct Renamed {
    SharedTable original;
    population::Table table;
};

// What a cell of a table is in an attribute of that type; another text stays as it is.
population::Cell typed(population::Atoms& atoms, const std::string& type, population::Cell cell) {
    if (!cell.is_atom()) return cell;
    const std::string text(text::trim(atoms.text_of(cell)));
    if (type == "boolean") {
        const bool yes = text::equal_ignoring_ascii_case(text, "true");
        return yes || text::equal_ignoring_ascii_case(text, "false") ? population::Cell::truth(yes) : cell;
    }
    const bool digits = !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == std::string::npos;
    return digits && (text.size() == 1 || text.front() != '0') ? atoms.add(population::AtomKind::integer, text) : cell;
}

}  // namespace

SharedTable with_schema_names(const okta::Schema* schema, const SharedTable& table) {
    // Names and types of attributes in JSON are those of the schema.
    if (schema == nullptr || table->empty() || !table->list_of(0).csv) return table;
    const okta::SchemaTitles titles(*schema);
    std::map<std::string_view, const okta::SchemaAttribute*> attributes;
    for (const okta::SchemaAttribute& attribute : schema->attributes) attributes.emplace(attribute.name, &attribute);
    const auto made = std::make_shared<Renamed>(Renamed{table, population::Table(table->atoms())});
    std::vector<population::Column> columns;
    std::vector<std::pair<population::Column, const okta::SchemaAttribute*>> typed_columns;
    bool changed = false;
    for (population::Column number = 0; number < table->columns(); ++number) {
        const std::string_view name = table->name(number);
        const std::string known = titles.column_of(name);
        const bool taken = known.empty() || table->has_column(known) || made->table.has_column(known);
        const std::string_view now = taken ? name : std::string_view(known);
        columns.push_back(made->table.column(now));
        changed = changed || !taken;
        if (now.substr(0, okta::columns::kProfile.size()) != okta::columns::kProfile) continue;
        const auto attribute = attributes.find(now.substr(okta::columns::kProfile.size()));
        if (attribute == attributes.end()) continue;
        const std::string& type = attribute->second->type;
        if (type == "boolean" || type == "integer" || type == "number")
            typed_columns.emplace_back(columns.back(), attribute->second);
    }
    if (!changed && typed_columns.empty()) return table;
    made->table.append(*table, columns);
    for (const auto& [column, attribute] : typed_columns) {
        for (std::size_t row = 0; row < made->table.size(); ++row) {
            const population::Cell cell = made->table.cell(row, column);
            if (cell.has_value()) made->table.set(row, column, typed(made->table.atoms(), attribute->type, cell));
        }
    }
    return {made, &made->table};
}

}  // namespace preflight::workspace
