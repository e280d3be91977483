#include "core/rules/person_rule.h"

namespace preflight::rules::invite_without_effect {

constexpr Rule kRow{
    .code = "PF6012",
    .slug = "invite-without-effect",
    .severity = Severity::note,
    .when = "Invite off has no effect with authentication type egnyte: the mail goes out.",
    .why = "With authentication type egnyte the invitation goes out all the same.",
    .remedy = {"Tell them before the mail does"},
    .sources = "T5 Q27",
    .confidence = Confidence::documented,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = "sendInvite",
    .headline = "the invitation off without effect",
};

}  // namespace preflight::rules::invite_without_effect
