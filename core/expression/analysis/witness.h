// Search for a witness: the smallest invented person for whom expressions evaluate in a given way. A witness is an
// example that people understand and a proof, because the evaluator has confirmed it; finding none proves nothing.
// Deterministic. Facts okta-el 3-8.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/expression/analysis/analysis.h"
#include "core/expression/evaluate/evaluate.h"

namespace preflight::expression {

struct Witness {
    std::vector<std::string> person;             // the attributes and groups that were read, in words, in source order
    std::vector<Evaluation> outcomes;            // one for each expression
    [[nodiscard]] std::string in_words() const;  // user.email = "a@b", user.title is empty
};

// The work limit of a search: evaluated nodes; expensive ones (regular expressions) are weighted.
inline constexpr std::size_t kSearchSteps = 1'000'000;

// The evaluations for one candidate person.
class Trial {
public:
    Trial() = default;
    Trial(const Trial&) = delete;
    Trial& operator=(const Trial&) = delete;
    virtual ~Trial() = default;
    // One for each expression. An outcome that depends on what cannot be invented is unknown.
    [[nodiscard]] virtual const std::vector<Evaluation>& outcomes() const = 0;
    // Whether a node of the first expression evaluated to null.
    [[nodiscard]] virtual bool null_at(std::size_t node) const = 0;
    // Whether it evaluated to the empty text, or to a value that is neither null nor empty.
    [[nodiscard]] virtual bool blank_at(std::size_t node) const = 0;
    [[nodiscard]] virtual bool filled_at(std::size_t node) const = 0;
};
using Goal = std::function<bool(const Trial&)>;

// For each goal a witness, where one was found; one search serves all goals. Candidates are built from values that the
// facts allow and the expressions distinguish: first all small ones, then those that lead evaluation to nodes and
// results not seen before. `with_unconstrained`: also values of unconstrained cases (Case::unconstrained).
[[nodiscard]] std::vector<std::optional<Witness>> find_witnesses(const std::vector<const Program*>& programs,
                                                                 const Facts& facts, const std::vector<Goal>& goals,
                                                                 bool with_unconstrained = true,
                                                                 std::size_t steps = kSearchSteps);
[[nodiscard]] std::optional<Witness> find_witness(const std::vector<const Program*>& programs, const Facts& facts,
                                                  const Goal& goal, bool with_unconstrained = true,
                                                  std::size_t steps = kSearchSteps);

}  // namespace preflight::expression
