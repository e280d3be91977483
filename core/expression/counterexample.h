// The smallest invented person for whom expressions come out in a given way: an example that people understand, and a
// proof, because the evaluator has confirmed it. Finding none proves nothing. Deterministic. Facts okta-el 3-8.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/expression/analysis.h"
#include "core/expression/expression.h"

namespace preflight::expression {

struct Example {
    std::vector<std::pair<Reference, Value>>
        person;                                  // the attributes that evaluation came to, in the order of the text
    std::vector<Evaluation> outcomes;            // one for each expression
    [[nodiscard]] std::string in_words() const;  // user.email = "a@b", user.title is empty
};

// `wanted` gets the outcomes and the scope they were made in.
// `with_guesses`: also values of sorts that nothing speaks for (Alternative::guess).
// Tries people made of values that the facts allow and the expressions tell apart, smaller ones first, at most `tries`.
[[nodiscard]] std::optional<Example> find_example(const std::vector<const Program*>& programs, const Facts& facts,
                                                  const std::function<bool(const Example&, const Scope&)>& wanted,
                                                  bool with_guesses = true, std::size_t tries = 4096);

}  // namespace preflight::expression
