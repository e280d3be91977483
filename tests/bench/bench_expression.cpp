// bench_expression EVALUATIONS CONTEXTS EXPRESSION...: prints for each expression how many evaluations a second the
// best of five rounds made. Parsed once, evaluated round robin over the contexts (NDJSON, facts okta-el 13), as the
// rehearsal does it for one person after another. Built natively and as WebAssembly.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/expression/lint/eval_json.h"

namespace expression = preflight::expression;

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
        double best = 0;
        std::size_t sum = 0;
        for (int round = 0; round < 5; ++round) {
            std::size_t at = 0;
            const auto start = std::chrono::steady_clock::now();
            for (long n = 0; n < evaluations; ++n) {
                const expression::Evaluation made = expression::evaluate(*parsed.program, *contexts[at]);
                if (++at == contexts.size()) at = 0;
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
