#include "core/rules/metadata_fit.h"
#include "core/rules/metadata_place.h"
#include "core/rules/rule.h"
#include "core/saml/document_checks.h"

namespace preflight::rules::sign_in_other_application {

constexpr Rule kRow{
    .code = "PF8005",
    .slug = "sign-in-other-application",
    .severity = Severity::error,
    .when = "The metadata belongs to another application than the one that provisions.",
    .why =
        "With this metadata in Egnyte people sign in through the other application: only those assigned there, under "
        "the username that it sends.",
    .remedy = {"Use the metadata of the application that provisions",
               {clicks::app_page<" › Sign On › SAML 2.0 › Metadata URL: save that page.">,
                clicks::join<clicks::kSsoPage, ": the login URL, entity ID and certificate of that metadata. Save.">}},
    .sources = "S26 S27 exports-13",
    .confidence = Confidence::observed,
};

namespace {

std::string named(const okta::Application& app) {
    return app.name.value() + (app.label.present() ? " (" + app.label.value() + ")" : std::string());
}

std::vector<SharedReason> shared(const workspace::Workspace& workspace) {
    const auto other = other_application(workspace);
    if (!other) return {};
    return {{&kRow,
             "The metadata belongs to the application " + saml::cut(other->name) + " (" + saml::cut(other->key) +
                 "): which name that one sends is not given.",
             false}};
}

}  // namespace

void check(const Context& context, Report& report) {
    const workspace::Workspace& workspace = context.workspace;
    const auto other = other_application(workspace);
    if (!other) return;
    const std::string theirs = other->known != nullptr ? named(*other->known) : saml::cut(other->name);
    const std::string ours = workspace.application != nullptr ? named(*workspace.application) : "Terraform's";
    Finding& finding = report.add(
        kRow, other->by_key
                  ? "The metadata belongs to the application with the key " + saml::cut(other->key) + " (" + theirs +
                        "); the one that provisions, " + ours + ", has the key " +
                        saml::cut(workspace.saml_key->entity_key.value()) + "."
                  : "The metadata belongs to the application " + theirs + ", people are provisioned by " + ours + ".");
    finding.locations = {metadata_place(workspace, other->endpoint->location->at),
                         other->by_key ? workspace.saml_key->entity_key.at : workspace.application->name.at};
    if (other->known != nullptr) finding.locations.push_back(other->known->name.at);
}

constexpr PersonRule kPerson{
    .row = &kRow,
    .stage = Stage::sign_in,
    .shared = shared,
};

PREFLIGHT_EXAMPLES(.bad = {{{"idp-metadata.xml", "/app/egnyte/", "/app/salesforce/"}}},
                   .good = {{{"idp-metadata.xml", "/app/egnyte/", "/app/Egnyte/"}}})

}  // namespace preflight::rules::sign_in_other_application
