#include "core/rules/metadata.h"

#include <algorithm>
#include <set>

#include "core/saml/checks.h"
#include "core/text/time.h"
#include "core/text/unicode.h"

namespace preflight::rules {

namespace {

using findings::Finding;
using findings::RuleInfo;
using findings::Severity;
using saml::checks::row;

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kSkew = 300;        // ENT-07: 3 to 5 minutes
constexpr std::int64_t kExpiresSoon = 60;  // CRT-08, days

constexpr std::string_view kNobody = "Sign-in cannot be set up from this file.";
constexpr std::string_view kSignOn = "Okta Admin Console › Applications › Egnyte › Sign On";
constexpr std::string_view kEgnyteSso =
    "Egnyte › Settings › Configuration › Security & Authentication › Single sign-on authentication";

bool has_space(std::string_view text) {
    return text.find_first_of(" \t\r\n") != std::string_view::npos || text.find("\xC2\xA0") != std::string_view::npos;
}

class Judge {
public:
    Judge(const saml::Document& document, std::size_t input, const std::string& name, std::optional<std::int64_t> now,
          std::vector<Finding>& findings)
        : document_(document), input_(input), name_(name), now_(now), findings_(findings) {}

    void run() {
        check_valid_until();
        if (!check_file()) return;
        const saml::Entity& entity = *document_.entity;
        check_entity(entity);
        const saml::IdpRole* role = document_.idp();
        if (role == nullptr) return;
        check_role(*role);
        check_keys(*role);
        check_endpoints(*role);
        check_okta(entity, *role);
        print_settings(entity);
    }

private:
    Finding& add(const RuleInfo& rule, const saml::Place& at, std::string message, std::string_view consequence) {
        Finding finding = saml::checks::finding_of(rule, std::move(message));
        finding.consequence = consequence;
        finding.locations.push_back({input_, at.path, at.span, std::nullopt});
        findings_.push_back(std::move(finding));
        return findings_.back();
    }

    static void fix(Finding& finding, std::string title, std::vector<std::string> steps) {
        finding.fix.title = std::move(title);
        finding.fix.steps = std::move(steps);
    }

    static void fix_download(Finding& finding) {
        fix(finding, "Save the metadata again",
            {std::string(kSignOn) + " › View SAML setup instructions, or copy the Metadata URL.",
             "Open the Identity Provider metadata and save the page as .xml; do not copy it out of the browser's "
             "view."});
    }

