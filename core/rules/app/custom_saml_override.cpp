#include <algorithm>

#include "core/rules/rule.h"
#include "core/rules/sp_metadata.h"

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

// The value is the one in Egnyte's own metadata.
bool is_egnytes(const SpMetadata& metadata, const okta::Application::SignOnOverride& one) {
    const std::string& value = one.value.value();
    if (one.key == "audienceOverride") return value == metadata.entity_id;
    const auto& addresses = metadata.assertion_consumers;
    return std::find(addresses.begin(), addresses.end(), value) != addresses.end();
}

}  // namespace

void check(const Context& context, Report& report) {
    const okta::Application* app = context.workspace.application;
    if (app == nullptr) return;
    const auto metadata = sp_metadata(context.workspace);
    std::string list;
    std::vector<Location> places;
    for (const auto& one : app->sign_on_overrides) {
        if (metadata && is_egnytes(*metadata, one)) continue;
        list += (list.empty() ? "" : ", ") + std::string(name_of(one.key)) + " \"" + one.value.value() + "\"";
        places.push_back(one.value.at);
    }
    if (places.empty()) return;
    Finding& finding = report.add(
        kRow, "The app overrides SAML settings" +
                  std::string(metadata ? " with values that are not in Egnyte's own metadata: " : ": ") + list + ".");
    finding.locations = std::move(places);
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/settings/signOn", R"({"audienceOverride": "https://acme.egnyte.com"})"}}},
                   .good = {{{"app.json", "/settings/signOn", R"({"audienceOverride": null})"}}})

}  // namespace preflight::rules::custom_saml_override
