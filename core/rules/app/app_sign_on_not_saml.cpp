#include "core/rules/rule.h"

namespace preflight::rules::app_sign_on_not_saml {

constexpr Rule kRow{
    .code = "PF3006",
    .slug = "app-sign-on-not-saml",
    .severity = Severity::warning,
    .when = "The sign-on method is not SAML 2.0.",
    .why = "People are not signed in to Egnyte by Okta.",
    .remedy = {"Choose SAML 2.0", {clicks::app_page<" › Sign On › Edit › SAML 2.0. Save.">}},
    .sources = "S14",
    .confidence = Confidence::documented,
};

void check(const Context& context, Report& report) {
    const okta::Application* app = context.workspace.application;
    if (context.workspace.sign_in_application != app) return;  // people sign in through another one
    if (app == nullptr || !app->sign_on_mode.present() || app->sign_on_mode.value() == "SAML_2_0") return;
    Finding& finding = report.add(kRow, "The sign-on method is " + app->sign_on_mode.value() + ", not SAML 2.0.");
    finding.locations.push_back(app->sign_on_mode.at);
}

PREFLIGHT_EXAMPLES(.bad = {{{"app.json", "/signOnMode", R"("AUTO_LOGIN")"}}})

}  // namespace preflight::rules::app_sign_on_not_saml