    // False when there is nothing further to look at.
    bool check_file() {
        using saml::Kind;
        const saml::Place& at = document_.at;
        switch (document_.kind) {
            case Kind::empty:
                fix_download(add(row("DOC-01"), at, name_ + " is empty.", kNobody));
                return false;
            case Kind::html: {
                const bool okta = text::ascii_lower(document_.detail).find("okta") != std::string::npos ||
                                  text::ascii_lower(document_.detail).find("sign in") != std::string::npos;
                Finding& finding =
                    add(row("DOC-02"), at,
                        name_ + " is a web page" + (document_.detail.empty() ? "" : " (\"" + document_.detail + "\")") +
                            ", not metadata." + (okta ? " It looks like a sign-in page." : ""),
                        kNobody);
                fix(finding, "Save the metadata itself",
                    {"Open the Metadata URL in a browser; it needs no sign-in. " + std::string(kSignOn) +
                         " › Metadata URL.",
                     "Save what it shows as .xml."});
                return false;
            }
            case Kind::json:
                fix_download(add(
                    row("DOC-03"), at,
                    name_ + " is JSON" + (document_.detail.empty() ? "" : ", " + document_.detail) + ", not metadata.",
                    kNobody));
                return false;
            case Kind::pem:
            case Kind::der: {
                if (document_.detail == "a private key") {
                    private_key();
                    return false;
                }
                fix_download(add(row("DOC-04"), at, name_ + " is " + document_.detail + ", not metadata.",
                                 "The certificate alone does not say where to sign in nor which entity ID to expect."));
                return false;
            }
            case Kind::archive:
                fix_download(add(row("DOC-04"), at, name_ + " is a ZIP archive, not metadata.",
                                 "Unpack it and give the files in it."));
                return false;
            case Kind::base64: {
                if (document_.detail == "a private key") {
                    private_key();
                    return false;
                }
                Finding& finding =
                    add(row("DOC-04"), at, name_ + " is base64 text; inside is " + document_.detail + ".", kNobody);
                fix(finding, "Give the metadata as it was downloaded",
                    {"Save the file from Okta without encoding it."});
                if (document_.protocol_inside)
                    fix_download(
                        add(row("DOC-05"), at, name_ + " is " + document_.detail + ", not metadata.", kNobody));
                return false;
            }
            case Kind::url: {
                Finding& finding =
                    add(row("DOC-23"), at, name_ + " holds an address, not the document behind it.", kNobody);
                fix(finding, "Download the document", {"Open the address in a browser and save the page as .xml."});
                return false;
            }
            case Kind::not_xml:
                fix_download(add(row("DOC-06"), at, name_ + " is not XML.", kNobody));
                return false;
            case Kind::other_protocol:
                fix_download(add(row("DOC-05"), at, name_ + " is " + document_.detail + ", not metadata.", kNobody));
                return false;
            case Kind::other_xml: {
                fix_download(add(row("DOC-05"), at,
                                 "The document element is <" + document_.detail + ">, not EntityDescriptor.", kNobody));
                return false;
            }
            case Kind::wrong_namespace: {
                Finding& finding =
                    add(row("DOC-17"), at,
                        document_.detail.empty() ? std::string("The elements have no namespace.")
                                                 : "The elements stand in the namespace " + document_.detail + ".",
                        "Readers of metadata do not recognise them: the file is empty to them.");
                fix(finding, "Save the metadata again",
                    {"The namespace is " + std::string(saml::kMetadataNamespace) + " exactly.",
                     "Download the file again instead of editing it."});
                return false;
            }
            case Kind::broken_xml:
                check_syntax();
                return false;
            case Kind::aggregate: {
                Finding& finding = add(row("DOC-15"), at,
                                       "The file describes " + document_.detail + " entities, " +
                                           std::to_string(document_.idp_count) + " of them identity providers.",
                                       "Which of them is meant cannot be told.");
                fix(finding, "Give the metadata of the one identity provider",
                    {"Save the EntityDescriptor of your Okta application in a file of its own."});
                return false;
            }
            case Kind::sp:
                check_service_provider();
                return false;
            case Kind::no_idp: {
                const saml::Entity& entity = *document_.entity;
                if (!entity.any_role)
                    add(row("ENT-14"), entity.at,
                        "The entity has no role: the file says neither where to sign in nor with which key.", kNobody);
                fix_download(add(row("ROLE-01"), entity.at,
                                 "There is no IDPSSODescriptor: the file does not describe an identity provider.",
                                 kNobody));
                return false;
            }
            case Kind::idp:
                if (document_.from_aggregate) {
                    Finding& finding = add(row("DOC-15"), at,
                                           "The file is a collection (EntitiesDescriptor) with one identity provider "
                                           "in it; that one is checked.",
                                           "Egnyte expects a single EntityDescriptor.");
                    finding.severity = Severity::warning;
                    fix(finding, "Give the single entity", {"Save the EntityDescriptor in a file of its own."});
                }
                return true;
        }
        return false;
    }

    void private_key() {
        Finding& finding = add(row("DOC-21"), {}, name_ + " is a private key. It is not shown here.",
                               "Whoever has it can sign in as anybody: treat it as lost.");
        fix(finding, "Replace the key",
            {"Make a new certificate and key where this one is used, and activate it.",
             "Delete every copy of this file."});
    }

