#include "core/rules/person_rule.h"
#include "core/rules/person_view.h"

namespace preflight::rules::invite_without_effect {

constexpr Rule kRow{
    .code = "PF6012",
    .slug = "invite-without-effect",
    .severity = Severity::note,
    .when = "Invite off has no effect with authentication type egnyte: the mail goes out.",
    .why = "With authentication type egnyte the invitation goes out all the same.",
    .remedy = {"Announce the invitations before Egnyte sends them"},
    .sources = "T5 Q27",
    .confidence = Confidence::documented,
};

namespace {

bool applies(const PersonView& person) {
    return person.fresh && person.truth(Attribute::isServiceAccount) != Truth::yes &&
           person.truth(Attribute::sendInvite) == Truth::no && person.auth_type == "egnyte";
}
std::string message(const PersonView&) {
    return "The invitation is off, but with authentication type egnyte Egnyte mails it all the same.";
}

}  // namespace

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::provision,
    .attribute = Attribute::sendInvite,
    .headline = "the invitation off without effect",
    .applies = applies,
    .message = message,
};

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"}}},
                   .good = {{{"mapping.json", "/properties/authType/expression", R"("\"egnyte\"")"},
                             {"mapping.json", "/properties/sendInvite/expression", R"("true")"},
                             {"mapping.json", "/properties/isServiceAccount/expression", R"("false")"}}})

}  // namespace preflight::rules::invite_without_effect
