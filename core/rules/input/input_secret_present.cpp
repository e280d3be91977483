#include <algorithm>

#include "core/rules/rule.h"

namespace preflight::rules::input_secret_present {

constexpr Rule kRow{
    .code = "PF1010",
    .slug = "input-secret-present",
    .severity = Severity::warning,
    .when = "A file contains a token, a password, a recovery answer, a cookie or a private key.",
    .why = "Everyone who receives this file can use the secrets in it. Preflight does not show them in any output.",
    .remedy = {"Replace the secrets and remove them from the file",
               {"Revoke each token and change each password at the marked places.",
                "Remove the values from the file before you give it to anyone."}},
    .sources = "exports-0",
    .confidence = Confidence::documented,
};

namespace {

using intake::SecretKind;

struct Word {
    SecretKind kind;
    std::string_view one, many;
};
constexpr Word kWords[] = {
    {SecretKind::token, "token or API key", "tokens or API keys"},
    {SecretKind::password, "password", "passwords"},
    {SecretKind::url_password, "password in a URL", "passwords in URLs"},
    {SecretKind::cookie, "cookie", "cookies"},
    {SecretKind::answer, "recovery answer", "recovery answers"},
    {SecretKind::private_key, "private key", "private keys"},
};

constexpr std::size_t kPlaces = 5;

}  // namespace

void check(const Context& context, Report& report) {
    for (const intake::Input& input : context.workspace.inputs) {
        // DOC-21 reports the private keys of metadata.
        const auto counts = [&](const intake::Secret& secret) {
            return !input.metadata_candidate || secret.kind != SecretKind::private_key;
        };
        std::string list;
        std::size_t kinds = 0, all = 0;
        for (const Word& word : kWords) {
            const auto count = static_cast<std::size_t>(std::count_if(
                input.secrets.begin(), input.secrets.end(),
                [&](const intake::Secret& secret) { return secret.kind == word.kind && counts(secret); }));
            if (count == 0) continue;
            list += (kinds++ == 0 ? "" : ", ") + std::to_string(count) + " " +
                    std::string(count == 1 ? word.one : word.many);
            all += count;
        }
        if (all == 0) continue;
        Finding& finding =
            report.add(kRow, input.name + " contains " +
                                 (input.more_secrets ? "many secrets, among them " : "secrets: ") + list + ".");
        for (const intake::Secret& secret : input.secrets) {
            if (!counts(secret)) continue;
            if (finding.locations.size() == kPlaces) break;
            finding.locations.push_back({input.slot, {}, secret.span});
        }
    }
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/settings/app/apiToken", R"("example-T0ken-value")"}}})

}  // namespace preflight::rules::input_secret_present