    void check_syntax() {
        using formats::xml::ErrorKind;
        const formats::xml::Error& error = *document_.error;
        switch (error.kind) {
            case ErrorKind::empty:
                fix_download(add(row("DOC-01"), document_.at, name_ + " is empty.", kNobody));
                return;
            case ErrorKind::truncated: {
                Finding& finding = add(row("DOC-20"), document_.at, name_ + " is cut off: " + error.message + ".",
                                       "The rest is missing; no product reads it.");
                fix_download(finding);
                const saml::Place end{{}, {document_.text_size > 0 ? document_.text_size - 1 : 0, document_.text_size}};
                fix_download(add(row("DOC-06"), end, name_ + " is not well-formed XML: it ends here, too early.",
                                 "No product reads it."));
                return;
            }
            case ErrorKind::doctype: {
                Finding& finding = add(row("DOC-10"), document_.at, name_ + " has a DOCTYPE.",
                                       "Okta never writes one, and careful products refuse the file because of it: it "
                                       "can hide attacks. Nothing in it was expanded or fetched.");
                fix_download(finding);
                return;
            }
            case ErrorKind::misplaced_declaration: {
                Finding& finding =
                    add(row("DOC-09"), document_.at, name_ + ": " + error.message + ".", "No product reads it.");
                fix(finding, "Delete what stands before <?xml",
                    {"Remove blank lines and blanks at the beginning of the file, or save the metadata again."});
                return;
            }
            case ErrorKind::invalid_encoding:
                fix_download(
                    add(row("DOC-07"), document_.at, name_ + ": " + error.message + ".", "No product reads it."));
                return;
            case ErrorKind::limit:
                fix(add(row("DOC-14"), document_.at, name_ + ": " + error.message + ".", "It was not read."),
                    "Give the metadata of one application", {"The metadata of an Okta application is about 2 KB."});
                return;
            case ErrorKind::content_after_root: {
                Finding& finding =
                    add(row("DOC-13"), document_.at, name_ + ": " + error.message + ".", "No product reads it.");
                fix(finding, "Keep one document",
                    {"Delete what follows the end of the first document, or save the metadata again."});
                return;
            }
            case ErrorKind::not_well_formed:
                fix_download(add(row("DOC-06"), document_.at, name_ + " is not well-formed XML: " + error.message + ".",
                                 "No product reads it."));
                return;
        }
    }

    void check_service_provider() {
        const saml::Entity& entity = *document_.entity;
        const std::string id = entity.entity_id ? entity.entity_id->value : std::string();
        const bool egnyte =
            id.find("egnyte") != std::string::npos ||
            std::any_of(entity.assertion_consumers.begin(), entity.assertion_consumers.end(),
                        [](const std::string& url) { return saml::host_of(url).find("egnyte") != std::string::npos; });
        const bool okta =
            id.find("okta.com/saml2/service-provider/") != std::string::npos ||
            std::any_of(entity.assertion_consumers.begin(), entity.assertion_consumers.end(),
                        [](const std::string& url) { return url.find("/sso/saml2/0oa") != std::string::npos; });
        if (okta) {
            Finding& finding =
                add(row("OKTA-12"), entity.entity_id ? entity.entity_id->at : entity.at,
                    "This is Okta's metadata for signing in to Okta (Okta as service provider).",
                    "Egnyte needs the metadata of the Egnyte application, where Okta is the identity provider.");
            fix_download(finding);
        }
        Finding& finding = add(row("DOC-16"), *entity.sp_role,
                               std::string("The file describes a service provider") +
                                   (egnyte ? " (Egnyte itself)"
                                    : okta ? " (Okta)"
                                           : "") +
                                   ", not an identity provider.",
                               kNobody);
        fix_download(finding);
        fix_download(add(row("ROLE-01"), entity.at, "There is no IDPSSODescriptor.", kNobody));
    }

    void check_valid_until() {
        if (!document_.valid_until || !now_) return;
        const auto until = text::parse_time(text::trim(document_.valid_until->value));
        if (until && *until + kSkew < *now_) {
            fix_download(add(row("ENT-07"), document_.valid_until->at,
                             "The metadata expired on " + text::format_date(*until) + ".",
                             "Products that look at the date refuse it, and the key in it may be outdated."));
        }
    }

