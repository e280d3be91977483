#include "core/saml/products.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/findings/click_paths.h"
#include "core/saml/url.h"
#include "core/text/unicode.h"

namespace preflight::saml {

namespace {

constexpr Product kOkta{"Okta", ""};
constexpr Product kGoogle{"Google", "Google Admin console"};
constexpr Product kEntra{"Microsoft Entra ID", "Microsoft Entra admin center"};
constexpr Product kKeycloak{"Keycloak", "Keycloak Admin Console"};
constexpr Product kAdfs{"AD FS", "AD FS Management"};
constexpr Product kOther{"the identity provider", "The console of the identity provider"};

const Product* product_of_url(std::string_view location) {
    const OktaAddress okta = okta_address(location);
    if (okta.okta_host || okta.okta_path || location.substr(0, kOktaIssuer.size()) == kOktaIssuer) return &kOkta;
    const Url url = split_url(location);
    const std::string host = url.lower_host();
    if (host == "accounts.google.com") return &kGoogle;
    for (const std::string_view entra : {"sts.windows.net", "login.microsoftonline.com", "login.microsoftonline.us",
                                         "login.partner.microsoftonline.cn"}) {
        if (host == entra) return &kEntra;
    }
    if (url.path.find("/realms/") != std::string_view::npos) return &kKeycloak;
    if (url.path.substr(0, 9) == "/adfs/ls/" || url.path == "/adfs/ls" || url.path == "/adfs/services/trust")
        return &kAdfs;
    return nullptr;
}

// What to do at the place that a click path of Okta's console leads to, by the title of the remedy.
std::string_view task_of(std::string_view title) {
    constexpr std::pair<std::string_view, std::string_view> kTasks[] = {
        {"Use another certificate", "make a new signing certificate and activate it."},
        {"Renew the certificate", "make a new signing certificate and activate it."},
        {"Compare with the metadata in Okta", "compare the entity ID and the sign-in address, exactly."},
        {"Compare the two", "see what it sends as NameID."},
        {"Paste the certificate that Okta signs with", "see which signing certificate is active."},
    };
    const auto found =
        std::find_if(std::begin(kTasks), std::end(kTasks), [&](const auto& t) { return t.first == title; });
    return found == std::end(kTasks) ? "download its SAML metadata again." : found->second;
}

}  // namespace

const Product& product_of(const Document& document) {
    const IdpRole* role = document.idp();
    if (role == nullptr) return kOkta;
    const Product* product = document.entity->entity_id ? product_of_url(document.entity->entity_id->value) : nullptr;
    for (const Endpoint& endpoint : role->single_sign_on) {
        if (product == nullptr && endpoint.location) product = product_of_url(endpoint.location->value);
    }
    return product == nullptr ? kOther : *product;
}

void speak_of(const Product& product, findings::Finding& finding) {
    if (product.console.empty()) return;
    const std::string name(product.name);
    for (const std::string_view phrase : {"Okta sends", "Okta signs", "Okta starts", "signature of Okta"}) {
        std::string words(phrase);
        text::replace_all(words, "Okta", name);
        text::replace_all(finding.consequence, phrase, words);
    }
    const std::string_view task = task_of(finding.fix.title);
    for (std::string& step : finding.fix.steps) {
        if (step.find(findings::clicks::kConsoleName) != std::string::npos)
            step = std::string(product.console) + ", the Egnyte application: " + std::string(task);
    }
    text::replace_all(finding.fix.title, "Okta", name);
}

}  // namespace preflight::saml
