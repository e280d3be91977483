// OKTA and EGN: whether the file is of the shape that Okta writes (58 recorded answers), and what it means for Egnyte.
#include <algorithm>
#include <string>
#include <vector>

#include "core/saml/document_checks.h"
#include "core/saml/url.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

namespace xml = formats::xml;
using checks::row;
using findings::Finding;
using findings::Severity;

bool starts(std::string_view text, std::string_view word) {
    return text.substr(0, word.size()) == word;
}

// False for an address that the EP checks already name: without a host, of one network only, with a user part.
bool is_reachable(std::string_view location) {
    const Url url = split_url(location);
    return url.fault == UrlFault::none && !url.has_user && !is_private_host(url.lower_host());
}

struct SignOn {
    std::size_t element = xml::kNone;
    xml::Attribute location;
    OktaAddress address;
    std::string host;
};

SignOn sign_on(const xml::Tree& tree, std::size_t role, std::string_view binding) {
    SignOn result;
    for (std::size_t i = tree.child(role, kMetadataNamespace, "SingleSignOnService"); i != xml::kNone;
         i = tree.next_sibling_same_name(i)) {
        const xml::Attribute stated = tree[i].attribute("Binding");
        const xml::Attribute location = tree[i].attribute("Location");
        if (!stated || !location || stated.value() != binding) continue;
        const Url url = split_url(location.value());
        if (!url.scheme_is("https") && !url.scheme_is("http")) continue;
        result.element = i;
        result.location = location;
        result.address = okta_address(location.value());
        result.host = url.lower_host();
        return result;
    }
    return result;
}

// An application of one's own: <org>_<label>_<n>.
bool own_application(std::string_view name) {
    const auto last = name.rfind('_');
    return last != std::string_view::npos && last + 1 < name.size() && name.find('_') != last &&
           name.find_first_not_of("0123456789", last + 1) == std::string_view::npos;
}

class OktaChecks {
public:
    OktaChecks(const Subject& subject, const EntitySubject& entity, Report& report)
        : tree_(subject.xml), entity_(entity), application_compared_(subject.application_compared), report_(report) {}

    void run() {
        post_ = sign_on(tree_, entity_.role, kPostBinding);
        redirect_ = sign_on(tree_, entity_.role, kRedirectBinding);
        main_ = post_.location ? post_ : redirect_;
        if (!main_.location) return;
        id_ = tree_[entity_.entity].attribute("entityID");
        const bool issuer = id_ && starts(id_.value(), kOktaIssuer);
        if (!main_.address.okta_host && !main_.address.okta_path && !issuer) return;
        check_addresses(issuer);
        check_two_addresses();
        check_hosts();
        check_application();
        check_entity_id();
        check_logout();
    }

private:
    static constexpr std::size_t kMostHosts = 16;

    Finding& at_main(const findings::Rule& rule, std::string message) {
        return report_.add(rule, main_.element, main_.location, std::move(message));
    }

    // Each address that browsers are sent to, once.
    void check_addresses(bool issuer) {
        check_address(main_, issuer);
        const bool same = redirect_.location && main_.location.value() == redirect_.location.value();
        if (redirect_.location && !same) check_address(redirect_, issuer);
    }