    void check_entity(const saml::Entity& entity) {
        if (!entity.entity_id || text::trim(entity.entity_id->value).empty()) {
            fix_download(add(row("ENT-01"), entity.entity_id ? entity.entity_id->at : entity.at,
                             "The entity ID is missing.",
                             "Egnyte cannot tell who issued an assertion: sign-in fails for everybody."));
        } else {
            const std::string& id = entity.entity_id->value;
            if (has_space(id)) {
                Finding& finding =
                    add(row("ENT-05"), entity.entity_id->at, "The entity ID has white space in or around it.",
                        "It is compared byte by byte with the Issuer that Okta sends: sign-in fails for everybody.");
                fix(finding, "Remove the white space",
                    {"Correct it in the file and in Egnyte, or save the metadata again."});
            } else if (id.find(':') == std::string::npos) {
                Finding& finding =
                    add(row("ENT-02"), entity.entity_id->at, "The entity ID \"" + id + "\" is no absolute URI.",
                        "It works where it is compared as it stands; the standard asks for a URI.");
                fix(finding, "Use it exactly as it stands",
                    {"Type it into Egnyte without adding http:// or anything else."});
            }
        }
    }

    void check_role(const saml::IdpRole& role) {
        if (!role.protocols || text::trim(role.protocols->value).empty()) {
            add(row("ROLE-03"), role.protocols ? role.protocols->at : role.at, "protocolSupportEnumeration is missing.",
                "Products that read the file cannot tell that the role speaks SAML 2.0.");
        } else if ((" " + role.protocols->value + " ").find(" " + std::string(saml::kProtocolNamespace) + " ") ==
                   std::string::npos) {
            add(row("ROLE-04"), role.protocols->at, "The role does not list SAML 2.0 among its protocols.",
                "Products that read the file find no SAML 2.0 identity provider in it.");
        }
    }

    void check_keys(const saml::IdpRole& role) {
        if (std::none_of(role.keys.begin(), role.keys.end(),
                         [](const saml::KeyDescriptor& key) { return key.signs(); })) {
            fix_download(add(row("KEY-01"), role.at, "There is no key for signing.",
                             "Egnyte cannot verify what Okta sends: sign-in fails for everybody."));
        }
        std::set<std::string> judged;
        for (const saml::KeyDescriptor& key : role.keys) {
            if (key.certificates.empty() && !key.other_key) {
                fix_download(add(row("KEY-03"), key.at, "The key descriptor holds no key.",
                                 "There is no certificate to give to Egnyte."));
            }
            // Egnyte receives signed assertions and sends nothing encrypted to Okta: an encryption key concerns nobody
            // here.
            if (!key.signs()) continue;
            for (const saml::CertificateText& text : key.certificates) check_certificate(text, judged);
        }
    }

