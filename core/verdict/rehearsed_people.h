// The rehearsal as configuration rules and reports see it (core/rules/rehearsed.h).
#pragma once

#include "core/rules/rehearsed.h"
#include "core/simulation/rehearsal.h"

namespace preflight::verdict {

class RehearsedPeople final : public rules::Rehearsed {
public:
    // The rehearsal outlives it.
    explicit RehearsedPeople(const simulation::Rehearsal& rehearsal) : rehearsal_(rehearsal) {}

    [[nodiscard]] std::optional<findings::Affected> affected(const findings::Rule& rule) const override;
    [[nodiscard]] findings::Affected affected_by(const std::vector<const findings::Rule*>& rules,
                                                 const std::vector<std::string>& except,
                                                 std::size_t most) const override;
    [[nodiscard]] rules::AddressInName address_in_names() const override;
    [[nodiscard]] Blockers blockers() const override;
    [[nodiscard]] std::vector<bool> accounts_of_people() const override;
    [[nodiscard]] bool needs_policies() const override { return rehearsal_.needs_policies(); }

private:
    const simulation::Rehearsal& rehearsal_;
};

}  // namespace preflight::verdict