    void check_address(const SignOn& at, bool issuer) {
        const auto unusual = [&](std::string message, std::string_view consequence = {}) {
            Finding& finding = report_.add(row("OKTA-03"), at.element, at.location, std::move(message));
            if (!consequence.empty()) finding.consequence = consequence;
        };
        const std::string host = cut(at.host);
        if (at.address.look_alike) {
            unusual("The sign-in address is on " + host + ", which only looks like Okta.");
        } else if (at.address.okta_host && !at.address.okta_path) {
            unusual("The path of the sign-in address is not Okta's /app/<name>/<key>/sso/saml: \"" +
                    cut(at.location.value()) + "\".");
        } else if (!at.address.okta_host && at.address.okta_path && issuer) {
            if (at.element == main_.element)
                report_.add(row("OKTA-07"), at.element, at.location,
                            "The sign-in address is on the custom domain " + host + ".");
        } else if (!at.address.okta_host && issuer && is_link_protection_host(at.host)) {
            unusual(
                "The sign-in address is on " + host + ": the link protection of a mail service rewrote Okta's address.",
                "Each sign-in goes through that service, which may block it or lose what Egnyte sends.");
        } else if (!at.address.okta_host && issuer && is_egnyte_host(at.host)) {
            unusual("The sign-in address is on " + host +
                        ": that is Egnyte's own address; Egnyte needs the address of Okta.",
                    "Egnyte would send people back to itself: nobody can sign in.");
        } else if (!at.address.okta_host && issuer && is_reachable(at.location.value())) {
            unusual("The entity ID is Okta's, but the sign-in address is not: \"" + cut(at.location.value()) + "\".",
                    "Egnyte sends everybody who uses SSO there. If it is not Okta, nobody can sign in.");
        }
    }

    void check_two_addresses() {
        if (!post_.location || !redirect_.location) return;
        if (post_.host != redirect_.host) {
            if (!post_.address.okta_host || !redirect_.address.okta_host) return;
            Finding& finding =
                report_.add(row("OKTA-13"), redirect_.element, redirect_.location,
                            "POST is on " + cut(post_.host) + ", Redirect on " + cut(redirect_.host) + ".");
            report_.also(finding, post_.element, post_.location);
        } else if (post_.location.value() != redirect_.location.value()) {
            Finding& finding = report_.add(row("OKTA-04"), redirect_.element, redirect_.location,
                                           "POST and Redirect have different addresses; Okta gives both the same.");
            report_.also(finding, post_.element, post_.location);
        }
    }

    // Every address of the role, each host once: a console's host among the logout services is as wrong as one for
    // sign-in.
    void check_hosts() {
        std::vector<std::string> seen;
        for (const std::string_view service :
             {"SingleSignOnService", "SingleLogoutService", "ArtifactResolutionService"}) {
            for (std::size_t i = tree_.child(entity_.role, kMetadataNamespace, service); i != xml::kNone;
                 i = tree_.next_sibling_same_name(i)) {
                for (const std::string_view name : {"Location", "ResponseLocation"}) {
                    const xml::Attribute location = tree_[i].attribute(name);
                    if (!location || !okta_address(location.value()).okta_host) continue;
                    std::string host = split_url(location.value()).lower_host();
                    if (seen.size() == kMostHosts || std::find(seen.begin(), seen.end(), host) != seen.end()) continue;
                    check_host(i, location, host, service == "SingleSignOnService");
                    seen.push_back(std::move(host));
                }
            }
        }
    }

    void check_host(std::size_t element, const xml::Attribute& location, const std::string& host, bool sign_in) {
        const std::string whose = sign_in ? "The sign-in address" : "An address";
        const std::string label = host.substr(0, host.find('.'));
        if (label.size() > 6 && label.compare(label.size() - 6, 6, "-admin") == 0) {
            std::string right(location.value());
            if (const auto at = text::ascii_lower(right).find("-admin."); at != std::string::npos) right.erase(at, 6);
            Finding& finding = report_.add(
                row("OKTA-05"), element, location,
                whose + " is on " + cut(host) + ", the " + std::string(findings::clicks::kConsoleName) + ".");
            finding.fix.steps = {"Save the metadata from " + cut(right.substr(0, right.find('/', 8))) +
                                 (sign_in ? ", or type this login URL into Egnyte: " + cut(right) : ".")};
        }
        constexpr std::string_view kPreview = ".oktapreview.com";
        if (host.size() > kPreview.size() &&
            host.compare(host.size() - kPreview.size(), kPreview.size(), kPreview) == 0) {
            report_.add(row("OKTA-06"), element, location, whose + " is on " + cut(host) + ", a preview tenant.");
        } else if (starts(label, "trial-") || starts(label, "dev-") || starts(label, "integrator-")) {
            const std::string kind = label.substr(0, label.find('-'));
            report_
                .add(row("OKTA-06"), element, location,
                     whose + " is on " + cut(host) + (kind == "integrator" ? ", an " : ", a ") + kind + " tenant.")
                .severity = Severity::note;
        }
    }