    void check_certificate(const saml::CertificateText& text, std::set<std::string>& judged) {
        if (text.pem_armour) {
            Finding& finding = add(
                row("CRT-02"), text.at, "BEGIN and END lines stand inside the certificate text.",
                "Products that expect plain base64 cannot read it; Egnyte wants the text without these lines as well.");
            fix(finding, "Take the lines out",
                {"Delete the BEGIN CERTIFICATE and END CERTIFICATE lines; the card below shows the text without "
                 "them."});
        }
        if (text.fault != crypto::Base64Fault::none) {
            const bool empty = text.fault == crypto::Base64Fault::empty;
            if (empty) {
                fix_download(add(row("KEY-03"), text.at, "The certificate is empty.",
                                 "There is no certificate to give to Egnyte."));
                return;
            }
            const std::string why = text.fault == crypto::Base64Fault::padding
                                        ? "its length does not fit, a part is missing or added"
                                    : text.fault == crypto::Base64Fault::url_alphabet
                                        ? "it uses the URL alphabet (- and _ in place of + and /)"
                                        : "it has a character that base64 does not have";
            fix_download(add(row("CRT-01"), {text.at.path, text.fault_at},
                             "The certificate text is not base64: " + why + ".",
                             "The certificate cannot be read: sign-in cannot be verified with it."));
            return;
        }
        if (!text.certificate) {
            if (text.kind == crypto::DerKind::private_key) {
                Finding& finding = add(row("DOC-21"), {text.at.path, {text.at.span.begin, text.at.span.begin}},
                                       "The certificate element holds a private key. It is not shown here.",
                                       "Whoever has the file can sign in as anybody: treat the key as lost.");
                fix(finding, "Replace the key",
                    {"Generate a new certificate and key where this one is used, and activate it."});
            }
            const std::string what = text.kind == crypto::DerKind::request       ? "a certificate signing request"
                                     : text.kind == crypto::DerKind::pkcs7       ? "a PKCS#7 bundle"
                                     : text.kind == crypto::DerKind::public_key  ? "a bare public key"
                                     : text.kind == crypto::DerKind::truncated   ? "cut off"
                                     : text.kind == crypto::DerKind::private_key ? "a private key"
                                                                                 : "no certificate";
            fix_download(add(row("CRT-04"), text.at, "The certificate text decodes, but it is " + what + ".",
                             "Egnyte cannot use it: sign-in fails for everybody."));
            return;
        }
        const crypto::Certificate& certificate = *text.certificate;
        if (!judged.insert(certificate.sha256).second) return;
        const std::string shown = certificate.common_name.empty() ? std::string("The certificate")
                                                                  : "The certificate of " + certificate.common_name;
        const std::vector<std::string> rotate = {
            std::string(kSignOn) + " › SAML Signing Certificates › Generate new certificate, then Actions › Activate.",
            "At the same hour: " + std::string(kEgnyteSso) +
                " › Identity provider certificate: paste the new one without BEGIN and END lines. Save."};
        if (!certificate.key.readable) {
            fix_download(add(row("CRT-04"), text.at, "The public key in the certificate cannot be decoded.",
                             "Egnyte cannot use it: sign-in fails for everybody."));
        }
        if (now_ && certificate.not_after && *certificate.not_after < *now_) {
            fix(add(row("CRT-06"), text.at, shown + " expired on " + text::format_date(*certificate.not_after) + ".",
                    "Products differ in whether they look at the date. Whether Egnyte does is not documented; if it "
                    "does, nobody can sign in."),
                "Renew the certificate", rotate);
        } else if (now_ && certificate.not_before && *certificate.not_before > *now_) {
            fix(add(row("CRT-07"), text.at,
                    shown + " is valid only from " + text::format_date(*certificate.not_before) + " on.",
                    "Products that look at the date refuse it until then."),
                "Use the certificate that is valid now",
                {std::string(kSignOn) + " › SAML Signing Certificates: see which one is Active."});
        } else if (now_ && certificate.not_after && *certificate.not_after - *now_ <= kExpiresSoon * kDay) {
            const std::int64_t days = (*certificate.not_after - *now_) / kDay;
            fix(add(row("CRT-08"), text.at,
                    shown + " expires on " + text::format_date(*certificate.not_after) + ", in " +
                        std::to_string(days) + (days == 1 ? " day" : " days") + (days <= 30 ? " (urgent)." : "."),
                    "After that day sign-in may stop. Okta mails its admins 60 days ahead and does not rotate by "
                    "itself."),
                "Renew the certificate in time", rotate);
        }
        if (certificate.key.is_rsa() && certificate.key.bits != 0 && certificate.key.bits < 2048) {
            fix(add(row("CRT-09"), text.at,
                    "The RSA key has " + std::to_string(certificate.key.bits) + " bits; 2048 are the least.",
                    "Careful products refuse it, and it can be broken."),
                "Use a certificate with a longer key", rotate);
        }
        if (certificate.signature.digest == crypto::SignatureDigest::md5 ||
            certificate.signature.digest == crypto::SignatureDigest::md2) {
            fix(add(row("CRT-12"), text.at, "The certificate is signed with MD5 or MD2.",
                    "Products refuse such certificates."),
                "Use a newer certificate", rotate);
        } else if (certificate.signature.digest == crypto::SignatureDigest::sha1) {
            fix(add(row("CRT-13"), text.at, "The certificate is signed with SHA-1.",
                    "It does no harm to the key as such; some products refuse it, and Okta asks to move to SHA-256."),
                "Move to SHA-256", rotate);
        }
    }

