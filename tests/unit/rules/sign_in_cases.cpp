// PF8: sign-in.
#include "tests/unit/rules/cases.h"

namespace preflight::test {

std::vector<Case> sign_in_cases() {
    const auto nothing = [](Kit&) {};
    return {
        {"PF8001", [](Kit& k) { k.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email"; },
         [](Kit& k) {
             k.scenario["egnyte"]["sso"]["defaultUserMapping"] = "email";
             k.expression("authType") = "\"egnyte\"";
             k.expression("sendInvite") = "true";
             k.expression("isServiceAccount") = "false";
         }},
        {"PF8002", [](Kit& k) { k.scenario["egnyte"]["sso"].erase("defaultUserMapping"); },
         [](Kit& k) {
             k.scenario["egnyte"]["sso"].erase("defaultUserMapping");
             for (const char* name : {"ana", "bo"}) k.account(name, Json::object());
         }},
        {"PF8003", [](Kit& k) { k.stated("idpEntityId") = "http://www.okta.com/exkAnother"; },
         [](Kit& k) { k.stated("idpEntityId") = "http://www.okta.com/exk8tideEgnyteSaml7w"; }},
        {"PF8003", [](Kit& k) { k.stated("idpEntityId") = "urn:acme"; },
         // A near miss is EGN-03's.
         [](Kit& k) { k.stated("idpEntityId") = "https://www.okta.com/exk8tideEgnyteSaml7w"; }},
        {"PF8004", [](Kit& k) { k.stated("certificateSha256") = std::string(64, 'a'); },
         [](Kit& k) { k.stated("certificateSha256") = spelt_out(kit_fingerprint()); }},
        {"PF8004", [](Kit& k) { k.stated("certificateSha256") = std::string(64, 'a'); },
         [](Kit& k) {
             // Nothing is proved by what cannot be read.
             k.stated("certificateSha256") = std::string(64, 'a');
             k.metadata = with(k.metadata, "X509Certificate>MII", "X509Certificate>*MII");
         }},
        {"PF8004",
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", certificate_of(another_metadata())}});
         },
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", certificate_of(k.metadata)}});
         }},
        {"PF8004",
         [](Kit& k) {
             // Read as the metadata's own: with BEGIN and END lines, and what clipboards leave.
             k.more["state.json"] = terraform({{"certificate", armoured(certificate_of(another_metadata()))}});
         },
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", armoured(certificate_of(k.metadata))}});
         }},
        {"PF8004",
         [](Kit& k) {
             // Egnyte holds what Terraform says: it is the metadata that is old.
             k.more["state.json"] = terraform({{"certificate", certificate_of(another_metadata())}});
             k.stated("certificateSha256") = fingerprint_of(another_metadata());
         },
         [](Kit& k) {
             // Of another application of the same Terraform.
             k.more["state.json"] =
                 terraform({{"id", "0oaOther"}, {"certificate", certificate_of(another_metadata())}});
         }},
        {"PF8010",
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", "*" + certificate_of(k.metadata)}});
         },
         [](Kit& k) {
             k.more["state.json"] = terraform({{"certificate", certificate_of(k.metadata)}});
         }},
        {"PF8005",
         [](Kit& k) {
             k.more["state.json"] = terraform({{"entity_key", "exkAnother"}});
         },
         [](Kit& k) {
             k.more["state.json"] = terraform({{"entity_key", "exk8tideEgnyteSaml7w"}});
         }},
        {"PF8005",
         [](Kit& k) {
             k.app = nullptr;
             k.more["state.json"] = terraform({{"entity_key", "exkAnother"}});
         },
         [](Kit& k) {
             // Two states that disagree prove nothing.
             k.more["state.json"] = terraform({{"entity_key", "exkAnother"}});
             k.more["state2.json"] = terraform({{"entity_key", "exkThird"}});
         }},
        {"PF8005", [](Kit& k) { k.metadata = with_all(k.metadata, "/app/egnyte/", "/app/salesforce/"); },
         [](Kit& k) { k.metadata = with_all(k.metadata, "/app/egnyte/", "/app/Egnyte/"); }},
        {"PF8005",
         [](Kit& k) {
             Json old = k.app;
             old["id"] = "0oaOld";
             old["name"] = "egnyte_old";
             old["label"] = "Egnyte SCIM 1.0";
             k.more["old.json"] = old.dump();
             k.metadata = with_all(k.metadata, "/app/egnyte/", "/app/egnyte_old/");
         },
         [](Kit& k) {
             k.app["name"] = "acme_files_1";
             k.metadata = with_all(k.metadata, "/app/egnyte/", "/app/acme_files_1/");
         }},
        {"PF8005",
         [](Kit& k) {
             k.metadata = with_all(k.metadata, "tidewater-carto.okta.com/app/egnyte", "sso.acme.test/app/box");
         },
         [](Kit& k) {
             // Another product's path of the same form.
             k.metadata = with_all(k.metadata, "tidewater-carto.okta.com/app/egnyte", "sso.acme.test/app/box");
             k.metadata = with(k.metadata, "http://www.okta.com/exk8", "https://sso.acme.test/exk8");
         }},
        {"PF8007",
         [](Kit& k) { k.metadata = with(k.metadata, "nameid-format:unspecified", "nameid-format:emailAddress"); },
         nothing},
        {"PF8007",
         [](Kit& k) {
             k.metadata = with(k.metadata, "nameid-format:unspecified", "nameid-format:emailAddress");
             k.app["credentials"]["userNameTemplate"] = {{"type", "NONE"}};
         },
         [](Kit& k) {
             k.metadata = with(k.metadata, "nameid-format:unspecified", "nameid-format:emailAddress");
             k.username_template()["template"] = "${source.login}";
         }},
        {"PF8009",
         [](Kit& k) { k.stated("idpLoginUrl") = "https://tidewater-carto.okta.com/app/egnyte/exkAnother/sso/saml"; },
         [](Kit& k) {
             k.stated("idpLoginUrl") = " https://Tidewater-Carto.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
         }},
        {"PF8009",
         [](Kit& k) {
             k.stated("idpLoginUrl") =
                 "https://tidewater-carto-admin.okta.com/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
         },
         [](Kit& k) {
             k.stated("idpLoginUrl") = "https://login.tidewater.test/app/egnyte/exk8tideEgnyteSaml7w/sso/saml";
         }},
        {"PF8008",
         [](Kit& k) {
             k.account("ana", {{"idpUserId", ""}, {"lastActiveDate", nullptr}});
         },
         [](Kit& k) {
             k.account("ana", {{"idpUserId", ""}, {"lastActiveDate", "2026-01-01T00:00:00Z"}});
         }},
        {"PF8006", [](Kit& k) { k.expression("authType") = "\"egnyte\""; },
         [](Kit& k) {
             k.add_person("svc")["service"] = true;
             k.expression("authType") = "user.service == true ? \"egnyte\" : \"sso\"";
         }},
        {"PF8011", [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "BO"; },
         [](Kit& k) { k.app_users[0]["credentials"]["userName"] = "bo.lee"; }},
        {"PF8011",
         [](Kit& k) {
             k.account("ana", {{"email", "other@acme.test"}});
         },
         [](Kit& k) {
             k.account("ana", {{"email", "ANA@acme.test"}});
         }},
        // Somebody else's IdP username.
        {"PF8011",
         [](Kit& k) {
             k.account("ana", {{"id", 77}, {"idpUserId", "ana@idp"}});
             k.app_users[0]["externalId"] = "77";
             k.account("zoe", {{"idpUserId", "ANA"}});
         },
         [](Kit& k) {
             k.account("ana", {{"id", 77}});
             k.app_users[0]["externalId"] = "77";
             k.account("zoe", {{"idpUserId", "ANA"}, {"authType", "egnyte"}});
         }},
    };
}

}  // namespace preflight::test