    void check_application() {
        const std::string& app = main_.address.app;
        if (application_compared_ || app.empty() || text::ascii_lower(app).find("egnyte") != std::string::npos) return;
        if (own_application(app)) {
            at_main(row("OKTA-10"), "The sign-in address names the application " + cut(app) +
                                        ", one of your own making: check that it is the one for Egnyte.")
                .severity = Severity::note;
        } else {
            at_main(row("OKTA-10"), "The sign-in address names the application " + cut(app) + ", not Egnyte.");
        }
    }

    void check_entity_id() {
        if (!id_) return;
        const std::string_view id = id_.value();
        if (has_space(id) || text::trim(id).empty()) return;  // ENT-05 and ENT-01 are about it
        const std::string& key = main_.address.key;
        const bool regular = starts(id, kOktaIssuer) && id.size() > kOktaIssuer.size() &&
                             id.find('/', kOktaIssuer.size()) == std::string_view::npos;
        if (regular) {
            compare_keys(id.substr(kOktaIssuer.size()));
            return;
        }
        if (id == key) {
            report_
                .add(row("OKTA-01"), entity_.entity, id_,
                     "The entity ID is the bare key " + cut(id) + ", without http://www.okta.com/ before it.")
                .consequence =
                "Okta does this for some catalogue apps; then it is right, but the Egnyte app is not known to be one.";
            return;
        }
        Finding& finding = report_.add(row("OKTA-01"), entity_.entity, id_,
                                       "The entity ID is \"" + cut(id) + "\"; Okta's own form is http://www.okta.com/" +
                                           (key.empty() ? std::string("<key>") : cut(key)) + ".");
        if (starts(id, "https://www.okta.com/"))
            finding.consequence = "Okta sends http:// in the assertion; with https:// it never matches.";
    }

    // The addresses for POST and Redirect, where they name a key other than the entity ID.
    void compare_keys(std::string_view stated) {
        Finding* finding = nullptr;
        for (const SignOn* at : {&main_, &redirect_}) {
            const std::string& key = at->address.key;
            if (!at->location || key.empty() || stated == key) continue;
            if (at == &redirect_ && redirect_.location.value() == main_.location.value()) continue;
            if (finding == nullptr) {
                finding = &report_.add(row("OKTA-02"), entity_.entity, id_,
                                       "The entity ID names the application " + cut(stated) + ", the sign-in address " +
                                           (at == &main_ ? "" : "for Redirect ") + cut(key) + ".");
            }
            report_.also(*finding, at->element, at->location);
        }
    }

    void check_logout() {
        const std::size_t logout = tree_.child(entity_.role, kMetadataNamespace, "SingleLogoutService");
        const bool custom_domain = main_.address.okta_path && id_ && starts(id_.value(), kOktaIssuer);
        if (logout != xml::kNone && (main_.address.okta_host || custom_domain))
            report_.add(row("OKTA-09"), logout, "Single logout is switched on in Okta.");
    }

    const xml::Tree& tree_;
    const EntitySubject& entity_;
    const bool application_compared_;
    Report& report_;
    SignOn post_, redirect_, main_;
    xml::Attribute id_;
};

bool of_other_product(std::string_view subject) {
    const std::string lowered = text::ascii_lower(subject);
    for (const std::string_view name :
         {"onelogin", "adfs signing", "azure federated sso", "accounts.accesscontrol.windows.net", "o=google",
          "auth0.com", "jumpcloud", "ping identity", "pingone", "duo security", "keycloak", "shibboleth", "cyberark",
          "rippling", "miniorange", "salesforce", "authentik", "zitadel", "signicat"}) {
        if (lowered.find(name) != std::string::npos) return true;
    }
    return false;
}

