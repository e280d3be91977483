#include "core/rules/rule.h"

namespace preflight::rules::custom_saml_override {

constexpr Rule kRow{
    .code = "PF3019",
    .slug = "custom-saml-override",
    .severity = Severity::note,
    .when = "The app overrides the ACS URL, audience, recipient or destination of its SAML responses.",
    .why = "Egnyte rejects a SAML response with a different audience or address, so nobody could sign in.",
    .remedy = {"Compare the value with Egnyte's",
               {clicks::join<clicks::kConsole, clicks::kApplication, " › Sign On › Edit › Advanced Sign-on Settings">,
                "The audience is https://saml-auth.egnyte.com. The other values are the ACS URL of your Egnyte domain.",
                "Clear the override if you do not know why it is there. Save."}},
    .sources = "A1 A4 exports-2",
    .confidence = Confidence::documented,
};

namespace {

std::string_view name_of(std::string_view key) {
    if (key == "ssoAcsUrlOverride") return "ACS URL";
    if (key == "audienceOverride") return "audience";
    if (key == "recipientOverride") return "recipient";
    return "destination";
}

}  // namespace

void check(const Context& context, Report& report) {
    const okta::Application* app = context.workspace.application;
    if (app == nullptr || app->sign_on_overrides.empty()) return;
    std::string list;
    for (const auto& one : app->sign_on_overrides)
        list += (list.empty() ? "" : ", ") + std::string(name_of(one.key)) + " \"" + one.value.value() + "\"";
    Finding& finding = report.add(kRow, "The app overrides SAML settings: " + list + ".");
    for (const auto& one : app->sign_on_overrides) finding.locations.push_back(one.value.at);
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/settings/signOn", R"({"audienceOverride": "https://acme.egnyte.com"})"}}},
                   .good = {{{"app.json", "/settings/signOn", R"({"audienceOverride": null})"}}})

}  // namespace preflight::rules::custom_saml_override
