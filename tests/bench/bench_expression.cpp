// bench_expression EVALUATIONS CONTEXTS EXPRESSION...: prints for each expression how many evaluations a second the
// best of five rounds made. The contexts (NDJSON, facts okta-el 13) become rows of a table; each expression is parsed
// and bound to its columns once and evaluated round robin over the rows, as a rehearsal evaluates it for one person
// after another. Built natively and as WebAssembly.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/expression/evaluate/bound_program.h"
#include "core/expression/lint/eval_json.h"
#include "core/population/table.h"

namespace expression = preflight::expression;
namespace population = preflight::population;

namespace {

std::vector<std::unique_ptr<expression::Scope>> contexts_of(const char* path) {
    std::vector<std::unique_ptr<expression::Scope>> result;
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) return result;
    std::string line;
    for (int c = 0; (c = std::fgetc(file)) != EOF;) {
        if (c != '\n') {
            line += static_cast<char>(c);
            continue;
        }
        std::string bad;
        if (auto scope = expression::scope_from_json(line, bad)) result.push_back(std::move(scope));
        line.clear();
    }
    std::fclose(file);
    return result;
}

// Gives each `root.name` that the contexts have a column.
class TableResolver : public expression::Resolver {
public:
    TableResolver(population::Table& table, const expression::Scope& schema) : table_(table), schema_(schema) {}
    [[nodiscard]] expression::Slot resolve(const expression::Name& root, const expression::Name& name) const override {
        if (!schema_.has_root(root.text)) return {};
        return {expression::Slot::Kind::value, table_.column(std::string(root.text) + "." + std::string(name.text))};
    }

private:
    population::Table& table_;
    const expression::Scope& schema_;
};

// Enough rows, contexts repeated, for columns as they are in real tables.
constexpr std::size_t kRows = 1024;

void fill(population::Table& table, const std::vector<std::unique_ptr<expression::Scope>>& contexts) {
    population::Atoms& atoms = table.atoms();
    for (std::size_t row = 0; row < kRows; ++row) {
        const auto& context = contexts[row % contexts.size()];
        table.begin_row({});
        for (population::Column column = 0; column < table.columns(); ++column) {
            const std::string_view name = table.name(column);
            const auto dot = name.find('.');
            const expression::Value value = context->attribute(name.substr(0, dot), name.substr(dot + 1));
            if (value.kind() == expression::Kind::boolean)
                table.set(column, population::Cell::truth(value.as_boolean()));
            else if (value.is_string()) table.set(column, atoms.text(value.as_string()));
            else if (value.is_number()) table.set(column, atoms.add(population::AtomKind::integer, value.to_text()));
        }
    }
}

class TableRow : public expression::RowValues {
public:
    explicit TableRow(const population::Table& table) : table_(table) {}
    void go_to(std::size_t row) { row_ = row; }
    [[nodiscard]] expression::Value value(std::uint32_t column) const override {
        const population::Cell cell = table_.cell(row_, column);
        if (cell.is_truth()) return expression::Value::boolean(cell.is_true());
        if (!cell.is_atom()) return expression::Value::null();
        const std::string_view bytes = table_.atoms().view(cell);
        if (table_.atoms().kind(cell) == population::AtomKind::text) return expression::Value::string(bytes);
        return expression::Value::integer(std::atoll(std::string(bytes).c_str()));
    }

private:
    const population::Table& table_;
    std::size_t row_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    const long evaluations = argc > 3 ? std::atol(argv[1]) : 0;
    const auto contexts = argc > 3 ? contexts_of(argv[2]) : std::vector<std::unique_ptr<expression::Scope>>{};
    if (evaluations < 1 || contexts.empty()) {
        std::fputs("usage: bench_expression EVALUATIONS CONTEXTS EXPRESSION...\n", stderr);
        return 2;
    }
    for (int i = 3; i < argc; ++i) {
        const expression::ParseResult parsed = expression::parse(argv[i], expression::Dialect::mapping);
        if (!parsed.program) {
            std::fprintf(stderr, "%s: %s\n", argv[i], parsed.error->message.c_str());
            return 2;
        }
        population::Atoms atoms;
        population::Table table(atoms);
        const expression::BoundProgram program(*parsed.program, TableResolver(table, *contexts[0]));
        fill(table, contexts);
        TableRow row(table);
        double best = 0;
        std::size_t sum = 0;
        for (int round = 0; round < 5; ++round) {
            std::size_t at = 0;
            const auto start = std::chrono::steady_clock::now();
            for (long n = 0; n < evaluations; ++n) {
                row.go_to(at);
                const expression::Evaluation made = expression::evaluate(program, row, *contexts[at % contexts.size()]);
                if (++at == kRows) at = 0;
                // Something that depends on the work, so that none of it can be left out.
                sum += made.value.is_string() ? made.value.as_string().size()
                                              : static_cast<std::size_t>(made.value.kind());
            }
            const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
            best = std::max(best, static_cast<double>(evaluations) / taken.count());
        }
        std::printf("%.0f\n", best);
        if (sum == 0) return 3;
    }
    return 0;
}