    void check_endpoints(const saml::IdpRole& role) {
        const auto front = [](const saml::Endpoint& endpoint) {
            return endpoint.binding == saml::kPostBinding || endpoint.binding == saml::kRedirectBinding;
        };
        if (role.single_sign_on.empty()) {
            fix_download(add(row("EP-01"), role.at,
                             "There is no SingleSignOnService: the file does not say where to sign in.",
                             "Egnyte does not know where to send people."));
            return;
        }
        if (std::none_of(role.single_sign_on.begin(), role.single_sign_on.end(), front)) {
            const saml::Endpoint& first = role.single_sign_on.front();
            const bool near_miss = text::ascii_lower(first.binding).find("http-post") != std::string::npos ||
                                   text::ascii_lower(first.binding).find("http-redirect") != std::string::npos;
            Finding& finding = add(row("EP-02"), first.at,
                                   "No sign-in address uses HTTP-POST or HTTP-Redirect" +
                                       (near_miss ? "; \"" + first.binding + "\" is misspelt." : std::string(".")),
                                   "Browsers cannot be sent there: nobody can sign in.");
            fix_download(finding);
        }
        for (const saml::Endpoint& endpoint : role.single_sign_on) {
            if (!endpoint.location || text::trim(endpoint.location->value).empty()) {
                fix_download(add(row("EP-05"), endpoint.location ? endpoint.location->at : endpoint.at,
                                 "The sign-in address is empty.", "Egnyte does not know where to send people."));
                continue;
            }
            const std::string& location = endpoint.location->value;
            if (has_space(location)) {
                Finding& finding =
                    add(row("EP-08"), endpoint.location->at, "The sign-in address has white space in or around it.",
                        "Copied into Egnyte as it stands, it leads nowhere.");
                fix(finding, "Remove the white space", {"Correct it, or save the metadata again."});
            }
            if (!saml::is_https(text::trim(location))) {
                const bool plain = text::ascii_lower(location).rfind("http://", 0) == 0;
                Finding& finding = add(
                    row("EP-06"), endpoint.location->at,
                    plain ? "The sign-in address is http, not https." : "The sign-in address is not an https address.",
                    "Browsers and products refuse it, or what is sent can be read on the way.");
                fix(finding, "Use the https address",
                    {"Okta's addresses are always https: save the metadata again instead of editing it."});
            }
        }
    }

    struct OktaUrl {
        bool okta_host = false;
        bool okta_path = false;  // /app/<name>/<key>/sso/saml
        std::string key;
    };
    static OktaUrl okta_url(std::string_view location) {
        OktaUrl result;
        const std::string host = saml::host_of(location);
        for (const std::string_view domain : {".okta.com", ".oktapreview.com", ".okta-emea.com", ".okta-gov.com",
                                              ".okta.mil", ".okta-miltest.com", ".trexcloud.com"}) {
            if (host.size() > domain.size() && host.compare(host.size() - domain.size(), domain.size(), domain) == 0)
                result.okta_host = true;
        }
        const auto scheme = location.find("://");
        const auto slash = scheme == std::string_view::npos ? scheme : location.find('/', scheme + 3);
        if (slash == std::string_view::npos) return result;
        std::vector<std::string_view> parts;
        std::string_view path = location.substr(slash + 1);
        while (true) {
            const auto next = path.find('/');
            parts.push_back(path.substr(0, next));
            if (next == std::string_view::npos) break;
            path.remove_prefix(next + 1);
        }
        if (parts.size() == 5 && parts[0] == "app" && parts[3] == "sso" && parts[4] == "saml") {
            result.okta_path = true;
            result.key = parts[2];
        }
        return result;
    }

