// Possible values: whatever a random expression yields for a random person is inside them, and whatever fails was told.
#include <string>

#include "core/expression/analysis/analysis.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/person_facts.h"
#include "tests/support/random_expression.h"

namespace expression = preflight::expression;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::size_t at = 0;
    auto next = [&](std::size_t n) { return n == 0 || at >= size ? 0 : data[at++] % n; };
    preflight::test::ExpressionMaker maker(std::ref(next));
    const bool engine = next(3) == 0;
    const std::string source = engine ? maker.engine_expression(5) : maker.expression(5);
    const expression::ParseResult parsed =
        expression::parse(source, engine ? expression::Dialect::identity_engine : expression::Dialect::mapping);
    if (!parsed.program) {
        // The maker knows no limits: long inputs nest deeper than the language allows.
        fuzz::require(parsed.error->kind == expression::ErrorKind::limit, "a made expression parses");
        return 0;
    }
    const expression::Analysis analysis = expression::analyse(*parsed.program, preflight::test::PersonFacts{});
    for (int person = 0; person < 3; ++person) {
        const preflight::test::RandomPerson<decltype(next)> someone(next);
        const expression::Evaluation made = expression::evaluate(*parsed.program, someone);
        bool good = false;
        if (made.error) {
            good = made.error->kind == expression::ErrorKind::limit;
            for (const expression::Failure& failure : analysis.failures)
                good = good || failure.error.kind == made.error->kind;
        } else {
            good = made.value.is_unknown() || analysis.possible.admits(made.value);
        }
        if (good) continue;
        std::fprintf(stderr, "%s\nyields %s\nwhich is not %s\n", source.c_str(),
                     made.error ? made.error->message.c_str() : made.value.to_json().c_str(),
                     analysis.possible.in_words().c_str());
        fuzz::require(false, "the result is inside the possible values");
    }
    return 0;
}
