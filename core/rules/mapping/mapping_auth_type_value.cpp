#include <array>

#include "core/egnyte/user_name.h"
#include "core/rules/mapping_values.h"

namespace preflight::rules::mapping_auth_type_value {

constexpr Rule kRow{
    .code = "PF4025",
    .slug = "mapping-auth-type-value",
    .severity = Severity::error,
    .when = "An authentication type that the expression can yield is not sso, egnyte or ad.",
    .why = "Egnyte rejects everybody for whom the expression yields it.",
    .remedy = {"Use one of the three", {clicks::kMappings, "Authentication Type: correct the marked value. Save."}},
    .sources = "egnyte-2 Q14",
    .confidence = Confidence::documented,
    .explains = "PF6003",
};

namespace {

constexpr std::array<std::string_view, 3> kWays = {"sso", "egnyte", "ad"};

// In any mix of cases: only the spelling of the user type is published (Q14).
std::vector<std::string> in_every_case(std::span<const std::string_view> words) {
    std::vector<std::string> result;
    for (const std::string_view word : words) {
        for (std::size_t mask = 0; mask < (std::size_t{1} << word.size()); ++mask) {
            std::string one(word);
            for (std::size_t i = 0; i < one.size(); ++i)
                if ((mask >> i & 1U) != 0) one[i] = static_cast<char>(one[i] - 'a' + 'A');
            result.push_back(std::move(one));
        }
    }
    return result;
}

}  // namespace

void check(const Context& context, Report& report) {
    const Listed* auth_type = parsed_mapping_of(context, "authType");
    if (auth_type == nullptr) return;
    const okta::TextField& text = *auth_type->subject.text;
    const std::vector<std::string> spelt = in_every_case(kWays);
    const std::vector<Yield> never =
        never_legal(auth_type->analysis.possible, std::vector<std::string_view>(spelt.begin(), spelt.end()));
    for (const Yield& yield : never) {
        Finding& finding =
            report.add(kRow, "The authentication type can become " + yield.text + " never sso, egnyte or ad.",
                       "Egnyte takes these three and rejects everybody for whom it is another.");
        finding.locations.push_back(text.part(yield.span.begin, yield.span.end));
        finding.fix.steps[1] = "Authentication Type: correct the marked part. Save.";
    }
    for (const Yield& yield : single_values(auth_type->analysis.possible, never)) {
        const auto canonical = egnyte::canonical_auth_type(yield.text);
        if (canonical && *canonical == yield.text) continue;
        const std::string can_become = "The authentication type can become \"" + yield.text + "\"; ";
        if (!canonical) {
            Finding& finding = report.add(kRow, can_become + "Egnyte takes sso, egnyte and ad.");
            finding.locations.push_back(text.part(yield.span.begin, yield.span.end));
            continue;
        }
        Finding& finding =
            report.add(kRow, can_become + "Egnyte's own spelling is \"" + std::string(*canonical) + "\".",
                       "The case rule is published for the user type only; the lower-case spelling is the safe one.");
        finding.severity = Severity::note;
        finding.confidence = Confidence::inferred;
        finding.locations.push_back(text.part(yield.span.begin, yield.span.end));
        finding.fix.title = "Write \"" + std::string(*canonical) + "\"";
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"mapping.json", "/properties/authType/expression", R"("\"SAML\"")"}}},
                   .good = {{{"mapping.json", "/properties/authType/expression",
                              R"("user.department == \"IT\" ? \"sso\" : \"egnyte\"")"}}})

}  // namespace preflight::rules::mapping_auth_type_value