    void check_okta(const saml::Entity& entity, const saml::IdpRole& role) {
        const saml::Endpoint* endpoint = saml::sign_in_endpoint(role);
        if (endpoint == nullptr) return;
        const std::string& location = endpoint->location->value;
        const OktaUrl url = okta_url(location);
        const std::string host = saml::host_of(location);
        if (url.okta_host) {
            const std::string label = host.substr(0, host.find('.'));
            if (label.size() > 6 && label.compare(label.size() - 6, 6, "-admin") == 0) {
                std::string right = location;
                if (const auto at = text::ascii_lower(right).find("-admin."); at != std::string::npos)
                    right.erase(at, 6);
                Finding& finding = add(row("OKTA-05"), endpoint->location->at,
                                       "The sign-in address is on " + host + ", the Okta Admin Console.",
                                       "People who are no admins cannot sign in there.");
                fix(finding, "Use the address without -admin",
                    {"Save the metadata from " + right.substr(0, right.find('/', 8)) +
                     ", or type this login URL into Egnyte: " + right});
            }
        }
        if (!entity.entity_id || (!url.okta_host && !url.okta_path)) return;
        const std::string& id = entity.entity_id->value;
        constexpr std::string_view kIssuer = "http://www.okta.com/";
        const bool regular = id.rfind(kIssuer, 0) == 0 && id.size() > kIssuer.size() &&
                             id.find_first_of("/ ", kIssuer.size()) == std::string::npos;
        if (regular) {
            const std::string key = id.substr(kIssuer.size());
            if (!url.key.empty() && key != url.key) {
                Finding& finding =
                    add(row("OKTA-02"), entity.entity_id->at,
                        "The entity ID names the application " + key + ", the sign-in address " + url.key + ".",
                        "One of the two belongs to another application: Egnyte refuses the issuer.");
                finding.locations.push_back(
                    {input_, endpoint->location->at.path, endpoint->location->at.span, std::nullopt});
                fix_download(finding);
            }
            return;
        }
        if (has_space(id) || text::trim(id).empty()) return;  // ENT-05 and ENT-01 speak of it
        if (id == url.key) {
            Finding& finding = add(
                row("OKTA-01"), entity.entity_id->at,
                "The entity ID is the bare key " + id + ", without http://www.okta.com/ before it.",
                "Okta does this for some catalogue apps; then it is right, but the Egnyte app is not known to be one.");
            fix(finding, "Compare with the metadata in Okta",
                {std::string(kSignOn) + " › View SAML setup instructions: the Identity Provider Issuer, exactly."});
            return;
        }
        const bool https = id.rfind("https://www.okta.com/", 0) == 0;
        Finding& finding =
            add(row("OKTA-01"), entity.entity_id->at,
                "The entity ID is \"" + id + "\"; Okta's own form is http://www.okta.com/" +
                    (url.key.empty() ? std::string("<key>") : url.key) + ".",
                https ? "Okta sends http:// in the assertion; with https:// it never matches."
                      : "If nobody set a custom issuer in Okta on purpose, it never matches what Okta sends.");
        fix(finding, "Compare with the metadata in Okta",
            {std::string(kSignOn) + " › View SAML setup instructions: the Identity Provider Issuer, exactly."});
    }

    void print_settings(const saml::Entity& entity) {
        const auto settings = saml::egnyte_settings(document_, now_);
        if (!settings || settings->login_url.empty() || settings->certificate.empty()) return;
        Finding& finding =
            add(row("EGN-01"), entity.entity_id ? entity.entity_id->at : entity.at,
                "These values belong into Egnyte: login URL " + settings->login_url + ", entity ID " +
                    settings->entity_id + ", certificate with SHA-256 " + settings->certificate_sha256 + ".",
                settings->several_signing_keys
                    ? "There are several signing certificates and Egnyte has one field: this is the newest that is in "
                      "date; compare with the one that Okta shows as Active."
                    : "Sign-in works only if Egnyte holds exactly these.");
        fix(finding, "Type them into Egnyte",
            {std::string(kEgnyteSso) + ": SAML 2.0. Identity provider: Okta.",
             "Identity provider login URL: " + settings->login_url,
             "Identity provider entity ID: " + settings->entity_id,
             "Identity provider certificate: the text between BEGIN and END CERTIFICATE, without these lines. Save."});
    }

    const saml::Document& document_;
    std::size_t input_;
    const std::string& name_;
    std::optional<std::int64_t> now_;
    std::vector<Finding>& findings_;
};

}  // namespace

std::span<const findings::RuleInfo> metadata_rules() {
    return saml::checks::kAll;
}

void check_metadata(const saml::Document& document, std::size_t input, const std::string& input_name,
                    std::optional<std::int64_t> now_unix, std::vector<findings::Finding>& findings) {
    Judge(document, input, input_name, now_unix, findings).run();
}

}  // namespace preflight::rules
