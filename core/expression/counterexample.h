// The smallest invented person for whom expressions come out in a given way: an example that people understand, and a
// proof, because the evaluator has confirmed it. Finding none proves nothing. Deterministic. Facts okta-el 3-8.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/expression/analysis.h"
#include "core/expression/expression.h"

namespace preflight::expression {

struct Example {
    std::vector<std::string> person;             // what evaluation came to, in words, in the order of the text
    std::vector<Evaluation> outcomes;            // one for each expression
    [[nodiscard]] std::string in_words() const;  // user.email = "a@b", user.title is empty
};

// How much work a search may take: evaluated nodes, the dear ones (regular expressions) counted several times.
inline constexpr std::size_t kSearchSteps = 1'000'000;

// One person, tried.
class Trial {
public:
    Trial() = default;
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    virtual ~Trial() = default;
    // One for each expression. An outcome that depends on what cannot be invented is unknown.
    [[nodiscard]] virtual const std::vector<Evaluation>& outcomes() const = 0;
    // Whether a node of the first expression came out as null.
    [[nodiscard]] virtual bool null_at(std::size_t node) const = 0;
};
using Goal = std::function<bool(const Trial&)>;

// For each goal a person that meets it, where one was found; one search for all of them. People are made of values that
// the facts allow and the expressions tell apart: first all small ones, then those that lead evaluation where it has
// not been, condition by condition. `with_guesses`: also values of sorts that nothing speaks for (Alternative::guess).
[[nodiscard]] std::vector<std::optional<Example>> find_examples(const std::vector<const Program*>& programs,
                                                                const Facts& facts, const std::vector<Goal>& goals,
                                                                bool with_guesses = true,
                                                                std::size_t steps = kSearchSteps);
[[nodiscard]] std::optional<Example> find_example(const std::vector<const Program*>& programs, const Facts& facts,
                                                  const Goal& goal, bool with_guesses = true,
                                                  std::size_t steps = kSearchSteps);

}  // namespace preflight::expression
