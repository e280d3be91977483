// Expressions: what is printed parses to the same program and the same value; tracing changes nothing; bound evaluation
// equals the walk through the tree and counts the same branches; analysis and checker stay inside the source. The first
// byte chooses the dialect.
#include <string>

#include "core/expression/evaluate/evaluate.h"
#include "core/expression/evaluate/trace.h"
#include "core/expression/lint/checker.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/bound_scope.h"

namespace expression = preflight::expression;
using expression::Value;

namespace {

// A user with an unset and an unknown attribute.
class Person final : public expression::Scope {
public:
    bool has_root(std::string_view root) const override {
        return root == "user" || root == "source" || root == "appuser";
    }
    bool has_attribute(std::string_view, std::string_view name) const override { return name != "nothing"; }
    Value attribute(std::string_view, std::string_view name) const override {
        if (name == "email" || name == "login") return Value::string("zoë.ünal@acme.test");
        if (name == "age") return Value::integer(41);
        if (name == "admin") return Value::boolean(true);
        if (name == "tags") return Value::list({Value::string("a"), Value::null(), Value::string("b")});
        if (name == "unset") return Value::null();
        if (name == "secret") return Value::unknown({"user.secret"});
        return Value::string(std::string(name));
    }
    Value root(std::string_view) const override { return Value::map({{"email", Value::string("zoë.ünal@acme.test")}}); }
};

std::string shown(const expression::Evaluation& made) {
    return made.error ? std::string(to_string(made.error->kind)) : made.value.to_json();
}

std::string answer(const expression::Program& program, const expression::Limits& limits) {
    const Person person;
    const preflight::test::ScopeResolver resolver(person);
    const expression::BoundProgram bound(program, resolver);
    const preflight::test::ScopeRow row(resolver, person);
    expression::BranchCounts counts(program);
    expression::BranchCounts expected(program);
    const std::string value = shown(expression::evaluate(program, person, limits, &expected));
    fuzz::require(shown(expression::evaluate(bound, row, person, limits, &counts)) == value, "bound is unbound");
    const auto counted = counts.branches();
    const auto wanted = expected.branches();
    for (std::size_t i = 0; i < counted.size(); ++i)
        fuzz::require(counted[i].count == wanted[i].count && counted[i].maybe == wanted[i].maybe, "counts are equal");
    return value;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto dialect = data[0] % 4 == 0   ? expression::Dialect::user_name_template
                         : data[0] % 4 == 1 ? expression::Dialect::identity_engine
                                            : expression::Dialect::mapping;
    const std::string source(fuzz::text_of(data + 1, size - 1));
    expression::Limits limits;
    limits.steps = 20'000;  // keeps one run short
    const expression::ParseResult parsed = expression::parse(source, dialect, limits);
    fuzz::require(parsed.program.has_value() != parsed.error.has_value(), "a program or an error");
    if (!parsed.program) {
        fuzz::require(parsed.error->span.begin <= parsed.error->span.end && parsed.error->span.end <= source.size(),
                      "an error lies in the source");
        return 0;
    }
    fuzz::require(parsed.program->source() == source, "a program owns its source");
    for (const expression::Reference& reference : expression::references(*parsed.program))
        fuzz::require(reference.span.begin < reference.span.end && reference.span.end <= source.size(),
                      "names lie in the source");
    const expression::Facts open;
    const expression::Analysis analysis = expression::analyse(*parsed.program, open, limits);
    for (const expression::Diagnostic& problem : expression::check(*parsed.program, analysis, open))
        fuzz::require(problem.span.begin <= problem.span.end && problem.span.end <= source.size(),
                      "problems lie in the source");
    const expression::Trace traced = expression::trace(*parsed.program, Person{}, limits);
    for (const expression::TraceLine& line : traced.lines)
        fuzz::require(line.span.begin <= line.span.end && line.span.end <= source.size(), "traces lie in the source");
    fuzz::require(!expression::trace_json(traced, source).empty() && !expression::trace_text(traced, source).empty(),
                  "traces are shown");
    const std::string value = answer(*parsed.program, limits);
    fuzz::require(answer(*parsed.program, limits) == value, "the same value twice");
    const expression::Evaluation& other = traced.evaluation;
    fuzz::require((other.error ? std::string(to_string(other.error->kind)) : other.value.to_json()) == value,
                  "traced is untraced");

    // Printing adds brackets and quotes: room for them.
    expression::Limits wide = limits;
    wide.expression_bytes *= 8;
    wide.depth *= 4;
    wide.height *= 4;
    const std::string printed = expression::print(*parsed.program);
    const expression::ParseResult again = expression::parse(printed, dialect, wide);
    if (!again.program) {
        std::fprintf(stderr, "source  %s\nprinted %s\nerror   %s\n", source.c_str(), printed.c_str(),
                     again.error->message.c_str());
        fuzz::require(false, "what is printed parses");
    }
    fuzz::require(expression::print(*again.program) == printed, "printing twice prints the same");
    const std::string second = answer(*again.program, limits);
    if (second != value) {
        std::fprintf(stderr, "source  %s = %s\nprinted %s = %s\n", source.c_str(), value.c_str(), printed.c_str(),
                     second.c_str());
        fuzz::require(value == "limit" || second == "limit", "what is printed means the same");
    }
    return 0;
}
