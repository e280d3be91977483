// `terraform show -json` of a state or plan, or a terraform.tfstate (facts okta-exports 11). Of a state only what is
// compared with metadata; a reader of the rest has to come.
#include "core/intake/artefact.h"
#include "core/okta/readers.h"

namespace preflight::intake {

namespace {

bool recognises(const Keys& keys) {
    return keys.has("terraform_version") ||
           (keys.has("format_version") &&
            (keys.has("values") || keys.has("planned_values") || keys.has("resource_changes")));
}

void read(const formats::json::Node& object, Reading& reading) {
    std::vector<okta::SamlResource> resources = okta::read_terraform_saml(reading.origin(), object);
    reading.kind(object["format_version"].exists() ? "terraform-json" : "terraform-state");
    if (resources.empty()) {
        reading.not_used(object["format_version"].exists() ? "terraform-json" : "terraform-state",
                         "it has neither the key nor the certificate of a SAML application");
        return;
    }
    reading.problem(
        Problem::Kind::partly_read, {},
        "of Terraform output only entity_key and certificate of SAML applications are read by this version");
    for (okta::SamlResource& resource : resources) {
        // Terraform prints sensitive values in clear (facts 11), all in one line: places without an excerpt.
        for (okta::TextField* field : {&resource.entity_key, &resource.certificate})
            field->at.span.end = field->at.span.begin;
        reading.parsed().saml_resources.push_back(std::move(resource));
    }
}

}  // namespace

constexpr Artefact artefacts_rows::terraform = {
    .recognises = &recognises,
    .read = &read,
};

}  // namespace preflight::intake
