#include "core/rules/person_rule.h"

namespace preflight::rules::sign_in_user_mapping_unknown {

constexpr Rule kRow{
    .code = "PF8002",
    .slug = "sign-in-user-mapping-unknown",
    .severity = Severity::note,
    .when = "Default user mapping in Egnyte is not given and sign-in depends on it.",
    .why = "Whether they get in cannot be told without that setting. Provisioning is not affected.",
    .remedy = {"Look the setting up and tell Preflight",
               {clicks::kEgnyteSecurity, "Read Default user mapping.",
                "Enter it in the scenario: egnyte.sso.defaultUserMapping is \"email\" or \"username\"."}},
    .sources = "Q17",
    .confidence = Confidence::inferred,
};

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .attribute = "idpUserId",
    .headline = "a sign-in that depends on Default user mapping",
};

}  // namespace preflight::rules::sign_in_user_mapping_unknown
