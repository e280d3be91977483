// What every outcome promises (spec 5), on random worlds: reasons fit the status, nothing succeeds while a value that
// decides is unknown, and no finding contradicts an outcome.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/rules/person_rule.h"
#include "core/simulation/rehearsal.h"
#include "core/text/unicode.h"
#include "core/verdict/verdicts.h"
#include "core/workspace/workspace.h"
#include "tests/property/random_world.h"

namespace preflight::simulation {
namespace {

using findings::Effect;
using findings::Severity;
using rules::PersonRule;

class Rehearsed {
public:
    explicit Rehearsed(const test::Kit& kit) : joined_(kit) {
        text::Budget all = text::Budget::unlimited();
        rehearsal_ = std::make_unique<Rehearsal>(joined_.workspace, *joined_.evaluations);
        rehearsal_->step(all);
        verdicts_ = verdict::conclude(joined_.workspace, *joined_.evaluations, *rehearsal_);
    }

    void check() const {
        const auto& outcomes = rehearsal_->outcomes();
        for (OutcomeNumber number = 0; number < outcomes.size(); ++number) {
            SCOPED_TRACE("outcome " + std::to_string(number));
            if (outcomes[number].kind == Outcome::Kind::sign_in) {
                check_sign_in(number);
            } else {
                check_request(number);
            }
        }
        check_findings();
    }

private:
    static bool is_sent(Status status) {
        return status != Status::failed && status != Status::unknown && status != Status::skipped;
    }

    void check_request(OutcomeNumber number) const {
        const Story story = rehearsal_->story(number);
        const bool has_error = std::any_of(story.reasons.begin(), story.reasons.end(), [](const Reason& reason) {
            return reason.rule->severity == Severity::error && reason.rule->effect == Effect::refuses;
        });
        if (story.status == Status::failed) {
            EXPECT_TRUE(has_error) << "rejected for no reason";
        }
        if (story.status == Status::created) {
            for (const Reason& reason : story.reasons) {
                // Of two people with one name or address the first is created.
                const bool earlier_party = reason.rule->code == "PF5005" || reason.rule->code == "PF6015";
                EXPECT_TRUE(reason.rule->severity != Severity::error || earlier_party) << reason.rule->code;
            }
            for (const ProfileValue& value : story.profile)
                EXPECT_TRUE(value.value || !egnyte::is_decisive(value.attribute)) << egnyte::name_of(value.attribute);
            EXPECT_TRUE(story.missing.empty());
            EXPECT_TRUE(story.egnyte_user);
        }
        if (story.status == Status::unknown) {
            EXPECT_FALSE(story.missing.empty()) << "unknown for no reason";
        }
        for (const Reason& reason : story.reasons)
            EXPECT_TRUE(reason.rule->effect != Effect::skips || story.status == Status::skipped ||
                        rehearsal_->outcomes()[number].is(Outcome::open))
                << reason.rule->code << " skips, and the request is " << to_string(story.status);
    }

    void check_sign_in(OutcomeNumber number) const {
        const SignInStory story = rehearsal_->sign_in_story(number);
        if (story.status == Status::failed) {
            EXPECT_FALSE(story.reasons.empty()) << "cannot sign in for no reason";
        }
        if (story.status != Status::signed_in) return;
        ASSERT_TRUE(story.name_id && story.key);
        EXPECT_TRUE(text::equal_ignoring_ascii_case(*story.name_id, *story.key));
        EXPECT_TRUE(story.missing.empty());
        const OutcomeNumber request = rehearsal_->outcomes()[number].provisioned;
        if (request != kNoRow) {
            EXPECT_NE(rehearsal_->outcomes()[request].status, Status::unknown);
        }
    }

    // People in the finding of a person rule have the rule as a reason, and the other way round. What a finding says of
    // everybody is true of everybody.
    void check_findings() const {
        std::map<const findings::Rule*, std::set<PersonNumber>> people;
        const auto& outcomes = rehearsal_->outcomes();
        bool anybody_sent = false;
        for (OutcomeNumber number = 0; number < outcomes.size(); ++number) {
            outcomes[number].reasons.for_each(
                [&](std::size_t rule) { people[rules::person_rules()[rule]->row].insert(outcomes[number].person); });
            anybody_sent =
                anybody_sent || (outcomes[number].kind == Outcome::Kind::provision && is_sent(outcomes[number].status));
        }
        for (const PersonRule* rule : rules::person_rules()) {
            if (rule->headline.empty()) continue;
            const auto found = std::find_if(
                verdicts_.findings.begin(), verdicts_.findings.end(),
                [&](const auto& finding) { return finding.rule == rule->row && finding.people_attribute.has_value(); });
            const auto concerned = people.find(rule->row);
            const std::size_t count = concerned == people.end() ? 0 : concerned->second.size();
            EXPECT_EQ(found != verdicts_.findings.end(), count > 0) << rule->row->code;
            if (found == verdicts_.findings.end() || count == 0) continue;
            EXPECT_EQ(found->affected->users, count) << rule->row->code;
        }
        const auto finds = [&](std::string_view code) {
            return std::any_of(verdicts_.findings.begin(), verdicts_.findings.end(),
                               [&](const auto& finding) { return finding.rule->code == code; });
        };
        for (const char* code : {"PF3002", "PF3007", "PF3016", "PF3018"})
            EXPECT_FALSE(finds(code) && anybody_sent) << code << " says that nothing is sent";
        if (finds("PF3011")) {
            for (OutcomeNumber number = 0; number < outcomes.size(); ++number) {
                if (outcomes[number].status != Status::created) continue;
                const Story story = rehearsal_->story(number);
                EXPECT_NE(story.find(Attribute::userName)->origin, rules::Origin::username_template)
                    << "PF3011 says that the format yields addresses only";
            }
        }
    }

    const JoinedKit joined_;
    std::unique_ptr<Rehearsal> rehearsal_;
    verdict::Verdicts verdicts_;
};

TEST(OutcomeProperty, ReasonsValuesAndFindingsFit) {
    for (std::uint32_t seed = 0; seed < rounds() * 5; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const RandomWorld world(seed);
        Rehearsed(world.kit).check();
        if (HasFailure()) {
            for (const auto& [name, text] : world.kit.files()) std::printf("==> %s\n%s\n", name.c_str(), text.c_str());
            return;
        }
    }
}

}  // namespace
}  // namespace preflight::simulation