// OKTA-08: what Okta makes has its own subject; the common name is that of the org when the certificate was made.
void check_certificates(const Entity& entity, const IdpRole& role, Report& report) {
    const Endpoint* endpoint = sign_in_endpoint(role);
    if (endpoint == nullptr) return;
    const OktaAddress address = okta_address(endpoint->location->value);
    const bool issuer = entity.entity_id && starts(entity.entity_id->value, kOktaIssuer);
    if (!address.okta_host && !address.okta_path && !issuer) return;
    const std::string host = host_of(endpoint->location->value);
    const std::string label = host.substr(0, host.find('.'));
    for (const CertificateText* text : signing_certificates(role)) {
        const crypto::Certificate& certificate = *text->certificate;
        const std::string whose = certificate.subject.empty() ? std::string("nobody") : certificate.subject;
        if (!certificate.okta_issued) {
            // Okta can sign with a certificate that an admin brought along; that of another product was mixed up.
            const bool other = of_other_product(certificate.subject);
            Finding& finding =
                report.add(row("OKTA-08"), text->at,
                           "The certificate is not one that Okta makes: it is that of " + cut(whose) + ".");
            if (!other) finding.severity = Severity::note;
        } else if (!text::equal_ignoring_ascii_case(certificate.common_name, label)) {
            report
                .add(row("OKTA-08"), text->at,
                     "The certificate carries the name " + cut(certificate.common_name) + ", the address " +
                         cut(address.okta_host ? label : host) + ".")
                .severity = Severity::note;
        }
    }
}

}  // namespace

void check_okta(const Subject& subject, const EntitySubject& entity, Report& report) {
    if (entity.role == xml::kNone) return;
    OktaChecks(subject, entity, report).run();
    if (entity.chosen && subject.document.idp() != nullptr)
        check_certificates(*subject.document.entity, *subject.document.idp(), report);
}

namespace {

// A value to type, whole as long as any product takes it (SAML metadata 2.2.1); the card has it whole in any case.
std::string to_type(const std::string& value) {
    constexpr std::size_t kLongest = 1024;
    return value.size() <= kLongest ? value
                                    : cut(value) + " (" + std::to_string(value.size()) + " bytes: see the card)";
}

}  // namespace

void check_egnyte(const Subject& subject, const EntitySubject& entity, Report& report) {
    if (!entity.chosen) return;
    const Document& document = subject.document;
    const IdpRole* role = document.idp();
    if (role == nullptr) return;
    for (const KeyDescriptor& key : role->keys) {
        if (key.use != KeyUse::encryption) continue;
        report.add(row("EGN-06"), key.at, "There is a key for encryption; no public guide shows Egnyte encrypting.");
        break;
    }
    const auto settings = egnyte_settings(document, subject.now);
    if (!settings) return;
    if (settings->several_signing_keys) {
        std::size_t last = 0;
        for (std::size_t i = 0; i < role->keys.size(); ++i) {
            if (role->keys[i].signs()) last = i;
        }
        report.add(row("EGN-02"), role->keys[last].at,
                   "There are several signing certificates; Egnyte has one field for them.");
    }
    if (settings->login_url.empty() || settings->certificate.empty()) return;
    const Entity& described = *document.entity;
    Finding& finding = report.add(row("EGN-01"), described.entity_id ? described.entity_id->at : described.at,
                                  "These values belong into Egnyte: login URL " + to_type(settings->login_url) +
                                      ", entity ID " + to_type(settings->entity_id) + ", certificate with SHA-256 " +
                                      settings->certificate_sha256 + ".");
    if (settings->several_signing_keys) {
        finding.consequence = "There are several signing certificates and Egnyte has one field: this is the newest" +
                              std::string(settings->in_date ? " that is in date" : ", and none of them is in date") +
                              "; compare with the one that Okta shows as Active.";
    }
    finding.fix.steps.push_back("Identity provider login URL: " + to_type(settings->login_url));
    finding.fix.steps.push_back("Identity provider entity ID: " + to_type(settings->entity_id));
    finding.fix.steps.emplace_back(
        "Identity provider certificate: the text of the card, without BEGIN and END lines. Save.");
}

}  // namespace preflight::saml
